// Made by "npm run types" from the migrations. Do not edit.
import type { Instant } from '#platform/dates'

export type Tables = {
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
}
