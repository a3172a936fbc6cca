import { sql } from 'kysely'
import { dataKeysOf, ensureDataKeys } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import type { Instant, PlainDate } from '#platform/dates'
import { open, seal, type Vault } from '#platform/vault'
import { type DisputableFact, type Dispute, kindOfKey, type Outcome } from './dispute.rules.ts'

type Row = Omit<Dispute, 'answer' | 'factKind'> & {
  outcome: Outcome | null
  correctedOn: PlainDate | null
  answeredAt: Instant | null
  answeredOn: PlainDate | null
}
const columns = sql`d.id, d.controller_id as "controllerId", d.dataset_id as "datasetId", d.field_class as "fieldClass", d.source_person_id as "sourcePersonId",
  d.fact_key as "factKey", d.fact_hash as "factHash", d.disputed_at as "disputedAt", d.disputed_on as "disputedOn",
  a.outcome, a.corrected_on as "correctedOn", a.answered_at as "answeredAt", a.answered_on as "answeredOn"`
const disputeOf = ({ outcome, correctedOn, answeredAt, answeredOn, ...row }: Row): Dispute => ({
  ...row,
  factKind: kindOfKey(row.factKey),
  answer: outcome && answeredAt && answeredOn ? { outcome, correctedOn, answeredAt, answeredOn } : null,
})

/** The disputes about facts of these source persons that the transaction's grant lets through, the earliest first. */
export async function listDisputes(tx: ReadTx, sources: readonly string[]): Promise<Dispute[]> {
  if (sources.length === 0) return []
  const { rows } = await sql<Row>`
    select ${columns} from information_governance.fact_dispute d left join information_governance.fact_dispute_answer a on a.dispute_id = d.id
    where d.source_person_id = any(${[...sources]}::uuid[]) order by d.disputed_at, d.id`.execute(tx)
  return rows.map(disputeOf)
}

/** What people dispute of the organisation's facts, to whoever answers for it: the earliest first. */
export async function listAsked(tx: ReadTx): Promise<Dispute[]> {
  const { rows } = await sql<Row>`
    select ${columns} from information_governance.fact_dispute d left join information_governance.fact_dispute_answer a on a.dispute_id = d.id
    where d.controller_id = ${tx.actor.organisationId} order by d.disputed_at, d.id`.execute(tx)
  return rows.map(disputeOf)
}

/** One of them; undefined where it is another's, or there is none. */
export const findAsked = async (tx: ReadTx, id: string): Promise<Dispute | undefined> =>
  (await listAsked(tx)).find((one) => one.id === id)

export type NewDispute = {
  readonly id: string
  readonly fact: DisputableFact & { readonly controllerId: string; readonly regime: string }
  readonly factKey: string
  readonly shareWords: boolean
  readonly at: Instant
  readonly on: PlainDate
}
export async function insertDispute(tx: ReadTx, { id, fact, factKey, shareWords, at, on }: NewDispute): Promise<void> {
  await sql`
    insert into information_governance.fact_dispute (id, controller_id, dataset_id, field_class, regime, source_person_id, fact_key, fact_hash, account_id, share_words,
      disputed_at, disputed_on)
    values (${id}, ${fact.controllerId}, ${fact.datasetId}, ${fact.fieldClass}, ${fact.regime}, ${fact.sourcePersonId}, ${factKey}, ${fact.contentHash},
      ${tx.actor.id}::uuid, ${shareWords}, ${at}, ${on})`.execute(tx)
}

export type NewAnswer = {
  readonly outcome: Outcome
  readonly correctedOn: PlainDate | null
  readonly at: Instant
  readonly on: PlainDate
}
export async function insertAnswer(tx: ReadTx, dispute: Dispute, { outcome, correctedOn, at, on }: NewAnswer): Promise<void> {
  await sql`
    insert into information_governance.fact_dispute_answer (dispute_id, controller_id, dataset_id, field_class, regime, source_person_id, outcome, corrected_on,
      answered_by, answered_by_name, answered_at, answered_on)
    select id, controller_id, dataset_id, field_class, regime, source_person_id, ${outcome}, ${correctedOn}::date, ${tx.actor.id}::uuid, ${tx.actor.name}, ${at}, ${on}::date
    from information_governance.fact_dispute where id = ${dispute.id}`.execute(tx)
}

