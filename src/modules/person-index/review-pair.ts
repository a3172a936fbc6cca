import { listFacts } from '#modules/feeds'
import { decidingScope } from '#modules/information-governance'
import type { Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, grant, readPersonal } from '#platform/transactions'
import { decideAbout } from './decide-about.ts'
import { belongsTo, type ReviewDesk } from './desks.ts'
import { errors } from './errors.ts'
import { areOfOneEpoch } from './keys.repository.ts'
import type { PairId, ReviewPair } from './review.repository.ts'
import * as repository from './review.repository.ts'
import { type ComparedField, comparedFields, isSaying, type Side, sayStep } from './review.rules.ts'
import { askedAgain, atDesk, sitDown } from './review-desk.ts'
import { type LinkedSubject, listSubjectsOf, sourcesOf } from './subjects.ts'

/** For how long a pair that a reviewer opened is hers alone. */
const minutesTaken = 15

/** A pair side by side. */
export type OpenPair = {
  readonly id: PairId
  /** How many records of each side the reviewer sees. */
  readonly records: readonly [number, number]
  readonly fields: readonly ComparedField[]
  /** What the two records that were compared say to one another, in words: "the same surname". */
  readonly says: readonly string[]
}

export type Held = {
  readonly pair: ReviewPair
  /** It is decided already; of each side only the record that was compared is shown. */
  readonly isAskedAgain: boolean
  readonly subjects: readonly [LinkedSubject, LinkedSubject]
  readonly agencies: ReadonlyMap<string, string>
  readonly oneEpoch: boolean
}
export type ReviewTx = Tx<ReviewDesk['acts']['work' | 'answer']>

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
    async (tx, { pair, subjects, agencies, isAskedAgain }) => {
      const facts = Map.groupBy(await listFacts(tx, vault, sourcesOf(subjects)), (fact) => fact.sourcePersonId)
      const sideOf = (subject: LinkedSubject, record: string): Side =>
        subject.sources.flatMap(({ sourcePersonId, datasetId }) =>
          agencies.has(datasetId) && facts.has(sourcePersonId) && (!isAskedAgain || sourcePersonId === record)
            ? [{ agency: agencies.get(datasetId)!, facts: facts.get(sourcePersonId)! }]
            : [],
        )
      const [first, second] = [sideOf(subjects[0], pair.source), sideOf(subjects[1], pair.other)]
      const says = pair.weighed.steps
        .slice(1)
        .filter(isSaying)
        .map((step) => sayStep(step.says))
      return {
        id,
        records: [first.length, second.length],
        fields: comparedFields(first, second),
        says,
      }
    },
  )
}

/** Makes sure that the pair is the reviewer's, and decides about both sides. */
export async function hold(services: Services, tx: ReviewTx, desk: ReviewDesk, id: PairId): Promise<Disclosed<Held>> {
  const { house } = services
  const open = await sitDown(services, tx, desk)
  const pair = await repository.findPair(tx, id)
  const isAskedAgain = pair !== undefined && pair.settledHow !== null
  if (!pair || (isAskedAgain && (await askedAgain(services, tx, desk, open))?.id !== id))
    throw refusal(errors, 'REVIEW_NOT_FOUND')
  const now = house.now()
  if (!(await take(tx, id, now))) throw refusal(errors, 'REVIEW_TAKEN')
  const found = await listSubjectsOf(services, tx, [pair.source, pair.other])
  const of = (source: string) => found.find((person) => person.sources.some((one) => one.sourcePersonId === source))
  const [one, other] = [of(pair.source), of(pair.other)]
  if (!one || !other || (one === other && !isAskedAgain)) throw refusal(errors, 'REVIEW_NOT_FOUND')
  if (!belongsTo(desk, [one, other])) throw refusal(errors, 'REVIEW_NOT_FOUND')
  const subjects = [one, other] as const
  await grant(house, tx, decidingScope(tx.actor.teams, { sources: sourcesOf(subjects) }))
  const oneEpoch = await areOfOneEpoch(tx)
  // About each of them: where either may not be seen, there is no pair to look at.
  const people = [...new Set(subjects)]
  const disclosed = await decideAbout(services, tx, people, desk.view, one.personId, desk.holding)
  const datasets = disclosed.explained.people.flatMap((person) => person.datasets)
  const agencies = new Map(
    datasets.filter((dataset) => dataset.classes.includes('identity')).map((dataset) => [dataset.datasetId, dataset.plainName]),
  )
  if (!agencies.has(pair.datasetId) || !agencies.has(pair.otherDatasetId) || disclosed.explained.people.length < people.length)
    throw refusal(errors, 'REVIEW_NOT_FOUND')
  const { bound } = atDesk(tx, open, { persons: people.map((subject) => subject.personId), sources: sourcesOf(people) })
  return {
    ...disclosed,
    grant: { ...disclosed.grant, bound: bound! },
    explained: { pair, isAskedAgain, subjects: [one, other], agencies, oneEpoch },
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
