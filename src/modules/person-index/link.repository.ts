import { sql } from 'kysely'
import type { CountPeople, Protection, ReachedRecord, Ties, TiesOf } from '#modules/information-governance'
import type { ReadTx } from '#platform/database'
import type { Instant, PlainDate } from '#platform/dates'
import { newId } from '#platform/ids'
import type { CurrentLink, FormerLink, LinkChanges } from './person-ids.rules.ts'

/** One matcher works at a time: what it links depends on what all batches before it linked. Held to the end. */
export async function lockLinking(tx: ReadTx): Promise<void> {
  await sql`select pg_advisory_xact_lock(727275)`.execute(tx)
}

/** The persons of these source persons, and everyone else who is linked to those persons. */
export async function listLinkedWith(tx: ReadTx, sources: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct other.source_person_id as id
    from person_index.link own join person_index.link other on other.person_id = own.person_id and other.ended_at is null
    where own.source_person_id = any(${[...sources]}::uuid[]) and own.ended_at is null`.execute(tx)
  return rows.map((row) => row.id)
}

/** Of each of these source persons: everyone who is one person with her now, herself among them. */
export async function listPeopleEach(tx: ReadTx, sources: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ source: string; its: string[] }>`
    select own.source_person_id as source, array_agg(other.source_person_id::text order by other.source_person_id) as its
    from person_index.link own join person_index.link other on other.person_id = own.person_id and other.ended_at is null
    where own.source_person_id = any(${[...sources]}::uuid[]) and own.ended_at is null group by 1`.execute(tx)
  return new Map(rows.map((row) => [row.source, row.its]))
}

export async function listCurrentLinks(tx: ReadTx, sources: readonly string[]): Promise<CurrentLink[]> {
  const { rows } = await sql<CurrentLink>`
    select id, person_id as "personId", source_person_id as source, rule, decided_at::text as "decidedAt"
    from person_index.link where source_person_id = any(${[...sources]}::uuid[]) and ended_at is null order by id`.execute(tx)
  return rows
}

/** Ended links with persons whose id leads on to another. */
export async function listFormerLinks(tx: ReadTx, sources: readonly string[]): Promise<FormerLink[]> {
  const { rows } = await sql<FormerLink>`
    select distinct l.person_id as "personId", l.source_person_id as source
    from person_index.link l join person_index.redirect r on r.from_person_id = l.person_id
    where l.source_person_id = any(${[...sources]}::uuid[]) and l.ended_at is not null`.execute(tx)
  return rows
}

export type SourceOrigin = {
  readonly source: string
  readonly datasetId: string
  readonly controllerId: string
  readonly regime: string
}

/** Whose each source person is, from the links that exist; new ones come from the batch itself. */
export async function listOrigins(tx: ReadTx, sources: readonly string[]): Promise<SourceOrigin[]> {
  const { rows } = await sql<SourceOrigin>`
    select distinct on (source_person_id) source_person_id as source, dataset_id as "datasetId", controller_id as "controllerId", regime
    from person_index.link where source_person_id = any(${[...sources]}::uuid[]) order by source_person_id, decided_at`.execute(
    tx,
  )
  return rows
}

/** Writes the changes: links end and begin, ids lead on to others or are somebody's own again. Nothing is deleted but redirects. */
export async function applyChanges(
  tx: ReadTx,
  changes: LinkChanges,
  known: (source: string) => Omit<SourceOrigin, 'source'> & { readonly evidence: object },
  version: string,
  at: Instant,
): Promise<void> {
  if (changes.ended.length > 0) {
    await sql`update person_index.link l set ended_at = ${at}, ended_by = ${tx.actor.id}, end_reason = e.reason
      from unnest(${changes.ended.map((one) => one.linkId)}::uuid[], ${changes.ended.map((one) => one.reason)}::text[]) as e(id, reason) where l.id = e.id`.execute(
      tx,
    )
  }
  if (changes.started.length > 0) {
    const rows = changes.started.map(({ personId: person, source, rule }) => {
      const { controllerId, datasetId, regime, evidence } = known(source)
      return { id: newId(), person, source, rule, evidence, controllerId, datasetId, regime }
    })
    await sql`insert into person_index.link (id, person_id, controller_id, dataset_id, regime, source_person_id, rule, rules_version, evidence, decided_at, decided_by)
      select id, person, "controllerId", "datasetId", regime, source, rule, ${version}, evidence, ${at}, ${tx.actor.id}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, person uuid, source uuid, rule text, evidence jsonb, "controllerId" text, "datasetId" text, regime text)`.execute(
      tx,
    )
  }
  if (changes.revived.length > 0)
    await sql`delete from person_index.redirect where from_person_id = any(${[...changes.revived]}::uuid[])`.execute(tx)
  if (changes.redirected.length > 0) {
    await sql`insert into person_index.redirect (from_person_id, to_person_id, decided_at)
      select *, ${at}::timestamptz from unnest(${changes.redirected.map((one) => one.from)}::uuid[], ${changes.redirected.map((one) => one.to)}::uuid[])
      on conflict (from_person_id) do update set to_person_id = excluded.to_person_id, decided_at = excluded.decided_at`.execute(
      tx,
    )
  }
}

export type Link = {
  readonly personId: string
  readonly sourcePersonId: string
  readonly datasetId: string
  readonly controllerId: string
  readonly regime: string
  /** Whether the person is protected, by whichever of her records. */
  readonly protection: Protection
}
const linkColumns = sql`person_id as "personId", source_person_id as "sourcePersonId", dataset_id as "datasetId", controller_id as "controllerId", regime,
  protection`

/** The persons that the transaction's grant names, or the persons of the source persons that it names, with all their current links. */
export async function listLinksOfNamed(tx: ReadTx): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select ${linkColumns} from person_index.persons_of_named() order by person_id, dataset_id, source_person_id`.execute(tx)
  return rows
}

