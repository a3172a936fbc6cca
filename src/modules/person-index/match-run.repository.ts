import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant, PlainDate } from '#platform/dates'
import type { Id } from '#platform/ids'
import type { SealedRecord } from './compartments.ts'
import type { StaffDecision } from './grouping.rules.ts'
import type { MatchReport } from './match-all.ts'
import type { Reviewed } from './match-run.rules.ts'
import type { Said } from './matching.ts'
import type { Origin } from './records.repository.ts'

export type RunId = Id<'match-run'>

export type RunReport = MatchReport & { readonly reviewed: Reviewed }

export type MatchRun = {
  readonly id: RunId
  readonly night: PlainDate | null
  readonly askedAt: Instant
  readonly finishedAt: Instant | null
  readonly model: string | null
  readonly records: number | null
  readonly people: number | null
  readonly onlyLinked: number | null
  readonly onlyAtOnce: number | null
  readonly report: RunReport | null
}
const columns = sql`id, night, asked_at as "askedAt", finished_at as "finishedAt", model, records, people,
  only_linked as "onlyLinked", only_at_once as "onlyAtOnce", report`

/** Notes that a comparison is wanted. False where one of that night is noted already. */
export async function insertRun(tx: ReadTx, id: RunId, night: PlainDate | null, at: Instant): Promise<boolean> {
  const { rows } = await sql`insert into person_index.match_run (id, night, asked_by, asked_at)
    values (${id}::uuid, ${night}, ${tx.actor.id}, ${at}::timestamptz) on conflict (night) do nothing returning id`.execute(tx)
  return rows.length > 0
}

/** The runs, newest first. */
export async function listRuns(tx: ReadTx, most: number): Promise<MatchRun[]> {
  const { rows } =
    await sql<MatchRun>`select ${columns} from person_index.match_run order by asked_at desc, id limit ${most}`.execute(tx)
  return rows
}

