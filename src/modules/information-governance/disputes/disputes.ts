import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import { hold } from '#platform/hold'
import type { Services } from '#platform/services'
import { type At, dayAt } from '../at.ts'
import type { DeskItem } from '../desk/desk.rules.ts'
import { errors } from '../errors.ts'
import { rightsPurpose } from '../rights/answer.ts'
import * as disputes from './dispute.repository.ts'
import {
  answerBy,
  type DisputableFact,
  type Dispute,
  flagOf,
  keyOfFact,
  mayDispute,
  type Outcome,
  whyNotAnswer,
} from './dispute.rules.ts'

const atOf = ({ house, place }: Services): At => ({ now: house.now(), zone: place.zone })

/**
 * Somebody says that a fact about her is wrong. It stands beside the fact from now on, to whoever may see that; who had been shown such facts is told. Runs under
 * the grant of what she is shown herself: of anything else the database takes no dispute.
 */
export async function raiseDispute(
  services: Services,
  tx: Tx<'governance.dispute.raise'>,
  {
    id,
    fact,
    words,
    shareWords,
  }: {
    readonly id: string
    readonly fact: DisputableFact & { readonly controllerId: string; readonly regime: string }
    readonly words: disputes.SaidWords
    readonly shareWords: boolean
  },
): Promise<void> {
  const at = atOf(services)
  const factKey = keyOfFact(fact)
  // Not by the fact's own key, which its sender chose: it could be guessed.
  await hold(tx, `disputes about ${fact.sourcePersonId}`)
  if (!mayDispute(flagOf(fact, await disputes.listDisputes(tx, [fact.sourcePersonId])))) throw refusal(errors, 'DISPUTED_ALREADY')
  if (words.wrong === '') throw refusal(errors, 'DISPUTE_NOTHING_SAID')

  await disputes.insertDispute(tx, { id, fact, factKey, shareWords, at: at.now, on: dayAt(at) })
  await disputes.insertWords(tx, services.vault, { id, sourcePersonId: fact.sourcePersonId }, 'said', words)
  await disputes.tellRecipients(tx, id, 'dispute', at.now)
  await recordAudit(tx, id, { disputed: fact.fieldClass })
}

/** The dispute, for whom it is to answer and under the purpose for it: another gets the same answer as for one that is not there. */
export async function requireDispute(tx: ReadTx, id: string): Promise<Dispute> {
  const dispute = await disputes.findAsked(tx, id)
  if (!dispute) throw refusal(errors, 'DISPUTE_NOT_FOUND')
  if (tx.actor.purpose !== rightsPurpose) throw refusal(errors, 'WRONG_PURPOSE_FOR_RIGHTS')
  return dispute
}

export type DisputeAnswer = { readonly outcome: Outcome; readonly correctedOn: PlainDate | null; readonly said: string }
/** Answers a dispute, once. The person reads it; who has been shown such facts since is told. */
export async function answerDispute(
  services: Services,
  tx: Tx<'governance.dispute.answer'>,
  id: string,
  { outcome, correctedOn, said }: DisputeAnswer,
): Promise<void> {
  const at = atOf(services)
  await hold(tx, `dispute ${id}`)
  const dispute = await requireDispute(tx, id)
  if (dispute.answer) throw refusal(errors, 'DISPUTE_ANSWERED')
  const wrong = whyNotAnswer({ outcome, correctedOn, said }, dayAt(at))
  if (wrong) throw refusal(errors, wrong)

  await disputes.insertAnswer(tx, dispute, {
    outcome,
    correctedOn: outcome === 'not-corrected' ? null : correctedOn,
    at: at.now,
    on: dayAt(at),
  })
  if (said !== '') await disputes.insertWords(tx, services.vault, dispute, 'answer', { said })
  await disputes.tellRecipients(tx, id, 'answer', at.now)
  await recordAudit(tx, id, { answered: outcome })
}

/** What people dispute and nobody has answered, for the desk. It names nobody. */
export async function disputesOnDesk(tx: ReadTx, { zone }: At): Promise<DeskItem[]> {
  return (await disputes.listWaiting(tx)).map(({ id, disputedAt, disputedOn }) => ({
    kind: 'subject-request',
    title: 'A fact that somebody says is wrong',
    href: `/disputes/${id}`,
    since: disputedAt,
    dueAt: answerBy(disputedOn).add({ days: 1 }).toZonedDateTime(zone).toInstant(),
  }))
}
