import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { inTransaction } from '#platform/transactions'
import { errors } from '../errors.ts'
import * as requests from './request.repository.ts'
import type { AccessRequest, Answer, Asked } from './request.rules.ts'
import { mayAnswer } from './request.rules.ts'

/** For how long what an owner shares can be seen, unless he says otherwise. */
export const daysShared = 28

type Asking = {
  readonly id: string
  readonly dataset: { readonly datasetId: string; readonly controllerId: string; readonly askable: readonly string[] }
  readonly sources: readonly string[]
  readonly relationship: string
  readonly dueAt: Instant
}

/**
 * Asks the owner of a record one question. What may be shared was decided just before, and stands in the request. Runs under `decidingScope` naming the
 * sources.
 */
export async function askOwner(
  { house, vault }: Services,
  tx: Tx<'governance.request.ask'>,
  asking: Asking,
  asked: Asked,
): Promise<void> {
  const { id, dataset, sources, relationship, dueAt } = asking
  await requests.insertRequest(
    tx,
    vault,
    {
      id,
      controllerId: dataset.controllerId,
      datasetId: dataset.datasetId,
      regime: await requests.regimeOf(tx, dataset.datasetId),
      sources,
      workerId: tx.actor.id,
      workerName: tx.actor.name,
      workerRole: tx.actor.roles[0] ?? 'none',
      workerOrganisation: tx.actor.organisationName,
      purpose: tx.actor.purpose,
      relationship,
      classes: dataset.askable,
      askedAt: house.now(),
      dueAt,
    },
    asked,
  )
  await recordAudit(tx, id, { dataset: dataset.datasetId, classes: dataset.askable })
}

/** The request, for whom may answer it now: another gets the same answer as for one that is not there. */
export async function requireAnswerable(tx: Tx<'governance.request.answer'>, id: string): Promise<AccessRequest> {
  const request = await requests.findRequest(tx, id)
  if (!request || !mayAnswer(tx.actor.roles, request.climbedTo)) throw refusal(errors, 'REQUEST_NOT_FOUND')
  return request
}

/** Answers a request, once. A yes releases what the asker was able to ask for and no more, to her alone, until a day. */
export async function answerRequest(
  { house, vault }: Services,
  tx: Tx<'governance.request.answer'>,
  id: string,
  answer: Answer,
): Promise<void> {
  const request = await requireAnswerable(tx, id)
  const now = house.now()
  if (answer.kind === 'shared' && (answer.classes.length === 0 || answer.classes.some((one) => !request.classes.includes(one))))
    throw refusal(errors, 'RELEASE_TOO_WIDE')
  if (answer.kind === 'refused' && answer.said === '') throw refusal(errors, 'ANSWER_REASON_MISSING')
  if (!(await requests.insertAnswer(tx, vault, id, answer, now))) throw refusal(errors, 'REQUEST_ANSWERED')
  if (answer.kind === 'shared')
    await requests.insertRelease(tx, request, {
      regime: await requests.regimeOf(tx, request.datasetId),
      classes: answer.classes,
      from: now,
      to: answer.until,
    })
  await recordAudit(tx, id, { answer: answer.kind, ...(answer.kind === 'shared' ? { classes: answer.classes } : {}) })
}

/** Takes back what was shared, at once. */
export async function takeBackRelease({ house }: Services, tx: Tx<'governance.request.answer'>, id: string): Promise<void> {
  await requireAnswerable(tx, id)
  if (!(await requests.revokeRelease(tx, id, house.now()))) throw refusal(errors, 'NOTHING_RELEASED')
  await recordAudit(tx, id, { takenBack: true })
}

/** Sends unanswered requests up: the clock asks for it every few minutes, and asking twice changes nothing. */
export async function climbRequests({ house }: Services): Promise<number> {
  const caller = {
    requestId: newId(),
    system: { actor: 'clock', act: 'governance.request.climb', purpose: 'running-the-product' },
  }
  return inTransaction(house, caller, 'governance.request.climb', (tx) => requests.climb(tx, house.now()))
}
