// Made by "npm run types" from the migrations. Do not edit.
import type { Instant } from '#platform/dates'

export type Tables = {
  'multi_agency_teams.entry': {
    team_id: string
    seq: number
    event: unknown
    by_id: string
    by_name: string
    by_organisation: string
    at: Instant
  }
}
