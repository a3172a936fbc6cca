import { type RawBuilder, sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant, PlainDate } from '#platform/dates'
import type { Cost, Hours, ListedPlace, ListedTerm } from './facts.rules.ts'
import type { Point } from './place.rules.ts'
import type { ServiceRecord } from './record.ts'
import type { Tables } from './tables.generated.ts'

const tables = (tx: ReadTx) => tx.withTables<Tables>()

/** A service as it is kept: the record as received, and what follows from it. */
export type KeptService = {
  readonly id: string
  readonly sourceId: string
  readonly record: ServiceRecord
  readonly digest: string
  readonly runBy: string | null
  readonly topics: readonly string[]
  readonly termIds: readonly string[]
  readonly taxonomyIds: readonly string[]
  readonly cost: Cost
  readonly hours: readonly Hours[]
  readonly places: readonly ListedPlace[]
  readonly areas: string
  readonly assuredOn: PlainDate | null
  readonly lastModified: Instant | null
}

/** A service with what is said of it here. */
export type Service = Omit<KeptService, 'termIds' | 'taxonomyIds' | 'digest'> & {
  readonly name: string
  readonly firstReceivedAt: Instant
  readonly receivedAt: Instant
  readonly endedAt: Instant | null
  readonly capacity: Capacity | null
  readonly assurance: Assurance | null
}
export type Capacity = {
  readonly places: number
  readonly asOf: Instant
  readonly saidBy: string
  readonly organisationId: string
}
export type Assurance = { readonly on: PlainDate; readonly at: Instant; readonly by: string; readonly organisationId: string }

/** Of these services: whose each is, what it holds, and whether it ended. */
export async function listStanding(
  tx: ReadTx,
  ids: readonly string[],
): Promise<{ id: string; sourceId: string; digest: string; ended: boolean }[]> {
  const rows = await tables(tx)
    .selectFrom('service_directory.service')
    .select(['id', 'source_id', 'digest', 'ended_at'])
    .where('id', '=', sql<string>`any (${[...ids]}::uuid[])`)
    .execute()
  return rows.map((row) => ({ id: row.id, sourceId: row.source_id, digest: row.digest, ended: row.ended_at !== null }))
}

