// Made by "npm run types" from the migrations. Do not edit.
import type { Generated } from 'kysely'
import type { Instant, PlainDate } from '#platform/dates'

export type Tables = {
  'person_index.agreement': {
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    other_source_person_id: string
    bits: string
    says: unknown
  }
  'person_index.link': {
    id: string
    person_id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    rule: string
    rules_version: string
    evidence: unknown
    decided_at: Instant
    decided_by: string
    ended_at: Instant | null
    ended_by: string | null
    end_reason: string | null
  }
  'person_index.link_decision': {
    decision_id: string
    kind: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    other_source_person_id: string
    reason: string
    decided_at: Instant
    decided_by: string
    decided_by_name: string
    followed_at: Instant | null
    undone_at: Instant | null
    undone_by: string | null
    undone_by_name: string | null
    undone_reason: string | null
  }
  'person_index.match_difference': {
    run_id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    other_source_person_id: string
    other_dataset_id: string
    linked: boolean
    bits: string | null
    says: unknown
    again_at: Instant | null
  }
  'person_index.match_key': {
    key: bigint
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
  }
  'person_index.match_record': {
    source_person_id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    epoch: number
    keys: bigint[]
    fingerprint: bigint
    sealed: Buffer
  }
  'person_index.match_run': {
    id: string
    night: PlainDate | null
    asked_by: string
    asked_at: Instant
    finished_at: Instant | null
    model: string | null
    records: number | null
    people: number | null
    only_linked: number | null
    only_at_once: number | null
    report: unknown | null
  }
  'person_index.model_in_use': {
    model: string
    since: Instant
  }
  'person_index.protected_key': {
    key: bigint
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
  }
  'person_index.protected_record': {
    source_person_id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    epoch: number
    fingerprint: bigint
    sealed: Buffer
  }
  'person_index.redirect': {
    from_person_id: string
    to_person_id: string
    decided_at: Instant
  }
  'person_index.review_answer': {
    id: string
    pair_id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    other_source_person_id: string
    reviewer_id: string
    answer: string
    reason: string
    answered_at: Instant
    decision_id: string | null
    undone_at: Instant | null
    stood: string | null
  }
  'person_index.review_pair': {
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    other_source_person_id: string
    bits: string
    model: string
    made_at: Instant
    settled_at: Instant | null
    settled_by: string | null
    settled_how: string | null
    id: Generated<string>
    other_dataset_id: Generated<string>
    settles: Generated<number>
    records: Generated<number>
    weighed: Generated<unknown>
    taken_by: string | null
    taken_until: Instant | null
    pool: Generated<string>
    key_holders: Generated<string[]>
  }
  'person_index.search_key': {
    key: bigint
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
  }
}
