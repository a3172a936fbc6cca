import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant, PlainDate } from '#platform/dates'
import { newId } from '#platform/ids'
import type { Limit, LimitKind, ProxyKind, ProxyRight, Scope } from './proxy.rules.ts'

/** A record that a right or a limit is written under: any one of the person's. */
export type Origin = {
  readonly sourcePersonId: string
  readonly controllerId: string
  readonly datasetId: string
  readonly regime: string
}
export type StoredRight = ProxyRight & {
  readonly id: string
  readonly sourcePersonId: string
  /** What whoever gave it called the one it is for. */
  readonly called: string
  /** The name of the account that took it up. */
  readonly proxyName: string | null
  readonly personName: string
  readonly evidence: string
  /** Why a worker last said that it is safe. */
  readonly safeSaid: string | null
  readonly grantedBy: string
}
export type StoredLimit = Limit & { readonly id: string; readonly sourcePersonId: string; readonly reason: string }

const columns = sql`id, source_person_id as "sourcePersonId", kind, scopes, born_on as "bornOn", granted_at as "grantedAt", granted_by as "grantedBy",
  until_day as "until", reviewed_at as "reviewedAt", safe_said_at as "safeSaidAt", safe_said as "safeSaid", ended_at as "endedAt", account_id as "accountId", called, proxy_name as "proxyName",
  person_name as "personName", evidence`

export type NewRight = {
  readonly kind: ProxyKind
  readonly scopes: readonly Scope[]
  readonly bornOn: PlainDate | null
  readonly until: PlainDate
  readonly called: string
  readonly personName: string
  readonly evidence: string
  readonly at: Instant
  readonly reviewedAt: Instant | null
  readonly codeHash: string
  readonly codeExpiresAt: Instant
}

/** Writes a right that its code, which is handed over, will give to an account. Needs a grant that names the source person. */
export async function insertRight(tx: ReadTx, origin: Origin, right: NewRight): Promise<string> {
  const id = newId()
  await sql`
    insert into information_governance.proxy_right (id, controller_id, dataset_id, regime, source_person_id, kind, scopes, born_on, person_name, called, evidence,
      granted_by, granted_at, until_day, reviewed_at, code_hash, code_expires_at)
    values (${id}, ${origin.controllerId}, ${origin.datasetId}, ${origin.regime}, ${origin.sourcePersonId}, ${right.kind}, ${[...right.scopes]}::text[],
      ${right.bornOn}, ${right.personName}, ${right.called}, ${right.evidence}, ${tx.actor.id}, ${right.at}, ${right.until}, ${right.reviewedAt},
      ${right.codeHash}, ${right.codeExpiresAt})`.execute(tx)
  return id
}

/** Writes the right of a persona of an invented place, taken up already. */
export async function insertPersonaRight(
  tx: ReadTx,
  origin: Origin,
  right: Omit<NewRight, 'codeHash' | 'codeExpiresAt'> & { readonly grantedBy: string; readonly accountId: string },
): Promise<void> {
  await sql`
    insert into information_governance.proxy_right (id, controller_id, dataset_id, regime, source_person_id, kind, scopes, born_on, person_name, called, proxy_name, evidence,
      granted_by, granted_at, until_day, code_hash, code_expires_at, account_id, taken_up_at)
    values (${newId()}, ${origin.controllerId}, ${origin.datasetId}, ${origin.regime}, ${origin.sourcePersonId}, ${right.kind}, ${[...right.scopes]}::text[],
      ${right.bornOn}, ${right.personName}, ${right.called}, ${right.called}, ${right.evidence}, ${right.grantedBy}, ${right.at}, ${right.until},
      ${newId()}, ${right.at}, ${right.accountId}, ${right.at})`.execute(tx)
}

