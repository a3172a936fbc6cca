import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { newId } from '#platform/ids'
import type { Agreement, Gateway, Purpose } from './library.ts'
import type { Dataset } from './register-dataset.ts'
import type { Tables } from './tables.generated.ts'

const tables = (tx: ReadTx) => tx.withTables<Tables>()

export async function upsertDataset(tx: ReadTx, dataset: Dataset): Promise<void> {
  const row = {
    id: dataset.id,
    controller_id: dataset.controllerId,
    name: dataset.name,
    plain_name: dataset.plainName,
    standard: dataset.standard,
    update_frequency: dataset.updateFrequency,
    promised_hours: dataset.promisedHours,
    existence: dataset.existence,
    duty_team: dataset.dutyTeam,
    duty_phone: dataset.dutyPhone,
    regime: dataset.regime,
  }
  await tables(tx)
    .insertInto('information_governance.dataset')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

export async function upsertDatasetClasses(tx: ReadTx, datasetId: string, classes: Dataset['classes']): Promise<void> {
  await tables(tx)
    .insertInto('information_governance.dataset_class')
    .values(
      classes.map((one) => ({
        dataset_id: datasetId,
        field_class: one.fieldClass,
        special_category: one.specialCategory,
        retention: one.retention,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['dataset_id', 'field_class']).doUpdateSet((eb) => ({
        special_category: eb.ref('excluded.special_category'),
        retention: eb.ref('excluded.retention'),
      })),
    )
    .execute()
}

export async function insertGateways(tx: ReadTx, gateways: readonly Gateway[]): Promise<void> {
  await sql`
    insert into information_governance.gateway (id, statute, provision, kind, bodies, objective, limits, in_force_from, in_force_to, checked_on,
      read_at_source)
    select id, statute, provision, kind, bodies, objective, limits, "inForceFrom", "inForceTo", "checkedOn", "readAtSource"
    from jsonb_to_recordset(${JSON.stringify(gateways)}::jsonb) as g(id text, statute text, provision text, kind text, bodies text, objective text,
      limits text, "inForceFrom" date, "inForceTo" date, "checkedOn" date, "readAtSource" boolean)
    on conflict (id) do nothing`.execute(tx)
}

export async function insertPurposes(tx: ReadTx, purposes: readonly Purpose[]): Promise<void> {
  await sql`
    insert into information_governance.sharing_purpose (id, name, plain_words_en, plain_words_cy, gateway_id, article_6, article_9, schedule_1, regime, roles,
      uses_restricted_for, log_visibility, withheld_ground, withheld_reviewer, in_force_from)
    select id, name, "plainWordsEn", "plainWordsCy", gateway, "article6", "article9", "schedule1", regime, roles,
      "usesRestrictedFor", case when withheld is null then 'shown' else 'withheld' end, withheld, case when withheld is null then null else 'information-governance' end, "inForceFrom"
    from jsonb_to_recordset(${JSON.stringify(purposes)}::jsonb) as p(id text, name text, "plainWordsEn" text, "plainWordsCy" text, gateway text, "article6" text,
      "article9" text, "schedule1" text, regime text, roles text[], "usesRestrictedFor" text, withheld text, "inForceFrom" date)
    on conflict (id) do nothing`.execute(tx)
}

/** Inserts one signed version of an agreement with its lines. A version that is there already stays as it was signed. */
export async function insertAgreement(tx: ReadTx, agreement: Agreement): Promise<void> {
  const known = await tables(tx)
    .selectFrom('information_governance.sharing_agreement')
    .select('id')
    .where('code', '=', agreement.code)
    .where('version', '=', agreement.version)
    .executeTakeFirst()
  if (known) return
  const id = newId<'agreement'>()
  await sql`insert into information_governance.sharing_agreement (id, code, version, title, kind, protocol, particulars, signed_on, in_force_from, review_on)
    values (${id}, ${agreement.code}, ${agreement.version}, ${agreement.title}, ${agreement.kind}, ${agreement.protocol ?? null},
      ${JSON.stringify(agreement.particulars ?? {})}::jsonb, ${agreement.signedOn}, ${agreement.inForceFrom}, ${agreement.reviewOn})`.execute(
    tx,
  )
  await sql`insert into information_governance.agreement_purpose select ${id}, unnest(${[...agreement.purposes]}::text[])`.execute(
    tx,
  )
  await sql`insert into information_governance.agreement_recipient select ${id}, unnest(${[...agreement.recipients]}::text[])`.execute(
    tx,
  )
  for (const term of agreement.terms) {
    const termId = newId<'term'>()
    await tables(tx)
      .insertInto('information_governance.sharing_term')
      .values({
        id: termId,
        agreement_id: id,
        name: term.name,
        roles: [...term.roles],
        relationships: [...term.relationships],
        trainings: [...term.trainings],
      })
      .execute()
    const cells = term.cells.flatMap(({ dataset, classes }) => classes.map((fieldClass) => ({ dataset, fieldClass })))
    // A line may name a class that a dataset turns out not to have: such a cell releases nothing and is left out.
    await sql`insert into information_governance.term_cell (term_id, dataset_id, field_class)
      select ${termId}, d.dataset_id, d.field_class
      from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb) as c(dataset text, "fieldClass" text)
      join information_governance.dataset_class d on d.dataset_id = c.dataset and d.field_class = c."fieldClass"
      on conflict do nothing`.execute(tx)
  }
}

/** The versions before this one hold until it begins. */
export async function endVersionsBefore(tx: ReadTx, code: string, version: number, day: PlainDate): Promise<void> {
  await sql`update information_governance.sharing_agreement set in_force_to = greatest(${day}::date, in_force_from)
    where code = ${code} and version < ${version} and (in_force_to is null or in_force_to > ${day})`.execute(tx)
}

/** Which kinds of information each dataset has: dataset → classes. */
export async function listClassesOfDatasets(tx: ReadTx): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { rows } = await sql<{ id: string; classes: string[] }>`
    select dataset_id as id, array_agg(field_class) as classes from information_governance.dataset_class group by 1`.execute(tx)
  return new Map(rows.map(({ id, classes }) => [id, new Set(classes)]))
}

/** Of each purpose that something is shared for: its conditions, and whether the lines share special category data. */
export async function listConditions(
  tx: ReadTx,
): Promise<{ purpose: string; article9: string | null; schedule1: string | null; special: boolean }[]> {
  const { rows } = await sql<{ purpose: string; article9: string | null; schedule1: string | null; special: boolean }>`
    select p.name as purpose, p.article_9 as "article9", p.schedule_1 as "schedule1", bool_or(d.special_category) as special
    from information_governance.sharing_purpose p
    join information_governance.agreement_purpose x on x.purpose_id = p.id
    join information_governance.sharing_agreement a on a.id = x.agreement_id and a.kind = 'sharing'
    join information_governance.sharing_term t on t.agreement_id = a.id
    join information_governance.term_cell c on c.term_id = t.id
    join information_governance.dataset_class d on d.dataset_id = c.dataset_id and d.field_class = c.field_class
    group by p.id, p.name, p.article_9, p.schedule_1 order by p.name`.execute(tx)
  return rows
}
