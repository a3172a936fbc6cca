import { sql } from 'kysely'
import { dataKeysOf, ensureDataKeys } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import type { Instant, PlainDate } from '#platform/dates'
import { newId } from '#platform/ids'
import { open, seal, type Vault } from '#platform/vault'
import type { Notice } from './telling.rules.ts'

const at = (row: string) => ({ table: 'information_governance.incident_notice', column: 'said', row, version: 1 })

export type Written = {
  readonly partId: string
  readonly controllerId: string
  readonly notice: Notice
  readonly writtenAt: Instant
}

/** Keeps what people are told, sealed under the part's key. */
export async function insertNotice(tx: ReadTx, vault: Vault, partId: string, notice: Notice, now: Instant): Promise<void> {
  const id = newId()
  const key = (await ensureDataKeys(tx, vault, [partId])).get(partId)!
  await sql`
    insert into information_governance.incident_notice (id, part_id, controller_id, said, written_by, written_by_name, written_at)
    values (${id}, ${partId}, ${tx.actor.organisationId}, ${seal(key, JSON.stringify(notice), at(id))}, ${tx.actor.id}::uuid, ${tx.actor.name}, ${now})`.execute(
    tx,
  )
}

/** The latest notice of each part that this reader may see, the newest first. */
export async function listNotices(tx: ReadTx, vault: Vault, partId: string | null): Promise<Written[]> {
  const { rows } = await sql<Omit<Written, 'notice'> & { id: string; said: Buffer }>`
    select distinct on (part_id) id, part_id as "partId", controller_id as "controllerId", said, written_at as "writtenAt"
    from information_governance.incident_notice where ${partId}::uuid is null or part_id = ${partId}::uuid order by part_id, nth desc`.execute(
    tx,
  )
  const keys = await dataKeysOf(
    tx,
    vault,
    rows.map((row) => row.partId),
  )
  return rows
    .map(({ id, said, ...row }) => ({ ...row, notice: JSON.parse(open(keys.get(row.partId)!, said, at(id))) as Notice }))
    .toSorted((a, b) => b.writtenAt.epochMilliseconds - a.writtenAt.epochMilliseconds)
}

export type PublicNotice = {
  readonly partId: string
  readonly controllerId: string
  readonly content: Notice
  readonly publishedAt: Instant
}
/** Lets everyone read it until a day; where one stands already, puts right what it says. False where it says this already. */
export async function insertPublicNotice(
  tx: ReadTx,
  partId: string,
  notice: Notice,
  now: Instant,
  until: PlainDate,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into information_governance.incident_public_notice (part_id, controller_id, content, published_at, until_day)
    values (${partId}, ${tx.actor.organisationId}, ${JSON.stringify(notice)}::jsonb, ${now}, ${until})
    on conflict (part_id) do update set content = excluded.content where incident_public_notice.content <> excluded.content`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

/** What everyone may read on a day, the newest first. */
export async function listPublicNotices(tx: ReadTx, day: PlainDate): Promise<PublicNotice[]> {
  const { rows } = await sql<PublicNotice>`
    select part_id as "partId", controller_id as "controllerId", content, published_at as "publishedAt"
    from information_governance.incident_public_notice where until_day >= ${day} order by published_at desc, part_id`.execute(tx)
  return rows
}
