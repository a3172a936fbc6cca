import { listFacts } from '#modules/feeds'
import { decide, decidingScope, listDatasetIds } from '#modules/information-governance'
import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import {
  type Caller,
  type Disclosed,
  DisclosureRefused,
  type Grant,
  grant,
  inTransaction,
  readPersonal,
} from '#platform/transactions'
import { decideAbout } from './decide-about.ts'
import { decideAnew, undo } from './decide-links.ts'
import { belongsTo, type ReviewDesk } from './desks.ts'
import { errors } from './errors.ts'
import { areOfOneEpoch } from './keys.repository.ts'
import type { SourceOrigin } from './link.repository.ts'
import type { PairId, ReviewAnswer, ReviewPair } from './review.repository.ts'
import * as repository from './review.repository.ts'
import {
  type Answer,
  type ComparedField,
  comparedFields,
  isSaying,
  outcomeOf,
  type Side,
  type Sitting,
  sayStep,
  sittingOf,
  worth,
} from './review.rules.ts'
import { type LinkedSubject, listSubjectsOf, sourcesOf } from './subjects.ts'

/** For how long a pair that a reviewer opened is hers alone. */
const minutesTaken = 15
const shown = 25

/**
 * A pair on the list: whose records, and since when. Not what they say, nor how sure the model is; nor how many they are, since that would count
 * the records of services that the reviewer is not told of (practice K2).
 */
export type Waiting = {
  readonly id: PairId
  readonly agencies: readonly string[]
  readonly madeAt: Instant
  readonly yours: boolean
}
export type Desk = {
  readonly waiting: number
  /** The next ones, worth most first. */
  readonly next: readonly Waiting[]
  readonly answered: readonly ReviewAnswer[]
  readonly agreement: { readonly both: number; readonly same: number }
  readonly sitting: Sitting
}

/** What waits for this reviewer, most worth her time first, and what she has answered lately. Shows nobody's record. */
export function openDesk(services: Services, caller: Caller, desk: ReviewDesk): Promise<Desk> {
  const { house } = services
  return inTransaction(house, caller, desk.acts.read, async (tx) => {
    const agencies = await sitDown(services, tx, desk)
    const waiting = (await repository.listWaiting(tx, house.now())).toSorted(
      (a, b) => worthOf(b) - worthOf(a) || (a.id < b.id ? -1 : 1),
    )
    const asShown = (pair: ReviewPair): Waiting => ({
      id: pair.id,
      agencies: [...new Set([pair.datasetId, pair.otherDatasetId].map((id) => agencies.get(id)!))],
      madeAt: pair.madeAt,
      yours: pair.takenBy === tx.actor.id,
    })
    return {
      waiting: waiting.length,
      next: waiting.slice(0, shown).map(asShown),
      answered: await repository.listOwnAnswers(tx, 10),
      agreement: await repository.countAgreement(tx),
      sitting: sittingOf(
        await repository.listOwnAnswerTimes(tx, house.now().subtract({ hours: 8 })),
        house.now().epochMilliseconds,
      ),
    }
  })
}

const worthOf = ({ settles, records, weighed: { probability } }: ReviewPair) => worth({ settles, records, probability })

/**
 * Grants the pairs that this reviewer may see at all: those between datasets whose records she may compare. Which these are is asked of
 * the disclosure decision, of nobody in particular. Returns them, each with its name.
 */
async function sitDown(services: Services, tx: ReadTx, desk: ReviewDesk): Promise<Map<string, string>> {
  const agencies = await reviewable(services, tx, desk)
  await grant(services.house, tx, atDesk(tx, agencies))
  return agencies
}

/** A grant of these pairs, and of what else it names. */
const atDesk = (tx: ReadTx, agencies: ReadonlyMap<string, string>, named: Parameters<typeof decidingScope>[1] = {}): Grant => ({
  bound: { ...decidingScope(tx.actor.teams, named).bound, datasets: [...agencies.keys()] },
})

async function reviewable({ house }: Services, tx: ReadTx, desk: ReviewDesk): Promise<Map<string, string>> {
  const sources = (await listDatasetIds(tx)).map((datasetId) => ({ sourcePersonId: newId(), datasetId }))
  try {
    const nobody = [{ personId: newId(), sources, protection: 'none' as const }]
    const { explained } = await decide(tx, nobody, new Map(), desk.view, house.now(), undefined, desk.holding)
    const datasets = explained.people.flatMap((person) => person.datasets)
    return new Map(datasets.filter((one) => one.classes.includes('identity')).map((one) => [one.datasetId, one.plainName]))
  } catch (error) {
    if (error instanceof DisclosureRefused) return new Map()
    throw error
  }
}

