import { dayOf, type Instant, type PlainDate, plainDate, Temporal } from '#platform/dates'
import { kindOf, type Seat } from './kinds.rules.ts'

/** What can be written of a team. Each is a fact: somebody did it then. */
export type TeamEvent =
  | {
      readonly kind: 'begun'
      readonly team: string
      readonly name: string
      readonly phone: string
      /** What it is there for. */
      readonly purpose: string
      /** What it may decide without going back. */
      readonly mandate: string
      /** The code of the sharing agreement under which its members see what it needs. */
      readonly agreement: string
      /** Trainings that each member must have. */
      readonly trainings: readonly string[]
      readonly leadId: string
      readonly leadName: string
    }
  | ({ readonly kind: 'asked'; readonly seat: string; readonly most: number } & Person)
  /** The member's own employer lets her, says who is her manager there, and until when its check of her counts. */
  | { readonly kind: 'released'; readonly workerId: string; readonly manager: string; readonly checkUntil: string }
  | { readonly kind: 'let-in'; readonly workerId: string }
  /** That it is still right that she is in it: said each quarter by her employer and by whoever leads the team. */
  | { readonly kind: 'confirmed'; readonly workerId: string; readonly by: 'employer' | 'lead' }
  | { readonly kind: 'covered'; readonly workerId: string; readonly coverId: string; readonly why: string }
  | { readonly kind: 'left'; readonly workerId: string; readonly why: string }
  | { readonly kind: 'lead-named'; readonly workerId: string; readonly why: string }
  | { readonly kind: 'ended'; readonly why: string }
export type Person = {
  readonly workerId: string
  readonly name: string
  readonly organisationId: string
  readonly organisation: string
}
export type TeamEntry = {
  readonly seq: number
  readonly event: TeamEvent
  readonly byId: string
  readonly byName: string
  readonly byOrganisation: string
  readonly at: Instant
}

export type Member = Person & {
  readonly seat: string
  /** How many cases she can have at most, as it was agreed. */
  readonly most: number
  readonly released: { readonly manager: string; readonly checkUntil: PlainDate } | null
  readonly letInAt: Instant | null
  readonly confirmedBy: Readonly<Record<'employer' | 'lead', Instant | null>>
  readonly coverId: string | null
}
export type TeamNow = {
  readonly seq: number
  readonly begun: Extract<TeamEvent, { kind: 'begun' }>
  readonly leadId: string
  readonly leadName: string
  /** Whoever was asked and has not left. */
  readonly members: readonly Member[]
  readonly ended: { readonly at: Instant; readonly why: string } | null
}

/** A team as it stands, from its entries in order. Throws where the first is not its beginning: no team is written so. */
export function teamOf(entries: readonly TeamEntry[]): TeamNow {
  const [first, ...rest] = entries
  if (first?.event.kind !== 'begun') throw new Error('a team begins with its beginning')
  const begun = first.event
  let now: TeamNow = { seq: first.seq, begun, leadId: begun.leadId, leadName: begun.leadName, members: [], ended: null }
  for (const { event, at, seq } of rest) now = { ...step(now, event, at), seq }
  return now
}

function step(team: TeamNow, event: TeamEvent, at: Instant): TeamNow {
  const change = (workerId: string, how: (member: Member) => Member): TeamNow => ({
    ...team,
    members: team.members.map((one) => (one.workerId === workerId ? how(one) : one)),
  })
  switch (event.kind) {
    case 'begun':
      return team
    case 'asked': {
      const { kind: _, ...person } = event
      const fresh: Member = {
        ...person,
        released: null,
        letInAt: null,
        confirmedBy: { employer: null, lead: null },
        coverId: null,
      }
      return { ...team, members: [...team.members, fresh] }
    }
    case 'released':
      return change(event.workerId, (one) => ({
        ...one,
        released: { manager: event.manager, checkUntil: plainDate(event.checkUntil) },
        confirmedBy: { ...one.confirmedBy, employer: at },
      }))
    case 'let-in':
      return change(event.workerId, (one) => ({ ...one, letInAt: at, confirmedBy: { ...one.confirmedBy, lead: at } }))
    case 'confirmed':
      return change(event.workerId, (one) => ({ ...one, confirmedBy: { ...one.confirmedBy, [event.by]: at } }))
    case 'covered':
      return change(event.workerId, (one) => ({ ...one, coverId: event.coverId }))
    case 'left': {
      const members = team.members.filter(({ workerId }) => workerId !== event.workerId)
      return { ...team, members: members.map((one) => (one.coverId === event.workerId ? { ...one, coverId: null } : one)) }
    }
    case 'lead-named':
      return {
        ...team,
        leadId: event.workerId,
        leadName: team.members.find(({ workerId }) => workerId === event.workerId)?.name ?? team.leadName,
      }
    case 'ended':
      return { ...team, ended: { at, why: event.why } }
  }
}

