import type { Instant, PlainDate } from '#platform/dates'
import { plainDate } from '#platform/dates'
import { type Approved, kindWords, missingAssessments, missingConditions } from '../assessments/assessment.rules.ts'
import { inWords } from '../words.rules.ts'
import type { AgreementContent, Particulars } from './content.ts'

/** For how many days a signed text is in the register before it is in force: anybody may still stop it. The function that publishes holds to the same. */
export const daysBeforeInForce = 7
/** Kinds of information that no agreement shares: who looked, and that a service which hides is involved (practice K2, K3). */
export const neverShared: ReadonlySet<string> = new Set(['access-log', 'brokered-involvement'])
/** The longest that a version may run before somebody looks at it again. */
export const yearsToReview = 3

/** What is known of the place when a text is checked. */
export type Register = {
  readonly purposes: ReadonlyMap<
    string,
    {
      readonly name: string
      readonly inForce: boolean
      readonly roles: readonly string[]
      readonly article9: string | null
      readonly schedule1: string | null
    }
  >
  /** Assessments that are approved. */
  readonly approved: readonly Approved[]
  /** Not those of a brokered or sealed service: of them not even that they are involved leaves their owner (practice K2), so to an agreement there are none. */
  readonly datasets: ReadonlyMap<
    string,
    {
      readonly name: string
      readonly controllerId: string
      readonly classes: ReadonlySet<string>
      readonly special: ReadonlySet<string>
    }
  >
  readonly organisations: ReadonlyMap<string, string>
  readonly roles: ReadonlySet<string>
  /** Codes of trainings that anybody at work has passed. */
  readonly trainings: ReadonlySet<string>
  /** Code of each protocol in force → who has signed it. */
  readonly protocols: ReadonlyMap<string, ReadonlySet<string>>
}

/** One thing that is wrong with a text: where, and what to do about it in words. */
export type Fault = { readonly section: Section; readonly says: string }
export const sections = ['about', 'parties', 'lines', 'particulars', 'dates'] as const
export type Section = (typeof sections)[number]

/** Relationships that a line may ask for. Of the rest, a resident’s own and “none”, no agreement between partners says anything. */
export const relationshipWords = {
  'allocated-worker': 'works with the person',
  team: 'is in a team that works with the person',
  'team-around': 'is in the team around the person, which has a plan with them',
  'contact-in-hand': 'has a contact about the person in hand',
  'open-contact': 'looks for whom a contact is about',
  'referral-in-hand': 'has a referral of the person to answer',
  'concern-in-hand': 'reads a worry that was sent to the front door',
  asked: 'asks, and the owner says yes',
  'emergency-access': 'has opened in an emergency',
  'continuity-list': 'is on duty while the product is down, and the person is on the list for that',
  'review-in-hand': 'compares two records',
  'protected-review-in-hand': 'compares a record with a protected person’s',
} as const satisfies Record<string, string>

export const particularWords: Readonly<Record<keyof Particulars, string>> = {
  why: 'Why, and what good it does',
  necessity: 'Why it cannot be done with less',
  told: 'How people are told',
  retention: 'How long what is written down from it is kept',
  security: 'How it is kept safe',
  rights: 'Who answers people, and the single contact',
  breach: 'What each party does when something goes wrong',
}

/** Who is bound by a text: whoever receives, and whoever is controller of what is given. In order. */
export function partiesOf(content: AgreementContent, datasets: Register['datasets']): string[] {
  const givers = content.terms.flatMap((term) => term.cells.flatMap((cell) => datasets.get(cell.dataset)?.controllerId ?? []))
  return [...new Set([...content.recipients, ...givers])].sort()
}

/** Everything that keeps a text from being closed and signed. Empty when nothing does. Source: ICO data sharing code; governance.md sections 1 and 2 (A1, A3). */
export function faultsOf(content: AgreementContent, register: Register, today: PlainDate): Fault[] {
  const found: Fault[] = []
  const fault = (section: Section, says: string) => found.push({ section, says })
  if (content.kind === 'protocol') {
    if (content.terms.length > 0) fault('lines', 'A protocol shares nothing itself: take its lines out')
    if (content.protocol) fault('about', 'A protocol stands under no other')
  } else {
    checkPurposes(content, register, fault)
    checkAssessed(content, register, today, fault)
    checkLines(content, register, fault)
    checkProtocol(content, register, fault)
  }
  if (new Set(content.recipients).size < 2) fault('parties', 'Name at least two parties')
  for (const id of content.recipients)
    if (!register.organisations.has(id)) fault('parties', `“${id}” is no partner here: leave it out`)
  for (const [key, words] of Object.entries(particularWords))
    if (content.particulars[key as keyof Particulars] === '') fault('particulars', `Write: ${words.toLowerCase()}`)
  checkDates(content, today, fault)
  return found
}

type Say = (section: Section, says: string) => void

function checkPurposes(content: AgreementContent, { purposes }: Register, fault: Say) {
  if (content.purposes.length === 0) fault('about', 'Choose at least one purpose')
  for (const id of content.purposes) {
    const purpose = purposes.get(id)
    if (!purpose) fault('about', `There is no purpose “${id}”: choose another`)
    else if (!purpose.inForce) fault('about', `The law behind “${purpose.name}” is not in force: leave the purpose out`)
  }
}

