import type { PlainDate } from '#platform/dates'
import type { Id } from '#platform/ids'
import { holdsOn, type Period } from './period.rules.ts'

/** What people at work may be assigned to do. What each may do stands in the rooms' policies. */
export const workerRoles = [
  'practitioner',
  'lead-practitioner',
  'front-door',
  'team-lead',
  'information-governance',
  'data-engineer',
  'analyst',
  'matching-reviewer',
  'protection-key-holder',
  'agreement-approver',
  'data-owner',
  'commissioner',
  'finance',
  'executive',
  'scrutiny',
  'steward',
  'provider',
  'auditor',
] as const
export type WorkerRole = (typeof workerRoles)[number]

export type WorkerId = Id<'worker'>
export type TeamId = Id<'team'>

/** A person at work, as she acts: for one organisation, with the roles, teams and trainings that hold on the day. */
export type Worker = {
  readonly name: string
  readonly organisationName: string
  readonly roles: readonly string[]
  readonly teams: readonly string[]
  readonly trainings: readonly string[]
}

/** Someone to ring. Its organisation is the one that hosts it now. */
export type Team = { readonly id: TeamId; readonly organisationId: string; readonly name: string; readonly phone: string }

export type RoleAssignment = Period & { readonly organisationId: string; readonly role: WorkerRole }

/** The roles that someone has for an organisation on a day, each once, in the order of the alphabet. */
export const rolesOn = (assignments: readonly RoleAssignment[], organisationId: string, day: PlainDate): WorkerRole[] =>
  [...new Set(heldOn(assignments, organisationId, day).map((assignment) => assignment.role))].sort()

const heldOn = (assignments: readonly RoleAssignment[], organisationId: string, day: PlainDate): RoleAssignment[] =>
  assignments.filter((assignment) => assignment.organisationId === organisationId && holdsOn(assignment, day))

/** What must end and what must begin for someone to have exactly the wanted roles. */
export function roleChanges(
  held: readonly WorkerRole[],
  wanted: readonly WorkerRole[],
): { end: WorkerRole[]; begin: WorkerRole[] } {
  return {
    end: held.filter((role) => !wanted.includes(role)),
    begin: [...new Set(wanted)].filter((role) => !held.includes(role)),
  }
}
