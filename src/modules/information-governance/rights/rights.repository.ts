import { sql } from 'kysely'
import { dataKeysOf, ensureDataKeys } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import type { Instant, PlainDate } from '#platform/dates'
import { hold } from '#platform/hold'
import { newId } from '#platform/ids'
import { open, seal, type Vault } from '#platform/vault'
import type { StepKind } from './clock.rules.ts'
import type { RequestKind } from './law.rules.ts'
import type { RestrictionGround } from './limit.rules.ts'
import type { Part, Step } from './part.rules.ts'

// Everything that was written about a request is sealed under one key of its own: to destroy it is to erase them all.
const sealedAt = (table: 'request' | 'step' | 'mark' | 'pack', row: string) => ({
  table: `information_governance.subject_request${table === 'request' ? '' : `_${table}`}`,
  column: table === 'pack' ? 'sealed' : 'said',
  row,
  version: 1,
})

async function keyOf(tx: ReadTx, vault: Vault, requestId: string): Promise<Buffer> {
  return (await ensureDataKeys(tx, vault, [requestId])).get(requestId)!
}

/** A request as it was made, without its words. */
export type Made = {
  readonly id: string
  readonly kind: RequestKind
  readonly whole: boolean
  readonly receivedAt: Instant
}

export type NewRequest = Made & {
  readonly accountId: string
  readonly receivedOn: PlainDate
  readonly said: string
  readonly ground?: RestrictionGround | null
  /** Who writes it in for her. */
  readonly enteredBy?: string | null
  readonly sources: readonly {
    readonly sourcePersonId: string
    readonly controllerId: string
    readonly datasetId: string
    readonly regime: string
  }[]
  readonly parts: readonly { readonly controllerId: string; readonly hidden: boolean }[]
}

/** Keeps a request with its parts. A second press of the button keeps it once. */
export async function insertRequest(tx: ReadTx, vault: Vault, request: NewRequest): Promise<void> {
  const { id, kind, accountId, whole, receivedAt, sources, parts } = request
  const said = seal(await keyOf(tx, vault, id), request.said, sealedAt('request', id))
  const { numAffectedRows } = await sql`
    insert into information_governance.subject_request (id, kind, account_id, whole, said, received_at)
    values (${id}, ${kind}, ${accountId}, ${whole}, ${said}, ${receivedAt}) on conflict do nothing`.execute(tx)
  if (numAffectedRows === 0n) return
  await sql`
    insert into information_governance.subject_request_source (request_id, controller_id, dataset_id, regime, source_person_id)
    select ${id}::uuid, "controllerId", "datasetId", regime, "sourcePersonId"
    from jsonb_to_recordset(${JSON.stringify(sources)}::jsonb) as s("controllerId" text, "datasetId" text, regime text, "sourcePersonId" uuid)`.execute(
    tx,
  )
  await insertParts(tx, request, parts)
}

