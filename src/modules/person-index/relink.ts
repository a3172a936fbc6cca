import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { newId } from '#platform/ids'
import * as decisions from './decisions.repository.ts'
import { groupsOf } from './grouping.rules.ts'
import * as keys from './keys.repository.ts'
import * as links from './link.repository.ts'
import { membersOf } from './members.rules.ts'
import { changesOf } from './person-ids.rules.ts'

/** Which rules linked: kept with every link. */
const rulesVersion = 'exact-1'
/** How many source persons are worked on at once: what a batch of a whole place holds in memory stays the same. */
export const sourcesAtATime = 5000

export type Relinked = { readonly linked: number; readonly ended: number; readonly merged: number }

/** What a batch says of its source persons: whose they are, and of whom something still stands. */
export type Stated = {
  readonly origin: keys.Origin
  readonly sources: ReadonlySet<string>
  readonly standing: ReadonlySet<string>
}

/**
 * Has the links of these source persons, and of everyone whom a change of them can touch, say what people decided and
 * what the rules say. Works in parts: whoever one part touches is settled by it for good, since it finds all that hang together.
 *
 * @param stated what the batch says that causes this, if one does
 */
export async function relink(tx: ReadTx, sources: readonly string[], stated: Stated | null, now: Instant): Promise<Relinked> {
  const settled = new Set<string>()
  const sum = { linked: 0, ended: 0, merged: 0 }
  for (let at = 0; at < sources.length; at += sourcesAtATime) {
    const part = sources.slice(at, at + sourcesAtATime).filter((source) => !settled.has(source))
    if (part.length === 0) continue
    const touched = await reachedFrom(tx, part)
    for (const source of touched) settled.add(source)
    const changes = await relinkAll(tx, touched, stated, now)
    sum.linked += changes.started.length
    sum.ended += changes.ended.length
    sum.merged += changes.redirected.length
  }
  return sum
}

/** Links these, who hang together with nobody else. A record of which nothing stands any more is nobody. */
async function relinkAll(tx: ReadTx, sources: readonly string[], stated: Stated | null, now: Instant) {
  const current = await links.listCurrentLinks(tx, sources)
  const linked = new Set(current.map((link) => link.source))
  const standing = sources.filter((source) => (stated?.sources.has(source) ? stated.standing : linked).has(source))
  const origins = new Map((await links.listOrigins(tx, standing)).map(({ source, ...its }) => [source, its]))
  for (const source of standing) if (stated && !origins.has(source)) origins.set(source, stated.origin)
  const members = membersOf(standing, await keys.listMatchKeys(tx, standing), (source) => origins.get(source)!.datasetId)
  const decided = await decisions.listStanding(tx, standing)
  const setAside = new Set(decided.filter((decision) => decision.kind === 'apart').map((decision) => decision.source))
  const former = await links.listFormerLinks(tx, standing)
  const changes = changesOf(groupsOf(members, decided), current, former, () => newId(), setAside)
  await links.applyChanges(tx, changes, origins, rulesVersion, now)
  return changes
}

/**
 * Everyone whom a change of these can touch: who shares a key, who is linked with them, about whom a person decided together
 * with them, and so on, until nobody is new.
 */
async function reachedFrom(tx: ReadTx, sources: readonly string[]): Promise<string[]> {
  const reached = new Set(sources)
  for (let edge: readonly string[] = sources; edge.length > 0; ) {
    const decided = (await decisions.listStanding(tx, edge)).flatMap(({ source, other }) => [source, other])
    const found = [...(await keys.listSharing(tx, edge)), ...(await links.listLinkedWith(tx, edge)), ...decided]
    edge = [...new Set(found.filter((source) => !reached.has(source)))]
    for (const source of edge) reached.add(source)
  }
  return [...reached]
}
