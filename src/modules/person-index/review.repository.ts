import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import type { Id } from '#platform/ids'
import type { Origin } from './records.repository.ts'
import type { Answer, Weighed } from './review.rules.ts'

export type PairId = Id<'review-pair'>

/** A pair as it waits: of whose records, how much hangs on it, what it weighs; nothing of what the records say. */
export type ReviewPair = Origin & {
  readonly id: PairId
  readonly source: string
  readonly other: string
  readonly otherDatasetId: string
  readonly settles: number
  readonly records: number
  readonly weighed: Weighed
  readonly model: string
  readonly madeAt: Instant
  readonly settledHow: string | null
  readonly takenBy: string | null
  readonly takenUntil: Instant | null
}
const columns = sql`p.id, p.source_person_id as source, p.other_source_person_id as other, p.controller_id as "controllerId",
  p.dataset_id as "datasetId", p.regime, p.other_dataset_id as "otherDatasetId", p.settles, p.records, p.weighed, p.model,
  p.made_at as "madeAt", p.settled_how as "settledHow", p.taken_by as "takenBy", p.taken_until as "takenUntil"`

/** Pairs that wait between datasets that the grant names, have not been answered by this reviewer, and are open at nobody else's desk. */
export async function listWaiting(tx: ReadTx, now: Instant): Promise<ReviewPair[]> {
  const { rows } = await sql<ReviewPair>`
    select ${columns} from person_index.review_pair p
    where p.settled_at is null and p.weighed <> '{}'
      and (p.taken_by is null or p.taken_by = ${tx.actor.id}::uuid or p.taken_until < ${now}::timestamptz)
      and not exists (select from person_index.review_answer a where a.source_person_id = p.source_person_id
        and a.other_source_person_id = p.other_source_person_id and a.reviewer_id = ${tx.actor.id}::uuid and a.undone_at is null)`.execute(
    tx,
  )
  return rows
}

