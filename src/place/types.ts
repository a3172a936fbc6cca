/** The words that the generator's parts share. Days count from 1 January 1970; minutes are of the day, in UTC. */

/** The feeds, in the order in which they are written. */
export const feeds = [
  'council-housing',
  'council-childrens-services',
  'council-early-help',
  'school-census',
  'police-incidents',
  'nhs-patients',
  'fire-home-safety',
  'council-homelessness',
  'charity-family-support',
  'council-adult-social-care',
  'youth-justice',
  'probation',
  'drug-and-alcohol',
  'domestic-abuse',
  'council-tax',
] as const
export type Feed = (typeof feeds)[number]

export type OrganisationKind =
  | 'council'
  | 'integrated-care-board'
  | 'nhs-trust'
  | 'gp-federation'
  | 'police'
  | 'fire'
  | 'probation'
  | 'job-centre'
  | 'housing-association'
  | 'academy-trust'
  | 'school'
  | 'voluntary'
  | 'partnership-office'

export type Organisation = {
  id: string
  name: string
  kind: OrganisationKind
  dutyTeam: string
  dutyPhone: string
  /** First day, and first day no longer; null: still there. */
  from: string
  to: string | null
  successor: string | null
  identifiers: { scheme: string; value: string }[]
}

export type Team = { id: string; organisation: string; name: string; phone: string }

export type WorkerRole =
  | 'practitioner'
  | 'lead-practitioner'
  | 'front-door'
  | 'team-lead'
  | 'information-governance'
  | 'data-engineer'
  | 'analyst'
  | 'matching-reviewer'
  | 'protection-key-holder'
  | 'agreement-approver'
  | 'data-owner'
  | 'commissioner'
  | 'finance'
  | 'executive'
  | 'scrutiny'
  | 'steward'
  | 'provider'
  | 'auditor'
  | 'resident'

/** Somebody at work, as in staff.ndjson. */
export type Worker = {
  staffRef: string
  organisation: string
  name: string
  email: string
  phone: string
  jobTitle: string
  roles: WorkerRole[]
  teams: string[]
  training: { code: string; completedOn: string; expiresOn: string }[]
  residentRecord?: { feed: Feed; person: string }
}
