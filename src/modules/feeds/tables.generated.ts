// Made by "npm run types" from the migrations. Do not edit.
import type { Generated, GeneratedAlways } from 'kysely'
import type { Instant, PlainDate } from '#platform/dates'

export type Tables = {
  'feeds.batch': {
    id: string
    feed_id: string
    connection_id: string
    way: string
    sequence: number
    sha256: string
    file_id: string | null
    file_name: string
    signed: string
    stated_rows: number
    period_from: PlainDate
    period_to: PlainDate
    made_at: Instant
    received_at: Instant
    received_by: string
    replays_batch_id: string | null
    waiting_since: Instant | null
    waiting_reason: string | null
    released_at: Instant | null
    released_by: string | null
    applied_at: Instant | null
    refused_at: Instant | null
    refusal_code: string | null
    refusal_sentence: string | null
    reversal_asked_at: Instant | null
    reversal_asked_by: string | null
    reversal_reason: string | null
    reversed_at: Instant | null
    rows_read: number | null
    facts_new: number | null
    facts_changed: number | null
    facts_unchanged: number | null
    facts_late: number | null
    rows_quarantined: number | null
    workers_unknown: number | null
    holds: string
    as_of: Instant
    is_complete: Generated<boolean>
    facts_ended: number | null
    rows_without_person: number | null
    rows_erased: number | null
  }
  'feeds.confirmation': {
    batch_id: string
    fact_id: bigint
    controller_id: string
    dataset_id: string
    field_class: string
    regime: string
    source_person_id: string
    event_at: Instant
    recorded_at: Instant
    sequence: number
    row_no: number
    withdrawn: Generated<boolean>
  }
  'feeds.connection': {
    id: string
    feed_id: string
    organisation_id: string
    key_id: string
    public_key: unknown
    active_from: Instant
    active_to: Instant | null
    revoked_at: Instant | null
  }
  'feeds.departure': {
    batch_id: string
    fact_id: bigint
    controller_id: string
    dataset_id: string
    field_class: string
    regime: string
    source_person_id: string
    recorded_at: Instant
  }
  'feeds.fact': {
    id: GeneratedAlways<bigint>
    controller_id: string
    dataset_id: string
    field_class: string
    regime: string
    source_person_id: string
    kind: string
    source_key: string
    content: unknown | null
    sealed: Buffer | null
    content_hash: string
    other_source_person_id: string | null
    household_key: string | null
    valid_from: PlainDate | null
    valid_to: PlainDate | null
    event_at: Instant
    recorded_at: Instant
    batch_id: string
    sequence: number
    row_no: number
    superseded_by_batch_id: string | null
    left_extract: Generated<boolean>
    surname: GeneratedAlways<string | null>
    says_abuse: Generated<boolean>
  }
  'feeds.feed': {
    id: string
    dataset_id: string
    controller_id: string
    regime: string
    name: string
    classes: string[]
    special_classes: string[]
    change_cap_percent: number
    promised_hours: number
    shape: string
  }
  'feeds.kept_person': {
    batch_id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
  }
  'feeds.quarantined_row': {
    id: string
    batch_id: string
    row_no: number
    field: string
    value_class: string
    rule: string
    what_to_do: string
    record_sealed: Buffer
    quarantined_at: Instant
    corrected_at: Instant | null
    corrected_by: string | null
    replay_batch_id: string | null
    dismissed_at: Instant | null
    dismissed_reason: string | null
  }
  'feeds.source_person': {
    id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: GeneratedAlways<string>
    source_key: string
    first_batch_id: string
  }
  'feeds.tombstone': {
    dataset_id: string
    hash: Buffer
    erased_at: Instant
  }
}
