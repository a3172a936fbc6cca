import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant, PlainDate } from '#platform/dates'
import type { HoldGround } from './retention.rules.ts'

export type DatasetToKeep = {
  readonly id: string
  readonly controllerId: string
  readonly name: string
  /** The retention classes of its kinds of information, the access log apart. */
  readonly retentions: readonly string[]
}

/** Every dataset, or one organisation's, with the classes that say how long its records are kept. */
export async function listDatasetsToKeep(tx: ReadTx, controllerId: string | null): Promise<DatasetToKeep[]> {
  const { rows } = await sql<DatasetToKeep>`
    select d.id, d.controller_id as "controllerId", d.name,
      array(select distinct c.retention from information_governance.dataset_class c where c.dataset_id = d.id and c.field_class <> 'access-log' order by 1) as retentions
    from information_governance.dataset d where ${controllerId}::text is null or d.controller_id = ${controllerId} order by d.name`.execute(
    tx,
  )
  return rows
}

export type Hold = {
  readonly id: string
  readonly datasetId: string | null
  readonly recordHash: Buffer | null
  readonly ground: HoldGround
  readonly reason: string
  readonly reviewOn: PlainDate
  readonly placedById: string
  readonly placedBy: string
  readonly placedAt: Instant
  readonly liftReason: string | null
  readonly liftAskedById: string | null
  readonly liftAskedBy: string | null
  readonly liftAskedAt: Instant | null
  readonly covers: number | null
}
const holds = sql`
  select h.id, h.dataset_id as "datasetId", h.record_hash as "recordHash", h.ground, h.reason, h.review_on as "reviewOn", h.placed_by as "placedById",
    h.placed_by_name as "placedBy", h.placed_at as "placedAt", h.lift_reason as "liftReason", h.lift_asked_by as "liftAskedById",
    h.lift_asked_by_name as "liftAskedBy", h.lift_asked_at as "liftAskedAt", h.covers
  from information_governance.legal_hold h where h.lifted_at is null`

/** The holds that stand, of an organisation. */
export async function listHolds(tx: ReadTx, organisationId: string): Promise<Hold[]> {
  const { rows } = await sql<Hold>`${holds} and h.organisation_id = ${organisationId} order by h.review_on, h.id`.execute(tx)
  return rows
}

/** Locks a standing hold until the transaction ends, so that two do not lift it at once. */
export async function lockHold(tx: ReadTx, id: string): Promise<Hold | undefined> {
  const { rows } = await sql<Hold>`${holds} and h.id = ${id} for update`.execute(tx)
  return rows[0]
}

export type NewHold = Pick<Hold, 'id' | 'datasetId' | 'recordHash' | 'ground' | 'reason' | 'reviewOn'>

export async function insertHold(tx: ReadTx, hold: NewHold, at: Instant): Promise<void> {
  await sql`
    insert into information_governance.legal_hold (id, organisation_id, dataset_id, record_hash, ground, reason, review_on, placed_by, placed_by_name, placed_at)
    values (${hold.id}, ${tx.actor.organisationId}, ${hold.datasetId}, ${hold.recordHash}, ${hold.ground}, ${hold.reason}, ${hold.reviewOn},
      ${tx.actor.id}::uuid, ${tx.actor.name}, ${at})`.execute(tx)
}

export async function markLiftAsked(tx: ReadTx, id: string, reason: string, at: Instant): Promise<void> {
  await sql`update information_governance.legal_hold
    set lift_reason = ${reason}, lift_asked_by = ${tx.actor.id}::uuid, lift_asked_by_name = ${tx.actor.name}, lift_asked_at = ${at} where id = ${id}`.execute(
    tx,
  )
}

export async function markLifted(tx: ReadTx, id: string, at: Instant): Promise<void> {
  await sql`update information_governance.legal_hold
    set lifted_by = ${tx.actor.id}::uuid, lifted_by_name = ${tx.actor.name}, lifted_at = ${at} where id = ${id}`.execute(tx)
}

