// Made by "npm run types" from the migrations. Do not edit.
import type { Generated } from 'kysely'
import type { PlainDate } from '#platform/dates'

export type Tables = {
  'partnership.delegation': {
    id: string
    organisation_id: string
    worker_id: string
    function: string
    limit_pence: bigint | null
    given_by: string
    given_under: string | null
    active_from: PlainDate
    active_to: PlainDate | null
    withdrawn_by: string | null
  }
  'partnership.employment': {
    id: string
    worker_id: string
    organisation_id: string
    staff_ref: string
    active_from: PlainDate
    active_to: PlainDate | null
  }
  'partnership.organisation': {
    id: string
    name: string
    kind: string
    duty_team: string
    duty_phone: string
    active_from: PlainDate
    active_to: PlainDate | null
    successor_id: string | null
  }
  'partnership.organisation_former_name': {
    organisation_id: string
    name: string
    active_to: PlainDate
  }
  'partnership.organisation_identifier': {
    organisation_id: string
    scheme: string
    value: string
  }
  'partnership.role_assignment': {
    id: string
    worker_id: string
    organisation_id: string
    role: string
    active_from: PlainDate
    active_to: PlainDate | null
  }
  'partnership.team': {
    id: string
    reference: string | null
    name: string
    phone: string
    across_employers: Generated<boolean>
  }
  'partnership.team_host': {
    team_id: string
    organisation_id: string
    active_from: PlainDate
    active_to: PlainDate | null
  }
  'partnership.team_member': {
    team_id: string
    worker_id: string
    active_from: PlainDate
    active_to: PlainDate | null
    organisation_id: string | null
  }
  'partnership.training_record': {
    worker_id: string
    code: string
    completed_on: PlainDate
    expires_on: PlainDate | null
  }
  'partnership.worker': {
    id: string
    name: string
    email: string
    phone: string | null
    issuer: string | null
    subject: string | null
  }
  'partnership.worker_resident_record': {
    worker_id: string
    source_record_id: string
  }
}
