import { sql } from 'kysely'
import { dataKeysOf, ensureDataKeys } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { open, seal, type Vault } from '#platform/vault'
import { type CountedBy, type EntryKind, type GoingOn, sharedKinds, type Told } from './incident.rules.ts'

const at = (table: 'incident' | 'incident_entry', row: string) => ({
  table: `information_governance.${table}`,
  column: 'said',
  row,
  version: 1,
})

export type Entry = {
  readonly id: string
  readonly kind: EntryKind
  readonly chosen: readonly string[]
  readonly happenedAt: Instant | null
  readonly writtenByName: string
  readonly writtenAt: Instant
}
/** One controller's part of an incident, without what anybody said of it. */
export type Incident = {
  readonly id: string
  readonly incidentId: string
  readonly reference: string
  readonly controllerId: string
  readonly leadControllerId: string
  readonly leads: boolean
  /** The other controllers do not know of this part. */
  readonly hidden: boolean
  /** From when its clock runs: when it was noticed; of a controller who was told here, when she was told. */
  readonly noticedAt: Instant
  readonly firstNoticedAt: Instant
  readonly goingOn: GoingOn
  readonly reportedByName: string
  readonly reportedAt: Instant
  /** Which looks are in question, as the officer who leads counted them: for the others to count their own. */
  readonly looks: { readonly from: string; readonly to: string; readonly by: CountedBy; readonly which: string } | null
  readonly entries: readonly Entry[]
  readonly told: Told
  /** How many people were told in which way; those who wait are `waiting`. */
  readonly counts: Readonly<Record<string, number>>
}
type Report = Pick<Incident, 'id' | 'reference' | 'noticedAt' | 'goingOn' | 'reportedAt'> & { readonly about: string | null }

/** Writes down what somebody reported, of her own organisation, which leads; her words are sealed under the incident's own key. */
export async function insertIncident(tx: ReadTx, vault: Vault, incident: Report, said: string): Promise<void> {
  const key = (await ensureDataKeys(tx, vault, [incident.id])).get(incident.id)!
  const { organisationId, id: actor, name } = tx.actor
  await sql`
    insert into information_governance.incident (id, reference, controller_id, said, about, noticed_at, going_on, reported_by, reported_by_name, reported_at)
    values (${incident.id}, ${incident.reference}, ${organisationId}, ${seal(key, said, at('incident', incident.id))}, ${incident.about}, ${incident.noticedAt},
      ${incident.goingOn}, ${actor}::uuid, ${name}, ${incident.reportedAt})`.execute(tx)
  await sql`
    insert into information_governance.incident_part (id, incident_id, reference, controller_id, lead_controller_id, hidden, noticed_at, going_on, told_at, told_by_name)
    values (${incident.id}, ${incident.id}, ${incident.reference}, ${organisationId}, ${organisationId}, false, ${incident.noticedAt}, ${incident.goingOn},
      ${incident.reportedAt}, ${name})`.execute(tx)
}

type EntryRow = Entry & { partId: string; incidentId: string; said: Buffer }
/** The entries of these parts, and what is shared of their incidents. */
const listEntries = async (tx: ReadTx, parts: readonly Pick<Incident, 'id' | 'incidentId'>[]) =>
  (
    await sql<EntryRow>`
      select id, part_id as "partId", incident_id as "incidentId", kind, chosen, happened_at as "happenedAt", said, written_by_name as "writtenByName",
        written_at as "writtenAt"
      from information_governance.incident_entry
      where part_id = any (${parts.map((one) => one.id)}::uuid[])
        or incident_id = any (${parts.map((one) => one.incidentId)}::uuid[]) and kind = any (${[...sharedKinds]}::text[])
      order by nth`.execute(tx)
  ).rows

type PartRow = Omit<Incident, 'entries' | 'told'> & { frozen: boolean; isPublic: boolean }
const selected = (tx: ReadTx) => sql`
  select p.id, p.incident_id as "incidentId", p.reference, p.controller_id as "controllerId", p.lead_controller_id as "leadControllerId", p.id = p.incident_id as leads,
    p.hidden, case when p.id = p.incident_id then p.noticed_at else p.told_at end as "noticedAt", p.noticed_at as "firstNoticedAt", p.going_on as "goingOn",
    p.told_by_name as "reportedByName", p.told_at as "reportedAt", p.looks,
    coalesce((select jsonb_object_agg(c.way, c.people) from information_governance.telling_counts(p.id) c), '{}') as counts,
    exists (select from information_governance.incident_list l where l.part_id = p.id) as frozen,
    exists (select from information_governance.incident_public_notice n where n.part_id = p.id) as "isPublic"
  from information_governance.incident_part p where p.controller_id = ${tx.actor.organisationId}`
const partOf = ({ frozen, isPublic, ...row }: PartRow, entries: readonly EntryRow[]): Incident => ({
  ...row,
  told: { frozen, isPublic, waiting: row.counts.waiting ?? 0 },
  entries: entries
    .filter((one) => one.partId === row.id || one.incidentId === row.incidentId)
    .map(({ said: _, partId: _of, incidentId: _its, ...entry }) => entry),
})

