// Made by "npm run types" from the migrations. Do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '#platform/dates'

export type Tables = {
  'resident_portal.account_binding': {
    id: string
    account_id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    how: string
    bound_by: string | null
    bound_at: Instant
    ended_at: Instant | null
  }
  'resident_portal.account_freeze': {
    id: string
    account_id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    was_tied: boolean
    code_from: string | null
    frozen_at: Instant
    thawed_at: Instant | null
    thawed_by: string | null
    thawed_reason: string | null
  }
  'resident_portal.binding_code': {
    code_hash: string
    person_id: string
    issued_by: string
    issued_at: Instant
    expires_at: Instant
    used_at: Instant | null
    used_by: string | null
  }
  'resident_portal.resident_account': {
    id: string
    issuer: string
    subject: string
    display_name: string
    opened_at: Instant
    frozen_at: Instant | null
  }
}