/** The persons of the source persons that the transaction's grant names, as far as they have one of `among`, too, with all their current links. */
export async function listLinksOfNamedWith(tx: ReadTx, among: readonly string[]): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select ${linkColumns} from person_index.persons_of_named_with(${[...among]}::uuid[]) order by person_id, dataset_id, source_person_id`.execute(
    tx,
  )
  return rows
}

/** Every source person of the people of those that the transaction's grant names. */
export async function listRecordsOfPeopleOfNamed(tx: ReadTx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select person_index.records_of_people_of_named() as id`.execute(tx)
  return rows.map((row) => row.id)
}

/** The persons that the transaction's grant names, and who lives with them or is related to them, with all their current links. */
export async function listLinksOfCircle(tx: ReadTx, today: PlainDate): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select ${linkColumns} from person_index.circle_of_named(${today.toString()}::date) order by person_id, dataset_id, source_person_id`.execute(
    tx,
  )
  return rows
}

/** How a current link came about. */
export type LinkHistory = { readonly source: string; readonly rule: string; readonly decidedAt: Instant }

/** Since when each record of this person is hers. Needs a grant that names her. */
export async function listHistory(tx: ReadTx, personId: string): Promise<LinkHistory[]> {
  const { rows } = await sql<LinkHistory>`
    select source_person_id as source, rule, decided_at as "decidedAt" from person_index.link
    where person_id = ${personId}::uuid and ended_at is null order by decided_at, source_person_id`.execute(tx)
  return rows
}

/** The person that a merged person's id leads on to. */
export async function redirectOf(tx: ReadTx, personId: string): Promise<string | undefined> {
  const { rows } = await sql<{ to: string }>`
    with recursive led as (
      select to_person_id, 1 as steps from person_index.redirect where from_person_id = ${personId}
      union all select r.to_person_id, led.steps + 1 from person_index.redirect r join led on r.from_person_id = led.to_person_id where led.steps < 20
    ) select to_person_id as "to" from led order by steps desc limit 1`.execute(tx)
  return rows[0]?.to
}

/** Of how many people each question is, for whoever simulates an agreement: counts leave the database, and nothing else. */
export const countPeople: CountPeople = async (tx, questions, now) => {
  const { rows } = await sql<{ people: number[] }>`
    select person_index.people_reached(${JSON.stringify(questions)}::jsonb, ${now}) as people`.execute(tx)
  return rows[0]!.people
}

/** Erases these records from the index. Returns whose records were one person with one of them, or may have been. */
export async function eraseRecords(
  tx: ReadTx,
  records: readonly string[],
): Promise<{ readonly counts: Record<string, number>; readonly leftBehind: readonly string[] }> {
  const { rows } = await sql<{ counts: Record<string, number>; leftBehind: string[] }>`
    select counts, left_behind::text[] as "leftBehind" from person_index.erase_records(${[...records]}::uuid[])`.execute(tx)
  return rows[0]!
}

/** What ties workers to those whose records they opened: yes or no, for the product itself while it weighs looks. */
export const tiesOf: TiesOf = async (tx, looks, today) => {
  if (looks.length === 0) return new Map()
  const { rows } = await sql<Ties & { look: string; bearers: string; ofRecords: string }>`
    select look, coalesce(records, '[]') as records, surname, bearers, of_records as "ofRecords", family, home, former_home as "formerHome", neighbour,
      in_team as "inTeam", at_employer as "atEmployer", people, barred::text[] as barred from person_index.ties_of(${JSON.stringify(looks)}::jsonb, ${today.toString()}::date)`.execute(
    tx,
  )
  return new Map(
    rows.map(({ look, ...ties }) => [look, { ...ties, bearers: Number(ties.bearers), ofRecords: Number(ties.ofRecords) }]),
  )
}

/** Whose records of this organisation certain looks reached, for the officer who works on the incident: by the log, and by the links of today. */
export async function listRecordsReached(
  tx: ReadTx,
  incident: string,
  window: { readonly from: Instant; readonly to: Instant; readonly by: string; readonly which: string },
): Promise<ReachedRecord[]> {
  const { rows } = await sql<ReachedRecord>`
    select person_id as "personId", source_person_id as "sourcePersonId", controller_id as "controllerId", dataset_id as "datasetId", regime, classes, withheld
    from person_index.records_reached(${incident}, ${window.from}, ${window.to}, ${window.by}, ${window.which})`.execute(tx)
  return rows
}

/**
 * Whether of any of these records, since this moment, or ever, domestic abuse was recorded or a protection stood, in whatever agency's record. Needs a grant that names
 * them, and answers only in an act of acting for somebody.
 *
 * @param anchors a record of each of these people: what is linked with it only since then counts whenever it was recorded
 */
export async function isDangerKnown(
  tx: ReadTx,
  sources: readonly string[],
  anchors: readonly string[],
  since: Instant | null,
): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select person_index.danger_known(${[...sources]}::uuid[], ${[...anchors]}::uuid[], ${since}::timestamptz) as known`.execute(
    tx,
  )
  return rows[0]!.known
}
