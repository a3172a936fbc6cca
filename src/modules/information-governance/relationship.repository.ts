import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { newId } from '#platform/ids'

/** A relationship that a room opens, tied to what it arose from there. */
export type NewRelationship = {
  readonly workerId: string | null
  readonly teamId: string | null
  readonly controllerId: string
  readonly datasetId: string
  readonly regime: string
  readonly sourcePersonId: string
  readonly kind: 'allocated-worker' | 'team'
  readonly sourceRoom: string
  readonly sourceKey: string
  readonly from: Instant
  readonly to: Instant | null
}

/** Opens relationships, or restates those with the same room, key and kind. One statement, whatever their number. */
export async function upsertRelationships(tx: ReadTx, rows: readonly NewRelationship[]): Promise<void> {
  if (rows.length === 0) return
  const json = JSON.stringify(
    rows.map((row) => ({ id: newId(), ...row, from: row.from.toString(), to: row.to?.toString() ?? null })),
  )
  await sql`
    insert into information_governance.relationship (id, worker_id, team_id, controller_id, dataset_id, regime, source_person_id, kind, source_room, source_key, active_from, active_to)
    select id, "workerId", "teamId", "controllerId", "datasetId", regime, "sourcePersonId", kind, "sourceRoom", "sourceKey", "from", "to"
    from jsonb_to_recordset(${json}::jsonb) as r(id uuid, "workerId" uuid, "teamId" uuid, "controllerId" text, "datasetId" text, regime text,
      "sourcePersonId" uuid, kind text, "sourceRoom" text, "sourceKey" text, "from" timestamptz, "to" timestamptz)
    on conflict (source_room, source_key, kind) do update set worker_id = excluded.worker_id, team_id = excluded.team_id,
      source_person_id = excluded.source_person_id, active_from = excluded.active_from, active_to = excluded.active_to`.execute(
    tx,
  )
}

/** Ends the relationships that arose from these keys of a room. */
export async function endRelationships(
  tx: ReadTx,
  sourceRoom: string,
  sourceKeys: readonly string[],
  at: Instant,
): Promise<void> {
  await sql`update information_governance.relationship set active_to = ${at}
    where source_room = ${sourceRoom} and source_key = any(${[...sourceKeys]}::text[]) and (active_to is null or active_to > ${at})`.execute(
    tx,
  )
}

/** A contact in hand: a relationship of 24 hours with each of these source persons, for a reason. */
export async function insertContactInHand(
  tx: ReadTx,
  sources: readonly { sourcePersonId: string; controllerId: string; datasetId: string; regime: string }[],
  contact: { key: string; from: Instant; to: Instant; reason: string },
): Promise<void> {
  const json = JSON.stringify(sources.map((source) => ({ id: newId(), ...source })))
  await sql`
    insert into information_governance.relationship (id, worker_id, controller_id, dataset_id, regime, source_person_id, kind, source_room, source_key, active_from, active_to, reason)
    select id, ${tx.actor.id}::uuid, "controllerId", "datasetId", regime, "sourcePersonId", 'contact-in-hand', 'casework',
      ${contact.key} || '|' || "sourcePersonId" || '|' || ${contact.from}::text, ${contact.from}, ${contact.to}, ${contact.reason}
    from jsonb_to_recordset(${json}::jsonb) as r(id uuid, "controllerId" text, "datasetId" text, regime text, "sourcePersonId" uuid)`.execute(
    tx,
  )
}

/** Who is in the team around somebody by a plan. Each may be written once: whoever comes back has a key of her own. */
export async function insertTeamAround(
  tx: ReadTx,
  record: { readonly controllerId: string; readonly datasetId: string; readonly regime: string; readonly sourcePersonId: string },
  members: readonly ({ readonly workerId: string; readonly key: string } | { readonly teamId: string; readonly key: string })[],
  from: Instant,
): Promise<void> {
  const json = JSON.stringify(members.map((member) => ({ id: newId(), ...member })))
  await sql`
    insert into information_governance.relationship (id, worker_id, team_id, controller_id, dataset_id, regime, source_person_id, kind, source_room, source_key, active_from)
    select id, "workerId", "teamId", ${record.controllerId}, ${record.datasetId}, ${record.regime}, ${record.sourcePersonId}::uuid, 'team-around', 'casework', key, ${from}
    from jsonb_to_recordset(${json}::jsonb) as r(id uuid, "workerId" uuid, "teamId" uuid, key text)`.execute(tx)
}

/** Ends what these had by a plan. */
export async function endTeamAround(tx: ReadTx, keys: readonly string[], at: Instant): Promise<void> {
  await sql`select information_governance.end_team_around(${[...keys]}::text[], ${at})`.execute(tx)
}

/** Notes that this source person is the worker herself. */
export async function insertOwnRecord(
  tx: ReadTx,
  row: {
    readonly workerId: string
    readonly controllerId: string
    readonly datasetId: string
    readonly regime: string
    readonly sourcePersonId: string
  },
): Promise<void> {
  await sql`
    insert into information_governance.own_record (worker_id, controller_id, dataset_id, regime, source_person_id)
    values (${row.workerId}, ${row.controllerId}, ${row.datasetId}, ${row.regime}, ${row.sourcePersonId})
    on conflict do nothing`.execute(tx)
}