/** Gives a right to the reader's account by its code, once. Undefined if the code is not good. Needs a grant that names the code. */
export async function takeUp(tx: ReadTx, hash: string, proxyName: string, at: Instant): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    update information_governance.proxy_right set account_id = ${tx.actor.id}::uuid, proxy_name = ${proxyName}, taken_up_at = ${at}
    where code_hash = ${hash} and account_id is null and ended_at is null and code_expires_at > ${at} returning id`.execute(tx)
  return rows[0]?.id
}

/** The rights that the reader's account took up. Row security shows no others. */
export async function listHeldRights(tx: ReadTx): Promise<StoredRight[]> {
  const { rows } = await sql<StoredRight>`
    select ${columns} from information_governance.proxy_right where account_id = ${tx.actor.id}::uuid order by person_name, id`.execute(
    tx,
  )
  return rows
}

/** The rights to act for the person of these source persons, the newest first. Needs a grant that names them. */
export async function listRightsOver(tx: ReadTx, sources: readonly string[]): Promise<StoredRight[]> {
  if (sources.length === 0) return []
  const { rows } = await sql<StoredRight>`
    select ${columns} from information_governance.proxy_right where source_person_id = any(${[...sources]}::uuid[]) order by granted_at desc, id`.execute(
    tx,
  )
  return rows
}

/** What stops or narrows rights to act for these, the newest first. Needs a grant that names them. */
export async function listLimits(tx: ReadTx, sources: readonly string[]): Promise<StoredLimit[]> {
  if (sources.length === 0) return []
  const { rows } = await sql<StoredLimit>`
    select id, source_person_id as "sourcePersonId", kind, account_id as "accountId", from_at as "from", lifted_at as "liftedAt", reason
    from information_governance.proxy_limit where source_person_id = any(${[...sources]}::uuid[]) order by from_at desc, id`.execute(
    tx,
  )
  return rows
}

export async function insertLimit(
  tx: ReadTx,
  origin: Origin,
  limit: { readonly kind: LimitKind; readonly accountId: string | null; readonly reason: string; readonly at: Instant },
): Promise<string> {
  const id = newId()
  await sql`
    insert into information_governance.proxy_limit (id, controller_id, dataset_id, regime, source_person_id, kind, account_id, from_at, reason, recorded_by)
    values (${id}, ${origin.controllerId}, ${origin.datasetId}, ${origin.regime}, ${origin.sourcePersonId}, ${limit.kind}, ${limit.accountId},
      ${limit.at}, ${limit.reason}, ${tx.actor.id})`.execute(tx)
  return id
}

/** Ends a right at once. False if somebody did so before. */
export async function endRight(tx: ReadTx, id: string, { reason, at }: { reason: string; at: Instant }): Promise<boolean> {
  const { rows } = await sql`
    update information_governance.proxy_right set ended_at = ${at}, ended_by = ${tx.actor.id}::uuid, ended_reason = ${reason}
    where id = ${id} and ended_at is null returning id`.execute(tx)
  return rows.length > 0
}

/** A worker looked at a right over a child of 11 or more; it goes on until this day. */
export async function reviewRight(
  tx: ReadTx,
  id: string,
  { reason, until, at }: { reason: string; until: PlainDate; at: Instant },
): Promise<boolean> {
  const { rows } = await sql`
    update information_governance.proxy_right set reviewed_at = ${at}, reviewed_by = ${tx.actor.id}::uuid, review_said = ${reason}, until_day = ${until}
    where id = ${id} and ended_at is null and reviewed_at is null returning id`.execute(tx)
  return rows.length > 0
}

/** A worker says that a helper's or a parent's right is safe, whatever is recorded by now. */
export async function sayItIsSafe(tx: ReadTx, id: string, { reason, at }: { reason: string; at: Instant }): Promise<boolean> {
  const { rows } = await sql`
    update information_governance.proxy_right set safe_said_at = ${at}, safe_said_by = ${tx.actor.id}::uuid, safe_said = ${reason}
    where id = ${id} and ended_at is null returning id`.execute(tx)
  return rows.length > 0
}

/** What stopped rights does so no longer. False if somebody lifted it before. */
export async function liftLimit(tx: ReadTx, id: string, { reason, at }: { reason: string; at: Instant }): Promise<boolean> {
  const { rows } = await sql`
    update information_governance.proxy_limit set lifted_at = ${at}, lifted_by = ${tx.actor.id}::uuid, lifted_reason = ${reason}
    where id = ${id} and lifted_at is null returning id`.execute(tx)
  return rows.length > 0
}
