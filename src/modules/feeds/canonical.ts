/**
 * The canonical model: what every agency's file is turned into. Its words are those of the Vulnerabilities Data
 * Standard (person, residence, household, relationship, involvement, event, risk indicator, need). One canonical row
 * states one fact about one source person (a human in one system, in one identity epoch) and has one field class.
 */
import { z } from 'zod'

/** What kind of information a fact is. An agreement grants classes, never single columns. */
export const fieldClasses = [
  'involvement-exists',
  'involvement',
  'brokered-involvement',
  'identity',
  'identifier',
  'contact',
  'address',
  'household',
  'relationship',
  'event',
  'education',
  'health',
  'policing',
  'need',
  'risk',
  'visit-safety',
] as const
export type FieldClass = (typeof fieldClasses)[number]

const text = (max: number) => z.string().trim().min(1).max(max)
/** A key in the sender's own system. */
const key = text(120)
/** A calendar date, ISO 8601. Half-open periods: `from` is the first day, `to` the first day no longer covered; null = unknown. */
const date = z.iso.date()
/** An instant with its offset, RFC 3339. */
const instant = z.iso.datetime({ offset: true })

const fact = {
  /** The person's key in the sender's system. */
  person: key,
  /** The fact's own key in the sender's system, unique within dataset and kind: a later row with this key restates the fact. */
  key,
  /** When the sender says that this was recorded. Absent: the end of the batch's period. The latest wins, not the last to arrive. */
  eventAt: instant.optional(),
  from: date.nullish(),
  to: date.nullish(),
}

export const Identity = z.strictObject({
  kind: z.literal('identity'),
  ...fact,
  class: z.literal('identity').default('identity'),
  givenName: z.string().trim().max(100).nullable(),
  familyName: z.string().trim().max(100).nullable(),
  otherNames: z.string().trim().max(200).nullish(),
  nameUse: z.enum(['usual', 'former', 'alias', 'baby']).default('usual'),
  dateOfBirth: date.nullish(),
  sex: z.enum(['female', 'male', 'other', 'unknown']).default('unknown'),
  deceasedOn: date.nullish(),
  language: z.string().trim().max(35).nullish(),
  /** Absent: 1. A new identity after adoption or a change of gender is another source person, of a higher epoch, never linked to the one before. */
  epoch: z.int().min(1).max(9).optional(),
  /** The sender keeps this person's address from others. Said of the person, since the address itself may be left out. */
  addressProtected: z.boolean().optional(),
})

export const Identifier = z.strictObject({
  kind: z.literal('identifier'),
  ...fact,
  class: z.literal('identifier').default('identifier'),
  scheme: z.enum(['nhs-number', 'upn', 'local']),
  value: text(40),
})

export const ContactPoint = z.strictObject({
  kind: z.literal('contact-point'),
  ...fact,
  class: z.literal('contact').default('contact'),
  system: z.enum(['phone', 'email']),
  value: text(200),
  /** Whether the person may be reached this way without danger, where her service asked: what nobody said is not safe to assume (practice K7, K8). */
  safety: z.enum(['safe', 'not-safe']).nullish(),
  /** When it is safe, in the sender's words: "weekdays before 3 pm". */
  safeWhen: z.string().trim().max(200).nullish(),
  /** Through whom, where it is somebody else's: "her grandmother". Such a number is not the person's, and no evidence of who she is. */
  through: z.string().trim().max(200).nullish(),
})

export const Residence = z.strictObject({
  kind: z.literal('residence'),
  ...fact,
  class: z.literal('address').default('address'),
  address: text(300),
  postcode: z.string().trim().max(10).nullish(),
  /** Up to twelve digits that carry no meaning; noughts before them are left out when two are compared, and noughts alone are none. */
  uprn: z
    .string()
    .regex(/^(?=\d{1,12}$)0*[1-9]/)
    .nullish(),
})

export const Household = z.strictObject({
  kind: z.literal('household'),
  ...fact,
  class: z.literal('household').default('household'),
  /** The household's key in the sender's system: those with the same key live together. */
  household: key,
  role: z.string().trim().max(60).nullish(),
})

export const Relationship = z.strictObject({
  kind: z.literal('relationship'),
  ...fact,
  class: z.literal('relationship').default('relationship'),
  /** The other person's key in the same system. Reads: this person is <type> the other. */
  other: key,
  type: z.enum(['parent-of', 'child-of', 'partner-of', 'sibling-of', 'carer-of', 'cared-for-by', 'other-relative-of']),
})

export const Involvement = z.strictObject({
  kind: z.literal('involvement'),
  ...fact,
  class: z.literal('involvement').default('involvement'),
  /** The service as the public would name it: "Council housing, north patch". */
  service: text(120),
  openedOn: date,
  closedOn: date.nullish(),
  workerName: z.string().trim().max(120).nullish(),
  /** The worker's staff reference at her employer, which ties this to a person at work. */
  workerRef: z.string().trim().max(60).nullish(),
  /** The partner who employs worker and team, where it is not the controller: a school, for which the council sends. */
  employer: z.string().trim().max(60).nullish(),
  team: z.string().trim().max(120).nullish(),
  phone: z.string().trim().max(30).nullish(),
  lastContactOn: date.nullish(),
  nextEventOn: date.nullish(),
  nextEvent: z.string().trim().max(120).nullish(),
  /** How much of the bare fact of this involvement others may know, where it is tighter than its dataset's rule. */
  existence: z.enum(['shown', 'named', 'brokered', 'sealed']).nullish(),
})

export const PersonEvent = z.strictObject({
  kind: z.literal('event'),
  ...fact,
  class: z.enum(['event', 'education', 'health', 'policing']),
  /** A short code: "rent-arrears", "exclusion", "missing". */
  type: text(60),
  occurredAt: instant,
  summary: text(2000),
  /** What this person was in the event: police events always carry it. */
  role: z.enum(['victim', 'witness', 'reporter', 'suspect', 'missing', 'subject']).default('subject'),
  /** What came of it, no further action as plainly as a charge. */
  result: z.string().trim().max(200).nullish(),
  leavesViewOn: date.nullish(),
})

export const RiskIndicator = z.strictObject({
  kind: z.literal('risk-indicator'),
  ...fact,
  class: z.enum(['risk', 'visit-safety']),
  /** A short code: "two-to-visit", "dog", "weapons", "violence-to-staff", "fuel-poverty". */
  code: text(60),
  statement: text(500),
  statedOn: date,
  author: z.string().trim().max(120).nullish(),
  reviewOn: date.nullish(),
  personTold: z.boolean().nullish(),
})

export const Need = z.strictObject({
  kind: z.literal('need'),
  ...fact,
  class: z.literal('need').default('need'),
  code: text(60),
  statement: text(500),
  statedOn: date,
})

/** One canonical row. */
export const CanonicalRow = z.discriminatedUnion('kind', [
  Identity,
  Identifier,
  ContactPoint,
  Residence,
  Household,
  Relationship,
  Involvement,
  PersonEvent,
  RiskIndicator,
  Need,
])
export type CanonicalRow = z.output<typeof CanonicalRow>
export type CanonicalKind = CanonicalRow['kind']
