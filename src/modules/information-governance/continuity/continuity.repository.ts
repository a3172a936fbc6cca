import { sql } from 'kysely'
import { dataKeysOf, ensureDataKeys } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { open, seal, type Vault } from '#platform/vault'
import type { Looked, OpeningKind, OpeningReason } from './record.ts'

export type ContinuityFinding = 'justified' | 'not-justified' | 'talk'

/** A list that was made. Who stands on it is not here. */
export type MadeList = {
  readonly id: string
  readonly organisationId: string
  readonly sealedFor: string
  readonly madeAt: Instant
  readonly people: number
  /** The requests under which the log has who stands on it. */
  readonly requests: readonly string[]
  readonly file: string
  readonly sha256: Buffer
}

export async function insertList(tx: ReadTx, list: MadeList): Promise<void> {
  await sql`insert into information_governance.continuity_list (id, organisation_id, sealed_for, made_at, people, requests, file, sha256)
    values (${list.id}, ${list.organisationId}, ${list.sealedFor}, ${list.madeAt}, ${list.people}, ${[...list.requests]}::uuid[], ${list.file}, ${list.sha256})`.execute(
    tx,
  )
}

/** The list that was made last. */
export async function findNewestList(tx: ReadTx): Promise<MadeList | undefined> {
  const { rows } = await sql<MadeList>`
    select id, organisation_id as "organisationId", sealed_for as "sealedFor", made_at as "madeAt", people, requests, file, sha256
    from information_governance.continuity_list order by made_at desc limit 1`.execute(tx)
  return rows[0]
}

