import { setTimeout as rest } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import type { ReadTx } from './database.ts'

const channel = 'changed'
const tryAgainMs = 1000

/**
 * Tells whoever follows these topics, once this transaction has committed, that something of them has changed: that, and not what. A topic is a kind and
 * whose it is, by their id: `contacts:GB-LAE-ALD`. Nothing that is known of anybody goes this way.
 */
export async function tellChanged(tx: ReadTx, ...topics: readonly string[]): Promise<void> {
  await sql`select pg_notify(${channel}, topic) from unnest(${[...new Set(topics)]}::text[]) as t(topic)`.execute(tx)
}

/** Told of a topic that has changed; undefined where any may have, since nothing was heard for a while. */
export type Hear = (topic: string | undefined) => void

/** What has changed, as this process hears it from the database. */
export type Live = {
  /** From when this answers no change of these topics is missed, until what it answers is called. */
  follow(topics: Iterable<string>, hear: Hear): Promise<() => void>
  stop(): Promise<void>
}

/** Hears changes over one connection, however many follow; opened with the first of them, and again when it breaks. */
export function startLive(url: string): Live {
  const followers = new Map<string, Set<Hear>>()
  let listening: Promise<pg.Client> | undefined
  let stopped = false

  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url, keepAlive: true, keepAliveInitialDelayMillis: 10_000 })
    client.on('error', () => {}) // it ends after that, which is heard below
    await client.connect()
    client.on('notification', ({ payload }) => {
      for (const hear of followers.get(payload ?? '') ?? []) hear(payload)
    })
    client.on('end', () => {
      listening = undefined
      if (!stopped) void hearAgain()
    })
    await client.query(`listen ${channel}`)
    return client
  }
  const connection = (): Promise<pg.Client> =>
    (listening ??= connect().catch((error: unknown) => {
      listening = undefined
      throw error
    }))
  /** After a break: what was told meanwhile nobody knows. */
  const hearAgain = async (): Promise<void> => {
    while (!stopped && followers.size > 0) {
      await rest(tryAgainMs, undefined, { ref: false })
      try {
        await connection()
        for (const hear of new Set([...followers.values()].flatMap((hears) => [...hears]))) hear(undefined)
        return
      } catch {
        // The database is not back yet.
      }
    }
  }

  return {
    async follow(topics, hear) {
      const all = [...topics]
      for (const topic of all) followers.set(topic, (followers.get(topic) ?? new Set()).add(hear))
      const leave = () => {
        for (const topic of all) {
          const hears = followers.get(topic)
          hears?.delete(hear)
          if (hears?.size === 0) followers.delete(topic)
        }
      }
      try {
        await connection()
      } catch (error) {
        leave()
        throw error
      }
      return leave
    },
    async stop() {
      stopped = true
      await listening?.then((client) => client.end()).catch(() => {})
    },
  }
}
