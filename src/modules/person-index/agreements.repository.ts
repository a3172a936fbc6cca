import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import type { Compared, Said } from './matching.ts'
import type { Origin } from './records.repository.ts'

type Whose = Origin & { readonly source: string }
type Agreeing = { readonly one: Whose; readonly other: Whose; readonly compared: Compared }

/** On what two records of one person agree, and in what they differ. */
export type Agreement = { readonly source: string; readonly other: string; readonly says: readonly Said[] }

const rowsOf = (all: readonly Agreeing[]): string =>
  JSON.stringify(
    all.map(({ one: { source, controllerId, datasetId, regime }, other, compared: { bits, says } }) => ({
      source,
      other: other.source,
      controllerId,
      datasetId,
      regime,
      bits,
      says,
    })),
  )
const columns = sql`(source uuid, other uuid, "controllerId" text, "datasetId" text, regime text, bits real, says jsonb)`

/** Writes on what the records of these people agree, in the place of what was said of them before. The first of each pair is the lower id. */
export async function replaceAgreements(tx: ReadTx, sources: readonly string[], all: readonly Agreeing[]): Promise<void> {
  for (const column of [sql`source_person_id`, sql`other_source_person_id`])
    await sql`delete from person_index.agreement where ${column} = any(${[...sources]}::uuid[])`.execute(tx)
  if (all.length === 0) return
  await sql`
    insert into person_index.agreement (controller_id, dataset_id, regime, source_person_id, other_source_person_id, bits, says)
    select "controllerId", "datasetId", regime, source, other, bits, says from jsonb_to_recordset(${rowsOf(all)}::jsonb) as r${columns}`.execute(
    tx,
  )
}

/** Puts these pairs up for review in the place of those that were open. A pair that somebody settled stays settled. */
export async function replaceOpenReviews(
  tx: ReadTx,
  sources: readonly string[],
  all: readonly Agreeing[],
  model: string,
  at: Instant,
): Promise<void> {
  for (const column of [sql`source_person_id`, sql`other_source_person_id`])
    await sql`delete from person_index.review_pair where settled_at is null and ${column} = any(${[...sources]}::uuid[])`.execute(
      tx,
    )
  if (all.length === 0) return
  await sql`
    insert into person_index.review_pair (controller_id, dataset_id, regime, source_person_id, other_source_person_id, bits, model, made_at)
    select "controllerId", "datasetId", regime, source, other, bits, ${model}, ${at}::timestamptz
    from jsonb_to_recordset(${rowsOf(all)}::jsonb) as r${columns} on conflict do nothing`.execute(tx)
}

/** On what these records agree with one another. Needs a grant that names both of each two. */
export async function listAgreements(tx: ReadTx, sources: readonly string[]): Promise<Agreement[]> {
  const { rows } = await sql<Agreement>`
    select source_person_id as source, other_source_person_id as other, says from person_index.agreement
    where source_person_id = any(${[...sources]}::uuid[]) and other_source_person_id = any(${[...sources]}::uuid[])
    order by bits desc, 1, 2`.execute(tx)
  return rows
}