/** The parts of this officer's organisation, the latest first, without what anybody said of them. */
export async function listIncidents(tx: ReadTx): Promise<Incident[]> {
  const { rows } = await sql<PartRow>`${selected(tx)} order by p.told_at desc, p.id limit 500`.execute(tx)
  const entries = await listEntries(tx, rows)
  return rows.map((row) => partOf(row, entries))
}

/** A controller that is concerned as well, as far as this reader may know of it. */
export type Concerned = { readonly controllerId: string; readonly toldAt: Instant }
export type Opened = Omit<Incident, 'entries'> & {
  /** What was reported, in the reporter's words: hers who leads. */
  readonly said: string | null
  readonly about: string | null
  readonly concerned: readonly Concerned[]
  readonly entries: readonly (Entry & { readonly said: string; readonly ours: boolean })[]
}
/** One of them with all that was said and may be read here. */
export async function findIncident(tx: ReadTx, vault: Vault, id: string): Promise<Opened | undefined> {
  const { rows } = await sql<PartRow>`${selected(tx)} and p.id = ${id}`.execute(tx)
  const [row] = rows
  if (!row) return undefined
  const keys = await dataKeysOf(tx, vault, [row.id, row.incidentId])
  const whole = await sql<{ said: Buffer; about: string | null }>`
    select said, about from information_governance.incident where id = ${row.id}`.execute(tx)
  const [reported] = whole.rows
  const concerned = await sql<Concerned>`
    select controller_id as "controllerId", told_at as "toldAt" from information_governance.incident_part
    where incident_id = ${row.incidentId} and id <> ${row.id} order by 1`.execute(tx)
  const entries = await listEntries(tx, [row])
  return {
    ...partOf(row, []),
    said: reported ? open(keys.get(row.id)!, reported.said, at('incident', row.id)) : null,
    about: reported?.about ?? null,
    concerned: concerned.rows,
    entries: entries.map(({ incidentId, partId, ...one }) => ({
      ...one,
      ours: partId === row.id,
      said: open(keys.get(sharedKinds.includes(one.kind) ? incidentId : partId)!, one.said, at('incident_entry', one.id)),
    })),
  }
}

/** Holds the part until the transaction ends. One that reads as of an earlier moment fails (40001) where somebody else held it since. */
export const holdIncident = async (tx: ReadTx, id: string): Promise<void> =>
  void (await sql`select information_governance.hold_incident(${id})`.execute(tx))

/** Writes an entry of a part. What is shared is sealed under the incident's key, which each controller concerned has; all else under the part's own. */
export async function insertEntry(
  tx: ReadTx,
  vault: Vault,
  { id, incidentId }: Pick<Incident, 'id' | 'incidentId'>,
  entry: Omit<Entry, 'writtenByName'>,
  said: string,
): Promise<void> {
  const under = sharedKinds.includes(entry.kind) ? incidentId : id
  const key = (await ensureDataKeys(tx, vault, [under])).get(under)!
  await sql`
    insert into information_governance.incident_entry (id, incident_id, part_id, kind, chosen, happened_at, said, written_by, written_by_name, written_at)
    values (${entry.id}, ${incidentId}, ${id}, ${entry.kind}, ${[...entry.chosen]}::text[], ${entry.happenedAt}, ${seal(key, said, at('incident_entry', entry.id))},
      ${tx.actor.id}::uuid, ${tx.actor.name}, ${entry.writtenAt})`.execute(tx)
}

export type Window = { readonly from: Instant; readonly to: Instant; readonly by: CountedBy; readonly which: string }
export type Affected = { readonly dataset: string; readonly fieldClass: string; readonly people: number; readonly looks: number }
/** Of how many people which data of this organisation was shown in a time. */
export async function countAffected(tx: ReadTx, id: string, window: Window): Promise<Affected[]> {
  const { rows } = await sql<Affected>`
    select dataset_id as dataset, field_class as "fieldClass", people::int, looks::int
    from information_governance.count_affected(${id}, ${window.from}, ${window.to}, ${window.by}, ${window.which})`.execute(tx)
  return rows
}

/** Gives each other controller of whose data something was shown in a time a part of its own. */
export const involveOthers = async (tx: ReadTx, id: string, { from, to, by, which }: Window, now: Instant): Promise<void> =>
  void (await sql`select information_governance.involve_others(${id}, ${from}, ${to}, ${by}, ${which}, ${tx.actor.name}, ${now})`.execute(
    tx,
  ))

export type Waiting = {
  readonly id: string
  readonly reference: string
  readonly since: Instant
  readonly awareAt: Instant
  readonly step: 'regulator' | 'people'
}
/** Those of her organisation of which nobody has decided yet whether the regulator is told, or whose people wait to be told. */
export async function listWaitingIncidents(tx: ReadTx): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select id, reference, since, aware_at as "awareAt", step from information_governance.waiting_incidents()`.execute(tx)
  return rows
}
