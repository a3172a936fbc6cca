type Kept = { payload: Payload; until: number }
type Payload = { grantId?: string; uid?: string; userCode?: string; consumed?: number; [name: string]: unknown }

const atMost = 5000

/** What the persona provider remembers: in memory, for minutes, and never more than a few thousand entries. */
export function personaStore(): (model: string) => object {
  const kept = new Map<string, Kept>()

  function keep(id: string, payload: Payload, seconds: number): void {
    const now = Date.now()
    for (const [other, { until }] of kept) if (until <= now) kept.delete(other)
    for (const oldest of kept.keys()) {
      if (kept.size < atMost) break
      kept.delete(oldest)
    }
    kept.set(id, { payload, until: now + seconds * 1000 })
  }
  const find = (id: string) => {
    const found = kept.get(id)
    return found && found.until > Date.now() ? found.payload : undefined
  }
  const findBy = (model: string, name: 'uid' | 'userCode', value: string) =>
    kept
      .entries()
      .filter(([id, { payload, until }]) => id.startsWith(`${model}:`) && payload[name] === value && until > Date.now())
      .map(([, { payload }]) => payload)
      .next().value

  return (model) => ({
    upsert: async (id: string, payload: Payload, seconds: number) => keep(`${model}:${id}`, payload, seconds),
    find: async (id: string) => find(`${model}:${id}`),
    findByUid: async (uid: string) => findBy(model, 'uid', uid),
    findByUserCode: async (code: string) => findBy(model, 'userCode', code),
    async consume(id: string) {
      const payload = find(`${model}:${id}`)
      if (payload) payload.consumed = Math.floor(Date.now() / 1000)
    },
    destroy: async (id: string) => void kept.delete(`${model}:${id}`),
    async revokeByGrantId(grantId: string) {
      for (const [id, { payload }] of kept) if (payload.grantId === grantId) kept.delete(id)
    },
  })
}