/** Notes how many records of a dataset each of these holds covers. */
export async function markCovered(tx: ReadTx, covers: ReadonlyMap<string, number>): Promise<void> {
  if (covers.size === 0) return
  await sql`update information_governance.legal_hold h set covers = c.covers
    from unnest(${[...covers.keys()]}::uuid[], ${[...covers.values()]}::int[]) as c(id, covers) where h.id = c.id`.execute(tx)
}

export type DatasetCount = {
  readonly datasetId: string
  readonly countedAt: Instant
  readonly records: number
  readonly due: number
  readonly held: number
  readonly undecided: number
  readonly nextDueOn: PlainDate | null
}

export async function upsertCount(tx: ReadTx, controllerId: string, count: DatasetCount): Promise<void> {
  await sql`
    insert into information_governance.retention_count (dataset_id, controller_id, counted_at, records, due, held, undecided, next_due_on)
    values (${count.datasetId}, ${controllerId}, ${count.countedAt}, ${count.records}, ${count.due}, ${count.held}, ${count.undecided}, ${count.nextDueOn})
    on conflict (dataset_id) do update set controller_id = excluded.controller_id, counted_at = excluded.counted_at, records = excluded.records,
      due = excluded.due, held = excluded.held, undecided = excluded.undecided, next_due_on = excluded.next_due_on`.execute(tx)
}

/** What the last night found in the datasets that this reader may see. */
export async function listCounts(tx: ReadTx): Promise<DatasetCount[]> {
  const { rows } = await sql<DatasetCount>`
    select dataset_id as "datasetId", counted_at as "countedAt", records, due, held, undecided, next_due_on as "nextDueOn"
    from information_governance.retention_count`.execute(tx)
  return rows
}

/** The datasets that nobody has counted since. */
export async function listUncounted(tx: ReadTx, since: Instant): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select d.id from information_governance.dataset d
    where not exists (select from information_governance.retention_count c where c.dataset_id = d.id and c.counted_at >= ${since}) order by 1`.execute(
    tx,
  )
  return rows.map((row) => row.id)
}

/** One process lists at a time. Held to the end. */
export async function lockListing(tx: ReadTx): Promise<void> {
  await sql`select pg_advisory_xact_lock(727277)`.execute(tx)
}

export type Approval = { readonly byId: string; readonly by: string; readonly as: string; readonly at: Instant }
export type ErasureBatch = {
  readonly id: string
  readonly datasetId: string
  readonly controllerId: string
  readonly dataset: string
  readonly retention: string
  readonly rule: string
  readonly basis: string
  readonly listedAt: Instant
  readonly dueOn: PlainDate
  readonly records: number
  readonly leftOut: number
  readonly erased: number
  readonly counts: Readonly<Record<string, number>>
  readonly doneAt: Instant | null
  readonly certificate: object | null
  readonly certificateHash: string | null
  readonly approvals: readonly Approval[]
}
type BatchRow = Omit<ErasureBatch, 'approvals'>
const batches = sql`
  select b.id, b.dataset_id as "datasetId", b.controller_id as "controllerId", d.name as dataset, b.retention, b.rule, b.basis, b.listed_at as "listedAt",
    b.due_on as "dueOn", b.records, b.left_out as "leftOut", b.erased, b.counts, b.done_at as "doneAt", b.certificate, b.certificate_hash as "certificateHash"
  from information_governance.erasure_batch b join information_governance.dataset d on d.id = b.dataset_id`

async function withApprovals(tx: ReadTx, rows: readonly BatchRow[]): Promise<ErasureBatch[]> {
  const { rows: approvals } = await sql<Approval & { batchId: string }>`
    select batch_id as "batchId", approved_by as "byId", approved_by_name as by, approved_as as as, approved_at as at
    from information_governance.erasure_approval where batch_id = any(${rows.map((row) => row.id)}::uuid[]) order by approved_at`.execute(
    tx,
  )
  const of = Map.groupBy(approvals, (one) => one.batchId)
  return rows.map((row) => ({ ...row, approvals: of.get(row.id) ?? [] }))
}

/** What is due and was not erased yet, the first due first; and what was erased, the last first. Of those whom the reader may see. */
export async function listBatches(tx: ReadTx, limit: number): Promise<ErasureBatch[]> {
  const { rows } = await sql<BatchRow>`${batches}
    order by b.done_at is not null, b.done_at desc, b.due_on, b.id limit ${limit}`.execute(tx)
  return withApprovals(tx, rows)
}

/** What is not erased yet of one dataset, or of all. */
export async function listOpenBatches(tx: ReadTx, datasetId: string | null): Promise<ErasureBatch[]> {
  const { rows } = await sql<BatchRow>`${batches}
    where b.done_at is null and (${datasetId}::text is null or b.dataset_id = ${datasetId}) order by b.due_on, b.id`.execute(tx)
  return withApprovals(tx, rows)
}

export async function findBatch(tx: ReadTx, id: string): Promise<ErasureBatch | undefined> {
  const { rows } = await sql<BatchRow>`${batches} where b.id = ${id}`.execute(tx)
  return (await withApprovals(tx, rows))[0]
}

/** Approves a batch in the reader's own name. False where she did so before. */
export async function insertApproval(tx: ReadTx, batchId: string, at: Instant): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into information_governance.erasure_approval (batch_id, approved_by, approved_by_name, approved_as, approved_at)
    values (${batchId}, ${tx.actor.id}::uuid, ${tx.actor.name}, ${tx.actor.roles[0] ?? 'none'}, ${at}) on conflict do nothing`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

