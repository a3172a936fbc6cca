import { sql } from 'kysely'
import { dataKeysOf, ensureDataKeys } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { open, seal, type Vault } from '#platform/vault'
import type { AccessRequest, Answer, Asked } from './request.rules.ts'

const askedAt = (id: string) => ({ table: 'information_governance.access_request', column: 'asked', row: id, version: 1 })
const saidAt = (id: string) => ({ table: 'information_governance.access_request_answer', column: 'said', row: id, version: 1 })

export type NewRequest = Omit<AccessRequest, 'purposeName' | 'law' | 'climbedTo' | 'answered' | 'release' | 'sources'> & {
  readonly regime: string
  readonly sources: readonly string[]
}

/** Keeps a request, under a key of its own. The same one sent twice, by a second press of the button, is kept once. */
export async function insertRequest(tx: ReadTx, vault: Vault, request: NewRequest, asked: Asked): Promise<void> {
  const key = (await ensureDataKeys(tx, vault, [request.id])).get(request.id)!
  const [first, ...also] = request.sources
  await sql`
    insert into information_governance.access_request (id, controller_id, dataset_id, regime, source_person_id, also, worker_id, worker_name, worker_role,
      worker_organisation, purpose, relationship, classes, asked, asked_at, due_at)
    values (${request.id}, ${request.controllerId}, ${request.datasetId}, ${request.regime}, ${first!}, ${also}::uuid[], ${request.workerId}, ${request.workerName},
      ${request.workerRole}, ${request.workerOrganisation}, ${request.purpose}, ${request.relationship}, ${[...request.classes]}::text[],
      ${seal(key, JSON.stringify(asked), askedAt(request.id))}, ${request.askedAt}, ${request.dueAt})
    on conflict (id) do nothing`.execute(tx)
}

type Row = Omit<AccessRequest, 'answered' | 'release' | 'climbedTo'> & {
  climbedTo: number
  answer: Answer['kind'] | null
  ground: never
  answeredBy: string
  answeredAt: Instant
  released: string[] | null
  releasedUntil: Instant
  revokedAt: Instant | null
}
const selected = sql`
  select r.id, r.controller_id as "controllerId", r.dataset_id as "datasetId", r.source_person_id || r.also as sources, r.worker_id as "workerId",
    r.worker_name as "workerName", r.worker_role as "workerRole", r.worker_organisation as "workerOrganisation", r.purpose, p.name as "purposeName", g.statute || ', ' || g.provision as law,
    r.relationship, r.classes,
    r.asked_at as "askedAt", r.due_at as "dueAt",
    coalesce((select max(c.step) from information_governance.access_request_climb c where c.request_id = r.id), 0) as "climbedTo",
    a.answer, a.ground, a.answered_by_name as "answeredBy", a.answered_at as "answeredAt",
    o.classes as released, o.until as "releasedUntil", o.revoked_at as "revokedAt"
  from information_governance.access_request r
  join information_governance.sharing_purpose p on p.id = r.purpose
  join information_governance.gateway g on g.id = p.gateway_id
  left join information_governance.access_request_answer a on a.request_id = r.id
  left join lateral (select array_agg(distinct x.field_class order by x.field_class) as classes, max(x.active_to) as until, max(x.revoked_at) as revoked_at
    from information_governance.owner_release x where x.request_id = r.id having count(*) > 0) o on true`

const requestOf = ({
  answer,
  ground,
  answeredBy,
  answeredAt,
  released,
  releasedUntil,
  revokedAt,
  climbedTo,
  ...row
}: Row): AccessRequest => ({
  ...row,
  climbedTo: climbedTo as AccessRequest['climbedTo'],
  answered: answer && { answer, ground: ground ?? null, byName: answeredBy, at: answeredAt },
  release: released && { classes: released, until: releasedUntil, revokedAt },
})

/** The request, if this reader may see it: she asked, or it is asked of her organisation and she may answer. */
export async function findRequest(tx: ReadTx, id: string): Promise<AccessRequest | undefined> {
  const { rows } = await sql<Row>`${selected} where r.id = ${id}`.execute(tx)
  return rows[0] && requestOf(rows[0])
}

/** Those that this reader may see in this act, the earliest due first: open ones, and what was answered in the last month. */
export async function listRequests(tx: ReadTx, now: Instant): Promise<AccessRequest[]> {
  const { rows } = await sql<Row>`${selected}
    where a.answered_at is null or a.answered_at > ${now}::timestamptz - interval '31 days' order by (a.answered_at is null) desc, r.due_at, r.asked_at, r.id`.execute(
    tx,
  )
  return rows.map(requestOf)
}

/** What was asked, and what the answer said, opened. Undefined where it was erased. */
export async function openWords(tx: ReadTx, vault: Vault, id: string): Promise<{ asked: Asked; said: string } | undefined> {
  const key = (await dataKeysOf(tx, vault, [id])).get(id)
  const { rows } = await sql<{ asked: Buffer; said: Buffer | null }>`
    select r.asked, a.said from information_governance.access_request r
    left join information_governance.access_request_answer a on a.request_id = r.id where r.id = ${id}`.execute(tx)
  const row = rows[0]
  if (!key || !row) return undefined
  return { asked: JSON.parse(open(key, row.asked, askedAt(id))) as Asked, said: row.said ? open(key, row.said, saidAt(id)) : '' }
}

/** Writes the answer. False where somebody answered first. */
export async function insertAnswer(tx: ReadTx, vault: Vault, id: string, answer: Answer, at: Instant): Promise<boolean> {
  const key = (await ensureDataKeys(tx, vault, [id])).get(id)!
  const said = answer.said === '' ? null : seal(key, answer.said, saidAt(id))
  const { numAffectedRows } = await sql`
    insert into information_governance.access_request_answer (request_id, answer, ground, said, answered_by, answered_by_name, answered_at)
    values (${id}, ${answer.kind}, ${answer.kind === 'refused' ? answer.ground : null}, ${said}, ${tx.actor.id}::uuid, ${tx.actor.name}, ${at})
    on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

/** Releases these classes of these records to whom asked. One row for each class and record. */
export async function insertRelease(
  tx: ReadTx,
  request: AccessRequest,
  { regime, classes, from, to }: { regime: string; classes: readonly string[]; from: Instant; to: Instant },
): Promise<void> {
  await sql`
    insert into information_governance.owner_release (request_id, worker_id, controller_id, dataset_id, field_class, regime, source_person_id, purpose, active_from, active_to)
    select ${request.id}::uuid, ${request.workerId}::uuid, ${request.controllerId}, ${request.datasetId}, c, ${regime}, s, ${request.purpose}, ${from}, ${to}
    from unnest(${[...classes]}::text[]) c, unnest(${[...request.sources]}::uuid[]) s`.execute(tx)
}

/** Ends a release at once. False where there is none that holds. */
export async function revokeRelease(tx: ReadTx, id: string, at: Instant): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update information_governance.owner_release set revoked_at = ${at} where request_id = ${id} and revoked_at is null and active_to > ${at}`.execute(
    tx,
  )
  return (numAffectedRows ?? 0n) > 0n
}

/** The regime under which a dataset is held. */
export async function regimeOf(tx: ReadTx, datasetId: string): Promise<string> {
  const { rows } = await sql<{
    regime: string
  }>`select regime from information_governance.dataset where id = ${datasetId}`.execute(tx)
  return rows[0]!.regime
}

export async function climb(tx: ReadTx, at: Instant): Promise<number> {
  const { rows } = await sql<{ climbed: number }>`select information_governance.climb_requests(${at}) as climbed`.execute(tx)
  return rows[0]!.climbed
}