/** No purpose without its conditions in law and its assessments (UK GDPR Articles 9 and 35; Equality Act s149; DPA 2018 Schedule 1, Part 4). */
function checkAssessed(content: AgreementContent, { purposes, datasets, approved }: Register, today: PlainDate, fault: Say) {
  const special = content.terms.some((line) =>
    line.cells.some(({ dataset, classes }) => classes.some((one) => datasets.get(dataset)?.special.has(one))),
  )
  for (const id of content.purposes) {
    const purpose = purposes.get(id)
    if (!purpose) continue
    for (const lacks of missingConditions({ ...purpose, special }))
      fault(
        'about',
        `“${purpose.name}” names no ${lacks.replace(/^an? /, '')}, and the lines share special category data: leave one out`,
      )
    for (const kind of missingAssessments(id, { ...purpose, special }, approved, today))
      fault('about', `“${purpose.name}” has no ${kindWords[kind].toLowerCase()} that is approved and in date: have one approved`)
  }
}

function checkProtocol(content: AgreementContent, { protocols, datasets, organisations }: Register, fault: Say) {
  if (!content.protocol) return fault('about', 'Choose the protocol that it stands under')
  const signed = protocols.get(content.protocol)
  if (!signed) return fault('about', `No protocol “${content.protocol}” is in force: choose one that is`)
  for (const party of partiesOf(content, datasets))
    if (!signed.has(party))
      fault('parties', `${organisations.get(party) ?? party} has not signed the protocol: ask it to, or leave it out`)
}

function checkLines(content: AgreementContent, { datasets, purposes, roles, trainings }: Register, fault: Say) {
  if (content.terms.length === 0) fault('lines', 'Add a line: what is shared, with whom')
  const offered = new Set(content.purposes.flatMap((id) => purposes.get(id)?.roles ?? []))
  const names = new Set<string>()
  for (const line of content.terms) {
    const say = (says: string) => fault('lines', `“${line.name}”: ${says}`)
    if (names.has(line.name)) say('two lines have this name')
    names.add(line.name)
    if (line.roles.length === 0) say('choose at least one role')
    if (line.relationships.length === 0) say('choose at least one relationship')
    for (const role of line.roles)
      if (!roles.has(role)) say(`there is no role “${role}”`)
      else if (!offered.has(role)) say(`nobody in the role “${inWords(role)}” works under these purposes`)
    for (const relationship of line.relationships)
      if (!(relationship in relationshipWords)) say(`no line may ask for the relationship “${relationship}”`)
    for (const training of line.trainings)
      if (!trainings.has(training)) say(`nobody has passed a training “${inWords(training)}”`)
    if (line.cells.every((cell) => cell.classes.length === 0)) say('choose what is shared')
    for (const { dataset: id, classes } of line.cells) {
      const dataset = datasets.get(id)
      if (!dataset) {
        say(`there is no dataset “${id}”`)
        continue
      }
      for (const one of classes)
        if (!dataset.classes.has(one)) say(`${dataset.name} holds nothing of the kind “${inWords(one)}”`)
        else if (neverShared.has(one)) say(`“${inWords(one)}” of ${dataset.name} is never shared under an agreement`)
    }
  }
}

function checkDates({ inForceFrom, reviewOn, endsOn }: AgreementContent, today: PlainDate, fault: Say) {
  const compare = (a: PlainDate, b: PlainDate) => a.since(b).sign
  const starts = inForceFrom && compare(plainDate(inForceFrom), today) > 0 ? plainDate(inForceFrom) : today
  if (!reviewOn) fault('dates', 'Give the day by which it is looked at again')
  else if (compare(plainDate(reviewOn), starts) <= 0) fault('dates', 'The review has to be after it begins')
  else if (compare(plainDate(reviewOn), starts.add({ years: yearsToReview })) > 0)
    fault('dates', `The review has to be within ${yearsToReview} years of its beginning`)
  if (endsOn && compare(plainDate(endsOn), starts) <= 0) fault('dates', 'It has to end after it begins')
}

/** A draft's way: each state follows from what happened when. */
export type DraftState = 'draft' | 'consulted' | 'to-sign' | 'declined' | 'withdrawn' | 'signed'
export type DraftFacts = {
  readonly consultedFrom: Instant | null
  readonly closedAt: Instant | null
  readonly withdrawnAt: Instant | null
  readonly publishedAs: string | null
  readonly declined: boolean
}
export function draftState(draft: DraftFacts): DraftState {
  if (draft.withdrawnAt) return 'withdrawn'
  if (draft.publishedAs) return 'signed'
  if (draft.declined) return 'declined'
  if (draft.closedAt) return 'to-sign'
  return draft.consultedFrom ? 'consulted' : 'draft'
}

/** May a text that was put to its parties be closed? When the day is over, or everyone has said something: silence until the day is no hindrance, and no consent. */
export function mayClose(until: PlainDate, today: PlainDate, parties: readonly string[], heard: ReadonlySet<string>): boolean {
  return today.since(until).sign > 0 || parties.every((party) => heard.has(party))
}

export type AgreementState = 'in-force' | 'suspended' | 'without-protocol' | 'to-come' | 'ended' | 'review-overdue'
/** What an agreement in the register is on a day. One whose review is overdue still holds, and says so; one whose protocol is stopped or over gives nothing. */
export function agreementState(
  {
    suspended,
    protocolHolds,
    inForceFrom,
    inForceTo,
    reviewOn,
  }: {
    suspended: boolean
    protocolHolds: boolean
    inForceFrom: PlainDate
    inForceTo: PlainDate | null
    reviewOn: PlainDate
  },
  today: PlainDate,
): AgreementState {
  if (inForceTo && today.since(inForceTo).sign >= 0) return 'ended'
  if (suspended) return 'suspended'
  if (inForceFrom.since(today).sign > 0) return 'to-come'
  if (!protocolHolds) return 'without-protocol'
  return today.since(reviewOn).sign > 0 ? 'review-overdue' : 'in-force'
}