/** Which of these lists were made here. */
export async function listKnownLists(tx: ReadTx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from information_governance.continuity_list where id = any (${[...ids]}::uuid[])`.execute(tx)
  return rows.map((row) => row.id)
}

/** Somebody on a list, and what of her, as the log has it. */
export type OnList = {
  readonly subjectId: string
  readonly purpose: string
  readonly sources: readonly string[]
  readonly cells: Readonly<Record<string, readonly string[]>>
  readonly agreements: readonly string[]
  readonly decisionId: string
}
/** Which of these people stood on a list. */
export async function listOnList(tx: ReadTx, listId: string, people: readonly string[]): Promise<OnList[]> {
  const { rows } = await sql<OnList>`
    select subject_id as "subjectId", purpose, sources, cells, agreements, decision_id as "decisionId"
    from information_governance.listed_on(${listId}, ${[...people]}::uuid[])`.execute(tx)
  return rows
}

export type Opening = {
  readonly id: string
  readonly recordId: string
  readonly nth: number
  readonly signature: string
  readonly sittingId: string
  readonly listId: string
  readonly kind: OpeningKind
  readonly reader: string
  readonly reason: OpeningReason
  readonly people: number
  readonly openedAt: Instant
}
/** What is sealed of it: why, in the reader's words, and whom she looked up. */
export type OpeningWords = { readonly words: string; readonly people: readonly Looked[] }

const saidAt = (id: string) => ({ table: 'information_governance.continuity_opening', column: 'said', row: id, version: 1 })

/** Waits until nobody else hands in a record. */
export const holdContinuity = async (tx: ReadTx): Promise<void> =>
  void (await sql`select information_governance.hold_continuity()`.execute(tx))

/** The signatures of a record's lines that were handed in before, in their order. */
export async function listHandedIn(tx: ReadTx, recordId: string): Promise<string[]> {
  const { rows } = await sql<{ signature: string }>`
    select signature from information_governance.continuity_opening where record_id = ${recordId}::uuid order by nth`.execute(tx)
  return rows.map((row) => row.signature)
}

export async function insertOpenings(
  tx: ReadTx,
  vault: Vault,
  openings: readonly (Opening & { readonly said: OpeningWords })[],
  at: Instant,
): Promise<void> {
  const keys = await ensureDataKeys(
    tx,
    vault,
    openings.map(({ id }) => id),
  )
  for (const { said, ...one } of openings)
    await sql`
      insert into information_governance.continuity_opening (id, record_id, nth, signature, sitting_id, list_id, organisation_id, kind, reader, reason, people, said,
        opened_at, handed_in_by, handed_in_by_name, handed_in_at)
      values (${one.id}, ${one.recordId}, ${one.nth}, ${one.signature}, ${one.sittingId}, ${one.listId}, ${tx.actor.organisationId}, ${one.kind}, ${one.reader},
        ${one.reason}, ${one.people}, ${seal(keys.get(one.id)!, JSON.stringify(said), saidAt(one.id))}, ${one.openedAt}, ${tx.actor.id}::uuid, ${tx.actor.name}, ${at})`.execute(
      tx,
    )
}

const selected = sql`select id, record_id as "recordId", nth, signature, sitting_id as "sittingId", list_id as "listId", kind, reader, reason, people, opened_at as "openedAt"
  from information_governance.continuity_opening`

/** Those that this reader may see in this act, the latest first. */
export async function listOpenings(tx: ReadTx): Promise<Opening[]> {
  const { rows } = await sql<Opening>`${selected} order by opened_at desc, record_id, nth desc limit 500`.execute(tx)
  return rows
}

/** The openings of one sitting with the program, in their order. */
export async function listSitting(tx: ReadTx, sittingId: string): Promise<Opening[]> {
  const { rows } = await sql<Opening>`${selected} where sitting_id = ${sittingId} order by nth`.execute(tx)
  return rows
}

/** The oldest whose looks do not stand in the access log yet. */
export async function listUnmerged(tx: ReadTx, most: number): Promise<Opening[]> {
  const { rows } =
    await sql<Opening>`${selected} o where not exists (select from information_governance.continuity_merge m where m.opening_id = o.id)
    order by opened_at, nth limit ${most}`.execute(tx)
  return rows
}

/** Notes that an opening's looks stand in the log. False where they did before. */
export async function markMerged(tx: ReadTx, id: string, at: Instant): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into information_governance.continuity_merge (opening_id, merged_at) values (${id}, ${at}) on conflict do nothing`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

export async function openWordsOf(tx: ReadTx, vault: Vault, id: string): Promise<OpeningWords> {
  const key = (await dataKeysOf(tx, vault, [id])).get(id)
  const { rows } = await sql<{
    said: Buffer
  }>`select said from information_governance.continuity_opening where id = ${id}`.execute(tx)
  if (!key || !rows[0]) return { words: '', people: [] }
  return JSON.parse(open(key, rows[0].said, saidAt(id))) as OpeningWords
}

export type ContinuityReview = {
  readonly sittingId: string
  readonly finding: ContinuityFinding
  readonly reasons: string
  readonly byName: string
  readonly at: Instant
}
export async function listReviews(tx: ReadTx): Promise<ContinuityReview[]> {
  const { rows } = await sql<ContinuityReview>`
    select sitting_id as "sittingId", finding, reasons, reviewed_by_name as "byName", reviewed_at as at from information_governance.continuity_review
    order by reviewed_at desc limit 500`.execute(tx)
  return rows
}

/** Writes the review. False where somebody reviewed it first. */
export async function insertReview(
  tx: ReadTx,
  { sittingId, finding, reasons }: Pick<ContinuityReview, 'sittingId' | 'finding' | 'reasons'>,
  at: Instant,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into information_governance.continuity_review (sitting_id, finding, reasons, reviewed_by, reviewed_by_name, reviewed_at)
    values (${sittingId}, ${finding}, ${reasons}, ${tx.actor.id}::uuid, ${tx.actor.name}, ${at}) on conflict do nothing`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

/** What waits of it for the desk. `late`: the newest list is older than it may be. */
export async function listWaitingContinuity(
  tx: ReadTx,
  lateBefore: Instant,
): Promise<{ kind: 'sitting' | 'late'; id: string; since: Instant }[]> {
  const { rows } = await sql<{ kind: 'sitting' | 'late'; id: string; since: Instant }>`
    select kind, id, since from information_governance.waiting_continuity(${lateBefore})`.execute(tx)
  return rows
}
