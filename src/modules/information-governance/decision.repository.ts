import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant, PlainDate } from '#platform/dates'
import { remembered } from '#platform/edition'
import type { DatasetFacts, Limit, RelationshipKind, Term } from './disclosure.rules.ts'
import type { Tables } from './tables.generated.ts'

const tables = (tx: ReadTx) => tx.withTables<Tables>()

/** A purpose as the decision and the log need it. */
export type PurposeRow = {
  id: string
  name: string
  plain_words_en: string
  plain_words_cy: string | null
  gateway_id: string
  statute: string
  provision: string
  roles: string[]
  /** For what it goes on where a record is restricted, as whoever sees it reads it; null: it does not. */
  uses_restricted_for: string | null
  log_visibility: 'shown' | 'withheld'
  withheld_ground: string | null
  withheld_reviewer: string | null
}

/** The purpose, if it is in force on this day. */
export const findPurpose = (tx: ReadTx, id: string, day: PlainDate): Promise<PurposeRow | undefined> =>
  remembered(tx, `purpose ${id} on ${day}`, () => selectPurpose(tx, id, day))

async function selectPurpose(tx: ReadTx, id: string, day: PlainDate): Promise<PurposeRow | undefined> {
  return (await tables(tx)
    .selectFrom('information_governance.sharing_purpose as p')
    .innerJoin('information_governance.gateway as g', 'g.id', 'p.gateway_id')
    .select([
      'p.id',
      'p.name',
      'p.plain_words_en',
      'p.plain_words_cy',
      'p.gateway_id',
      'g.statute',
      'g.provision',
      'p.roles',
      'p.uses_restricted_for',
      'p.log_visibility',
      'p.withheld_ground',
      'p.withheld_reviewer',
    ])
    .where('p.id', '=', id)
    .where('p.in_force_from', '<=', day)
    .where((eb) => eb.or([eb('p.in_force_to', 'is', null), eb('p.in_force_to', '>', day)]))
    // A purpose stands on its gateway: without a law in force there is none (A3).
    .where('g.in_force_from', '<=', day)
    .where((eb) => eb.or([eb('g.in_force_to', 'is', null), eb('g.in_force_to', '>', day)]))
    .executeTakeFirst()) as PurposeRow | undefined
}

/** The purposes in force that one of these roles may work under, in order of name. */
export async function listPurposes(
  tx: ReadTx,
  roles: readonly string[],
  day: PlainDate,
): Promise<{ id: string; name: string }[]> {
  return tables(tx)
    .selectFrom('information_governance.sharing_purpose')
    .select(['id', 'name'])
    .where(sql<boolean>`roles && ${[...roles]}::text[]`)
    .where('in_force_from', '<=', day)
    .where((eb) => eb.or([eb('in_force_to', 'is', null), eb('in_force_to', '>', day)]))
    .orderBy('name')
    .execute()
}

type TermRow = {
  id: string
  name: string
  code: string
  version: number
  title: string
  kind: Term['kind']
  roles: string[]
  relationships: string[]
  trainings: string[]
  in_force_from: PlainDate
  in_force_to: PlainDate | null
  suspended: boolean
  purposes: string[]
  recipients: string[]
  cells: { dataset: string; class: string }[]
}

/**
 * The terms that could answer a request: they name the organisation, the purpose and one of the roles. Whether they do answer it is
 * the decision's affair; leaving out the rest changes no answer, since each of the three is a condition of the only permit.
 */
export function listTerms(
  tx: ReadTx,
  { organisationId, purpose, roles }: Pick<ReadTx['actor'], 'organisationId' | 'purpose' | 'roles'>,
): Promise<readonly Term[]> {
  const question = JSON.stringify(['terms', organisationId, purpose, roles])
  return remembered(tx, question, () => selectTerms(tx, organisationId, purpose, roles))
}