/** A pair side by side. */
export type OpenPair = {
  readonly id: PairId
  readonly personIds: readonly [string, string]
  /** How many records of each side the reviewer sees. */
  readonly records: readonly [number, number]
  readonly fields: readonly ComparedField[]
  /** What the two records that were compared say to one another, in words: "the same surname". */
  readonly says: readonly string[]
}

type Held = {
  readonly pair: ReviewPair
  readonly subjects: readonly [LinkedSubject, LinkedSubject]
  readonly agencies: ReadonlyMap<string, string>
  readonly oneEpoch: boolean
}
type ReviewTx = Tx<ReviewDesk['acts']['work' | 'answer']>

/**
 * Opens a pair: for a quarter of an hour it is this reviewer's. Shows every record of both sides that she may see. Decided and logged
 * like any look; a pair with her own record, or of someone she lives with, is refused.
 */
export function openPair(services: Services, caller: Caller, desk: ReviewDesk, id: PairId): Promise<OpenPair> {
  const { house, vault } = services
  return readPersonal(
    house,
    caller,
    desk.acts.work,
    (tx) => hold(services, tx, desk, id),
    async (tx, { pair, subjects, agencies }) => {
      const facts = Map.groupBy(await listFacts(tx, vault, sourcesOf(subjects)), (fact) => fact.sourcePersonId)
      const sideOf = (subject: LinkedSubject): Side =>
        subject.sources.flatMap(({ sourcePersonId, datasetId }) =>
          agencies.has(datasetId) && facts.has(sourcePersonId)
            ? [{ agency: agencies.get(datasetId)!, facts: facts.get(sourcePersonId)! }]
            : [],
        )
      const [first, second] = [sideOf(subjects[0]), sideOf(subjects[1])]
      const says = pair.weighed.steps
        .slice(1)
        .filter(isSaying)
        .map((step) => sayStep(step.says))
      return {
        id,
        personIds: [subjects[0].personId, subjects[1].personId],
        records: [first.length, second.length],
        fields: comparedFields(first, second),
        says,
      }
    },
  )
}

/** Makes sure that the pair is the reviewer's, and decides about both sides. */
async function hold(services: Services, tx: ReviewTx, desk: ReviewDesk, id: PairId): Promise<Disclosed<Held>> {
  const { house } = services
  const open = await sitDown(services, tx, desk)
  const pair = await repository.findPair(tx, id)
  if (!pair || pair.settledHow !== null) throw refusal(errors, 'REVIEW_NOT_FOUND')
  const now = house.now()
  if (!(await take(tx, id, now))) throw refusal(errors, 'REVIEW_TAKEN')
  const found = await listSubjectsOf(services, tx, [pair.source, pair.other])
  const of = (source: string) => found.find((person) => person.sources.some((one) => one.sourcePersonId === source))
  const [one, other] = [of(pair.source), of(pair.other)]
  if (!one || !other || one === other) throw refusal(errors, 'REVIEW_NOT_FOUND')
  if (!belongsTo(desk, [one, other])) throw refusal(errors, 'REVIEW_NOT_FOUND')
  const subjects = [one, other] as const
  await grant(house, tx, decidingScope(tx.actor.teams, { sources: sourcesOf(subjects) }))
  const oneEpoch = await areOfOneEpoch(tx)
  // About each of them: where either may not be seen, there is no pair to look at.
  const disclosed = await decideAbout(services, tx, subjects, desk.view, one.personId, desk.holding)
  const datasets = disclosed.explained.people.flatMap((person) => person.datasets)
  const agencies = new Map(
    datasets.filter((dataset) => dataset.classes.includes('identity')).map((dataset) => [dataset.datasetId, dataset.plainName]),
  )
  if (!agencies.has(pair.datasetId) || !agencies.has(pair.otherDatasetId) || disclosed.explained.people.length < 2)
    throw refusal(errors, 'REVIEW_NOT_FOUND')
  const { bound } = atDesk(tx, open, { persons: subjects.map((subject) => subject.personId), sources: sourcesOf(subjects) })
  return {
    ...disclosed,
    grant: { ...disclosed.grant, bound: bound! },
    explained: { pair, subjects: [one, other], agencies, oneEpoch },
  }
}

/** Two reviewers who open one pair at the same moment: PostgreSQL lets the second know that it has changed under her. */
async function take(tx: ReviewTx, id: PairId, now: Instant): Promise<boolean> {
  try {
    return await repository.takePair(tx, id, now, now.add({ minutes: minutesTaken }))
  } catch (error) {
    if ((error as { code?: string }).code === '40001') return false
    throw error
  }
}

