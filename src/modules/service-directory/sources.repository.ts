import { sql } from 'kysely'
import type { SenderKey } from '#modules/feeds'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import type { RefusedService } from './record.ts'
import type { Tables } from './tables.generated.ts'

const tables = (tx: ReadTx) => tx.withTables<Tables>()

/** Who sends us services: by an address that is read, by signed files, by files that somebody uploads. */
export type Source = {
  readonly id: string
  readonly name: string
  readonly organisationId: string
  readonly address: string | null
  readonly addedAt: Instant
  readonly endedAt: Instant | null
  /** What its signed files are signed as, and with which key. */
  readonly signed: { readonly feed: string; readonly key: SenderKey } | null
}

const sourceOf = (row: Tables['service_directory.source']): Source => ({
  id: row.id,
  name: row.name,
  organisationId: row.organisation_id,
  address: row.address,
  addedAt: row.added_at,
  endedAt: row.ended_at,
  signed:
    row.feed && row.key_id && row.key_from
      ? {
          feed: row.feed,
          key: {
            keyId: row.key_id,
            publicKey: row.public_key as SenderKey['publicKey'],
            activeFrom: row.key_from,
            activeTo: null,
            revokedAt: null,
          },
        }
      : null,
})

export async function insertSource(tx: ReadTx, source: Omit<Source, 'endedAt'>): Promise<void> {
  await tables(tx)
    .insertInto('service_directory.source')
    .values({
      id: source.id,
      name: source.name,
      organisation_id: source.organisationId,
      address: source.address,
      feed: source.signed?.feed ?? null,
      key_id: source.signed?.key.keyId ?? null,
      public_key: source.signed ? JSON.stringify(source.signed.key.publicKey) : null,
      key_from: source.signed?.key.activeFrom ?? null,
      added_at: source.addedAt,
    })
    .execute()
}

/** A source from which something is still taken. */
export async function findSource(
  tx: ReadTx,
  by: { id: string } | { feed: string } | { address: string },
): Promise<Source | undefined> {
  const [column, value] = Object.entries(by)[0] as ['id' | 'feed' | 'address', string]
  const row = await tables(tx)
    .selectFrom('service_directory.source')
    .selectAll()
    .where(column, '=', value)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row && sourceOf(row)
}

/** Whether a source of signed files of this name has ended. */
export async function hasEnded(tx: ReadTx, feed: string): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('service_directory.source')
    .select('id')
    .where('feed', '=', feed)
    .where('ended_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Ends a source: nothing is taken from it any more. */
export async function endSource(tx: ReadTx, id: string, now: Instant): Promise<void> {
  await tables(tx).updateTable('service_directory.source').set({ ended_at: now }).where('id', '=', id).execute()
}

/** Locks a source until the transaction ends, so that of two readings one waits for the other. */
export async function lockSource(tx: ReadTx, id: string): Promise<void> {
  await tables(tx).selectFrom('service_directory.source').select('id').where('id', '=', id).forUpdate().execute()
}

/** All sources, those that ended last, by name. */
export async function listSources(tx: ReadTx): Promise<Source[]> {
  const rows = await tables(tx)
    .selectFrom('service_directory.source')
    .selectAll()
    .orderBy(sql`ended_at is not null`)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(sourceOf)
}

/** Marks those with an address as wanted that were not since a moment, and says which. */
export async function markWanted(tx: ReadTx, since: Instant, now: Instant): Promise<string[]> {
  const rows = await tables(tx)
    .updateTable('service_directory.source')
    .set({ wanted_at: now })
    .where('address', 'is not', null)
    .where('ended_at', 'is', null)
    .where((is) => is.or([is('wanted_at', 'is', null), is('wanted_at', '<', since)]))
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Marks one as wanted now. */
export async function markSourceWanted(tx: ReadTx, id: string, now: Instant): Promise<void> {
  await tables(tx).updateTable('service_directory.source').set({ wanted_at: now }).where('id', '=', id).execute()
}

export type Counts = {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly ended: number
  readonly kept: number
  readonly refused: number
}
/** What came of one reading of a source. */
export type Import = Counts & {
  readonly id: string
  readonly sourceId: string
  readonly way: 'address' | 'signed' | 'upload'
  readonly receivedAt: Instant
  readonly receivedBy: string
  readonly fileName: string | null
  readonly sequence: number | null
  readonly sha256: string | null
  readonly problem: string | null
  readonly refusals: readonly RefusedService[]
}

export async function insertImport(tx: ReadTx, one: Import): Promise<void> {
  const { added, changed, unchanged, ended, kept, refused } = one
  await tables(tx)
    .insertInto('service_directory.import')
    .values({
      id: one.id,
      source_id: one.sourceId,
      way: one.way,
      received_at: one.receivedAt,
      received_by: one.receivedBy,
      file_name: one.fileName,
      sequence: one.sequence,
      sha256: one.sha256,
      problem: one.problem,
      added,
      changed,
      unchanged,
      ended,
      kept,
      refused,
      refusals: JSON.stringify(one.refusals),
    })
    .execute()
}

const importOf = (row: Omit<Tables['service_directory.import'], 'nth'>): Import => ({
  id: row.id,
  sourceId: row.source_id,
  way: row.way as Import['way'],
  receivedAt: row.received_at,
  receivedBy: row.received_by,
  fileName: row.file_name,
  sequence: row.sequence,
  sha256: row.sha256,
  problem: row.problem,
  added: row.added,
  changed: row.changed,
  unchanged: row.unchanged,
  ended: row.ended,
  kept: row.kept,
  refused: row.refused,
  refusals: row.refusals as RefusedService[],
})

/** The signed file with a number, if it came before. */
export async function findImport(tx: ReadTx, sourceId: string, sequence: number): Promise<Import | undefined> {
  const row = await tables(tx)
    .selectFrom('service_directory.import')
    .selectAll()
    .where('source_id', '=', sourceId)
    .where('sequence', '=', sequence)
    .executeTakeFirst()
  return row && importOf(row)
}

/** The last readings of a source, the newest first. */
export async function listImports(tx: ReadTx, sourceId: string, most: number): Promise<Import[]> {
  const rows = await tables(tx)
    .selectFrom('service_directory.import')
    .selectAll()
    .where('source_id', '=', sourceId)
    .orderBy('nth', 'desc')
    .limit(most)
    .execute()
  return rows.map(importOf)
}

/** For each source the latest reading that brought something, and how many services stand. */
export async function listStates(tx: ReadTx): Promise<{ sourceId: string; readAt: Instant | null; standing: number }[]> {
  const { rows } = await sql<{ sourceId: string; readAt: Instant | null; standing: number }>`
    select s.id as "sourceId",
      (select max(i.received_at) from service_directory.import i where i.source_id = s.id and i.problem is null) as "readAt",
      (select count(*)::int from service_directory.service v where v.source_id = s.id and v.ended_at is null) as standing
    from service_directory.source s`.execute(tx)
  return rows
}
