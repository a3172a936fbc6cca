import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant, PlainDate } from '#platform/dates'
import { newId } from '#platform/ids'
import type { Limit, LimitGround } from '../disclosure.rules.ts'

/** A record, as what limits its use names it. */
export type LimitedRecord = {
  readonly sourcePersonId: string
  readonly datasetId: string
  readonly controllerId: string
  readonly regime: string
}

/** Limits the use of these records from now on: for every purpose, or for these. */
export async function insertLimits(
  tx: ReadTx,
  partId: string,
  records: readonly LimitedRecord[],
  {
    kind,
    ground,
    purposes,
  }: { readonly kind: Limit['kind']; readonly ground: LimitGround; readonly purposes: readonly (string | null)[] },
  at: Instant,
): Promise<void> {
  const rows = records.flatMap((record) => purposes.map((purpose) => ({ ...record, id: newId(), purpose })))
  await sql`
    insert into information_governance.use_limit (id, part_id, kind, ground, purpose, controller_id, dataset_id, regime, source_person_id, since)
    select r.id, ${partId}::uuid, ${kind}, ${ground}, r.purpose, r."controllerId", r."datasetId", r.regime, r."sourcePersonId", ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, purpose text, "controllerId" text, "datasetId" text, regime text, "sourcePersonId" uuid)`.execute(
    tx,
  )
}

/** Lifts what a part led to. False where the person was not told, or it is lifted. */
export async function liftLimits(tx: ReadTx, partId: string, at: Instant): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update information_governance.use_limit set lifted_at = ${at} where part_id = ${partId} and lifted_at is null`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** What stands of what a part led to: of which services, and for which purpose alone. */
export type StandingLimit = { readonly service: string; readonly purpose: string | null }
export async function listStanding(tx: ReadTx, partId: string): Promise<StandingLimit[]> {
  const { rows } = await sql<StandingLimit>`
    select distinct d.plain_name as service, p.name as purpose from information_governance.use_limit l
    join information_governance.dataset d on d.id = l.dataset_id left join information_governance.sharing_purpose p on p.id = l.purpose
    where l.part_id = ${partId} and l.lifted_at is null order by 1, 2`.execute(tx)
  return rows
}

/**
 * What limits the use of one's own records, by the organisation that was asked: which of its services hold something her page does not say, since whom one
 * of them keeps her safe from may read it with her.
 */
export type OwnLimit = {
  readonly controllerId: string
  readonly kind: Limit['kind']
  readonly purposeWords: string | null
  readonly since: Instant
}
export async function listOwnLimits(tx: ReadTx): Promise<OwnLimit[]> {
  const { rows } = await sql<OwnLimit>`
    select l.controller_id as "controllerId", l.kind, p.plain_words_en as "purposeWords", min(l.since) as since
    from information_governance.use_limit l left join information_governance.sharing_purpose p on p.id = l.purpose
    where l.lifted_at is null group by l.controller_id, l.kind, p.plain_words_en order by l.controller_id, l.kind, p.plain_words_en`.execute(
    tx,
  )
  return rows
}

/** Which records of a dataset are restricted, for the clock that would list them to be erased. */
export async function listRestricted(tx: ReadTx, datasetId: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct source_person_id as id from information_governance.use_limit where dataset_id = ${datasetId} and kind = 'restricted' and lifted_at is null`.execute(
    tx,
  )
  return new Set(rows.map((row) => row.id))
}

/** Writes down which organisations were shown such records, each of which is told (article 19). */
export async function tellOfLimit(tx: ReadTx, partId: string, of: 'limit' | 'lift', at: Instant): Promise<void> {
  await sql`select information_governance.tell_of_limit(${partId}, ${of}, ${at})`.execute(tx)
}

/** Which organisations were told, to the person and to those who answer her. */
export async function listToldOfLimit(tx: ReadTx, partId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct organisation_id as id from information_governance.use_limit_recipient where part_id = ${partId} order by 1`.execute(
    tx,
  )
  return rows.map((row) => row.id)
}

/** What another organisation limits, of which this one was shown something before. */
export type LimitNotice = {
  readonly partId: string
  readonly controllerId: string
  readonly service: string
  readonly sourcePersonId: string
  readonly toldAt: Instant
  readonly liftToldAt: Instant | null
  readonly lastShownAt: Instant
}
export async function listNotices(tx: ReadTx): Promise<LimitNotice[]> {
  const { rows } = await sql<LimitNotice>`
    select r.part_id as "partId", r.controller_id as "controllerId", d.plain_name as service, r.source_person_id as "sourcePersonId",
      min(r.told_at) as "toldAt", max(r.told_at) filter (where r.told_of = 'lift') as "liftToldAt", max(r.last_shown_at) as "lastShownAt"
    from information_governance.use_limit_recipient r join information_governance.dataset d on d.id = r.dataset_id
    where r.organisation_id = ${tx.actor.organisationId} group by 1, 2, 3, 4 order by 5 desc, 1, 4`.execute(tx)
  return rows
}

/** A purpose for which these datasets are used today, and on which basis. */
export type UsedFor = {
  readonly id: string
  readonly name: string
  readonly article6: string
  readonly usesRestrictedFor: string | null
}
export async function listUses(tx: ReadTx, datasets: readonly string[], day: PlainDate): Promise<UsedFor[]> {
  const { rows } = await sql<UsedFor>`
    select distinct p.id, p.name, p.article_6 as "article6", p.uses_restricted_for as "usesRestrictedFor"
    from information_governance.term_cell c join information_governance.sharing_term t on t.id = c.term_id
    join information_governance.sharing_agreement a on a.id = t.agreement_id
    join information_governance.agreement_purpose x on x.agreement_id = a.id join information_governance.sharing_purpose p on p.id = x.purpose_id
    where c.dataset_id = any(${[...datasets]}::text[]) and a.suspended_at is null and a.in_force_from <= ${day} and (a.in_force_to is null or a.in_force_to > ${day})
      and p.in_force_from <= ${day} and (p.in_force_to is null or p.in_force_to > ${day})
    order by p.name`.execute(tx)
  return rows
}