async function selectTerms(tx: ReadTx, organisationId: string, purpose: string, roles: readonly string[]): Promise<Term[]> {
  const { rows } = await sql<TermRow>`
    select t.id, t.name, a.code, a.version, a.title, a.kind, t.roles, t.relationships, t.trainings,
      greatest(a.in_force_from, o.in_force_from) as in_force_from, least(a.in_force_to, o.in_force_to) as in_force_to,
      a.suspended_at is not null or (a.protocol is not null and o.in_force_from is null) as suspended,
      array[${purpose}::text] as purposes, array[${organisationId}::text] as recipients,
      jsonb_agg(jsonb_build_object('dataset', c.dataset_id, 'class', c.field_class) order by c.dataset_id, c.field_class) as cells
    from information_governance.sharing_agreement a
    join information_governance.agreement_recipient r on r.agreement_id = a.id and r.organisation_id = ${organisationId}
    join information_governance.agreement_purpose p on p.agreement_id = a.id and p.purpose_id = ${purpose}
    join information_governance.sharing_term t on t.agreement_id = a.id and t.roles && ${[...roles]}::text[]
    join information_governance.term_cell c on c.term_id = t.id
    -- Under a protocol it holds while a version of that does: the versions of one follow each other without a gap.
    left join lateral (
      select min(x.in_force_from) as in_force_from, nullif(max(coalesce(x.in_force_to, 'infinity')), 'infinity') as in_force_to
      from information_governance.sharing_agreement x where x.code = a.protocol and x.kind = 'protocol' and x.suspended_at is null) o on true
    group by t.id, a.id, o.in_force_from, o.in_force_to
    order by a.kind, a.code, a.version, t.name`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    agreement: `${row.code} v${row.version}`,
    agreementTitle: row.title,
    kind: row.kind,
    recipients: row.recipients,
    purposes: row.purposes,
    roles: row.roles,
    relationships: row.relationships,
    trainings: row.trainings,
    from: startOf(row.in_force_from),
    to: row.in_force_to ? startOf(row.in_force_to) : Number.MAX_SAFE_INTEGER,
    suspended: row.suspended,
    cells: row.cells,
  }))
}

// Agreements begin and end at midnight UTC: an hour's difference in summer is settled by signing a day earlier.
const startOf = (day: PlainDate) => day.toZonedDateTime('UTC').epochMilliseconds

/** The datasets of which a person reads this kind of information on her own page, by the text that is in force on this day. */
export const listOnOwnPage = (tx: ReadTx, fieldClass: string, day: PlainDate): Promise<ReadonlySet<string>> =>
  remembered(tx, `own page ${fieldClass} on ${day}`, async () => {
    const { rows } = await sql<{ id: string }>`
      select distinct c.dataset_id as id from information_governance.term_cell c
      join information_governance.sharing_term t on t.id = c.term_id and 'self' = any (t.relationships)
      join information_governance.sharing_agreement a on a.id = t.agreement_id and a.suspended_at is null
        and a.in_force_from <= ${day}::date and (a.in_force_to is null or a.in_force_to > ${day}::date)
      where c.field_class = ${fieldClass}`.execute(tx)
    return new Set(rows.map((row) => row.id))
  })

/** Every dataset's id. */
export async function listDatasetIds(tx: ReadTx): Promise<string[]> {
  const rows = await tables(tx).selectFrom('information_governance.dataset').select('id').orderBy('id').execute()
  return rows.map((row) => row.id)
}

/** Every dataset, by id, as far as a decision needs it. */
export const listDatasets = (tx: ReadTx): Promise<ReadonlyMap<string, DatasetFacts>> =>
  remembered(tx, 'datasets', () => selectDatasets(tx))