/**
 * Says what the reviewer makes of a pair that she has open. One answer decides, or two that are the same where much hangs on it or it
 * goes against strong evidence; a decision is written down like any other, and the links follow in a moment.
 */
export function answerPair(
  services: Services,
  caller: Caller,
  desk: ReviewDesk,
  id: PairId,
  answer: Answer,
  given: string,
): Promise<void> {
  return readPersonal(
    services.house,
    caller,
    desk.acts.answer,
    (tx) => hold(services, tx, desk, id),
    async (tx, held) => {
      const reason = given.trim()
      if (answer === 'need-more' && reason === '') throw refusal(errors, 'REVIEW_NEED_MISSING')
      const { pair, oneEpoch } = held
      // Two identities of one human are never led to each other, and nobody is told that this is why.
      if (answer === 'same' && !oneEpoch) throw refusal(errors, 'PEOPLE_NOT_JOINED')
      const before = (await repository.listAnswers(tx, pair)).filter((one) => one.reviewerId !== tx.actor.id)
      // What is called two people is seen again: whoever says so has a reason that others can read.
      if (desk.name === 'protected' && answer === 'different' && reason === '') throw refusal(errors, 'REVIEW_REASON_MISSING')
      const outcome = outcomeOf([...before.map((one) => one.answer), answer], {
        // One key-holder decides, however many records her people have (practice K1); against strong evidence two.
        settles: desk.name === 'protected' ? 1 : pair.settles,
        probability: pair.weighed.probability,
      })
      const at = services.house.now()
      const decisionId = outcome ? await decideTheir(services, tx, held, outcome, reason) : null
      await repository.insertAnswer(tx, pair, { id: newId(), answer, reason, at, decisionId })
      await repository.leavePair(tx, id, outcome && { how: outcome, at })
      await recordAudit(tx, id, { answer, decided: outcome ?? null })
    },
  )
}

async function decideTheir(
  services: Services,
  tx: Tx<ReviewDesk['acts']['answer']>,
  { subjects: [one, other] }: Held,
  outcome: 'same' | 'different',
  reason: string,
): Promise<string> {
  const origins = one.sources.map(
    ({ sourcePersonId: source, datasetId, controllerId, regime }): SourceOrigin => ({ source, datasetId, controllerId, regime }),
  )
  const said = outcome === 'same' ? 'Compared at the review desk: one person' : 'Compared at the review desk: two people'
  const text = reason === '' ? said : `${said}. ${reason}`
  return decideAnew(services, tx, outcome === 'same' ? 'together' : 'apart', text, origins, sourcesOf([other]))
}

/** An answer of this reviewer's own, with what the model had weighed: told once she has answered, and not before. */
export type Answered = { readonly pair: ReviewPair; readonly answer: ReviewAnswer; readonly settled: boolean }

export function readAnswered(services: Services, caller: Caller, desk: ReviewDesk, id: PairId): Promise<Answered> {
  return inTransaction(services.house, caller, desk.acts.read, async (tx) => {
    await sitDown(services, tx, desk)
    return ownAnswer(tx, id)
  })
}

async function ownAnswer(tx: ReadTx, id: PairId): Promise<Answered> {
  const pair = await repository.findPair(tx, id)
  const answer = pair && (await repository.listAnswers(tx, pair)).find((one) => one.reviewerId === tx.actor.id)
  if (!pair || !answer) throw refusal(errors, 'REVIEW_NOT_FOUND')
  return { pair, answer, settled: pair.settledHow !== null }
}

/** Takes the reviewer's own answer back, and with it the decision that it made: the pair waits again. */
export function takeBackAnswer(services: Services, caller: Caller, desk: ReviewDesk, id: PairId): Promise<void> {
  const { house } = services
  return inTransaction(house, caller, desk.acts.answer, async (tx) => {
    const open = await sitDown(services, tx, desk)
    const { pair, answer, settled } = await ownAnswer(tx, id)
    const found = await listSubjectsOf(services, tx, [pair.source, pair.other])
    const sources = [...new Set([pair.source, pair.other, ...sourcesOf(found)])]
    await grant(house, tx, atDesk(tx, open, { sources }))
    if (answer.decisionId) await undo(services, tx, answer.decisionId, 'Taken back by the reviewer')
    await repository.undoAnswer(tx, answer.id, house.now())
    if (settled && answer.decisionId) await repository.leavePair(tx, id, undefined)
    await recordAudit(tx, id, { takenBack: answer.answer })
  })
}
