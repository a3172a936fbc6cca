import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant, PlainDate } from '#platform/dates'
import { holdsOn } from '../agreements/agreement.repository.ts'
import { isNewest } from '../assessments/assessment.repository.ts'
import type { Flow, Processing } from './processing.rules.ts'

/** What partners share on a day: by controller and purpose. Nothing of a service that hides stands in any agreement, so none is here. */
export async function listProcessing(tx: ReadTx, day: PlainDate): Promise<Processing[]> {
  const { rows } = await sql<Processing>`
    with line as (
      select a.id as agreement_id, a.title, a.in_force_from, nullif(a.particulars ->> 'security', '') as security, p.purpose_id, d.controller_id, c.dataset_id, d.name, c.field_class, x.retention,
        not t.relationships <@ array['asked', 'emergency-access'] as everyday
      from information_governance.sharing_agreement a
      join information_governance.agreement_purpose p on p.agreement_id = a.id
      join information_governance.sharing_term t on t.agreement_id = a.id
      join information_governance.term_cell c on c.term_id = t.id
      join information_governance.dataset d on d.id = c.dataset_id and d.existence in ('shown', 'named')
      join information_governance.dataset_class x on x.dataset_id = c.dataset_id and x.field_class = c.field_class
      where a.kind = 'sharing' and ${holdsOn(day)}
    ), held as (
      select controller_id, purpose_id, dataset_id, name, jsonb_agg(distinct field_class order by field_class) as classes,
        coalesce(jsonb_agg(distinct field_class order by field_class) filter (where everyday), '[]') as everyday,
        jsonb_agg(distinct retention order by retention) as retention
      from line group by controller_id, purpose_id, dataset_id, name
    ), agreed as (
      select controller_id, purpose_id, jsonb_agg(distinct jsonb_build_object('id', agreement_id, 'title', title)) as agreements, array_agg(distinct agreement_id) as ids,
        min(in_force_from) as since, array_remove(array_agg(distinct security), null) as security
      from line group by controller_id, purpose_id
    )
    select g.controller_id as "controllerId", p.id as "purposeId", p.name as purpose, w.statute || ', ' || w.provision as law, p.article_6 as "article6",
      p.article_9 as "article9", p.schedule_1 as "schedule1", g.agreements, g.since, g.security,
      array(select distinct r.organisation_id from information_governance.agreement_recipient r where r.agreement_id = any (g.ids) order by 1) as recipients,
      (select jsonb_agg(jsonb_build_object('dataset', h.dataset_id, 'name', h.name, 'classes', h.classes, 'everyday', h.everyday, 'retention', h.retention) order by h.name) from held h
        where h.controller_id = g.controller_id and h.purpose_id = g.purpose_id) as data,
      coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'title', a.title, 'people', a.content #>> '{said,context}',
          'processors', a.content #>> '{said,processors}')) from information_governance.assessment a
        where p.id = any (a.purposes) and a.approved_at is not null and a.review_on >= ${day} and ${isNewest}), '[]') as assessments
    from agreed g join information_governance.sharing_purpose p on p.id = g.purpose_id join information_governance.gateway w on w.id = p.gateway_id
    order by g.controller_id, p.name`.execute(tx)
  // Ids are random: in the order of their names.
  return rows.map((row) => ({ ...row, agreements: byTitle(row.agreements), assessments: byTitle(row.assessments) }))
}
/** What purposes and datasets are called, of those that anybody may know of. */
export async function namesOfProcessing(tx: ReadTx): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from information_governance.sharing_purpose
    union all select id, name from information_governance.dataset where existence in ('shown', 'named') or controller_id = ${tx.actor.organisationId}`.execute(
    tx,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
const byTitle = <One extends { readonly title: string }>(all: readonly One[]): One[] =>
  all.toSorted((a, b) => (a.title < b.title ? -1 : 1))

/** How often each organisation was shown something of these datasets for each purpose, and when last. */
export async function listFlows(tx: ReadTx, since: Instant, until: Instant, datasets: readonly string[]): Promise<Flow[]> {
  const { rows } = await sql<Omit<Flow, 'looks'> & { looks: string }>`
    select organisation_id as "organisationId", purpose, dataset_id as "datasetId", looks, last_at as "lastAt" from information_governance.flows_of(${since}, ${until}, ${[...datasets]}::text[])`.execute(
    tx,
  )
  return rows.map((row) => ({ ...row, looks: Number(row.looks) }))
}

export type PublicRegister = {
  readonly day: string
  readonly month: string
  readonly agreements: readonly {
    readonly title: string
    readonly version: string
    readonly purposes: readonly string[]
    readonly parties: readonly string[]
    readonly law: readonly string[]
    readonly since: string
    readonly reviewBy: string | null
    readonly stopped: boolean
  }[]
  readonly assessments: readonly {
    readonly title: string
    readonly about: string
    readonly risks: readonly { readonly risk: string; readonly measure: string; readonly left: string }[]
  }[]
  readonly looks: readonly { readonly purpose: string; readonly looks: string }[]
  /** Of each organisation's workers, in the month: absent in what was frozen before looks were weighed. */
  readonly oddLooks?: readonly {
    readonly organisation: string
    readonly looks: string
    readonly odd: string
    readonly notRightful: string
  }[]
  /** How often a record was opened in an emergency. Absent from what was frozen before it was counted. */
  readonly emergencies?: string
}
export async function countEmergencies(tx: ReadTx, since: Instant, until: Instant): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select information_governance.emergencies_between(${since}, ${until}) as count`.execute(tx)
  return rows[0]!.count
}
export async function freeze(tx: ReadTx, day: PlainDate, content: PublicRegister, at: Instant): Promise<void> {
  await sql`insert into information_governance.public_register (day, content, frozen_at) values (${day}, ${JSON.stringify(content)}::jsonb, ${at})
    on conflict (day) do nothing`.execute(tx)
}
/** What was frozen last. */
export async function findFrozen(tx: ReadTx): Promise<PublicRegister | undefined> {
  const { rows } = await sql<{
    content: PublicRegister
  }>`select content from information_governance.public_register order by day desc limit 1`.execute(tx)
  return rows[0]?.content
}
