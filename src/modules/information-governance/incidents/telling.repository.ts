import { sql } from 'kysely'
import { dataKeysOf, ensureDataKeys } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { newId } from '#platform/ids'
import { open, seal, type Vault } from '#platform/vault'
import type { TellingKind } from './telling.rules.ts'

const at = (row: string) => ({ table: 'information_governance.incident_telling', column: 'said', row, version: 1 })

/** A record that a breach reached, as the log and the links say it. */
export type ReachedRecord = {
  readonly personId: string
  readonly sourcePersonId: string
  readonly controllerId: string
  readonly datasetId: string
  readonly regime: string
  readonly classes: readonly string[]
  readonly withheld: boolean
}
export type Member = ReachedRecord & { readonly leaf: Buffer }
export type FrozenList = {
  readonly id: string
  readonly people: number
  readonly leaves: readonly Buffer[]
  readonly hash: Buffer
  readonly frozenAt: Instant
  readonly frozenById: string
  readonly frozenByName: string
}

export async function insertList(
  tx: ReadTx,
  partId: string,
  list: Pick<FrozenList, 'id' | 'people' | 'leaves' | 'hash' | 'frozenAt'>,
  members: readonly Member[],
): Promise<void> {
  await sql`
    insert into information_governance.incident_list (id, part_id, controller_id, people, leaves, hash, frozen_at, frozen_by, frozen_by_name)
    values (${list.id}, ${partId}, ${tx.actor.organisationId}, ${list.people}, ${[...list.leaves]}::bytea[], ${list.hash}, ${list.frozenAt}, ${tx.actor.id}::uuid,
      ${tx.actor.name})`.execute(tx)
  const rows = JSON.stringify(members.map(({ leaf, ...one }) => ({ ...one, leaf: leaf.toString('hex') })))
  await sql`
    insert into information_governance.incident_member (list_id, part_id, controller_id, dataset_id, regime, source_person_id, person_id, classes, withheld, leaf)
    select ${list.id}, ${partId}, "controllerId", "datasetId", regime, "sourcePersonId", "personId", array(select jsonb_array_elements_text(classes)), withheld,
      decode(leaf, 'hex')
    from jsonb_to_recordset(${rows}::jsonb) as m("controllerId" text, "datasetId" text, regime text, "sourcePersonId" uuid, "personId" uuid, classes jsonb,
      withheld boolean, leaf text)`.execute(tx)
}

/** The list of a part that was frozen last. */
export async function findList(tx: ReadTx, partId: string): Promise<FrozenList | undefined> {
  const { rows } = await sql<FrozenList>`
    select id, people, leaves, hash, frozen_at as "frozenAt", frozen_by as "frozenById", frozen_by_name as "frozenByName"
    from information_governance.incident_list where part_id = ${partId} order by nth desc limit 1`.execute(tx)
  return rows[0]
}

export async function listMembers(tx: ReadTx, listId: string): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select person_id as "personId", source_person_id as "sourcePersonId", controller_id as "controllerId", dataset_id as "datasetId", regime, classes, withheld, leaf
    from information_governance.incident_member where list_id = ${listId} order by person_id, source_person_id`.execute(tx)
  return rows
}

export type Telling = {
  readonly sourcePersonId: string
  readonly kind: TellingKind
  readonly said: string
  readonly byName: string
  readonly at: Instant
}
/** What was written of telling these records of a part, the oldest first. */
export async function listTellings(
  tx: ReadTx,
  vault: Vault,
  partId: string,
  sources: readonly string[] | null,
): Promise<Telling[]> {
  const { rows } = await sql<Omit<Telling, 'said'> & { id: string; said: Buffer }>`
    select id, source_person_id as "sourcePersonId", kind, said, by_name as "byName", at from information_governance.incident_telling
    where part_id = ${partId} and (${sources === null} or source_person_id = any (${[...(sources ?? [])]}::uuid[])) order by nth`.execute(
    tx,
  )
  const key = (await dataKeysOf(tx, vault, [partId])).get(partId)
  return rows.map(({ id, said, ...row }) => ({ ...row, said: key ? open(key, said, at(id)) : '' }))
}

/** Writes the same of each of these records of one person. */
export async function insertTellings(
  tx: ReadTx,
  vault: Vault,
  partId: string,
  records: readonly ReachedRecord[],
  telling: { readonly kind: TellingKind; readonly said: string; readonly at: Instant },
): Promise<void> {
  const key = (await ensureDataKeys(tx, vault, [partId])).get(partId)!
  for (const record of records) {
    const id = newId()
    await sql`
      insert into information_governance.incident_telling (id, part_id, controller_id, dataset_id, regime, source_person_id, kind, said, by_id, by_name, at)
      values (${id}, ${partId}, ${record.controllerId}, ${record.datasetId}, ${record.regime}, ${record.sourcePersonId}, ${telling.kind},
        ${seal(key, telling.said, at(id))}, ${tx.actor.id}::uuid, ${tx.actor.name}, ${telling.at})`.execute(tx)
  }
}

/** The parts of which something was told on the page of whoever reads this, with when. */
export async function listToldOnPage(tx: ReadTx): Promise<{ partId: string; at: Instant }[]> {
  const { rows } = await sql<{ partId: string; at: Instant }>`
    select part_id as "partId", min(at) as at from information_governance.incident_telling where kind = 'account' group by 1`.execute(
    tx,
  )
  return rows
}
/** The parts of this organisation of which a list is frozen, the latest first: for whoever reviews. */
export async function listFrozenParts(tx: ReadTx): Promise<{ id: string; reference: string; toldAt: Instant }[]> {
  const { rows } = await sql<{ id: string; reference: string; toldAt: Instant }>`
    select p.id, p.reference, p.told_at as "toldAt" from information_governance.incident_part p
    where p.controller_id = ${tx.actor.organisationId} and exists (select from information_governance.incident_list l where l.part_id = p.id)
    order by p.told_at desc, p.id limit 100`.execute(tx)
  return rows
}
