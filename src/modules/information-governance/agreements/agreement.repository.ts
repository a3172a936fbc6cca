import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant, PlainDate } from '#platform/dates'
import type { Register } from './agreement.rules.ts'
import { type AgreementContent, noParticulars, type Particulars } from './content.ts'
import type { SharingLines } from './simulation.rules.ts'

/** Whether the version `a` gives anything on a day: neither suspended nor over, and its protocol, where it has one, holds as well. As the decision has it. */
export const holdsOn = (day: PlainDate) => sql`(
  a.suspended_at is null and a.in_force_from <= ${day} and (a.in_force_to is null or a.in_force_to > ${day}) and ${protocolHoldsOn(day)})`
const protocolHoldsOn = (day: PlainDate) => sql`(
  a.protocol is null or exists (select from information_governance.sharing_agreement o where o.code = a.protocol and o.kind = 'protocol'
    and o.suspended_at is null and o.in_force_from <= ${day} and (o.in_force_to is null or o.in_force_to > ${day})))`

export type Draft = {
  readonly id: string
  readonly code: string
  readonly version: number
  readonly content: AgreementContent
  readonly draftedFor: string
  readonly draftedBy: string
  readonly draftedByName: string
  readonly draftedAt: Instant
  readonly changedAt: Instant
  readonly consultedFrom: Instant | null
  readonly consultedUntil: PlainDate | null
  readonly closedAt: Instant | null
  readonly fingerprint: string | null
  readonly withdrawnAt: Instant | null
  readonly publishedAs: string | null
  readonly declined: boolean
  readonly signed: readonly string[]
  /** Organisations that have said what they think. */
  readonly heard: readonly string[]
}
const selected = sql`
  select d.id, d.code, d.version, d.content, d.drafted_for as "draftedFor", d.drafted_by as "draftedBy", d.drafted_by_name as "draftedByName",
    d.drafted_at as "draftedAt", d.changed_at as "changedAt", d.consulted_from as "consultedFrom", d.consulted_until as "consultedUntil",
    d.closed_at as "closedAt", d.fingerprint, d.withdrawn_at as "withdrawnAt", d.published_as as "publishedAs",
    exists (select from information_governance.agreement_signature s where s.draft_id = d.id and s.answer = 'declined') as declined,
    array(select s.organisation_id from information_governance.agreement_signature s where s.draft_id = d.id and s.answer = 'signed' order by 1) as signed,
    array(select distinct c.organisation_id from information_governance.agreement_comment c where c.draft_id = d.id order by 1) as heard
  from information_governance.agreement_draft d`

/** Drafts that this reader's organisation may read and that are still on their way, the latest changed first. */
export async function listDrafts(tx: ReadTx): Promise<Draft[]> {
  const { rows } =
    await sql<Draft>`${selected} where d.withdrawn_at is null and d.published_as is null order by d.changed_at desc, d.id`.execute(
      tx,
    )
  return rows
}
export async function findDraft(tx: ReadTx, id: string): Promise<Draft | undefined> {
  const { rows } = await sql<Draft>`${selected} where d.id = ${id}`.execute(tx)
  return rows[0]
}
/** The draft, held until the transaction ends. */
export async function lockDraft(tx: ReadTx, id: string): Promise<Draft | undefined> {
  const { rows } = await sql<Draft>`${selected} where d.id = ${id} for update of d`.execute(tx)
  return rows[0]
}
/** The draft that became this agreement; undefined for what was signed on paper, before the register was kept here. */
export async function findDraftOf(tx: ReadTx, agreementId: string): Promise<Draft | undefined> {
  const { rows } = await sql<Draft>`${selected} where d.published_as = ${agreementId}`.execute(tx)
  return rows[0]
}

