import { createHmac } from 'node:crypto'
import type { ReadTx, Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import type { Services } from '#platform/services'
import type { Vault } from '#platform/vault'
import type { RecordFacts } from './retention.rules.ts'
import type { OwnDate } from './schedule.ts'

/** Erasing happens under two acts: of what two people approved, and of what a tombstone says was erased before a restored backup was made. */
export type ErasingTx = Tx<'governance.retention.erase' | 'governance.retention.replay'>
export type Erasing = {
  readonly id: string
  readonly sources: readonly string[]
  /** Of each source, in the same order: `recordHash`. */
  readonly hashes: readonly Buffer[]
  readonly at: Instant
}
/** How many rows of which table, or keys, or files. */
export type Counts = Readonly<Record<string, number>>

/**
 * What a room keeps of people, and how it is erased. Each room with such a table has one in its `personal-data.ts`, and `src/app/personal-data.ts` lists
 * them: a table that is in none fails `tests/safety/personal-data.test.ts`.
 */
export type PersonalData = {
  readonly room: string
  /** Each table with the columns that name source persons; one that names none says by which class of the schedule its rows go by their own date, or why they stay. */
  readonly tables: Readonly<Record<string, readonly string[] | { readonly byOwnDate: OwnDate } | { readonly stays: string }>>
  /** Deletes all of these records, by a function of the room's own that asks `information_governance.require_erasable`. */
  erase?(services: Services, tx: ErasingTx, erasing: Erasing): Promise<Counts>
  /** Deletes what is older than its own date allows. */
  sweep?(services: Services, tx: Tx<'governance.retention.sweep'>, now: Instant): Promise<number>
}

export type HeldRecord = {
  readonly sourcePersonId: string
  readonly key: string
  readonly regime: string
}
export type Tombstone = { readonly datasetId: string; readonly hash: string; readonly erasedAt: Instant }

/** What the room that keeps the records themselves tells of them. */
export type Records = {
  /** Every record of the dataset that the grant binds, with what a rule counts from. */
  facts(services: Services, tx: ReadTx, datasetId: string): Promise<(HeldRecord & RecordFacts)[]>
  /** Every record of the dataset that the grant binds. */
  keys(tx: ReadTx, datasetId: string): Promise<HeldRecord[]>
  tombstones(tx: ReadTx): Promise<Tombstone[]>
  /** Keeps tombstones of one dataset that stand outside the database, all of one moment. */
  keepTombstones(tx: Tx<'governance.retention.replay'>, tombstones: readonly Tombstone[]): Promise<void>
}

/** All that is kept of people, as `src/app` puts it together. */
export type Kept = { readonly rooms: readonly PersonalData[]; readonly records: Records }

/** What a record is known by where it must not be named: keyed, so that nobody can try out whose it is. */
export const recordHash = (vault: Vault, datasetId: string, key: string): Buffer =>
  createHmac('sha256', vault.derive('tombstones')).update(`${datasetId}\n${key}`).digest()
