import { sql } from 'kysely'
import type { HeldRecord, RecordFacts, Tombstone } from '#modules/information-governance'
import type { ReadTx, Tx } from '#platform/database'
import type { Instant } from '#platform/dates'

/** Every record of a dataset with the days that a rule of the schedule counts from, as far as they are not sealed. */
export async function listRecordDates(tx: ReadTx, datasetId: string, zone: string): Promise<(HeldRecord & RecordFacts)[]> {
  const { rows } = await sql<HeldRecord & RecordFacts>`
    select s.id as "sourcePersonId", s.source_key as key, s.regime, d.born, coalesce(d.open, false) as "isOpen", d.ended as "endedOn", d.last as "lastOn"
    from feeds.source_person s left join (
      select f.source_person_id,
        max((f.content ->> 'dateOfBirth')::date) filter (where f.kind = 'identity' and (f.superseded_by_batch_id is null or f.left_extract)) as born,
        bool_or(f.content ->> 'closedOn' is null) filter (where f.kind = 'involvement' and f.content is not null and f.superseded_by_batch_id is null) as open,
        greatest(max((f.content ->> 'closedOn')::date) filter (where f.kind = 'involvement' and (f.superseded_by_batch_id is null or f.left_extract)),
          max((l.as_of at time zone ${zone})::date) filter (where f.kind = 'involvement' and f.left_extract)) as ended,
        max((f.event_at at time zone ${zone})::date) as last
      from feeds.fact f left join feeds.batch l on l.id = f.superseded_by_batch_id and f.left_extract
      where f.dataset_id = ${datasetId} group by 1) d on d.source_person_id = s.id
    where s.dataset_id = ${datasetId} order by s.id`.execute(tx)
  return rows
}

export async function listSealedInvolvements(
  tx: ReadTx,
  datasetId: string,
): Promise<{ sourcePersonId: string; sourceKey: string; sealed: Buffer }[]> {
  const { rows } = await sql<{ sourcePersonId: string; sourceKey: string; sealed: Buffer }>`
    select source_person_id as "sourcePersonId", source_key as "sourceKey", sealed from feeds.fact
    where dataset_id = ${datasetId} and kind = 'involvement' and sealed is not null and superseded_by_batch_id is null`.execute(
    tx,
  )
  return rows
}

export async function listRecordKeys(tx: ReadTx, datasetId: string): Promise<HeldRecord[]> {
  const { rows } = await sql<HeldRecord>`
    select id as "sourcePersonId", source_key as key, regime from feeds.source_person where dataset_id = ${datasetId}`.execute(tx)
  return rows
}

export async function listTombstones(tx: ReadTx): Promise<Tombstone[]> {
  const { rows } = await sql<Tombstone>`
    select dataset_id as "datasetId", encode(hash, 'hex') as hash, erased_at as "erasedAt" from feeds.tombstone`.execute(tx)
  return rows
}

/** When each record of a dataset was erased that was. */
export async function listErased(tx: ReadTx, datasetId: string): Promise<ReadonlyMap<string, Instant>> {
  const { rows } = await sql<{ hash: string; erasedAt: Instant }>`
    select encode(hash, 'hex') as hash, erased_at as "erasedAt" from feeds.tombstone where dataset_id = ${datasetId}`.execute(tx)
  return new Map(rows.map((row) => [row.hash, row.erasedAt]))
}

export async function keepTombstones(tx: Tx<'governance.retention.replay'>, tombstones: readonly Tombstone[]): Promise<void> {
  const [first] = tombstones
  if (!first) return
  await sql`select feeds.keep_tombstones(${first.datasetId}, ${tombstones.map((one) => Buffer.from(one.hash, 'hex'))}::bytea[], ${first.erasedAt})`.execute(
    tx,
  )
}

export async function eraseRecords(
  tx: ReadTx,
  sources: readonly string[],
  hashes: readonly Buffer[],
  at: Instant,
): Promise<Record<string, number>> {
  const { rows } = await sql<{ counts: Record<string, number> }>`
    select feeds.erase_records(${[...sources]}::uuid[], ${[...hashes]}::bytea[], ${at}) as counts`.execute(tx)
  return rows[0]!.counts
}

/** Destroys what was received and settled before this moment. */
export async function sweepReceived(tx: ReadTx, before: Instant): Promise<number> {
  const { rows } = await sql<{ n: number }>`select feeds.sweep_received(${before}) as n`.execute(tx)
  return rows[0]!.n
}

/** Each feed, with when somebody of its dataset was last erased. */
export async function listFeedsErased(tx: ReadTx): Promise<{ id: string; erasedAt: Instant | null }[]> {
  const { rows } = await sql<{ id: string; erasedAt: Instant | null }>`
    select f.id, max(t.erased_at) as "erasedAt" from feeds.feed f left join feeds.tombstone t on t.dataset_id = f.dataset_id group by f.id order by f.id`.execute(
    tx,
  )
  return rows
}