export type NewBatch = Pick<
  ErasureBatch,
  'id' | 'datasetId' | 'controllerId' | 'retention' | 'rule' | 'basis' | 'listedAt' | 'dueOn' | 'records'
>
export type Member = {
  readonly sourcePersonId: string
  readonly regime: string
  readonly recordHash: Buffer
  readonly dueOn: PlainDate
}

export async function insertBatch(tx: ReadTx, batch: NewBatch, members: readonly Member[]): Promise<void> {
  await sql`
    insert into information_governance.erasure_batch (id, dataset_id, controller_id, retention, rule, basis, listed_at, due_on, records)
    values (${batch.id}, ${batch.datasetId}, ${batch.controllerId}, ${batch.retention}, ${batch.rule}, ${batch.basis}, ${batch.listedAt}, ${batch.dueOn},
      ${batch.records})`.execute(tx)
  await sql`
    insert into information_governance.erasure_member (batch_id, controller_id, dataset_id, regime, source_person_id, record_hash, due_on)
    select ${batch.id}::uuid, ${batch.controllerId}, ${batch.datasetId}, m.regime, m.id, m.hash, m.due
    from unnest(${members.map((one) => one.sourcePersonId)}::uuid[], ${members.map((one) => one.regime)}::text[],
      ${members.map((one) => one.recordHash)}::bytea[], ${members.map((one) => one.dueOn.toString())}::date[]) as m(id, regime, hash, due)`.execute(
    tx,
  )
}

export type Listed = { readonly batchId: string; readonly sourcePersonId: string; readonly recordHash: Buffer }

/** The records of a dataset that stand in a batch. */
export async function listMembers(tx: ReadTx, datasetId: string): Promise<Listed[]> {
  const { rows } =
    await sql<Listed>`select batch_id as "batchId", source_person_id as "sourcePersonId", record_hash as "recordHash"
    from information_governance.erasure_member where dataset_id = ${datasetId}`.execute(tx)
  return rows
}

