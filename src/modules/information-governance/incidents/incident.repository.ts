import { sql } from 'kysely'
import { dataKeysOf, ensureDataKeys } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { open, seal, type Vault } from '#platform/vault'
import type { CountedBy, EntryKind, GoingOn } from './incident.rules.ts'

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
export type Incident = {
  readonly id: string
  readonly reference: string
  readonly noticedAt: Instant
  readonly goingOn: GoingOn
  readonly reportedByName: string
  readonly reportedAt: Instant
  readonly entries: readonly Entry[]
}

/** Writes down what somebody reported, of her own organisation; her words are sealed under the incident's own key. */
export async function insertIncident(
  tx: ReadTx,
  vault: Vault,
  incident: Omit<Incident, 'entries' | 'reportedByName'>,
  said: string,
): Promise<void> {
  const key = (await ensureDataKeys(tx, vault, [incident.id])).get(incident.id)!
  await sql`
    insert into information_governance.incident (id, reference, controller_id, said, noticed_at, going_on, reported_by, reported_by_name, reported_at)
    values (${incident.id}, ${incident.reference}, ${tx.actor.organisationId}, ${seal(key, said, at('incident', incident.id))}, ${incident.noticedAt},
      ${incident.goingOn}, ${tx.actor.id}::uuid, ${tx.actor.name}, ${incident.reportedAt})`.execute(tx)
}

const listEntries = async (tx: ReadTx, incidents: readonly string[]) =>
  (
    await sql<Entry & { incidentId: string; said: Buffer }>`
      select id, incident_id as "incidentId", kind, chosen, happened_at as "happenedAt", said, written_by_name as "writtenByName", written_at as "writtenAt"
      from information_governance.incident_entry where incident_id = any (${[...incidents]}::uuid[]) order by nth`.execute(tx)
  ).rows
type IncidentRow = Omit<Incident, 'entries'> & { said: Buffer }
const selected = sql`
  select id, reference, noticed_at as "noticedAt", going_on as "goingOn", said, reported_by_name as "reportedByName", reported_at as "reportedAt"
  from information_governance.incident`

/** The incidents of this officer's organisation, the latest first, without what anybody said of them. */
export async function listIncidents(tx: ReadTx): Promise<Incident[]> {
  const { rows } = await sql<IncidentRow>`${selected} order by reported_at desc, id limit 500`.execute(tx)
  const entries = Map.groupBy(
    await listEntries(
      tx,
      rows.map((one) => one.id),
    ),
    (one) => one.incidentId,
  )
  return rows.map(({ said: _, ...one }) => ({
    ...one,
    entries: (entries.get(one.id) ?? []).map(({ said: _said, incidentId: _of, ...entry }) => entry),
  }))
}

export type Told = Omit<Incident, 'entries'> & {
  readonly said: string
  readonly entries: readonly (Entry & { readonly said: string })[]
}
/** One of them with all that was said. */
export async function findIncident(tx: ReadTx, vault: Vault, id: string): Promise<Told | undefined> {
  const { rows } = await sql<IncidentRow>`${selected} where id = ${id}`.execute(tx)
  const [row] = rows
  if (!row) return undefined
  const key = (await dataKeysOf(tx, vault, [id])).get(id)!
  return {
    ...row,
    said: open(key, row.said, at('incident', id)),
    entries: (await listEntries(tx, [id])).map(({ incidentId: _, ...one }) => ({
      ...one,
      said: open(key, one.said, at('incident_entry', one.id)),
    })),
  }
}

/** Holds the incident until the transaction ends. */
export const holdIncident = async (tx: ReadTx, id: string): Promise<void> =>
  void (await sql`select information_governance.hold_incident(${id})`.execute(tx))

export async function insertEntry(
  tx: ReadTx,
  vault: Vault,
  incidentId: string,
  entry: Omit<Entry, 'writtenByName'>,
  said: string,
): Promise<void> {
  const key = (await dataKeysOf(tx, vault, [incidentId])).get(incidentId)!
  await sql`
    insert into information_governance.incident_entry (id, incident_id, kind, chosen, happened_at, said, written_by, written_by_name, written_at)
    values (${entry.id}, ${incidentId}, ${entry.kind}, ${[...entry.chosen]}::text[], ${entry.happenedAt}, ${seal(key, said, at('incident_entry', entry.id))},
      ${tx.actor.id}::uuid, ${tx.actor.name}, ${entry.writtenAt})`.execute(tx)
}

export type Affected = { readonly dataset: string; readonly fieldClass: string; readonly people: number; readonly looks: number }
/** Of how many people which data of this organisation was shown in a time. */
export async function countAffected(
  tx: ReadTx,
  id: string,
  window: { readonly from: Instant; readonly to: Instant; readonly by: CountedBy; readonly which: string },
): Promise<Affected[]> {
  const { rows } = await sql<Affected>`
    select dataset_id as dataset, field_class as "fieldClass", people::int, looks::int
    from information_governance.count_affected(${id}, ${window.from}, ${window.to}, ${window.by}, ${window.which})`.execute(tx)
  return rows
}

/** Those of her organisation of which nobody has decided yet whether the regulator is told. */
export async function listWaitingIncidents(
  tx: ReadTx,
): Promise<{ id: string; reference: string; since: Instant; awareAt: Instant }[]> {
  const { rows } = await sql<{ id: string; reference: string; since: Instant; awareAt: Instant }>`
    select id, reference, since, aware_at as "awareAt" from information_governance.waiting_incidents()`.execute(tx)
  return rows
}
