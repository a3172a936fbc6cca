import { sql } from 'kysely'
import { dataKeysOf, ensureDataKeys } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { open, seal, type Vault } from '#platform/vault'
import type { RecordOf } from '../concerns/concern.repository.ts'
import type { ReferralEntry, ReferralEvent } from './referral.rules.ts'

const sealedAt = (referral: string, seq: number) => ({
  table: 'casework.referral_entry',
  column: 'content',
  row: `${referral}|${seq}`,
  version: 1,
})

/** A referral as it was sent, and the record that it hangs on. What it says now is read from its entries: `referralOf`. */
export type Referral = RecordOf & { readonly id: string; readonly sentAt: Instant; readonly entries: readonly ReferralEntry[] }

export async function insertReferral(tx: ReadTx, record: RecordOf, id: string, at: Instant): Promise<void> {
  await sql`
    insert into casework.referral (id, controller_id, dataset_id, regime, source_person_id, from_id, sent_by, sent_at)
    values (${id}, ${record.controllerId}, ${record.datasetId}, ${record.regime}, ${record.sourcePersonId}, ${tx.actor.organisationId}, ${tx.actor.id}::uuid, ${at})`.execute(
    tx,
  )
}

/** Writes the next entry. Fails on its key where somebody else has written in its place meanwhile. @param stands who has it from here on, and whether it waits for them */
export async function insertEntry(
  tx: ReadTx,
  vault: Vault,
  referral: RecordOf & { readonly id: string },
  seq: number,
  event: ReferralEvent,
  stands: { readonly at: string; readonly waits: boolean },
  at: Instant,
): Promise<void> {
  const key = (await ensureDataKeys(tx, vault, [referral.sourcePersonId])).get(referral.sourcePersonId)!
  const content = seal(key, JSON.stringify(event), sealedAt(referral.id, seq))
  await sql`
    insert into casework.referral_entry (referral_id, seq, controller_id, dataset_id, regime, source_person_id, kind, at_id, waits, by_id, by_name, by_organisation_id,
      by_organisation, at, content)
    values (${referral.id}::uuid, ${seq}, ${referral.controllerId}, ${referral.datasetId}, ${referral.regime}, ${referral.sourcePersonId}::uuid, ${event.kind}, ${stands.at},
      ${stands.waits}, ${tx.actor.id}::uuid, ${tx.actor.name}, ${tx.actor.organisationId}, ${tx.actor.organisationName}, ${at}, ${content})`.execute(
    tx,
  )
}

/** The referrals of these records that the transaction's grant lets through, the latest first, with all their entries. */
export async function listReferrals(tx: ReadTx, vault: Vault, sources: readonly string[]): Promise<Referral[]> {
  if (sources.length === 0) return []
  const { rows: heads } = await sql<Omit<Referral, 'entries'>>`
    select id, controller_id as "controllerId", dataset_id as "datasetId", regime, source_person_id as "sourcePersonId", sent_at as "sentAt"
    from casework.referral where source_person_id = any(${[...sources]}::uuid[]) order by sent_at desc, id`.execute(tx)
  if (heads.length === 0) return []
  type Row = Omit<ReferralEntry, 'event'> & { referralId: string; content: Buffer }
  const { rows } = await sql<Row>`
    select referral_id as "referralId", seq, by_name as "byName", by_organisation_id as "byOrganisationId", by_organisation as "byOrganisation", at, content
    from casework.referral_entry where source_person_id = any(${[...new Set(heads.map((head) => head.sourcePersonId))]}::uuid[]) order by referral_id, seq`.execute(
    tx,
  )
  const keys = await dataKeysOf(tx, vault, [...new Set(heads.map((head) => head.sourcePersonId))])
  const entries = Map.groupBy(rows, ({ referralId }) => referralId)
  return heads.flatMap((head) => {
    const key = keys.get(head.sourcePersonId)
    if (!key) return []
    const its = (entries.get(head.id) ?? []).map(({ referralId, content, ...entry }) => ({
      ...entry,
      event: JSON.parse(open(key, content, sealedAt(referralId, entry.seq))) as ReferralEvent,
    }))
    return [{ ...head, entries: its }]
  })
}

/** A referral in an organisation's list, of whom it does not say. */
export type ReferralPointer = {
  readonly id: string
  readonly sourcePersonId: string
  readonly fromId: string
  readonly atId: string
  readonly kind: ReferralEvent['kind']
  readonly waits: boolean
  readonly sentAt: Instant
  readonly since: Instant
}
const pointers = async (tx: ReadTx, one: string | null): Promise<ReferralPointer[]> => {
  const { rows } = await sql<ReferralPointer>`
    select id, source_person_id as "sourcePersonId", from_id as "fromId", at_id as "atId", kind, waits, sent_at as "sentAt", since
    from casework.referrals_of_organisation(${one}::uuid)`.execute(tx)
  return rows
}
/** What is at the reader's organisation, and what came from it: all that waits, and of the rest the latest. */
export const listOfOrganisation = (tx: ReadTx): Promise<ReferralPointer[]> => pointers(tx, null)
/** One of these; undefined where it is neither at her organisation nor from it. */
export const findOfOrganisation = async (tx: ReadTx, id: string): Promise<ReferralPointer | undefined> =>
  (await pointers(tx, id))[0]
