import type { PlainDate } from '#platform/dates'
import { hasEndedBy, holdsOn, isBefore, type Period } from './period.rules.ts'

export const organisationKinds = [
  'council',
  'integrated-care-board',
  'nhs-trust',
  'gp-federation',
  'police',
  'fire',
  'probation',
  'job-centre',
  'housing-association',
  'academy-trust',
  'school',
  'voluntary',
  'partnership-office',
] as const
export type OrganisationKind = (typeof organisationKinds)[number]

/** A partner. `id` is a scheme and a code in it, such as GB-COH-01234567. It acts from `from` until the day before `to`. */
export type Organisation = Period & {
  readonly id: string
  readonly name: string
  readonly kind: OrganisationKind
  readonly dutyTeam: string
  readonly dutyPhone: string
  readonly successorId: string | null
}

/** What the rules need to know of an organisation. */
export type Lifetime = Period & { readonly id: string; readonly successorId: string | null }

/**
 * Who stands in an organisation's place on a day: itself while it acts, then its successor, or the successor's successor.
 * Undefined if nobody does: not yet begun, ended without a successor, or unknown.
 */
export function successorOf(organisationId: string, day: PlainDate, organisations: readonly Lifetime[]): string | undefined {
  const byId = new Map(organisations.map((organisation) => [organisation.id, organisation]))
  const passed = new Set<string>()
  let current = byId.get(organisationId)
  while (current && hasEndedBy(current, day) && !passed.has(current.id)) {
    passed.add(current.id)
    current = current.successorId === null ? undefined : byId.get(current.successorId)
  }
  return current && holdsOn(current, day) ? current.id : undefined
}

export type SuccessionFault = 'itself' | 'in-the-future' | 'ended-before' | 'not-begun' | 'circle' | 'successor-not-there'

/**
 * Why an organisation cannot hand over to another from a day on, if it cannot. A hand-over is recorded on its day or
 * after it, so that nobody can still be registered with an organisation whose people were handed over already.
 */
export function succession(
  organisation: Lifetime,
  successor: Lifetime,
  day: PlainDate,
  today: PlainDate,
  organisations: readonly Lifetime[],
): SuccessionFault | undefined {
  if (organisation.id === successor.id) return 'itself'
  if (isBefore(today, day)) return 'in-the-future'
  if (organisation.to !== null) return 'ended-before'
  if (!isBefore(organisation.from, day)) return 'not-begun'
  if (leadsTo(successor, organisation.id, organisations)) return 'circle'
  return holdsOn(successor, day) ? undefined : 'successor-not-there'
}

function leadsTo(start: Lifetime, id: string, organisations: readonly Lifetime[]): boolean {
  const byId = new Map(organisations.map((organisation) => [organisation.id, organisation]))
  const passed = new Set<string>()
  for (let at: Lifetime | undefined = start; at && !passed.has(at.id); at = byId.get(at.successorId ?? '')) {
    if (at.successorId === id) return true
    passed.add(at.id)
  }
  return false
}

/** Whether people of one organisation may change who works for another: their own, or any for the partnership's office. */
export const mayManagePeopleOf = (
  organisationId: string,
  by: { readonly id: string; readonly kind: OrganisationKind },
): boolean => by.id === organisationId || by.kind === 'partnership-office'