/** What stands outside the team and decides who can be in it, on one day. */
export type Around = {
  readonly today: PlainDate
  readonly zone: string
  /** Whose organisations receive under the team's agreement; null: it does not hold. */
  readonly recipients: readonly string[] | null
  readonly trainings: readonly { readonly workerId: string; readonly code: string; readonly until: PlainDate | null }[]
}
/** What somebody lacks to be in the team, in words; and since when, where she had it before. */
export type Lack = {
  readonly what: 'release' | 'check' | 'training' | 'agreement' | 'confirmation'
  readonly text: string
  readonly since: PlainDate | null
}

const isPast = (until: PlainDate, today: PlainDate) => Temporal.PlainDate.compare(until, today) <= 0
/** Whether what counts until a day counts on another. */
export const countsOn = (until: PlainDate, day: PlainDate): boolean => !isPast(until, day)
/** Each quarter both say that it is still right. */
const confirmedForMonths = 3

/** A training's code, as it is read: "safeguarding-children" is safeguarding children. */
export const trainingName = (code: string): string => code.replaceAll('-', ' ')

/** Whether one of the two may say again that it is right: in the last month of the quarter, and when it is over. */
export function isToConfirm(member: Member, by: 'employer' | 'lead', { today, zone }: Pick<Around, 'today' | 'zone'>): boolean {
  const last = member.confirmedBy[by] ?? member.letInAt
  return last !== null && isPast(dayOf(last, zone).add({ months: confirmedForMonths - 1 }), today)
}

/** What a member lacks on a day. Nothing: she can be let in, and given new cases. */
export function lacksOf(team: TeamNow, member: Member, { today, zone, recipients, trainings }: Around): Lack[] {
  const lacks: Lack[] = []
  if (recipients === null || !recipients.includes(member.organisationId))
    lacks.push({
      what: 'agreement',
      text: `${member.organisation} does not receive under the agreement that the team needs`,
      since: null,
    })
  if (!member.released) return [{ what: 'release', text: `${member.organisation} has not said yes yet`, since: null }, ...lacks]
  if (isPast(member.released.checkUntil, today))
    lacks.push({ what: 'check', text: 'The employer’s check has run out', since: member.released.checkUntil })
  for (const code of team.begun.trainings) {
    const its = trainings.find((one) => one.workerId === member.workerId && one.code === code)
    if (!its) lacks.push({ what: 'training', text: `Has not had the training: ${trainingName(code)}`, since: null })
    else if (its.until && isPast(its.until, today))
      lacks.push({ what: 'training', text: `A training has run out: ${trainingName(code)}`, since: its.until })
  }
  if (member.letInAt)
    for (const [by, said] of [
      ['employer', member.organisation],
      ['lead', 'whoever leads the team'],
    ] as const) {
      const last = dayOf(member.confirmedBy[by] ?? member.letInAt, zone).add({ months: confirmedForMonths })
      if (isPast(last, today))
        lacks.push({ what: 'confirmation', text: `This quarter ${said} has not said that it is still right`, since: last })
    }
  return lacks
}

/** So many days a lapse is a warning; after that a member gets no new case. What she has she keeps until somebody covers it (practice K7). */
export const warnedDays = 14
export type Standing = 'asked' | 'ready' | 'in' | 'warned' | 'no-new-cases'
export function standingOf(team: TeamNow, member: Member, around: Around): Standing {
  const lacks = lacksOf(team, member, around)
  if (!member.letInAt) return lacks.length > 0 ? 'asked' : 'ready'
  if (lacks.length === 0) return 'in'
  const isOver = ({ since }: Lack) => since === null || isPast(since.add({ days: warnedDays }), around.today)
  return lacks.some(isOver) ? 'no-new-cases' : 'warned'
}

