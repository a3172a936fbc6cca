import type { Instant, PlainDate } from '#platform/dates'
import { monthsFrom } from '../rights/clock.rules.ts'

/** What a controller can answer to somebody who says that a fact about her is wrong. */
export const outcomes = ['corrected', 'partly', 'not-corrected'] as const
export type Outcome = (typeof outcomes)[number]

/** That somebody says that a fact about her is wrong, and what its controller said. What both wrote is sealed apart. */
export type Dispute = {
  readonly id: string
  readonly controllerId: string
  readonly datasetId: string
  readonly fieldClass: string
  readonly sourcePersonId: string
  /** Which fact, however often its sender states it anew. */
  readonly factKey: string
  readonly factKind: string
  /** What it said when she disputed it. */
  readonly factHash: string
  readonly disputedAt: Instant
  readonly disputedOn: PlainDate
  readonly answer: {
    readonly outcome: Outcome
    /** When they put it right in their own system: before that is sent, the fact here is still the old one. */
    readonly correctedOn: PlainDate | null
    readonly answeredAt: Instant
    readonly answeredOn: PlainDate
  } | null
}

/** The key and the statement by which a fact is known in a dispute. */
export type DisputableFact = {
  readonly datasetId: string
  readonly kind: string
  readonly fieldClass: string
  readonly sourceKey: string
  readonly sourcePersonId: string
  readonly contentHash: string
}
/** What names a fact in its dataset, however often it is stated anew. */
export const keyOfFact = (fact: Pick<DisputableFact, 'datasetId' | 'kind' | 'fieldClass' | 'sourceKey'>): string =>
  [fact.datasetId, fact.kind, fact.fieldClass, fact.sourceKey].join('|')

/** The kind of the fact that a key names. */
export const kindOfKey = (key: string): string => key.split('|')[1] ?? ''

/**
 * How a disputed fact stands. `changed`: its sender states something else now than what she disputed. `corrected`: put right in the sender's own system, and not
 * sent yet. `partly` and `disagrees`: its controller does not agree, or not in all; the flag stays.
 */
export type DisputeState = 'being-checked' | 'corrected' | 'partly' | 'disagrees' | 'changed'
export function stateOfDispute({ factHash, answer }: Dispute, statedNow: string): DisputeState {
  if (statedNow !== factHash) return 'changed'
  if (!answer) return 'being-checked'
  return answer.outcome === 'not-corrected' ? 'disagrees' : answer.outcome
}

/** What stands beside a disputed fact. */
export type DisputeFlag = {
  readonly disputeId: string
  readonly state: DisputeState
  /** Whether what is stated now is disputed: not where its sender states something else by now. */
  readonly stands: boolean
  readonly since: PlainDate
  readonly correctedOn: PlainDate | null
}

/** The flag of a fact as it is stated now: the latest dispute about what it says; failing that, the latest about what it said before. */
export function flagOf(fact: DisputableFact, disputes: readonly Dispute[]): DisputeFlag | undefined {
  const key = keyOfFact(fact)
  const its = disputes.filter((one) => one.factKey === key && one.sourcePersonId === fact.sourcePersonId)
  const latest = its.findLast((one) => one.factHash === fact.contentHash) ?? its.at(-1)
  if (!latest) return undefined
  const state = stateOfDispute(latest, fact.contentHash)
  return {
    disputeId: latest.id,
    state,
    stands: state !== 'changed',
    since: latest.disputedOn,
    correctedOn: latest.answer?.correctedOn ?? null,
  }
}

/** Whether a fact may be disputed: what it says now was not disputed yet. Who does not agree with the answer complains. */
export const mayDispute = (flag: DisputeFlag | undefined): boolean => !flag?.stands

/** The day by which the person has to be answered: a month (UK GDPR, articles 12(3) and 16), to a Monday where it ends at a weekend. No stop and no extension is built for it. */
export const answerBy = (disputedOn: PlainDate): PlainDate => monthsFrom(disputedOn, 1)

/**
 * What is wrong with a controller's answer, if anything: a correction has a day in its system, not in the future; whoever does not correct all of
 * it says why.
 */
export function whyNotAnswer(
  { outcome, correctedOn, said }: { readonly outcome: Outcome; readonly correctedOn: PlainDate | null; readonly said: string },
  today: PlainDate,
): 'DISPUTE_DAY_WRONG' | 'DISPUTE_REASON_MISSING' | undefined {
  if (outcome !== 'not-corrected' && (correctedOn === null || correctedOn.toString() > today.toString()))
    return 'DISPUTE_DAY_WRONG'
  if (outcome !== 'corrected' && said === '') return 'DISPUTE_REASON_MISSING'
  return undefined
}