/** What the person writes: what is wrong, and what it should be; with what the fact said then. */
export type SaidWords = {
  readonly wrong: string
  readonly right: string
  readonly factSaid: readonly { readonly label: string; readonly value: string }[]
}
/** What its controller writes to her. */
export type AnswerWords = { readonly said: string }
type WordsPart = 'said' | 'answer'
const sealedAt = (dispute: string, part: WordsPart) => ({
  table: 'information_governance.fact_dispute_words',
  column: 'sealed',
  row: `${dispute}|${part}`,
  version: 1,
})

/** Seals what was written under the data key of whose record it is about. */
export async function insertWords(
  tx: ReadTx,
  vault: Vault,
  { id, sourcePersonId }: Pick<Dispute, 'id' | 'sourcePersonId'>,
  ...[part, words]: ['said', SaidWords] | ['answer', AnswerWords]
): Promise<void> {
  const key = (await ensureDataKeys(tx, vault, [sourcePersonId])).get(sourcePersonId)!
  const sealed = seal(key, JSON.stringify(words), sealedAt(id, part))
  await sql`
    insert into information_governance.fact_dispute_words (dispute_id, part, controller_id, dataset_id, field_class, regime, source_person_id, sealed)
    select id, ${part}, controller_id, dataset_id, field_class, regime, source_person_id, ${sealed} from information_governance.fact_dispute where id = ${id}`.execute(
    tx,
  )
}

/** What people wrote of these disputes that this reader may read, opened: dispute → words. What was erased does not open. */
export const openSaidWords = (tx: ReadTx, vault: Vault, disputes: readonly string[]) =>
  openPart<SaidWords>(tx, vault, disputes, 'said')
/** What their controllers wrote to them. */
export const openAnswerWords = (tx: ReadTx, vault: Vault, disputes: readonly string[]) =>
  openPart<AnswerWords>(tx, vault, disputes, 'answer')

async function openPart<Words>(
  tx: ReadTx,
  vault: Vault,
  disputes: readonly string[],
  part: WordsPart,
): Promise<ReadonlyMap<string, Words>> {
  if (disputes.length === 0) return new Map()
  const { rows } = await sql<{ id: string; sourcePersonId: string; sealed: Buffer }>`
    select dispute_id as id, source_person_id as "sourcePersonId", sealed from information_governance.fact_dispute_words
    where dispute_id = any(${[...disputes]}::uuid[]) and part = ${part}`.execute(tx)
  const keys = await dataKeysOf(tx, vault, [...new Set(rows.map((row) => row.sourcePersonId))])
  return new Map(
    rows.flatMap(({ id, sourcePersonId, sealed }) => {
      const key = keys.get(sourcePersonId)
      return key ? [[id, JSON.parse(open(key, sealed, sealedAt(id, part))) as Words] as const] : []
    }),
  )
}

/** Writes down which organisations were shown such facts of this record, each of which is told. */
export async function tellRecipients(tx: ReadTx, dispute: string, of: 'dispute' | 'answer', at: Instant): Promise<void> {
  await sql`select information_governance.tell_recipients(${dispute}, ${of}, ${at})`.execute(tx)
}

/** Which organisations were told of a dispute or of its answer, to the person and to those who answer it. */
export async function listTold(tx: ReadTx, dispute: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct organisation_id as id from information_governance.fact_dispute_recipient where dispute_id = ${dispute} order by 1`.execute(
    tx,
  )
  return rows.map((row) => row.id)
}

/** What waits for an answer in this organisation, for the desk: of whom it does not say. */
export async function listWaiting(tx: ReadTx): Promise<{ id: string; disputedAt: Instant; disputedOn: PlainDate }[]> {
  const { rows } = await sql<{ id: string; disputedAt: Instant; disputedOn: PlainDate }>`
    select id, disputed_at as "disputedAt", disputed_on as "disputedOn" from information_governance.waiting_disputes() order by disputed_at`.execute(
    tx,
  )
  return rows
}