/** Those that a source lists, as far as we know. */
export async function listStandingOf(tx: ReadTx, sourceId: string): Promise<string[]> {
  const rows = await tables(tx)
    .selectFrom('service_directory.service')
    .select('id')
    .where('source_id', '=', sourceId)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Writes a service anew or again: it stands, and was received now. */
export async function upsertService(tx: ReadTx, one: KeptService, now: Instant): Promise<void> {
  const { record } = one
  const values = {
    source_id: one.sourceId,
    record: JSON.stringify(record),
    digest: one.digest,
    name: record.name,
    description: [record.description, record.eligibility_description].filter(Boolean).join(' '),
    status: record.status,
    run_by_name: record.organization?.name ?? null,
    run_by: one.runBy,
    topics: [...one.topics],
    topic_words: one.topics.join(' '),
    term_ids: [...one.termIds],
    taxonomy_ids: [...one.taxonomyIds],
    cost: one.cost,
    minimum_age: record.minimum_age === undefined ? null : String(record.minimum_age),
    maximum_age: record.maximum_age === undefined ? null : String(record.maximum_age),
    hours: JSON.stringify(one.hours),
    places: JSON.stringify(one.places),
    areas: one.areas,
    assured_on: one.assuredOn,
    last_modified: one.lastModified,
    received_at: now,
    ended_at: null,
  }
  await tables(tx)
    .insertInto('service_directory.service')
    .values({ id: one.id, first_received_at: now, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute()
}

/** Notes that these were listed again as they stand. */
export async function markReceived(tx: ReadTx, ids: readonly string[], now: Instant): Promise<void> {
  await tables(tx)
    .updateTable('service_directory.service')
    .set({ received_at: now })
    .where('id', '=', sql<string>`any (${[...ids]}::uuid[])`)
    .execute()
}

/** Ends services: they are kept, and no longer listed. */
export async function endServices(tx: ReadTx, ids: readonly string[], now: Instant): Promise<void> {
  await tables(tx)
    .updateTable('service_directory.service')
    .set({ ended_at: now })
    .where('id', '=', sql<string>`any (${[...ids]}::uuid[])`)
    .execute()
}

/** What is looked for. Each that is given narrows it. */
export type Wanted = {
  /** Any of the words; the best match first. */
  readonly words?: string | undefined
  readonly topic?: string | undefined
  readonly cost?: Cost | undefined
  readonly age?: number | undefined
  readonly statuses?: readonly string[] | undefined
  readonly day?: string | undefined
  /** "09:30": open from then or later, closed by then or earlier. */
  readonly opensFrom?: string | undefined
  readonly closesBy?: string | undefined
  readonly minimumAgeFrom?: number | undefined
  readonly maximumAgeTo?: number | undefined
  readonly termId?: string | undefined
  readonly taxonomyId?: string | undefined
  readonly today: PlainDate
}

/** Any of the words that mean something, by their stems. */
const anyOf = (words: string) => sql`replace(plainto_tsquery('english', ${words})::text, ' & ', ' | ')::tsquery`

function conditions(wanted: Wanted): RawBuilder<unknown>[] {
  const { words, topic, cost, age, statuses, day, opensFrom, closesBy, minimumAgeFrom, maximumAgeTo, termId, taxonomyId } = wanted
  const open = [
    sql`(h.until is null or h.until >= ${wanted.today.toString()}) and (h."from" is null or h."from" <= ${wanted.today.toString()})`,
    ...(day ? [sql`h.day = ${day}`] : []),
    ...(opensFrom ? [sql`h.opens >= ${opensFrom}`] : []),
    ...(closesBy ? [sql`h.closes <= ${closesBy}`] : []),
  ]
  return [
    sql`s.ended_at is null`,
    ...(words ? [sql`(s.search @@ ${anyOf(words)} or numnode(plainto_tsquery('english', ${words})) = 0)`] : []),
    ...(topic ? [sql`${topic} = any (s.topics)`] : []),
    ...(cost ? [sql`s.cost = ${cost}`] : []),
    ...(age === undefined ? [] : [sql`coalesce(s.minimum_age, 0) <= ${age} and coalesce(s.maximum_age, 200) >= ${age}`]),
    ...(statuses ? [sql`s.status = any (${[...statuses]}::text[])`] : []),
    ...(minimumAgeFrom === undefined ? [] : [sql`s.minimum_age >= ${minimumAgeFrom}`]),
    ...(maximumAgeTo === undefined ? [] : [sql`s.maximum_age <= ${maximumAgeTo}`]),
    ...(termId ? [sql`${termId}::uuid = any (s.term_ids)`] : []),
    ...(taxonomyId ? [sql`${taxonomyId}::uuid = any (s.taxonomy_ids)`] : []),
    ...(open.length > 1
      ? [
          sql`exists (select from jsonb_to_recordset(s.hours) as h(day text, opens text, closes text, "from" text, until text)
            where ${sql.join(open, sql` and `)})`,
        ]
      : []),
  ]
}

export type Found = {
  readonly id: string
  readonly name: string
  readonly areas: string
  readonly places: readonly ListedPlace[]
}

/** All that match: by words the best first, otherwise by name. */
export async function listFound(tx: ReadTx, wanted: Wanted): Promise<Found[]> {
  const rank = wanted.words ? sql`ts_rank(s.search, ${anyOf(wanted.words)}) desc,` : sql``
  const { rows } = await sql<Found>`
    select s.id, s.name, s.areas, s.places from service_directory.service s
    where ${sql.join(conditions(wanted), sql` and `)} order by ${rank} s.name, s.id`.execute(tx)
  return rows
}

type ServiceRow = Tables['service_directory.service'] & {
  free_places: number | null
  places_as_of: Instant | null
  places_said_by: string | null
  places_organisation: string | null
  checked_on: PlainDate | null
  checked_at: Instant | null
  checked_by: string | null
  checked_organisation: string | null
}

/** Services with what was last said of them here, in the order of the ids. */
export async function listServices(tx: ReadTx, ids: readonly string[]): Promise<Service[]> {
  const { rows } = await sql<ServiceRow>`
    select s.*, c.places as free_places, c.as_of as places_as_of, c.said_by as places_said_by, c.organisation_id as places_organisation,
      a.assured_on as checked_on, a.assured_at as checked_at, a.assured_by as checked_by, a.organisation_id as checked_organisation
    from unnest(${[...ids]}::uuid[]) with ordinality w(id, nth) join service_directory.service s using (id)
    left join lateral (select * from service_directory.capacity c where c.service_id = s.id order by c.nth desc limit 1) c on true
    left join lateral (select * from service_directory.assurance a where a.service_id = s.id order by a.nth desc limit 1) a on true
    order by w.nth`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    sourceId: row.source_id,
    record: row.record as ServiceRecord,
    name: row.name,
    runBy: row.run_by,
    topics: row.topics,
    cost: row.cost as Cost,
    hours: row.hours as Hours[],
    places: row.places as ListedPlace[],
    areas: row.areas,
    assuredOn: row.assured_on,
    lastModified: row.last_modified,
    firstReceivedAt: row.first_received_at,
    receivedAt: row.received_at,
    endedAt: row.ended_at,
    capacity:
      row.free_places === null
        ? null
        : {
            places: row.free_places,
            asOf: row.places_as_of!,
            saidBy: row.places_said_by!,
            organisationId: row.places_organisation!,
          },
    assurance:
      row.checked_on === null
        ? null
        : { on: row.checked_on, at: row.checked_at!, by: row.checked_by!, organisationId: row.checked_organisation! },
  }))
}