export async function insertDraft(
  tx: ReadTx,
  draft: { id: string; code: string; version: number; content: AgreementContent },
  at: Instant,
): Promise<void> {
  await sql`
    insert into information_governance.agreement_draft (id, code, version, content, drafted_for, drafted_by, drafted_by_name, drafted_at, changed_at)
    values (${draft.id}, ${draft.code}, ${draft.version}, ${JSON.stringify(draft.content)}::jsonb, ${tx.actor.organisationId}, ${tx.actor.id}::uuid,
      ${tx.actor.name}, ${at}, ${at})`.execute(tx)
}
/** The number that the next version of this code has. */
export async function nextVersion(tx: ReadTx, code: string): Promise<number> {
  const { rows } = await sql<{ next: number }>`
    select coalesce(max(version), 0) + 1 as next from (
      select version from information_governance.sharing_agreement where code = ${code}
      union all select version from information_governance.agreement_draft where code = ${code} and withdrawn_at is null) known`.execute(
    tx,
  )
  return rows[0]!.next
}
export async function updateContent(tx: ReadTx, id: string, content: AgreementContent, at: Instant): Promise<void> {
  await sql`update information_governance.agreement_draft set content = ${JSON.stringify(content)}::jsonb, changed_at = ${at} where id = ${id}`.execute(
    tx,
  )
}
export async function openConsultation(tx: ReadTx, id: string, until: PlainDate, at: Instant): Promise<void> {
  await sql`update information_governance.agreement_draft set consulted_from = ${at}, consulted_until = ${until} where id = ${id}`.execute(
    tx,
  )
}
/** Closes the text; its fingerprint is made by the database, from what is kept. */
export async function closeDraft(tx: ReadTx, id: string, at: Instant): Promise<void> {
  await sql`update information_governance.agreement_draft set closed_at = ${at} where id = ${id}`.execute(tx)
}
export async function withdrawDraft(tx: ReadTx, id: string, at: Instant): Promise<void> {
  await sql`update information_governance.agreement_draft set withdrawn_at = ${at} where id = ${id}`.execute(tx)
}

export type Comment = {
  readonly organisationId: string
  readonly stance: 'content' | 'change'
  readonly said: string
  readonly byName: string
  readonly at: Instant
}
export async function listComments(tx: ReadTx, draftId: string): Promise<Comment[]> {
  const { rows } = await sql<Comment>`
    select organisation_id as "organisationId", stance, said, said_by_name as "byName", said_at as at
    from information_governance.agreement_comment where draft_id = ${draftId} order by said_at, id`.execute(tx)
  return rows
}
export async function insertComment(
  tx: ReadTx,
  comment: { id: string; draftId: string; stance: Comment['stance']; said: string },
  at: Instant,
): Promise<void> {
  await sql`
    insert into information_governance.agreement_comment (id, draft_id, organisation_id, stance, said, said_by, said_by_name, said_at)
    values (${comment.id}, ${comment.draftId}, ${tx.actor.organisationId}, ${comment.stance}, ${comment.said}, ${tx.actor.id}::uuid, ${tx.actor.name}, ${at})`.execute(
    tx,
  )
}

export type Signature = {
  readonly organisationId: string
  readonly answer: 'signed' | 'declined'
  readonly reason: string | null
  readonly byName: string
  readonly at: Instant
}
export async function listSignatures(tx: ReadTx, draftId: string): Promise<Signature[]> {
  const { rows } = await sql<Signature>`
    select organisation_id as "organisationId", answer, reason, answered_by_name as "byName", answered_at as at
    from information_governance.agreement_signature where draft_id = ${draftId} order by answered_at, organisation_id`.execute(tx)
  return rows
}
/** Writes this party's answer to the closed text. False where it has given one. */
export async function insertSignature(
  tx: ReadTx,
  draft: { id: string; fingerprint: string },
  reason: string | null,
  at: Instant,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into information_governance.agreement_signature (draft_id, organisation_id, answer, fingerprint, reason, answered_by, answered_by_name, answered_at)
    values (${draft.id}, ${tx.actor.organisationId}, ${reason === null ? 'signed' : 'declined'}, ${draft.fingerprint}, ${reason}, ${tx.actor.id}::uuid,
      ${tx.actor.name}, ${at}) on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}
/** Brings the text into the register if every party has signed it. Null while one has not. */
export async function publish(tx: ReadTx, draftId: string, today: PlainDate, agreementId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`
    select information_governance.publish_agreement(${draftId}::uuid, ${today}::date, ${agreementId}::uuid) as id`.execute(tx)
  return rows[0]!.id
}

