import { randomBytes } from 'node:crypto'
import { setImmediate as othersTurn } from 'node:timers/promises'
import pg from 'pg'
import { leafOf, newSalts, restHash } from './canonical.ts'
import * as log from './log.repository.ts'
import { type Signer, signCheckpoint } from './note.ts'
import { completedNodes, nodesForRoot, rootOf } from './tree.ts'
import type { Witness } from './witnesses.ts'

const batchSize = 500
/** After so many leaves the requests have their turn: while a whole batch holds this process, the database waits for it with nothing to do. */
const leavesAtATime = 16
/** At most so long after an entry has its leaf, a checkpoint is signed that has it (governance.md section 3: each minute at least). */
const checkpointEveryMs = 20_000
const restMs = 1000

/** How the log is getting on, as this process last saw it. */
export type LogState = {
  /** Since when the entry that waits longest has waited for its leaf, in milliseconds since 1970; null where none waits. */
  readonly waitingSince: number | null
  /** When that was seen. */
  readonly seenAt: number
}

/** Puts up to one batch of waiting entries into the tree, whole or not at all. Returns how many. */
export async function sequenceBatch(client: pg.Client): Promise<number> {
  const run = log.runsOn(client)
  await client.query('begin')
  try {
    const entries = await log.listEntries(run, await log.takeUnsequenced(run, batchSize))
    if (entries.length > 0) {
      const size = await log.findSize(run)
      const allSalts = newSalts(entries.length)
      const leaves: log.NewLeaf[] = []
      for (const [nth, entry] of entries.entries()) {
        const salts = allSalts[nth]!
        const rest = restHash(entry.rest, salts.restSalt)
        leaves.push({ seq: size + nth, entryId: entry.shown.id, ...salts, rest, leaf: leafOf(entry.shown, rest, salts.salt) })
        if (leaves.length % leavesAtATime === 0) await othersTurn()
      }
      const nodeAt = await log.readNodes(run, nodesForRoot(size))
      await log.insertLeaves(run, leaves)
      await log.insertNodes(
        run,
        completedNodes(
          size,
          leaves.map(({ leaf }) => leaf),
          nodeAt,
        ),
      )
    }
    await client.query('commit')
    return entries.length
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/** Signs the tree as it is, where it has grown since the last checkpoint. Returns the size signed. */
export async function signTree(client: pg.Client, signer: Signer, now: number): Promise<number | undefined> {
  const run = log.runsOn(client)
  const size = await log.findSize(run)
  const last = await log.findCheckpoint(run)
  if (size === 0 || (last && last.size >= size)) return undefined
  let origin = await log.findOrigin(run)
  if (origin === undefined) {
    // A log that begins anew has another name than before, under the same key: nobody takes the one for the other.
    origin = `${signer.name}/${randomBytes(4).toString('hex')}`
    await log.insertOrigin(run, origin)
  }
  const root = rootOf(size, await log.readNodes(run, nodesForRoot(size)))
  const checkpoint = { origin, size, root }
  await log.insertCheckpoint(run, checkpoint, signCheckpoint(checkpoint, signer), new Date(now).toISOString())
  return size
}

export type Sequencer = {
  /** As seen within the last few seconds. */
  state(): LogState
  /** Sequences what waits and signs it now, without waiting for the next round. */
  settle(): Promise<void>
  stop(): Promise<void>
}

/**
 * Keeps the log's tree: beside the requests, on a connection of its own as the role `sequencer`. Of several processes one leads; the others
 * watch, and take over when its connection ends. Whatever fails is told and tried again: entries wait meanwhile.
 */
export function startSequencer(
  url: string,
  {
    signer,
    witnesses = () => [],
    now = Date.now,
    onError,
  }: {
    readonly signer: Signer
    /** Those of now: one may be started after the log. */
    readonly witnesses?: () => readonly Witness[]
    readonly now?: () => number
    readonly onError: (error: unknown) => void
  },
): Sequencer {
  let client: pg.Client | undefined
  let leads = false
  let state: LogState = { waitingSince: null, seenAt: now() }
  let signedAt = 0
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  const connected = async (): Promise<pg.Client> => {
    if (client) return client
    const fresh = new pg.Client(url)
    fresh.on('error', () => {
      if (client === fresh) client = undefined
      leads = false
    })
    await fresh.connect()
    client = fresh
    return fresh
  }
  const round = async (signNow: boolean): Promise<void> => {
    const its = await connected()
    const run = log.runsOn(its)
    leads ||= await log.tryToLead(run)
    if (leads) {
      while ((await sequenceBatch(its)) === batchSize);
      if (signNow || now() - signedAt >= checkpointEveryMs) {
        if (await signTree(its, signer, now())) signedAt = now()
        await cosign(run)
      }
    }
    // An entry in a tree that nobody signs waits as well, whoever leads.
    const [oldest, size, last] = [await log.findOldestWaiting(run), await log.findSize(run), await log.findCheckpoint(run)]
    const unsignedSince = last && size > last.size && now() - last.signedAt > 3 * checkpointEveryMs ? last.signedAt : null
    state = {
      waitingSince: oldest !== null && unsignedSince !== null ? Math.min(oldest, unsignedSince) : (oldest ?? unsignedSince),
      seenAt: now(),
    }
  }
  /** Asks each witness that has not cosigned the latest checkpoint. One that does not answer holds up nothing. */
  const cosign = async (run: log.Runs): Promise<void> => {
    const latest = await log.findCheckpoint(run)
    if (!latest) return
    const seen = new Map(
      (
        await log.listWitnessed(
          run,
          witnesses().map((one) => one.name),
        )
      ).map((one) => [one.witness, one.size]),
    )
    for (const witness of witnesses()) {
      const old = seen.get(witness.name) ?? 0
      if (old >= latest.size) continue
      try {
        await log.insertCosignature(run, latest.size, witness.name, await witness.cosign(run, old, latest))
      } catch (error) {
        onError(error)
      }
    }
  }
  let working: Promise<void> = Promise.resolve()
  const work = (signNow: boolean): Promise<void> => {
    working = working.then(async () => {
      try {
        await round(signNow)
      } catch (error) {
        onError(error)
        const broken = client
        client = undefined
        leads = false
        await broken?.end().catch(() => undefined)
      }
    })
    return working
  }
  const again = () => {
    if (!stopped) timer = setTimeout(() => void work(false).then(again), restMs)
  }
  void work(true).then(again)
  return {
    state: () => state,
    settle: () => work(true),
    async stop() {
      stopped = true
      clearTimeout(timer)
      await working
      await client?.end().catch(() => undefined)
    },
  }
}
