import { sql } from 'kysely'
import { type DisputeFlag, flagOf, listDisputes } from '#modules/information-governance'
import { dataKeysOf } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import type { Instant, PlainDate } from '#platform/dates'
import { open, type Vault } from '#platform/vault'
import type { CanonicalRow } from './canonical.ts'

type ContentOf<Row> = Omit<Row, 'kind' | 'person' | 'key' | 'class' | 'eventAt' | 'from' | 'to'>
type FactOf<Row extends CanonicalRow> = Row extends CanonicalRow ? { kind: Row['kind']; content: ContentOf<Row> } : never

/** A current fact about one source person, with where it came from and when. */
export type Fact = {
  id: bigint
  controllerId: string
  datasetId: string
  fieldClass: string
  sourcePersonId: string
  sourceKey: string
  otherSourcePersonId: string | null
  householdKey: string | null
  validFrom: PlainDate | null
  validTo: PlainDate | null
  eventAt: Instant
  recordedAt: Instant
  batchId: string
  /** Tells one statement of it from another. */
  contentHash: string
  /** That its person says that it is wrong: it goes wherever the fact goes. */
  dispute?: DisputeFlag
} & (
  | FactOf<CanonicalRow>
  | { kind: 'involvement-exists'; content: { open: boolean } }
  /** What was written in the product itself, by another room: it stands beside what agencies sent in the copies that people ask for, and nowhere else. */
  | {
      kind: 'written'
      /** `keptByTeam`: what its person did not read as it was written. */
      content: { what: string; statement: string; result: string | null; author: string; keptByTeam?: true }
    }
)

type FactRow = Omit<Fact, 'content'> & { content: Fact['content'] | null; sealed: Buffer | null }

const columns = sql`id, controller_id as "controllerId", dataset_id as "datasetId", field_class as "fieldClass", kind, source_person_id as "sourcePersonId",
  source_key as "sourceKey", content, sealed, other_source_person_id as "otherSourcePersonId", household_key as "householdKey", valid_from as "validFrom",
  valid_to as "validTo", event_at as "eventAt", recorded_at as "recordedAt", batch_id as "batchId", content_hash as "contentHash"`

/** Where a fact's sealed content stands: it opens nowhere else. */
export const sealedPlace = (datasetId: string, kind: string, sourceKey: string) => ({
  table: 'feeds.fact',
  column: 'sealed',
  row: `${datasetId}|${kind}|${sourceKey}`,
  version: 1,
})

/** Opens what is sealed, and puts beside each fact that it is disputed, if it is. */
async function opened(tx: ReadTx, vault: Vault, rows: readonly FactRow[]): Promise<Fact[]> {
  const disputes = await listDisputes(tx, [...new Set(rows.map((row) => row.sourcePersonId))])
  const facts = await unsealed(tx, vault, rows)
  if (disputes.length === 0) return facts
  return facts.map((fact) => {
    const dispute = flagOf(fact, disputes)
    return dispute ? { ...fact, dispute } : fact
  })
}

async function unsealed(tx: ReadTx, vault: Vault, rows: readonly FactRow[]): Promise<Fact[]> {
  const sealed = rows.filter((row) => row.sealed !== null)
  const keys = await dataKeysOf(tx, vault, [...new Set(sealed.map((row) => row.sourcePersonId))])
  return rows.flatMap((row) => {
    const { sealed: envelope, ...fact } = row
    if (envelope === null) return [fact as Fact]
    const key = keys.get(row.sourcePersonId)
    if (!key) return [] // erased: the row is there, what it said is not
    return [{ ...fact, content: JSON.parse(open(key, envelope, sealedPlace(row.datasetId, row.kind, row.sourceKey))) } as Fact]
  })
}

/** The current facts about these source persons that the transaction's grant lets through, newest first, sealed ones opened. */
export async function listFacts(tx: ReadTx, vault: Vault, sources: readonly string[]): Promise<Fact[]> {
  const { rows } = await sql<FactRow>`
    select ${columns} from feeds.fact
    where source_person_id = any(${[...sources]}::uuid[]) and superseded_by_batch_id is null
    order by event_at desc, id`.execute(tx)
  return opened(tx, vault, rows)
}

/** Of those, the facts received since an instant: what is new. */
export async function listFactsSince(tx: ReadTx, vault: Vault, sources: readonly string[], since: Instant): Promise<Fact[]> {
  const { rows } = await sql<FactRow>`
    select ${columns} from feeds.fact
    where source_person_id = any(${[...sources]}::uuid[]) and superseded_by_batch_id is null and recorded_at >= ${since}
    order by event_at desc, id`.execute(tx)
  return opened(tx, vault, rows)
}

/** Only the facts that name a person: enough for a list of people. */
export async function listIdentities(tx: ReadTx, vault: Vault, sources: readonly string[]): Promise<Fact[]> {
  const { rows } = await sql<FactRow>`
    select ${columns} from feeds.fact
    where source_person_id = any(${[...sources]}::uuid[]) and superseded_by_batch_id is null and kind in ('identity', 'residence')
    order by event_at desc, id`.execute(tx)
  return opened(tx, vault, rows)
}

/**
 * Of the dataset that the grant binds: every involvement that is open, and every event of a service or the police since a moment, as they stand. For work of the product itself that
 * has to find whom something has happened to; what it may show of them is decided afterwards.
 */
export async function listStandingInDataset(tx: ReadTx, vault: Vault, datasetId: string, since: Instant): Promise<Fact[]> {
  const { rows } = await sql<FactRow>`
    select ${columns} from feeds.fact
    where dataset_id = ${datasetId} and superseded_by_batch_id is null
      and (kind = 'involvement' and field_class = 'involvement' and content ->> 'closedOn' is null
        or kind = 'event' and field_class in ('event', 'policing') and event_at >= ${since})
    order by event_at desc, id`.execute(tx)
  return unsealed(tx, vault, rows)
}

/** Someone who shares a household with a person, or is related to her, in any dataset. */
export type NetworkSource = {
  readonly id: string
  /** Whether both are said to live there on the day that was asked about. */
  readonly livesThere: boolean
}

/**
 * Who shares a household with the source persons that the transaction's grant names, or is related to them. Runs before the
 * decision: it tells whom to decide about, and nothing about them.
 */
export async function listNetworkSources(tx: ReadTx, today: PlainDate): Promise<NetworkSource[]> {
  const { rows } = await sql<NetworkSource>`
    select source_person_id as id, lives_there as "livesThere" from feeds.network_of_named(${today.toString()}::date)
    order by source_person_id`.execute(tx)
  return rows
}
