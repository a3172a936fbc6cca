import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'

export type DatasetRow = {
  id: string
  controllerId: string
  name: string
  plainName: string
  standard: string
  updateFrequency: string
  promisedHours: number
  existence: string
  dutyTeam: string
  dutyPhone: string
  classes: { fieldClass: string; specialCategory: boolean; retention: string }[]
}

/** One dataset as its controller describes it. A sealed or brokered service's is shown to its own organisation only. */
export async function findDataset(tx: ReadTx, id: string, organisationId: string): Promise<DatasetRow | undefined> {
  const { rows } = await sql<DatasetRow>`
    select d.id, d.controller_id as "controllerId", d.name, d.plain_name as "plainName", d.standard, d.update_frequency as "updateFrequency",
      d.promised_hours as "promisedHours", d.existence, d.duty_team as "dutyTeam", d.duty_phone as "dutyPhone",
      (select jsonb_agg(jsonb_build_object('fieldClass', c.field_class, 'specialCategory', c.special_category, 'retention', c.retention) order by c.field_class)
         from information_governance.dataset_class c where c.dataset_id = d.id) as classes
    from information_governance.dataset d
    where d.id = ${id} and (d.existence in ('shown', 'named') or d.controller_id = ${organisationId})`.execute(tx)
  return rows[0]
}

export type AgreementLine = {
  term: string
  roles: string[]
  relationships: string[]
  trainings: string[]
  datasetId: string
  dataset: string
  classes: string[]
}

/** One agreement's lines: to whom, in which relationship, which classes of which dataset. */
export async function listAgreementLines(tx: ReadTx, agreementId: string): Promise<AgreementLine[]> {
  const { rows } = await sql<AgreementLine>`
    select t.name as term, t.roles, t.relationships, t.trainings, d.id as "datasetId", d.name as dataset, array_agg(c.field_class order by c.field_class) as classes
    from information_governance.sharing_term t
    join information_governance.term_cell c on c.term_id = t.id
    join information_governance.dataset d on d.id = c.dataset_id
    where t.agreement_id = ${agreementId}
    group by t.id, t.name, t.roles, t.relationships, t.trainings, d.id, d.name order by t.name, d.name`.execute(tx)
  return rows
}

export type GatewayRow = {
  purposeId: string
  purpose: string
  gatewayId: string
  article6: string
  article9: string | null
  statute: string
  provision: string
  kind: string
  objective: string
  limits: string
  checkedOn: string | null
}

/** The purposes of an agreement with the power or duty behind each. */
export async function listAgreementGateways(tx: ReadTx, agreementId: string): Promise<GatewayRow[]> {
  const { rows } = await sql<GatewayRow>`
    select p.id as "purposeId", p.name as purpose, p.article_6 as "article6", p.article_9 as "article9", g.id as "gatewayId", g.statute, g.provision, g.kind, g.objective, g.limits, g.checked_on::text as "checkedOn"
    from information_governance.agreement_purpose x
    join information_governance.sharing_purpose p on p.id = x.purpose_id
    join information_governance.gateway g on g.id = p.gateway_id
    where x.agreement_id = ${agreementId} order by p.name`.execute(tx)
  return rows
}

export type LawRow = {
  id: string
  statute: string
  provision: string
  kind: 'power' | 'duty' | 'limit'
  bodies: string
  objective: string
  limits: string
  inForceFrom: string | null
  inForceTo: string | null
  checkedOn: string | null
  readAtSource: boolean
  purposes: string[]
}

/** The library of gateways, each with the purposes that stand on it. */
export async function listGateways(tx: ReadTx): Promise<LawRow[]> {
  const { rows } = await sql<LawRow>`
    select g.id, g.statute, g.provision, g.kind, g.bodies, g.objective, g.limits, g.in_force_from::text as "inForceFrom", g.in_force_to::text as "inForceTo",
      g.checked_on::text as "checkedOn", g.read_at_source as "readAtSource",
      array(select p.name from information_governance.sharing_purpose p where p.gateway_id = g.id order by 1) as purposes
    from information_governance.gateway g order by g.statute, g.provision, g.id`.execute(tx)
  return rows
}
