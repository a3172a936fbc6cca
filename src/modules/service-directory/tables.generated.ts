// Made by "npm run types" from the migrations. Do not edit.
import type { GeneratedAlways } from 'kysely'
import type { Instant, PlainDate } from '#platform/dates'

export type Tables = {
  'service_directory.assurance': {
    id: string
    nth: GeneratedAlways<bigint>
    service_id: string
    assured_on: PlainDate
    assured_at: Instant
    assured_by: string
    organisation_id: string
  }
  'service_directory.capacity': {
    id: string
    nth: GeneratedAlways<bigint>
    service_id: string
    places: number
    as_of: Instant
    said_by: string
    organisation_id: string
  }
  'service_directory.import': {
    id: string
    nth: GeneratedAlways<bigint>
    source_id: string
    way: string
    received_at: Instant
    received_by: string
    file_name: string | null
    sequence: number | null
    sha256: string | null
    problem: string | null
    added: number
    changed: number
    unchanged: number
    ended: number
    kept: number
    refused: number
    refusals: unknown
  }
  'service_directory.service': {
    id: string
    source_id: string
    record: unknown
    digest: string
    name: string
    description: string
    status: string
    run_by_name: string | null
    run_by: string | null
    topics: string[]
    topic_words: string
    term_ids: string[]
    taxonomy_ids: string[]
    cost: string
    minimum_age: string | null
    maximum_age: string | null
    hours: unknown
    places: unknown
    areas: string
    assured_on: PlainDate | null
    last_modified: Instant | null
    first_received_at: Instant
    received_at: Instant
    ended_at: Instant | null
    search: GeneratedAlways<string>
  }
  'service_directory.source': {
    id: string
    name: string
    organisation_id: string
    address: string | null
    feed: string | null
    key_id: string | null
    public_key: unknown | null
    key_from: Instant | null
    added_at: Instant
    ended_at: Instant | null
    wanted_at: Instant | null
  }
}