export type Stop = {
  readonly organisationId: string
  readonly kind: 'suspended' | 'resumed' | 'ended'
  readonly reason: string
  readonly byName: string
  readonly at: Instant
}
export async function listStops(tx: ReadTx, agreementId: string): Promise<Stop[]> {
  const { rows } = await sql<Stop>`
    select organisation_id as "organisationId", kind, reason, done_by_name as "byName", done_at as at
    from information_governance.agreement_stop where agreement_id = ${agreementId} order by nth`.execute(tx)
  return rows
}
export async function insertStop(
  tx: ReadTx,
  stop: { id: string; agreementId: string; kind: Stop['kind']; reason: string },
  at: Instant,
  today: PlainDate,
): Promise<void> {
  await sql`
    insert into information_governance.agreement_stop (id, agreement_id, organisation_id, kind, reason, done_by, done_by_name, done_at, on_day)
    values (${stop.id}, ${stop.agreementId}, ${tx.actor.organisationId}, ${stop.kind}, ${stop.reason}, ${tx.actor.id}::uuid, ${tx.actor.name}, ${at}, ${today})`.execute(
    tx,
  )
}

export type Agreement = {
  readonly id: string
  readonly code: string
  readonly version: number
  readonly kind: 'protocol' | 'sharing' | 'own-service' | 'subject-rights'
  readonly signedOn: PlainDate
  readonly inForceFrom: PlainDate
  readonly inForceTo: PlainDate | null
  readonly suspended: boolean
  /** Whether the protocol that it stands under holds; true where it stands under none. */
  readonly protocolHolds: boolean
  readonly purposeNames: readonly string[]
  readonly parties: readonly string[]
  readonly controllers: readonly string[]
  readonly content: AgreementContent
}
type AgreementRow = Omit<Agreement, 'content' | 'parties'> & {
  title: string
  protocol: string | null
  particulars: Partial<Particulars>
  reviewOn: string
  endsOn: string | null
  starts: string
  purposes: string[]
  recipients: string[]
  terms: AgreementContent['terms']
}
const agreementsOn = (day: PlainDate) => sql`
  select a.id, ${protocolHoldsOn(day)} as "protocolHolds", a.code, a.version, a.kind, a.title, a.protocol, a.particulars, a.signed_on as "signedOn", a.in_force_from as "inForceFrom",
    a.in_force_to as "inForceTo", a.suspended_at is not null as suspended, a.review_on::text as "reviewOn", a.in_force_to::text as "endsOn",
    a.in_force_from::text as starts,
    array(select p.purpose_id from information_governance.agreement_purpose p where p.agreement_id = a.id order by 1) as purposes,
    array(select s.name from information_governance.agreement_purpose p join information_governance.sharing_purpose s on s.id = p.purpose_id
      where p.agreement_id = a.id order by 1) as "purposeNames",
    array(select r.organisation_id from information_governance.agreement_recipient r where r.agreement_id = a.id order by 1) as recipients,
    array(select distinct d.controller_id from information_governance.sharing_term t join information_governance.term_cell c on c.term_id = t.id
      join information_governance.dataset d on d.id = c.dataset_id where t.agreement_id = a.id order by 1) as controllers,
    coalesce((select jsonb_agg(jsonb_build_object('name', t.name, 'roles', t.roles, 'relationships', t.relationships, 'trainings', t.trainings, 'cells', (
        select coalesce(jsonb_agg(jsonb_build_object('dataset', c.dataset_id, 'classes', c.classes) order by c.dataset_id), '[]') from (
          select x.dataset_id, jsonb_agg(x.field_class order by x.field_class) as classes from information_governance.term_cell x
          where x.term_id = t.id group by x.dataset_id) c)) order by t.name)
      from information_governance.sharing_term t where t.agreement_id = a.id), '[]') as terms
  from information_governance.sharing_agreement a`
const agreementOf = ({
  title,
  protocol,
  particulars,
  reviewOn,
  endsOn,
  starts,
  purposes,
  recipients,
  terms,
  ...row
}: AgreementRow): Agreement => ({
  ...row,
  parties: [...new Set([...recipients, ...row.controllers])].sort(),
  content: {
    kind: row.kind === 'protocol' ? 'protocol' : 'sharing',
    title,
    protocol,
    purposes,
    recipients,
    particulars: { ...noParticulars, ...particulars },
    inForceFrom: starts,
    reviewOn,
    endsOn,
    terms,
  },
})