/** Puts a request to these controllers, those that it has not been put to. Returns how many those were. */
export async function insertParts(
  tx: ReadTx,
  request: Pick<NewRequest, 'id' | 'kind' | 'accountId' | 'receivedAt' | 'receivedOn' | 'ground' | 'enteredBy'>,
  parts: NewRequest['parts'],
): Promise<number> {
  const rows = JSON.stringify(parts.map((part) => ({ id: newId(), ...part })))
  const { numAffectedRows } = await sql`
    insert into information_governance.subject_request_part (id, request_id, kind, account_id, controller_id, hidden, received_at, received_on, ground,
      entered_by_name)
    select id, ${request.id}::uuid, ${request.kind}, ${request.accountId}::uuid, "controllerId", hidden, ${request.receivedAt}, ${request.receivedOn},
      ${request.ground ?? null}, ${request.enteredBy ?? null}
    from jsonb_to_recordset(${rows}::jsonb) as p(id uuid, "controllerId" text, hidden boolean)
    on conflict do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

type StepRow = Omit<Step, 'at' | 'onDay'> & { partId: string; at: Instant; onDay: PlainDate }
const columnsOfPart = sql`p.id, p.request_id as "requestId", p.kind, p.account_id as "accountId", p.controller_id as "controllerId", p.hidden,
  p.received_at as "receivedAt", p.received_on as "receivedOn", p.ground, p.entered_by_name as "enteredBy"`

async function withSteps(tx: ReadTx, parts: readonly Omit<Part, 'steps'>[]): Promise<Part[]> {
  if (parts.length === 0) return []
  const { rows } = await sql<StepRow>`
    select id, part_id as "partId", kind, reason, at, on_day as "onDay", by_name as "byName" from information_governance.subject_request_step
    where part_id = any(${parts.map((part) => part.id)}::uuid[]) order by nth`.execute(tx)
  const steps = Map.groupBy(rows, (row) => row.partId)
  return parts.map((part) => ({ ...part, steps: (steps.get(part.id) ?? []).map(({ partId: _, ...step }) => step) }))
}

/** The parts that this reader may see in this act, the oldest first. */
export async function listParts(tx: ReadTx): Promise<Part[]> {
  const { rows } = await sql<Omit<Part, 'steps'>>`
    select ${columnsOfPart} from information_governance.subject_request_part p order by p.received_at, p.id`.execute(tx)
  return withSteps(tx, rows)
}

export async function findPart(tx: ReadTx, id: string): Promise<Part | undefined> {
  const { rows } = await sql<Omit<Part, 'steps'>>`
    select ${columnsOfPart} from information_governance.subject_request_part p where p.id = ${id}`.execute(tx)
  return (await withSteps(tx, rows))[0]
}

/** Holds a part until the transaction ends, so that two do not do something about it at once. */
export const lockPart = (tx: ReadTx, id: string): Promise<void> => hold(tx, `part ${id}`)

/** What this account asked, the latest first. */
export async function listMade(tx: ReadTx): Promise<Made[]> {
  const { rows } = await sql<Made>`
    select id, kind, whole, received_at as "receivedAt" from information_governance.subject_request
    where account_id = ${tx.actor.id}::uuid order by received_at desc, id`.execute(tx)
  return rows
}

/** What was asked, in her words. Undefined where it was erased, or is not for this reader. */
export async function openAsked(tx: ReadTx, vault: Vault, requestId: string): Promise<string | undefined> {
  const key = (await dataKeysOf(tx, vault, [requestId])).get(requestId)
  const { rows } = await sql<{
    said: Buffer
  }>`select said from information_governance.subject_request where id = ${requestId}`.execute(tx)
  return key && rows[0] ? open(key, rows[0].said, sealedAt('request', requestId)) : undefined
}

/** What was written with each step of these parts of one request: step id → words. */
export async function openSteps(
  tx: ReadTx,
  vault: Vault,
  requestId: string,
  parts: readonly string[],
): Promise<Map<string, string>> {
  const key = (await dataKeysOf(tx, vault, [requestId])).get(requestId)
  if (!key) return new Map()
  const { rows } = await sql<{ id: string; said: Buffer }>`
    select id, said from information_governance.subject_request_step where part_id = any(${[...parts]}::uuid[]) and said is not null`.execute(
    tx,
  )
  return new Map(rows.map(({ id, said }) => [id, open(key, said, sealedAt('step', id))]))
}

export type NewStep = { readonly kind: StepKind; readonly reason?: Step['reason']; readonly said: string }
/** Writes what was done. False where it can be done once, and somebody was first. */
export async function insertStep(
  tx: ReadTx,
  vault: Vault,
  part: Pick<Part, 'id' | 'requestId'>,
  step: NewStep,
  at: Instant,
  onDay: PlainDate,
): Promise<boolean> {
  const id = newId()
  const said = step.said === '' ? null : seal(await keyOf(tx, vault, part.requestId), step.said, sealedAt('step', id))
  const { numAffectedRows } = await sql`
    insert into information_governance.subject_request_step (id, part_id, kind, reason, said, at, on_day, by_id, by_name)
    values (${id}, ${part.id}, ${step.kind}, ${step.reason ?? null}, ${said}, ${at}, ${onDay}, ${tx.actor.id}::uuid, ${tx.actor.name})
    on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

/** The source persons whose account asked. */
export async function listAnchors(tx: ReadTx, requestId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select source_person_id as id from information_governance.subject_request_source where request_id = ${requestId} order by 1`.execute(
    tx,
  )
  return rows.map((row) => row.id)
}

/** Which fact: what names it in its dataset, and which statement of it was looked at. */
export type MarkedFact = {
  readonly factKey: string
  readonly factId: bigint
  readonly controllerId: string
  readonly datasetId: string
  readonly fieldClass: string
  readonly regime: string
  readonly sourcePersonId: string
}
/** What an officer said of a fact: no ground, and it goes into the copy. */
export type Mark = {
  readonly factKey: string
  readonly factId: bigint
  readonly ground: string | null
  /** Whether the copy says that something was left out on this ground. */
  readonly told: boolean
  readonly byName: string
  readonly said: MarkWords
}
export type MarkWords = { readonly reason: string; readonly professional: string }

export async function insertMark(
  tx: ReadTx,
  vault: Vault,
  part: Pick<Part, 'id' | 'requestId'>,
  fact: MarkedFact,
  mark: Pick<Mark, 'ground' | 'told' | 'said'>,
  at: Instant,
): Promise<void> {
  const id = newId()
  const said = seal(await keyOf(tx, vault, part.requestId), JSON.stringify(mark.said), sealedAt('mark', id))
  await sql`
    insert into information_governance.subject_request_mark (id, part_id, controller_id, dataset_id, field_class, regime, source_person_id, fact_key, fact_id,
      ground, told, said, marked_by, marked_by_name, marked_at)
    values (${id}, ${part.id}, ${fact.controllerId}, ${fact.datasetId}, ${fact.fieldClass}, ${fact.regime}, ${fact.sourcePersonId}, ${fact.factKey}, ${fact.factId},
      ${mark.ground}, ${mark.told}, ${said}, ${tx.actor.id}::uuid, ${tx.actor.name}, ${at})`.execute(tx)
}

/** What was said of each fact of a part: the latest of each. */
export async function listMarks(tx: ReadTx, vault: Vault, part: Pick<Part, 'id' | 'requestId'>): Promise<Mark[]> {
  const key = (await dataKeysOf(tx, vault, [part.requestId])).get(part.requestId)
  if (!key) return []
  const { rows } = await sql<Omit<Mark, 'said'> & { id: string; said: Buffer }>`
    select distinct on (fact_key) id, fact_key as "factKey", fact_id as "factId", ground, told, said, marked_by_name as "byName"
    from information_governance.subject_request_mark where part_id = ${part.id} order by fact_key, nth desc`.execute(tx)
  return rows.map(({ id, said, ...mark }) => ({
    ...mark,
    said: JSON.parse(open(key, said, sealedAt('mark', id))) as MarkWords,
  }))
}

export async function insertPack(
  tx: ReadTx,
  vault: Vault,
  part: Pick<Part, 'id' | 'requestId'>,
  pack: string,
  at: Instant,
): Promise<void> {
  const sealed = seal(await keyOf(tx, vault, part.requestId), pack, sealedAt('pack', part.id))
  await sql`insert into information_governance.subject_request_pack (part_id, sealed, made_at) values (${part.id}, ${sealed}, ${at})`.execute(
    tx,
  )
}

/** The copies that were made for these parts of one request and may be seen, opened: part id → its text. */
export async function openPacks(
  tx: ReadTx,
  vault: Vault,
  requestId: string,
  parts: readonly string[],
): Promise<Map<string, string>> {
  const key = (await dataKeysOf(tx, vault, [requestId])).get(requestId)
  if (!key) return new Map()
  const { rows } = await sql<{ id: string; sealed: Buffer }>`
    select part_id as id, sealed from information_governance.subject_request_pack where part_id = any(${[...parts]}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map(({ id, sealed }) => [id, open(key, sealed, sealedAt('pack', id))]))
}

/** Requests for everything that some part still has to answer, for the clock: with whose records they are about. */
export async function listOpenWhole(
  tx: ReadTx,
): Promise<(Pick<NewRequest, 'id' | 'kind' | 'accountId' | 'receivedAt'> & { receivedOn: PlainDate; anchors: string[] })[]> {
  const { rows } = await sql<
    Pick<NewRequest, 'id' | 'kind' | 'accountId' | 'receivedAt'> & { receivedOn: PlainDate; anchors: string[] }
  >`
    select r.id, r.kind, r.account_id as "accountId", r.received_at as "receivedAt", p.received_on as "receivedOn",
      array(select s.source_person_id::text from information_governance.subject_request_source s where s.request_id = r.id order by 1) as anchors
    from information_governance.subject_request r
    join lateral (select min(x.received_on) as received_on from information_governance.subject_request_part x where x.request_id = r.id
      and not exists (select from information_governance.subject_request_step a where a.part_id = x.id and a.kind = 'answered')) p on p.received_on is not null
    where r.whole order by r.id`.execute(tx)
  return rows
}

/** What a controller tells with a copy of one dataset: what it is used for and by which law, with whom it is shared, and how long it is kept. */
export type DatasetTerms = {
  readonly datasetId: string
  readonly plainName: string
  readonly regime: string
  readonly uses: readonly { readonly name: string; readonly law: string }[]
  readonly sharedWith: readonly string[]
  readonly kept: readonly string[]
}

/** Of these datasets what article 15 asks to be told, from the agreements in force. A service that may not be known of is among no recipients. */
export async function listTerms(tx: ReadTx, datasets: readonly string[], day: PlainDate): Promise<DatasetTerms[]> {
  const { rows } = await sql<DatasetTerms>`
    with line as (
      select distinct c.dataset_id, a.id, a.kind from information_governance.term_cell c
      join information_governance.sharing_term t on t.id = c.term_id
      join information_governance.sharing_agreement a on a.id = t.agreement_id
      where c.dataset_id = any(${[...datasets]}::text[]) and a.kind = 'sharing' and a.suspended_at is null
        and a.in_force_from <= ${day} and (a.in_force_to is null or a.in_force_to > ${day}))
    select d.id as "datasetId", d.plain_name as "plainName", d.regime,
      coalesce((select jsonb_agg(u order by u ->> 'name') from (select distinct jsonb_build_object('name', p.name, 'law', g.statute || ', ' || g.provision) as u
        from line l join information_governance.agreement_purpose x on x.agreement_id = l.id
        join information_governance.sharing_purpose p on p.id = x.purpose_id join information_governance.gateway g on g.id = p.gateway_id
        where l.dataset_id = d.id) u), '[]') as uses,
      array(select distinct r.organisation_id from line l join information_governance.agreement_recipient r on r.agreement_id = l.id
        where l.dataset_id = d.id and r.organisation_id <> d.controller_id
          and r.organisation_id in (select o.controller_id from information_governance.dataset o where o.existence in ('shown', 'named')) order by 1) as "sharedWith",
      array(select distinct k.retention from information_governance.dataset_class k where k.dataset_id = d.id and k.field_class <> 'access-log' order by 1) as kept
    from information_governance.dataset d where d.id = any(${[...datasets]}::text[]) order by d.plain_name, d.id`.execute(tx)
  return rows
}