async function selectDatasets(tx: ReadTx): Promise<Map<string, DatasetFacts>> {
  const { rows } = await sql<DatasetFacts>`
    select id, controller_id as "controllerId", plain_name as "plainName", existence, duty_team as "dutyTeam", duty_phone as "dutyPhone"
    from information_governance.dataset order by id`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** One of the reader's relationships; or, of kind `asked`, a kind of information whose owner has said yes to her. */
export type OwnRelationship = {
  sourcePersonId: string
  kind: RelationshipKind
  datasetId: string
  released: string | null
}

/** What holds back the use of one record for the reader's purpose. */
export type LimitOfRecord = Limit & { readonly sourcePersonId: string; readonly datasetId: string }
export type DecisionFacts = { readonly relationships: readonly OwnRelationship[]; readonly limits: readonly LimitOfRecord[] }

/**
 * What a decision about these source persons hangs on, in one statement: the reader's own and her teams' current relationships with any of them, what owners
 * have released to her for her purpose (row security shows no others), and what holds back the use of their records for it.
 */
export async function listDecisionFacts(tx: ReadTx, sources: readonly string[], now: Instant): Promise<DecisionFacts> {
  if (sources.length === 0) return { relationships: [], limits: [] }
  type Row = OwnRelationship & { limited: Limit['kind'] | null; ground: Limit['ground'] | null; since: Instant | null }
  const { rows } = await sql<Row>`
    select source_person_id as "sourcePersonId", kind, dataset_id as "datasetId", null as released, null as limited, null as ground, null::timestamptz as since
    from information_governance.relationship
    where source_person_id = any(${[...sources]}::uuid[]) and active_from <= ${now} and (active_to is null or active_to > ${now})
    union all
    select source_person_id, 'asked', dataset_id, field_class, null, null, null from information_governance.owner_release
    where worker_id = ${tx.actor.kind === 'worker' ? tx.actor.id : null}::uuid and source_person_id = any(${[...sources]}::uuid[]) and purpose = ${tx.actor.purpose}
      and active_from <= ${now} and active_to > ${now} and revoked_at is null
    union all
    select source_person_id, 'none', dataset_id, null, kind, ground, since
    from information_governance.limits_of(${[...sources]}::uuid[], ${tx.actor.purpose})`.execute(tx)
  const limits = rows.flatMap(({ sourcePersonId, datasetId, limited, ground, since }) =>
    limited && ground && since ? [{ sourcePersonId, datasetId, kind: limited, ground, since }] : [],
  )
  return { relationships: rows.filter((row) => row.limited === null), limits }
}

/** The reader's own and her teams' current relationships with any of these source persons, and what owners have released to her for her purpose. */
export const listOwnRelationships = async (
  tx: ReadTx,
  sources: readonly string[],
  now: Instant,
): Promise<readonly OwnRelationship[]> => (await listDecisionFacts(tx, sources, now)).relationships

/** Every source person that the reader or one of her teams has a current relationship with. */
export async function listOwnSources(tx: ReadTx, workerId: string, teams: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select source_person_id as id from information_governance.relationship
    where worker_id = ${workerId} and active_from <= now() and (active_to is null or active_to > now())
    union
    select source_person_id from information_governance.relationship
    where team_id = any(${[...teams]}::uuid[]) and active_from <= now() and (active_to is null or active_to > now())`.execute(tx)
  return rows.map((row) => row.id)
}

/** The source persons whom the reader is herself. Row security shows no others. */
export async function listOwnRecords(tx: ReadTx): Promise<string[]> {
  const rows = await tables(tx).selectFrom('information_governance.own_record').select('source_person_id').execute()
  return rows.map((row) => row.source_person_id)
}

/** A purpose as a resident reads of it. */
export type PurposeWords = { readonly en: string; readonly cy: string | null; readonly law: string }
/** Every purpose's plain words, with the law that it stands on. */
export async function listPurposeWords(tx: ReadTx): Promise<Map<string, PurposeWords>> {
  const rows = await tables(tx)
    .selectFrom('information_governance.sharing_purpose as p')
    .innerJoin('information_governance.gateway as g', 'g.id', 'p.gateway_id')
    .select(['p.id', 'p.plain_words_en as en', 'p.plain_words_cy as cy', 'g.statute', 'g.provision'])
    .execute()
  return new Map(rows.map(({ id, en, cy, statute, provision }) => [id, { en, cy, law: `${statute}, ${provision}` }]))
}

/** The gateways in force on a day: id → statute and provision. */
export async function lawsInForce(tx: ReadTx, day: PlainDate): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; law: string }>`
    select id, statute || ', ' || provision as law from information_governance.gateway
    where in_force_from <= ${day} and (in_force_to is null or in_force_to > ${day})`.execute(tx)
  return new Map(rows.map(({ id, law }) => [id, law]))
}
