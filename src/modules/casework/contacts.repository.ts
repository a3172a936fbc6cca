import { sql } from 'kysely'
import { dataKeysOf, ensureDataKeys } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { open, seal, type Vault } from '#platform/vault'
import type { Contact, ContactResult, Told } from './contact.rules.ts'
import type { Tables } from './tables.generated.ts'

const tables = (tx: ReadTx) => tx.withTables<Tables>()
type Row = Tables['casework.contact']

/** Where what was told stands: it opens nowhere else. */
const sealedAt = (id: string, column: 'told' | 'not_shared' = 'told') => ({
  table: 'casework.contact',
  column,
  row: id,
  version: 1,
})

async function opened(tx: ReadTx, vault: Vault, rows: readonly Row[]): Promise<Contact[]> {
  const keys = await dataKeysOf(
    tx,
    vault,
    rows.map((row) => row.id),
  )
  return rows.flatMap((row) => {
    const key = keys.get(row.id)
    if (!key) return [] // erased
    return [
      {
        id: row.id,
        frontDoorId: row.front_door_id,
        way: row.way as Contact['way'],
        sentBy: row.sent_by,
        sentByName: row.sent_by_name,
        sentByOrganisation: row.sent_by_organisation,
        receivedAt: row.received_at,
        told: JSON.parse(open(key, row.told, sealedAt(row.id))) as Told,
        takenBy: row.taken_by,
        takenByName: row.taken_by_name,
        takenAt: row.taken_at,
        closedAt: row.closed_at,
        result: row.result as ContactResult | null,
        notShared: row.not_shared && open(key, row.not_shared, sealedAt(row.id, 'not_shared')),
      },
    ]
  })
}

/** Keeps a contact. The same one sent twice, by a second press of the button, is kept once. */
export async function insertContact(
  tx: ReadTx,
  vault: Vault,
  contact: Pick<Contact, 'id' | 'frontDoorId' | 'way' | 'told' | 'receivedAt'>,
): Promise<void> {
  const key = (await ensureDataKeys(tx, vault, [contact.id])).get(contact.id)!
  await tables(tx)
    .insertInto('casework.contact')
    .values({
      id: contact.id,
      front_door_id: contact.frontDoorId,
      way: contact.way,
      sent_by: tx.actor.id,
      sent_by_name: tx.actor.name,
      sent_by_organisation: tx.actor.organisationName,
      received_at: contact.receivedAt,
      told: seal(key, JSON.stringify(contact.told), sealedAt(contact.id)),
      taken_by: null,
      taken_by_name: null,
      taken_at: null,
      closed_at: null,
      result: null,
      not_shared: null,
      not_shared_under: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** The contact, if this reader may see it: she sent it, or her front door has it and its queue is open to her. */
export async function findContact(tx: ReadTx, vault: Vault, id: string): Promise<Contact | undefined> {
  const rows = await tables(tx).selectFrom('casework.contact').selectAll().where('id', '=', id).execute()
  return (await opened(tx, vault, rows))[0]
}

/** Locks a contact until the transaction ends, so that two workers cannot both take it. Needs an open queue. */
export async function lockContact(
  tx: ReadTx,
  id: string,
): Promise<{ sentBy: string; takenBy: string | null; closedAt: Instant | null } | undefined> {
  return tables(tx)
    .selectFrom('casework.contact')
    .select(['sent_by as sentBy', 'taken_by as takenBy', 'closed_at as closedAt'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** What this reader may see and is not closed, the longest waiting first. */
export async function listOpenContacts(tx: ReadTx, vault: Vault): Promise<Contact[]> {
  const rows = await tables(tx)
    .selectFrom('casework.contact')
    .selectAll()
    .where('closed_at', 'is', null)
    .orderBy('received_at')
    .orderBy('id')
    .limit(200)
    .execute()
  return opened(tx, vault, rows)
}

/** What this worker sent and was closed since a moment, the latest first: how her own contacts ended. */
export async function listOwnClosed(tx: ReadTx, vault: Vault, since: Instant): Promise<Contact[]> {
  const rows = await tables(tx)
    .selectFrom('casework.contact')
    .selectAll()
    .where('sent_by', '=', tx.actor.id)
    .where('closed_at', '>', since)
    .orderBy('closed_at', 'desc')
    .limit(50)
    .execute()
  return opened(tx, vault, rows)
}

export async function markTaken(tx: ReadTx, id: string, at: Instant): Promise<void> {
  await tables(tx)
    .updateTable('casework.contact')
    .set({ taken_by: tx.actor.id, taken_by_name: tx.actor.name, taken_at: at })
    .where('id', '=', id)
    .execute()
}

/** Closes a contact. `notShared`: why it was not passed on, and the duty that asks for it. */
export async function markClosed(
  tx: ReadTx,
  vault: Vault,
  id: string,
  { result, notShared }: { result: ContactResult; notShared: { why: string; under: string } | null },
  at: Instant,
): Promise<void> {
  const key = notShared && (await dataKeysOf(tx, vault, [id])).get(id)
  await tables(tx)
    .updateTable('casework.contact')
    .set({
      closed_at: at,
      result,
      not_shared: notShared && key ? seal(key, notShared.why, sealedAt(id, 'not_shared')) : null,
      not_shared_under: notShared?.under ?? null,
    })
    .where('id', '=', id)
    .execute()
}

/** Notes that this worker has taken a person in hand for a contact, until a moment. Again: until a later one. */
export async function upsertInHand(
  tx: ReadTx,
  inHand: { contactId: string; personId: string; activeTo: Instant },
): Promise<void> {
  await tables(tx)
    .insertInto('casework.contact_in_hand')
    .values({ contact_id: inHand.contactId, person_id: inHand.personId, taken_by: tx.actor.id, active_to: inHand.activeTo })
    .onConflict((conflict) =>
      conflict.columns(['contact_id', 'person_id', 'taken_by']).doUpdateSet({ active_to: inHand.activeTo }),
    )
    .execute()
}

/** Whom this worker has in hand for a contact now. */
export async function listInHand(tx: ReadTx, contactId: string, at: Instant): Promise<{ personId: string; activeTo: Instant }[]> {
  return tables(tx)
    .selectFrom('casework.contact_in_hand')
    .select(['person_id as personId', 'active_to as activeTo'])
    .where('contact_id', '=', contactId)
    .where('active_to', '>', at)
    .orderBy('active_to')
    .execute()
}

/** Deletes contacts that were closed before this moment, with their keys. */
export async function sweepContacts(tx: ReadTx, before: Instant): Promise<number> {
  const { rows } = await sql<{ n: number }>`select casework.sweep_contacts(${before}) as n`.execute(tx)
  return rows[0]!.n
}