/** What partners agreed, by title, newest version first, as it stands on a day; not what a service writes down of its own use. */
export async function listShared(tx: ReadTx, day: PlainDate): Promise<Agreement[]> {
  const { rows } =
    await sql<AgreementRow>`${agreementsOn(day)} where a.kind in ('protocol', 'sharing') order by a.kind, a.title, a.version desc`.execute(
      tx,
    )
  return rows.map(agreementOf)
}
/** What services write down of their own use, and what people may see of themselves: of each the newest version. */
export async function listOwnUses(tx: ReadTx, day: PlainDate): Promise<Agreement[]> {
  const { rows } = await sql<AgreementRow>`${agreementsOn(day)} where a.kind in ('own-service', 'subject-rights')
    and not exists (select from information_governance.sharing_agreement n where n.code = a.code and n.version > a.version) order by a.code`.execute(
    tx,
  )
  return rows.map(agreementOf)
}
export async function findAgreement(tx: ReadTx, id: string, day: PlainDate): Promise<Agreement | undefined> {
  const { rows } = await sql<AgreementRow>`${agreementsOn(day)} where a.id = ${id}`.execute(tx)
  return rows[0] && agreementOf(rows[0])
}

/** The agreements that hold on a day: who receives under each. */
export async function listAgreementsInForce(
  tx: ReadTx,
  day: PlainDate,
): Promise<{ code: string; title: string; recipients: string[] }[]> {
  const { rows } =
    await sql<AgreementRow>`${agreementsOn(day)} where a.kind = 'sharing' and ${holdsOn(day)} order by a.title`.execute(tx)
  return rows.map(({ code, title, recipients }) => ({ code, title, recipients: [...recipients] }))
}

/** Of the same agreement, every version, newest first. */
export async function listVersions(
  tx: ReadTx,
  code: string,
): Promise<{ id: string; version: number; inForceFrom: PlainDate; inForceTo: PlainDate | null }[]> {
  const { rows } = await sql<{ id: string; version: number; inForceFrom: PlainDate; inForceTo: PlainDate | null }>`
    select id, version, in_force_from as "inForceFrom", in_force_to as "inForceTo" from information_governance.sharing_agreement
    where code = ${code} order by version desc`.execute(tx)
  return rows
}

/** Who sees what under what partners agreed and holds on a day. */
export async function listLinesOn(tx: ReadTx, day: PlainDate): Promise<SharingLines[]> {
  const { rows } =
    await sql<AgreementRow>`${agreementsOn(day)} where a.kind = 'sharing' and ${holdsOn(day)} order by a.code`.execute(tx)
  return rows.map(({ code, protocol, recipients, purposes, terms }) => ({ code, protocol, recipients, purposes, terms }))
}

/** What a text is checked against. Names of organisations are the caller's. */
export async function readRegister(tx: ReadTx, day: PlainDate): Promise<Pick<Register, 'purposes' | 'datasets' | 'protocols'>> {
  const purposes = await sql<{
    id: string
    name: string
    inForce: boolean
    roles: string[]
    article9: string | null
    schedule1: string | null
  }>`
    select p.id, p.name, p.roles, p.article_9 as "article9", p.schedule_1 as "schedule1", (p.in_force_from <= ${day} and (p.in_force_to is null or p.in_force_to > ${day})
      and coalesce(g.in_force_from <= ${day}, false) and (g.in_force_to is null or g.in_force_to > ${day})) as "inForce"
    from information_governance.sharing_purpose p join information_governance.gateway g on g.id = p.gateway_id
    where p.gateway_id <> 'local-government-act-1972-s111' order by p.name`.execute(tx)
  const datasets = await sql<{ id: string; name: string; controllerId: string; classes: string[]; special: string[] }>`
    select d.id, d.name, d.controller_id as "controllerId", array(select c.field_class from information_governance.dataset_class c
      where c.dataset_id = d.id order by 1) as classes,
      array(select c.field_class from information_governance.dataset_class c where c.dataset_id = d.id and c.special_category order by 1) as special
    from information_governance.dataset d where d.existence in ('shown', 'named') order by d.name`.execute(tx)
  const protocols = await sql<{ code: string; signed: string[] }>`
    select a.code, array(select r.organisation_id from information_governance.agreement_recipient r where r.agreement_id = a.id) as signed
    from information_governance.sharing_agreement a where a.kind = 'protocol' and ${holdsOn(day)}`.execute(tx)
  return {
    purposes: new Map(purposes.rows.map(({ id, ...purpose }) => [id, purpose])),
    datasets: new Map(
      datasets.rows.map(({ id, classes, special, ...dataset }) => [
        id,
        { ...dataset, classes: new Set(classes), special: new Set(special) },
      ]),
    ),
    protocols: new Map(protocols.rows.map(({ code, signed }) => [code, new Set(signed)])),
  }
}