/** Whom the law asks the team to have, and who is not in it: said and escalated, never a stop (practice K7). */
export function missingSeats(team: TeamNow): Seat[] {
  const taken = new Set(team.members.filter(({ letInAt }) => letInAt !== null).map(({ seat }) => seat))
  return kindOf(team.begun.team).seats.filter(({ key }) => !taken.has(key))
}

/** Who writes, and for whom she acts. */
export type Writer = { readonly workerId: string; readonly organisationId: string; readonly isManager: boolean }
/** What stands of somebody beside the team (her check, her trainings, who manages her) is for herself, her own employer's managers, and whoever leads the team. */
export const mayReadOf = (team: TeamNow, person: Pick<Person, 'workerId' | 'organisationId'>, reader: Writer): boolean =>
  reader.workerId === team.leadId ||
  reader.workerId === person.workerId ||
  (reader.isManager && reader.organisationId === person.organisationId)

/** A team as one reader sees it: those who are in it, of the others only whom she may read of; and what was written of them. */
export function seenBy(
  team: TeamNow,
  entries: readonly TeamEntry[],
  reader: Writer,
): { readonly members: readonly Member[]; readonly entries: readonly TeamEntry[] } {
  const employers = new Map(
    entries.flatMap(({ event }) => (event.kind === 'asked' ? [[event.workerId, event.organisationId]] : [])),
  )
  const mayReadId = (workerId: string) => mayReadOf(team, { workerId, organisationId: employers.get(workerId) ?? '' }, reader)
  return {
    members: team.members.filter((one) => one.letInAt !== null || mayReadOf(team, one, reader)),
    entries: entries.filter(({ event }) => !('workerId' in event) || event.kind === 'lead-named' || mayReadId(event.workerId)),
  }
}

export type TeamFault =
  | 'ENDED'
  | 'NO_SUCH_MEMBER'
  | 'ASKED_ALREADY'
  | 'NOT_LEAD'
  | 'NOT_EMPLOYER'
  | 'LACKING'
  | 'LEAD_STAYS'
  | 'NOT_IN_TEAM'
  | 'IN_ALREADY'

/** Why an entry cannot follow what stands; undefined where it can. Whoever leads forms the team; an employer lets its own people, and takes them back. */
export function faultOf(team: TeamNow, event: TeamEvent, writer: Writer, around: Around): TeamFault | undefined {
  if (team.ended) return 'ENDED'
  const isLead = writer.workerId === team.leadId
  const member = 'workerId' in event ? team.members.find(({ workerId }) => workerId === event.workerId) : undefined
  // Nobody answers for herself as her own employer.
  const isEmployer =
    member !== undefined &&
    writer.isManager &&
    writer.organisationId === member.organisationId &&
    writer.workerId !== member.workerId
  switch (event.kind) {
    case 'begun':
      return 'IN_ALREADY'
    case 'asked':
      if (!isLead) return 'NOT_LEAD'
      return member ? 'ASKED_ALREADY' : undefined
    case 'released':
      if (!member) return 'NO_SUCH_MEMBER'
      return isEmployer ? undefined : 'NOT_EMPLOYER'
    case 'let-in':
      if (!isLead) return 'NOT_LEAD'
      if (!member) return 'NO_SUCH_MEMBER'
      if (member.letInAt) return 'IN_ALREADY'
      return lacksOf(team, member, around).length > 0 ? 'LACKING' : undefined
    case 'confirmed':
      if (!member) return 'NO_SUCH_MEMBER'
      if (!member.letInAt) return 'NOT_IN_TEAM'
      if (event.by === 'lead') return isLead ? undefined : 'NOT_LEAD'
      return isEmployer ? undefined : 'NOT_EMPLOYER'
    case 'covered':
      if (!member?.letInAt || !team.members.some((one) => one.workerId === event.coverId && one.letInAt)) return 'NOT_IN_TEAM'
      return isLead || writer.workerId === event.workerId ? undefined : 'NOT_LEAD'
    case 'left':
      if (!member) return 'NO_SUCH_MEMBER'
      if (event.workerId === team.leadId) return 'LEAD_STAYS'
      return isLead || isEmployer || writer.workerId === event.workerId ? undefined : 'NOT_LEAD'
    case 'lead-named':
      if (!isLead) return 'NOT_LEAD'
      return member?.letInAt ? undefined : 'NOT_IN_TEAM'
    case 'ended':
      return isLead ? undefined : 'NOT_LEAD'
  }
}
