import type { Fact } from '#modules/feeds'
import { ageOn, dayOf, type Instant, type PlainDate } from '#platform/dates'
import { isInView, only } from '../facts-of.rules.ts'
import type { PersonRecord } from '../person.rules.ts'
import type { SafeContact } from '../safe-contact.rules.ts'

/** How old a list may get before the next is made (practice K7). */
export const minutesBetween = 120
/** For how long a report that somebody is missing is looked for, where nobody has said how it ended. */
export const daysMissing = 365

/** The two purposes under which somebody may be on the list: each pathway's own law. */
export const listPurposes = { child: 'safeguarding-children', adult: 'safeguarding-adults' } as const
export type ListPurpose = (typeof listPurposes)[keyof typeof listPurposes]

/** Why somebody is on the list. */
export type Reason = { readonly kind: 'child-protection-plan' | 'missing'; readonly since: string }

/** A plan is an involvement of its own, which children's services name so. */
const plan = /child protection plan/i
/** What the police record of a report that is not over; a report that was answered says how. */
const stillMissing = new Set<string | null | undefined>([null, undefined, '', 'being investigated'])

/** Why the facts put this person on the list: an open child protection plan; a report to the police that she is missing, which has not ended. */
export function reasonsOf(facts: readonly Fact[], now: Instant, zone: string): Reason[] {
  const today = dayOf(now, zone)
  const plans = only(facts, 'involvement')
    .filter(({ content }) => plan.test(content.service) && (!content.closedOn || content.closedOn > today.toString()))
    .map(({ content }): Reason => ({ kind: 'child-protection-plan', since: content.openedOn }))
  const missing = only(facts, 'event')
    .filter((fact) => {
      const { type, role, result } = fact.content
      return type === 'missing' && role === 'missing' && stillMissing.has(result) && isInView(fact, today)
    })
    .map(({ content }): Reason => ({ kind: 'missing', since: content.occurredAt }))
  const earliest = (reasons: readonly Reason[]) => reasons.toSorted((a, b) => a.since.localeCompare(b.since)).slice(0, 1)
  return [...earliest(missing), ...earliest(plans)]
}

/** Under which purpose somebody may be on the list. Whoever has a child protection plan is a child, also one whose birthday nobody gave. */
export function purposeFor(born: PlainDate | null, reasons: readonly Reason[], today: PlainDate): ListPurpose {
  const isChild = born ? ageOn(born, today) < 18 : reasons.some(({ kind }) => kind === 'child-protection-plan')
  return isChild ? listPurposes.child : listPurposes.adult
}

/** One person on the list: who, where, why, and whom to ring. */
export type Listed = {
  readonly id: string
  readonly purpose: ListPurpose
  readonly name: string
  readonly otherNames: readonly string[]
  readonly born: string | null
  readonly where: string | null
  /** Of these the person says that they are wrong. */
  readonly disputed: readonly string[]
  readonly why: readonly Reason[]
  /** Which ways to reach her are safe, and which are not; nothing where nobody said. */
  readonly contacts: readonly Pick<SafeContact, 'safety' | 'value' | 'when' | 'through'>[]
  readonly workers: readonly {
    readonly agency: string
    readonly service: string
    readonly worker: string | null
    readonly team: string | null
    readonly phone: string
    readonly dutyTeam: string
    readonly dutyPhone: string
  }[]
}

/** What stands on the list of a record, of what the duty team's decision let through. Undefined where not even a name did: nobody could find her by it. */
export function listedOf(
  record: PersonRecord,
  why: readonly Reason[],
  today: PlainDate,
  duty: (datasetId: string) => { readonly dutyTeam: string; readonly dutyPhone: string } | undefined,
): Listed | undefined {
  if (why.length === 0 || record.headSources.every(({ what }) => what !== 'Name')) return undefined
  return {
    id: record.personId,
    purpose: purposeFor(record.dateOfBirth, why, today),
    name: record.name,
    otherNames: record.otherNames.map(({ name }) => name),
    born: record.dateOfBirth?.toString() ?? null,
    where: record.address,
    disputed: record.headSources.filter(({ source }) => source.disputed !== null).map(({ what }) => what),
    why,
    contacts: record.safeContacts.map(({ safety, value, when, through }) => ({ safety, value, when, through })),
    workers: record.involved
      .filter(({ open }) => open)
      .map(({ agency, service, worker, team, phone, source }) => ({
        agency,
        service,
        worker,
        team,
        phone,
        dutyTeam: duty(source.datasetId)?.dutyTeam ?? '',
        dutyPhone: duty(source.datasetId)?.dutyPhone ?? '',
      }))
      // Whose work put her on the list comes first.
      .toSorted((a, b) => Number(plan.test(b.service)) - Number(plan.test(a.service))),
  }
}

/** What is sealed for the duty team. */
export type ContinuityList = {
  readonly id: string
  readonly place: string
  readonly zone: string
  readonly madeAt: string
  readonly duty: { readonly organisation: string; readonly team: string; readonly phone: string }
  readonly people: readonly Listed[]
  readonly phones: readonly { readonly organisation: string; readonly team: string; readonly phone: string }[]
}

/** Whether another list is due. */
export const isDue = (newest: Instant | undefined, now: Instant): boolean =>
  newest === undefined || now.since(newest).total('minutes') >= minutesBetween