/** The next so many records of a batch. */
export async function listMembersOf(tx: ReadTx, batchId: string, limit: number): Promise<Listed[]> {
  const { rows } =
    await sql<Listed>`select batch_id as "batchId", source_person_id as "sourcePersonId", record_hash as "recordHash"
    from information_governance.erasure_member where batch_id = ${batchId} order by source_person_id limit ${limit}`.execute(tx)
  return rows
}

/** Takes records out of their batches, which are not due any more or are held, and counts them there. */
export async function leaveOut(tx: ReadTx, sources: readonly string[]): Promise<void> {
  if (sources.length === 0) return
  await sql`
    with gone as (delete from information_governance.erasure_member where source_person_id = any(${[...sources]}::uuid[]) returning batch_id)
    update information_governance.erasure_batch b set left_out = left_out + g.n from (select batch_id, count(*) as n from gone group by 1) g where b.id = g.batch_id`.execute(
    tx,
  )
}

/** Which of these wait until the access log is sealed. */
export async function unsealedAmong(tx: ReadTx, sources: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`
    select information_governance.unsealed_among(${[...sources]}::uuid[])::text[] as ids`.execute(tx)
  return rows[0]!.ids
}

/** Erases what this room and the platform keep of these records. */
export async function eraseRecords(tx: ReadTx, sources: readonly string[], at: Instant): Promise<Record<string, number>> {
  const { rows } = await sql<{ counts: Record<string, number> }>`
    select information_governance.erase_records(${[...sources]}::uuid[], ${at})
      || jsonb_build_object('rights to act for somebody', information_governance.erase_proxies(${[...sources]}::uuid[]),
        'requests about one’s own data', information_governance.erase_subject_requests(${[...sources]}::uuid[]),
         'odd looks', information_governance.erase_odd_looks(${[...sources]}::uuid[]),
         'disputed facts', information_governance.erase_disputes(${[...sources]}::uuid[]),
         'limits of use', information_governance.erase_use_limits(${[...sources]}::uuid[]),
         'lines of whom a breach reached', information_governance.erase_incidents(${[...sources]}::uuid[])) as counts`.execute(tx)
  return rows[0]!.counts
}

/** Deletes incidents that each organisation concerned closed before this moment, with all that was written of them. */
export async function sweepIncidents(tx: ReadTx, before: Instant): Promise<number> {
  const { rows } = await sql<{ n: number }>`select information_governance.sweep_incidents(${before}) as n`.execute(tx)
  return rows[0]!.n
}
/** Deletes complaints about no record that were answered before this moment. */
export async function sweepComplaints(tx: ReadTx, before: Instant): Promise<number> {
  const { rows } = await sql<{ n: number }>`select information_governance.sweep_complaints(${before}) as n`.execute(tx)
  return rows[0]!.n
}

export async function eraseMembers(tx: ReadTx, sources: readonly string[]): Promise<void> {
  await sql`select information_governance.erase_members(${[...sources]}::uuid[])`.execute(tx)
}

export async function markErased(
  tx: ReadTx,
  id: string,
  erased: number,
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  await sql`update information_governance.erasure_batch set erased = erased + ${erased}, counts = ${JSON.stringify(counts)}::jsonb where id = ${id}`.execute(
    tx,
  )
}

export async function markDone(tx: ReadTx, id: string, certificate: object, hash: string, at: Instant): Promise<void> {
  await sql`update information_governance.erasure_batch
    set done_at = ${at}, certificate = ${JSON.stringify(certificate)}::jsonb, certificate_hash = ${hash} where id = ${id}`.execute(
    tx,
  )
}

/** One process erases at a time. Held to the end. */
export async function tryLockErasing(tx: ReadTx): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`select pg_try_advisory_xact_lock(727278) as got`.execute(tx)
  return rows[0]!.got
}

/** The kinds of information of a dataset. */
export async function listClasses(tx: ReadTx, datasetId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select field_class as id from information_governance.dataset_class
    where dataset_id = ${datasetId} and field_class <> 'access-log' order by 1`.execute(tx)
  return rows.map((row) => row.id)
}