export async function findRun(tx: ReadTx, id: string): Promise<MatchRun | undefined> {
  const { rows } = await sql<MatchRun>`select ${columns} from person_index.match_run where id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** The finished run before this one. */
export async function findRunBefore(tx: ReadTx, { askedAt }: Pick<MatchRun, 'askedAt'>): Promise<RunId | undefined> {
  const { rows } = await sql<{ id: RunId }>`
    select id from person_index.match_run where finished_at is not null and asked_at < ${askedAt}::timestamptz order by asked_at desc limit 1`.execute(
    tx,
  )
  return rows[0]?.id
}

/** After so many hours a run that has not finished has failed, and another may be asked for. */
const mostHours = 1

/** Whether a run is wanted that has not finished, and has not failed. */
export async function isRunWaiting(tx: ReadTx, now: Instant): Promise<boolean> {
  const since = now.subtract({ hours: mostHours })
  const { rows } =
    await sql`select from person_index.match_run where finished_at is null and asked_at > ${since}::timestamptz limit 1`.execute(
      tx,
    )
  return rows.length > 0
}

export type LinkedRecord = Origin & SealedRecord & { readonly epoch: number; readonly person: string }
// Few enough that opening their seals holds up no page.
const atATime = 500

/** Every record that stands, in both compartments, with the person that it is linked to. */
export async function* eachLinkedRecord(tx: ReadTx): AsyncGenerator<LinkedRecord[]> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await sql<Omit<LinkedRecord, 'person' | 'keys'> & { person: string | null }>`
      select r.source, r.dataset_id as "datasetId", r.controller_id as "controllerId", r.regime, r.epoch, r.sealed, r.compartment, l.person_id as person
      from ((select source_person_id as source, dataset_id, controller_id, regime, epoch, sealed, 'open' as compartment
          from person_index.match_record where source_person_id > ${after}::uuid order by 1 limit ${atATime})
        union all (select source_person_id, dataset_id, controller_id, regime, epoch, sealed, 'protected'
          from person_index.protected_record where source_person_id > ${after}::uuid order by 1 limit ${atATime})
        order by 1 limit ${atATime}) r
      left join person_index.link l on l.source_person_id = r.source and l.ended_at is null order by 1`.execute(tx)
    if (rows.length === 0) return
    yield rows.flatMap(({ person, ...row }) => (person === null ? [] : [{ ...row, person, keys: [] }]))
    after = rows.at(-1)!.source
  }
}

/** Every decision of people that stands. */
export async function listAllDecisions(tx: ReadTx): Promise<StaffDecision[]> {
  const { rows } = await sql<StaffDecision>`
    select kind, source_person_id as source, other_source_person_id as other from person_index.link_decision where undone_at is null`.execute(
    tx,
  )
  return rows
}

/** What reviewers have settled at the open desk: what the model claimed, and what it was. */
export async function listSettled(tx: ReadTx): Promise<{ bits: number; isSame: boolean }[]> {
  const { rows } = await sql<{ bits: number; isSame: boolean }>`
    select bits, settled_how = 'same' as "isSame" from person_index.review_pair where pool = 'open' and settled_how in ('same', 'different')`.execute(
    tx,
  )
  return rows
}

/** Answers that two reviewers gave of one pair of the open desk, each in her own mind: how many said "one person", of two. */
export async function listJudgedTwice(tx: ReadTx): Promise<number[]> {
  const { rows } = await sql<{ same: number }>`
    select (count(*) filter (where a.answer = 'same'))::int as same
    from (select distinct on (source_person_id, other_source_person_id, reviewer_id) * from person_index.review_answer
      where undone_at is null and answer in ('same', 'different') order by source_person_id, other_source_person_id, reviewer_id, answered_at desc) a
    join person_index.review_pair p using (source_person_id, other_source_person_id)
    where p.pool = 'open' group by source_person_id, other_source_person_id having count(*) = 2`.execute(tx)
  return rows.map((row) => row.same)
}

/** Which of these people are protected or held. */
export async function protectedAmong(tx: ReadTx, persons: readonly string[]): Promise<ReadonlySet<string>> {
  if (persons.length === 0) return new Set()
  const { rows } = await sql<{ how: Record<string, string> }>`
    select person_index.protection_among(${[...persons]}::uuid[]) as how`.execute(tx)
  return new Set(Object.keys(rows[0]!.how))
}

export type Difference = {
  readonly one: Origin & { readonly source: string }
  readonly other: Origin & { readonly source: string }
  /** Whether the links alone join the two; else the whole matching alone does. */
  readonly linked: boolean
  readonly bits: number | null
  readonly says: readonly Said[]
}
export type Compared = {
  readonly model: string
  readonly records: number
  readonly people: number
  readonly onlyLinked: number
  readonly onlyAtOnce: number
  readonly report: RunReport
}

/** Writes down what a run found. False where it has been written before. */
export async function finishRun(
  tx: ReadTx,
  id: string,
  found: Compared,
  differences: readonly Difference[],
  at: Instant,
): Promise<boolean> {
  const { rows } = await sql`
    update person_index.match_run set finished_at = ${at}::timestamptz, model = ${found.model}, records = ${found.records}, people = ${found.people},
      only_linked = ${found.onlyLinked}, only_at_once = ${found.onlyAtOnce}, report = ${JSON.stringify(found.report)}::jsonb
    where id = ${id}::uuid and finished_at is null returning id`.execute(tx)
  if (rows.length === 0) return false
  const its = differences.map(({ one, other, linked, bits, says }) => ({
    ...one,
    other: other.source,
    otherDatasetId: other.datasetId,
    linked,
    bits,
    says,
  }))
  await sql`
    insert into person_index.match_difference (run_id, controller_id, dataset_id, regime, source_person_id, other_source_person_id, other_dataset_id, linked, bits, says)
    select ${id}::uuid, "controllerId", "datasetId", regime, source, other, "otherDatasetId", linked, bits, says
    from jsonb_to_recordset(${JSON.stringify(its)}::jsonb) as r("controllerId" text, "datasetId" text, regime text, source uuid, other uuid,
      "otherDatasetId" text, linked boolean, bits real, says jsonb)`.execute(tx)
  return true
}

/** The records in which a run's differences lie that have not been linked again. */
export async function listDiffering(tx: ReadTx, id: string): Promise<string[]> {
  const { rows } = await sql<{ source: string }>`
    select source_person_id as source from person_index.match_difference where run_id = ${id}::uuid and again_at is null
    union select other_source_person_id from person_index.match_difference where run_id = ${id}::uuid and again_at is null`.execute(
    tx,
  )
  return rows.map((row) => row.source)
}

export async function markLinkedAgain(tx: ReadTx, id: string, at: Instant): Promise<void> {
  await sql`update person_index.match_difference set again_at = ${at}::timestamptz where run_id = ${id}::uuid and again_at is null`.execute(
    tx,
  )
}

/** A difference as an analyst sees it. */
export type SeenDifference = {
  readonly dataset: string
  readonly otherDataset: string
  readonly linked: boolean
  readonly bits: number | null
  readonly says: readonly Said[]
  readonly againAt: Instant | null
}
export async function listSeenDifferences(tx: ReadTx, id: string): Promise<SeenDifference[]> {
  const { rows } = await sql<SeenDifference>`
    select dataset, other_dataset as "otherDataset", linked, bits, says, again_at as "againAt" from person_index.differences_of(${id}::uuid)`.execute(
    tx,
  )
  return rows
}