/** After how many of her answers this reviewer was last asked again about a pair that was decided: as many as she has given, if never. */
export async function countSinceAskedAgain(tx: ReadTx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from person_index.review_answer a where a.reviewer_id = ${tx.actor.id}::uuid
      and a.answered_at > coalesce((select max(b.answered_at) from person_index.review_answer b
        where b.reviewer_id = ${tx.actor.id}::uuid and b.stood is not null), '-infinity')`.execute(tx)
  return rows[0]!.n
}

/** For how long a pair that was decided is asked about again. */
const askedAgainDays = 365

/**
 * Pairs of two records that others decided and this reviewer has not answered, in an order that is hers alone: those first of which two said the
 * same.
 */
export async function listDecidedByOthers(tx: ReadTx, now: Instant, most: number): Promise<ReviewPair[]> {
  const { rows } = await sql<ReviewPair>`
    select ${columns} from person_index.review_pair p
    where p.settled_how is not null and p.records = 2 and p.weighed <> '{}' and p.settled_at > ${now.subtract({ hours: askedAgainDays * 24 })}::timestamptz
      and (p.taken_by is null or p.taken_by = ${tx.actor.id}::uuid or p.taken_until < ${now}::timestamptz)
      and not exists (select from person_index.review_answer a where a.source_person_id = p.source_person_id
        and a.other_source_person_id = p.other_source_person_id and a.reviewer_id = ${tx.actor.id}::uuid)
    order by (select count(*) from person_index.review_answer a where a.source_person_id = p.source_person_id
        and a.other_source_person_id = p.other_source_person_id and a.undone_at is null and a.answer = p.settled_how) >= 2 desc,
      md5(p.id || ${tx.actor.id}) limit ${most}`.execute(tx)
  return rows
}

export async function findPair(tx: ReadTx, id: string): Promise<ReviewPair | undefined> {
  const { rows } = await sql<ReviewPair>`select ${columns} from person_index.review_pair p where p.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** Takes the pair for this reviewer until then. False where a colleague has it. */
export async function takePair(tx: ReadTx, id: string, now: Instant, until: Instant): Promise<boolean> {
  const { rows } = await sql`
    update person_index.review_pair set taken_by = ${tx.actor.id}::uuid, taken_until = ${until}::timestamptz
    where id = ${id}::uuid and (taken_by is null or taken_by = ${tx.actor.id}::uuid or taken_until < ${now}::timestamptz) returning id`.execute(
    tx,
  )
  return rows.length > 0
}

/** Gives the pair back: settled, waiting, or as it was before it was taken. */
export async function leavePair(
  tx: ReadTx,
  id: string,
  settled: { how: 'same' | 'different'; at: Instant } | undefined | 'as it was',
): Promise<void> {
  if (settled === 'as it was') {
    await sql`update person_index.review_pair set taken_by = null, taken_until = null where id = ${id}::uuid`.execute(tx)
    return
  }
  await sql`
    update person_index.review_pair set taken_by = null, taken_until = null, settled_at = ${settled?.at ?? null}::timestamptz,
      settled_by = ${settled ? tx.actor.id : null}, settled_how = ${settled?.how ?? null} where id = ${id}::uuid`.execute(tx)
}

export type ReviewAnswer = {
  readonly id: string
  readonly pairId: PairId
  readonly source: string
  readonly other: string
  readonly reviewerId: string
  readonly answer: Answer
  readonly reason: string
  readonly answeredAt: Instant
  readonly decisionId: string | null
  /** What was decided already when she was asked; null of a pair that waited. */
  readonly stood: 'same' | 'different' | null
}
const answerColumns = sql`id, pair_id as "pairId", source_person_id as source, other_source_person_id as other, reviewer_id as "reviewerId",
  answer, reason, answered_at as "answeredAt", decision_id as "decisionId", stood`

/** The answers about these two records that stand, whoever gave them, first ones first. */
export async function listAnswers(tx: ReadTx, pair: Pick<ReviewPair, 'source' | 'other'>): Promise<ReviewAnswer[]> {
  const { rows } = await sql<ReviewAnswer>`
    select ${answerColumns} from person_index.review_answer
    where source_person_id = ${pair.source}::uuid and other_source_person_id = ${pair.other}::uuid and undone_at is null
    order by answered_at, id`.execute(tx)
  return rows
}

/** This reviewer's own answers that stand, newest first. */
export async function listOwnAnswers(tx: ReadTx, most: number): Promise<ReviewAnswer[]> {
  const { rows } = await sql<ReviewAnswer>`
    select ${answerColumns} from person_index.review_answer where reviewer_id = ${tx.actor.id}::uuid and undone_at is null
    order by answered_at desc, id limit ${most}`.execute(tx)
  return rows
}

/** When this reviewer has answered since then, taken back or not: in milliseconds since 1970. */
export async function listOwnAnswerTimes(tx: ReadTx, since: Instant): Promise<number[]> {
  const { rows } = await sql<{ at: Instant }>`select answered_at as at from person_index.review_answer
    where reviewer_id = ${tx.actor.id}::uuid and answered_at > ${since}::timestamptz`.execute(tx)
  return rows.map((row) => row.at.epochMilliseconds)
}

/** Of the pairs that this reviewer and a colleague both settled in their own minds: of how many they said the same. */
export async function countAgreement(tx: ReadTx): Promise<{ both: number; same: number }> {
  const { rows } = await sql<{ both: number; same: number }>`
    select count(*)::int as both, (count(*) filter (where own.answer = her.answer))::int as same
    from person_index.review_answer own join person_index.review_answer her using (source_person_id, other_source_person_id)
    where own.reviewer_id = ${tx.actor.id}::uuid and her.reviewer_id <> own.reviewer_id and own.undone_at is null and her.undone_at is null
      and own.answer in ('same', 'different') and her.answer in ('same', 'different')`.execute(tx)
  return rows[0]!
}

export async function insertAnswer(
  tx: ReadTx,
  pair: ReviewPair,
  said: Pick<ReviewAnswer, 'id' | 'answer' | 'reason' | 'decisionId' | 'stood'> & { at: Instant },
): Promise<void> {
  await sql`
    insert into person_index.review_answer (id, pair_id, controller_id, dataset_id, regime, source_person_id, other_source_person_id, reviewer_id, answer,
      reason, answered_at, decision_id, stood)
    values (${said.id}::uuid, ${pair.id}::uuid, ${pair.controllerId}, ${pair.datasetId}, ${pair.regime}, ${pair.source}::uuid, ${pair.other}::uuid,
      ${tx.actor.id}::uuid, ${said.answer}, ${said.reason}, ${said.at}::timestamptz, ${said.decisionId}::uuid, ${said.stood})`.execute(
    tx,
  )
}

export async function undoAnswer(tx: ReadTx, id: string, at: Instant): Promise<void> {
  await sql`update person_index.review_answer set undone_at = ${at}::timestamptz where id = ${id}::uuid`.execute(tx)
}

/** What waits at the open desk now, and what each reviewer has answered since, in numbers of pairs. */
export type ReviewCounts = {
  readonly waiting: number
  /** When the oldest of them was put up. */
  readonly oldest: string | null
  /** Of those that wait: with an answer already; with two that say otherwise; of which a reviewer needs to know more. */
  readonly answered: number
  readonly disputed: number
  readonly needMore: number
  readonly reviewers: readonly {
    readonly reviewer: string
    readonly answers: number
    /** Cannot say, or more is needed. */
    readonly unsure: number
    /** Of those that a colleague judged too: on how many one of them said the same. */
    readonly judgedByTwo: number
    readonly saidTheSame: number
    /** Pairs whose answer was known when she was asked, since two others had said the same; and how many she answered so. */
    readonly known: number
    readonly asKnown: number
  }[]
}

/** Counts pairs between these datasets. */
export async function countReviewing(tx: ReadTx, since: Instant, datasets: readonly string[]): Promise<ReviewCounts> {
  const { rows } = await sql<{ counts: ReviewCounts }>`
    select person_index.reviewing(${since}::timestamptz, ${[...datasets]}::text[]) as counts`.execute(tx)
  return rows[0]!.counts
}