/** What services are about, each topic once, by name. */
export async function listTopics(tx: ReadTx): Promise<string[]> {
  const { rows } = await sql<{ topic: string }>`
    select distinct t.topic from service_directory.service s, unnest(s.topics) t(topic) where s.ended_at is null order by 1`.execute(
    tx,
  )
  return rows.map(({ topic }) => topic)
}

/** Every term that a listed service has. */
export async function listTerms(tx: ReadTx): Promise<ListedTerm[]> {
  const { rows } = await sql<{ term: ListedTerm }>`
    select distinct on (a.value #>> '{taxonomy_term,id}') a.value -> 'taxonomy_term' as term
    from service_directory.service s, jsonb_array_elements(coalesce(s.record -> 'attributes', '[]')) a
    where s.ended_at is null and a.value ? 'taxonomy_term' order by a.value #>> '{taxonomy_term,id}', s.id`.execute(tx)
  return rows.map(({ term }) => term)
}

/** Where a service is, one row for each of its places. */
export type FoundAt = {
  readonly id: string
  readonly serviceId: string
  readonly point: Point | null
  readonly postcode: string | null
}

/** All places of all that match: of services by name. */
export async function listFoundAt(tx: ReadTx, wanted: Wanted): Promise<FoundAt[]> {
  const { rows } = await sql<FoundAt>`
    select a.value ->> 'id' as id, s.id as "serviceId", a.value #>> '{location,addresses,0,postal_code}' as postcode,
      case when a.value #> '{location,latitude}' is not null and a.value #> '{location,longitude}' is not null then
        jsonb_build_object('latitude', a.value #> '{location,latitude}', 'longitude', a.value #> '{location,longitude}') end as point
    from service_directory.service s, jsonb_array_elements(coalesce(s.record -> 'service_at_locations', '[]')) a
    where ${sql.join(conditions(wanted), sql` and `)} order by s.name, s.id, 1`.execute(tx)
  return rows
}

/** The service that has a place of this id. */
export async function findServiceAt(tx: ReadTx, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from service_directory.service
    where ended_at is null and record @> jsonb_build_object('service_at_locations', jsonb_build_array(jsonb_build_object('id', ${id}::text)))
    order by id limit 1`.execute(tx)
  return rows[0]?.id
}

/**
 * Where a postcode is: the middle of what is listed there with its coordinates, else in its sector, else in its district. There
 * is no map of all postcodes here.
 */
export async function findPoint(tx: ReadTx, postcode: string): Promise<Point | undefined> {
  const { rows } = await sql<Point>`
    with place as (
      select p.* from service_directory.service s, jsonb_to_recordset(s.places) as p(postcode text, latitude float8, longitude float8)
      where s.ended_at is null and p.latitude is not null)
    select avg(latitude) as latitude, avg(longitude) as longitude
    from unnest(array[${postcode}, left(${postcode}, -2) || '%', split_part(${postcode}, ' ', 1) || ' %']::text[]) with ordinality w(pattern, nth)
    join place on place.postcode like w.pattern group by w.nth order by w.nth limit 1`.execute(tx)
  return rows[0]
}

export async function insertCapacity(tx: ReadTx, id: string, serviceId: string, said: Capacity): Promise<void> {
  await tables(tx)
    .insertInto('service_directory.capacity')
    .values({
      id,
      service_id: serviceId,
      places: said.places,
      as_of: said.asOf,
      said_by: said.saidBy,
      organisation_id: said.organisationId,
    })
    .execute()
}

export async function insertAssurance(tx: ReadTx, id: string, serviceId: string, said: Assurance): Promise<void> {
  await tables(tx)
    .insertInto('service_directory.assurance')
    .values({
      id,
      service_id: serviceId,
      assured_on: said.on,
      assured_at: said.at,
      assured_by: said.by,
      organisation_id: said.organisationId,
    })
    .execute()
}
