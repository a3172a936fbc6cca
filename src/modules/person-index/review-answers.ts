import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { type Caller, grant, inTransaction, readPersonal } from '#platform/transactions'
import { decideAnew, undo } from './decide-links.ts'
import type { ReviewDesk } from './desks.ts'
import { errors } from './errors.ts'
import type { SourceOrigin } from './link.repository.ts'
import type { PairId, ReviewAnswer, ReviewPair } from './review.repository.ts'
import * as repository from './review.repository.ts'
import { type Answer, outcomeOf, putsInDoubt } from './review.rules.ts'
import { atDesk, sitDown } from './review-desk.ts'
import { type Held, hold } from './review-pair.ts'
import { listSubjectsOf, sourcesOf } from './subjects.ts'

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
      if (held.isAskedAgain) return answerAgain(services, tx, pair, before, answer, reason)
      // What is called two people is seen again: whoever says so has a reason that others can read.
      if (desk.name === 'protected' && answer === 'different' && reason === '') throw refusal(errors, 'REVIEW_REASON_MISSING')
      const outcome = outcomeOf([...before.map((one) => one.answer), answer], {
        // One key-holder decides, however many records her people have (practice K1); against strong evidence two.
        settles: desk.name === 'protected' ? 1 : pair.settles,
        probability: pair.weighed.probability,
      })
      const at = services.house.now()
      const decisionId = outcome ? await decideTheir(services, tx, held, outcome, reason) : null
      await repository.insertAnswer(tx, pair, { id: newId(), answer, reason, at, decisionId, stood: null })
      await repository.leavePair(tx, id, outcome && { how: outcome, at })
      await recordAudit(tx, id, { answer, decided: outcome ?? null })
    },
  )
}

/** About a pair that is decided already: her answer is kept beside it. Where it puts the decision in doubt, that is taken back, and the pair waits again. */
async function answerAgain(
  services: Services,
  tx: Tx<ReviewDesk['acts']['answer']>,
  pair: ReviewPair,
  before: readonly ReviewAnswer[],
  answer: Answer,
  reason: string,
): Promise<void> {
  const at = services.house.now()
  const stood = pair.settledHow as 'same' | 'different'
  const inDoubt = putsInDoubt(
    answer,
    stood,
    before.map((one) => one.answer),
  )
  await repository.insertAnswer(tx, pair, { id: newId(), answer, reason, at, decisionId: null, stood })
  if (inDoubt) {
    for (const { decisionId } of before)
      if (decisionId) await undo(services, tx, decisionId, 'Asked again, another reviewer said otherwise')
  }
  await repository.leavePair(tx, pair.id, inDoubt ? undefined : 'as it was')
  await recordAudit(tx, pair.id, { answer, askedAgain: true, inDoubt })
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
