import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { newId } from '#platform/ids'
import type { Tables } from './tables.generated.ts'

const tables = (tx: ReadTx) => tx.withTables<Tables>()

export type Account = { id: string; displayName: string; frozen: boolean }

/** The account of a sign-in: issuer and subject together. */
export async function findAccount(tx: ReadTx, issuer: string, subject: string): Promise<Account | undefined> {
  const row = await tables(tx)
    .selectFrom('resident_portal.resident_account')
    .select(['id', 'display_name', 'frozen_at'])
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row && { id: row.id, displayName: row.display_name, frozen: row.frozen_at !== null }
}

export async function getAccount(tx: ReadTx, id: string): Promise<Account> {
  const row = await tables(tx)
    .selectFrom('resident_portal.resident_account')
    .select(['id', 'display_name', 'frozen_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { id: row.id, displayName: row.display_name, frozen: row.frozen_at !== null }
}

/** What several accounts are called, and since when they are open. Needs a grant that names them. */
export async function listAccounts(
  tx: ReadTx,
  ids: readonly string[],
): Promise<Map<string, { displayName: string; openedAt: Instant }>> {
  if (ids.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('resident_portal.resident_account')
    .select(['id', 'display_name', 'opened_at'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, { displayName: row.display_name, openedAt: row.opened_at }]))
}

export async function insertAccount(
  tx: ReadTx,
  issuer: string,
  subject: string,
  displayName: string,
  at: Instant,
): Promise<string> {
  const id = newId<'account'>()
  await tables(tx)
    .insertInto('resident_portal.resident_account')
    .values({ id, issuer, subject, display_name: displayName, opened_at: at, frozen_at: null })
    .execute()
  return id
}

/** The source persons that this account is tied to: none while it is frozen. Row security shows an account its own. */
export async function listBoundSources(tx: ReadTx, account: Account): Promise<string[]> {
  if (account.frozen) return []
  const rows = await tables(tx)
    .selectFrom('resident_portal.account_binding')
    .select('source_person_id')
    .where('account_id', '=', account.id)
    .where('ended_at', 'is', null)
    .execute()
  return rows.map((row) => row.source_person_id)
}

/** Ties an account to a source person. */
export async function insertBinding(
  tx: ReadTx,
  binding: {
    accountId: string
    controllerId: string
    datasetId: string
    regime: string
    sourcePersonId: string
    boundBy: string | null
    at: Instant
  },
): Promise<void> {
  await tables(tx)
    .insertInto('resident_portal.account_binding')
    .values({
      id: newId(),
      account_id: binding.accountId,
      controller_id: binding.controllerId,
      dataset_id: binding.datasetId,
      regime: binding.regime,
      source_person_id: binding.sourcePersonId,
      how: 'worker-in-person',
      bound_by: binding.boundBy,
      bound_at: binding.at,
      ended_at: null,
    })
    .execute()
}

export async function insertCode(
  tx: ReadTx,
  code: { hash: string; personId: string; issuedBy: string; at: Instant; expiresAt: Instant },
): Promise<void> {
  await tables(tx)
    .insertInto('resident_portal.binding_code')
    .values({
      code_hash: code.hash,
      person_id: code.personId,
      issued_by: code.issuedBy,
      issued_at: code.at,
      expires_at: code.expiresAt,
      used_at: null,
      used_by: null,
    })
    .execute()
}

/** Uses a code up, if it is good: one account, once. Undefined if it is not. */
export async function useCode(
  tx: ReadTx,
  hash: string,
  accountId: string,
  at: Instant,
): Promise<{ personId: string; issuedBy: string } | undefined> {
  const { rows } = await sql<{ personId: string; issuedBy: string }>`
    update resident_portal.binding_code set used_at = ${at}, used_by = ${accountId}
    where code_hash = ${hash} and used_at is null and expires_at > ${at}
    returning person_id as "personId", issued_by as "issuedBy"`.execute(tx)
  return rows[0]
}

export async function freezeAccount(tx: ReadTx, accountId: string, at: Instant): Promise<void> {
  await tables(tx).updateTable('resident_portal.resident_account').set({ frozen_at: at }).where('id', '=', accountId).execute()
}

/** The other accounts that are tied to any of these source persons, and by whose code. Needs a grant that names them. */
export async function listOtherAccounts(
  tx: ReadTx,
  sources: readonly string[],
  accountId: string,
): Promise<{ accountId: string; boundBy: string | null }[]> {
  const rows = await tables(tx)
    .selectFrom('resident_portal.account_binding')
    .distinctOn('account_id')
    .select(['account_id', 'bound_by'])
    .where('source_person_id', 'in', [...sources])
    .where('account_id', '<>', accountId)
    .where('ended_at', 'is', null)
    .orderBy('account_id')
    .execute()
  return rows.map((row) => ({ accountId: row.account_id, boundBy: row.bound_by }))
}

/** Which of these source persons an account is tied to: source → account. Needs a grant that names the sources. */
export async function listTied(tx: ReadTx, sources: readonly string[]): Promise<Map<string, string>> {
  if (sources.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('resident_portal.account_binding')
    .select(['source_person_id', 'account_id'])
    .where('source_person_id', 'in', [...sources])
    .where('ended_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.source_person_id, row.account_id]))
}

/** Of these accounts those that are not frozen. Needs a grant that names them. */
export async function listUsable(tx: ReadTx, accounts: readonly string[]): Promise<Set<string>> {
  if (accounts.length === 0) return new Set()
  const rows = await tables(tx)
    .selectFrom('resident_portal.resident_account')
    .select('id')
    .where('id', 'in', [...accounts])
    .where('frozen_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Erases what ties accounts to these records. */
export async function eraseBindings(tx: ReadTx, records: readonly string[]): Promise<Record<string, number>> {
  const { rows } = await sql<{ counts: Record<string, number> }>`
    select resident_portal.erase_records(${[...records]}::uuid[]) as counts`.execute(tx)
  return rows[0]!.counts
}

/** Deletes codes that ran out before this moment. */
export async function sweepCodes(tx: ReadTx, before: Instant): Promise<number> {
  const { rows } = await sql<{ n: number }>`select resident_portal.sweep_codes(${before}) as n`.execute(tx)
  return rows[0]!.n
}
