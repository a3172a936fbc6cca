// Made by "npm run types" from the migrations. Do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '#platform/dates'

export type Tables = {
  'casework.concern': {
    id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    front_door_id: string
    recorded_by: string
    recorded_by_name: string
    recorded_by_organisation: string
    recorded_at: Instant
    danger: string
    agrees: string
    ring_back: boolean
    told: Buffer
    taken_by: string | null
    taken_by_name: string | null
    taken_at: Instant | null
    decided_by_name: string | null
    decided_at: Instant | null
    decision: string | null
    reason: Buffer | null
    plan_id: string | null
  }
  'casework.contact': {
    id: string
    front_door_id: string
    way: string
    sent_by: string
    sent_by_name: string
    sent_by_organisation: string
    received_at: Instant
    told: Buffer
    taken_by: string | null
    taken_by_name: string | null
    taken_at: Instant | null
    closed_at: Instant | null
    result: string | null
    not_shared: Buffer | null
    not_shared_under: string | null
  }
  'casework.contact_in_hand': {
    contact_id: string
    person_id: string
    taken_by: string
    active_to: Instant
  }
  'casework.plan': {
    id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    kind: string
    concern_id: string | null
    begun_at: Instant
  }
  'casework.plan_entry': {
    plan_id: string
    seq: number
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    kind: string
    by_kind: string
    by_id: string
    by_name: string
    by_organisation: string
    at: Instant
    content: Buffer
  }
  'casework.referral': {
    id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    from_id: string
    sent_by: string
    sent_at: Instant
  }
  'casework.referral_entry': {
    referral_id: string
    seq: number
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    kind: string
    at_id: string
    waits: boolean
    by_id: string
    by_name: string
    by_organisation_id: string
    by_organisation: string
    at: Instant
    content: Buffer
  }
  'casework.story': {
    id: string
    account_id: string
    begun_at: Instant
    changed_at: Instant
    answers: Buffer
    sent_at: Instant | null
    contact_id: string | null
  }
}
