import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { newId } from '#platform/ids'
import type { Tables } from './tables.generated.ts'

const tables = (tx: ReadTx) => tx.withTables<Tables>()

export type Freeze = {
  readonly accountId: string
  readonly controllerId: string
  readonly datasetId: string
  readonly regime: string
  readonly sourcePersonId: string
  readonly wasTied: boolean
  readonly codeFrom: string | null
}

/** Writes down why accounts are frozen. Needs a grant that names them and the source persons. */
export async function insertFreezes(tx: ReadTx, freezes: readonly Freeze[], at: Instant): Promise<void> {
  await tables(tx)
    .insertInto('resident_portal.account_freeze')
    .values(
      freezes.map((one) => ({
        id: newId(),
        account_id: one.accountId,
        controller_id: one.controllerId,
        dataset_id: one.datasetId,
        regime: one.regime,
        source_person_id: one.sourcePersonId,
        was_tied: one.wasTied,
        code_from: one.codeFrom,
        frozen_at: at,
        thawed_at: null,
        thawed_by: null,
        thawed_reason: null,
      })),
    )
    .execute()
}

export type StandingFreeze = Pick<Freeze, 'accountId' | 'sourcePersonId' | 'wasTied' | 'codeFrom'> & {
  readonly id: string
  readonly frozenAt: Instant
}

/** The freezes about these source persons that nobody has ended, oldest first. Needs a grant that names the source persons. */
export async function listStandingFreezes(tx: ReadTx, sources: readonly string[]): Promise<StandingFreeze[]> {
  if (sources.length === 0) return []
  const rows = await tables(tx)
    .selectFrom('resident_portal.account_freeze')
    .select(['id', 'account_id', 'source_person_id', 'was_tied', 'code_from', 'frozen_at'])
    .where('source_person_id', 'in', [...sources])
    .where('thawed_at', 'is', null)
    .orderBy('frozen_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    sourcePersonId: row.source_person_id,
    wasTied: row.was_tied,
    codeFrom: row.code_from,
    frozenAt: row.frozen_at,
  }))
}

/** What was decided about accounts of these source persons: which was given back, by whom and why. Needs the same grant. */
export async function listThaws(
  tx: ReadTx,
  sources: readonly string[],
): Promise<{ sourcePersonId: string; at: Instant; by: string; reason: string }[]> {
  const { rows } = await sql<{ sourcePersonId: string; at: Instant; by: string; reason: string }>`
    select source_person_id as "sourcePersonId", thawed_at as at, thawed_by as by, thawed_reason as reason
    from resident_portal.account_freeze where source_person_id = any(${[...sources]}::uuid[]) and thawed_at is not null`.execute(
    tx,
  )
  return rows
}

/** Ends the freezes of an account about these source persons, and the account is its owner's again. False if another did so before. */
export async function thaw(
  tx: ReadTx,
  accountId: string,
  sources: readonly string[],
  { reason, at }: { readonly reason: string; readonly at: Instant },
): Promise<boolean> {
  const { rows } = await sql`
    update resident_portal.account_freeze set thawed_at = ${at}, thawed_by = ${tx.actor.id}::uuid, thawed_reason = ${reason}
    where account_id = ${accountId} and source_person_id = any(${[...sources]}::uuid[]) and thawed_at is null returning id`.execute(
    tx,
  )
  if (rows.length === 0) return false
  await tables(tx).updateTable('resident_portal.resident_account').set({ frozen_at: null }).where('id', '=', accountId).execute()
  return true
}

/** Unties every other account from these source persons: there is one account for one person (practice K4). */
export async function untieOthers(tx: ReadTx, accountId: string, sources: readonly string[], at: Instant): Promise<void> {
  await tables(tx)
    .updateTable('resident_portal.account_binding')
    .set({ ended_at: at })
    .where('source_person_id', 'in', [...sources])
    .where('account_id', '<>', accountId)
    .where('ended_at', 'is', null)
    .execute()
}
