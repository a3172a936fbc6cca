import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import { dayOf, type Instant, type PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import type { DeskItem } from '../desk/desk.rules.ts'
import { errors } from '../errors.ts'
import { clockOf, dueOn, mayExtend, mayPause } from './clock.rules.ts'
import { type PauseReason, withholdingGrounds } from './law.rules.ts'
import * as limits from './limit.repository.ts'
import { liftFrom, limitStateOf, lookAgainOn, mayBeStopped, mayLift } from './limit.rules.ts'
import type { Decided, Part } from './part.rules.ts'
import * as rights from './rights.repository.ts'

/** Under which purpose an organisation's people answer people about their own data. */
export const rightsPurpose = 'subject-rights'

type Officers = Tx<'governance.rights.answer'>

/** The part, for whom it is to answer and under the purpose for it: another gets the same answer as for one that is not there. */
export async function requirePart(tx: ReadTx, id: string): Promise<Part> {
  const part = await rights.findPart(tx, id)
  if (!part || part.controllerId !== tx.actor.organisationId) throw refusal(errors, 'RIGHTS_NOT_FOUND')
  if (tx.actor.purpose !== rightsPurpose) throw refusal(errors, 'WRONG_PURPOSE_FOR_RIGHTS')
  return part
}

/** The part that waits, held until the transaction ends. */
async function holdOpen(tx: ReadTx, id: string): Promise<Part> {
  await rights.lockPart(tx, id)
  const part = await requirePart(tx, id)
  if (part.steps.some(({ kind }) => kind === 'answered')) throw refusal(errors, 'RIGHTS_ANSWERED')
  return part
}

const daysOf = ({ house, place }: Services) => ({ now: house.now(), today: dayOf(house.now(), place.zone) })

/** Says that a complaint has come. */
export async function acknowledge(services: Services, tx: Officers, id: string, said: string): Promise<void> {
  const part = await holdOpen(tx, id)
  const { now, today } = daysOf(services)
  if (part.kind !== 'complaint') throw refusal(errors, 'RIGHTS_NOT_FOUND')
  if (said === '') throw refusal(errors, 'RIGHTS_REASON_MISSING')
  if (!(await rights.insertStep(tx, services.vault, part, { kind: 'acknowledged', said }, now, today)))
    throw refusal(errors, 'RIGHTS_ANSWERED')
  await recordAudit(tx, id, { acknowledged: true })
}

/** Stops the clock, where the law in force on the day of receipt lets it stop: what she has to show or say stands on her page. */
export async function pause(services: Services, tx: Officers, id: string, reason: PauseReason, said: string): Promise<void> {
  const part = await holdOpen(tx, id)
  const { now, today } = daysOf(services)
  if (said === '') throw refusal(errors, 'RIGHTS_REASON_MISSING')
  if (!mayPause(clockOf(part.kind, part.receivedOn, part.steps, today), part.steps, reason))
    throw refusal(errors, 'RIGHTS_NO_PAUSE')
  await rights.insertStep(tx, services.vault, part, { kind: 'paused', reason, said }, now, today)
  await recordAudit(tx, id, { paused: reason })
}

/** Lets the clock go on. */
export async function resume(services: Services, tx: Officers, id: string): Promise<void> {
  const part = await holdOpen(tx, id)
  const { now, today } = daysOf(services)
  if (!clockOf(part.kind, part.receivedOn, part.steps, today).pausedSince) throw refusal(errors, 'RIGHTS_NOT_PAUSED')
  await rights.insertStep(tx, services.vault, part, { kind: 'resumed', said: '' }, now, today)
  await recordAudit(tx, id, { resumed: true })
}

/** Takes the further months that the law gives for what is complex, with the reason, in time. */
export async function extend(services: Services, tx: Officers, id: string, said: string): Promise<void> {
  const part = await holdOpen(tx, id)
  const { now, today } = daysOf(services)
  if (said === '') throw refusal(errors, 'RIGHTS_REASON_MISSING')
  if (!mayExtend(clockOf(part.kind, part.receivedOn, part.steps, today), part.steps, today))
    throw refusal(errors, 'RIGHTS_NO_EXTENSION')
  await rights.insertStep(tx, services.vault, part, { kind: 'extended', said }, now, today)
  await recordAudit(tx, id, { extended: true })
}

/** Says of one fact whether it goes into the copy. What is left out has a law and a reason, and of health a professional who was asked. */
export async function markFact(
  { house, vault }: Services,
  tx: Officers,
  part: Part,
  fact: rights.MarkedFact,
  mark: Pick<rights.Mark, 'ground' | 'told' | 'said'>,
): Promise<void> {
  await holdOpen(tx, part.id)
  if (mark.ground !== null) {
    const ground = withholdingGrounds.find((one) => one.id === mark.ground)
    if (!ground) throw refusal(errors, 'RIGHTS_GROUND_MISSING')
    if (mark.said.reason === '') throw refusal(errors, 'RIGHTS_REASON_MISSING')
    if (ground.professionalFor.includes(fact.fieldClass) && mark.said.professional === '')
      throw refusal(errors, 'RIGHTS_PROFESSIONAL_MISSING')
    if (!mark.told && !ground.maySilent) throw refusal(errors, 'RIGHTS_NOT_SILENT')
  }
  await rights.insertMark(tx, vault, part, fact, mark, house.now())
  await recordAudit(tx, part.id, { fact: fact.factId.toString(), ground: mark.ground })
}

export type PartAnswer = {
  readonly said: string
  readonly decision?: Decided
  /** Which uses an objection stops. */
  readonly purposes?: readonly string[]
  readonly pack?: string
  /** All of hers that the part is about, as they are linked now. */
  readonly records?: readonly limits.LimitedRecord[]
}

/**
 * Answers a part, once. With a copy goes what was made of it; to an objection whether a use stops, and to a restriction whether the records are kept and not
 * used, with reasons: from its commit on no decision lets them be seen for that. To a complaint goes what came of it. The words stand on the person's page,
 * those of a hidden part nowhere.
 */
export async function answerPart(services: Services, tx: Officers, id: string, answer: PartAnswer): Promise<void> {
  const { vault } = services
  const part = await holdOpen(tx, id)
  const { now, today } = daysOf(services)
  if (part.kind !== 'copy' && answer.said === '') throw refusal(errors, 'RIGHTS_REASON_MISSING')
  if (part.hidden && answer.said === '') throw refusal(errors, 'RIGHTS_REASON_MISSING')
  const step = { kind: 'answered', reason: answer.decision ?? null, said: answer.said } as const
  if (!(await rights.insertStep(tx, vault, part, step, now, today))) throw refusal(errors, 'RIGHTS_ANSWERED')
  if (answer.decision === 'stop' || answer.decision === 'restrict') await limitUse(tx, part, answer, { now, today })
  if (answer.pack !== undefined) await rights.insertPack(tx, vault, part, answer.pack, now)
  await recordAudit(tx, id, { answered: part.kind, decision: answer.decision ?? null })
}

/** Keeps these records from being used: for what an objection stopped, or, restricted, for everything but what the law excepts. Who was shown them is told. */
async function limitUse(
  tx: Officers,
  part: Part,
  { decision, purposes = [], records = [] }: PartAnswer,
  { now, today }: { readonly now: Instant; readonly today: PlainDate },
): Promise<void> {
  if (records.length === 0) throw refusal(errors, 'RIGHTS_NOTHING_HELD')
  if (decision === 'restrict') {
    const limit = { kind: 'restricted', ground: part.ground ?? 'objection', purposes: [null] } as const
    await limits.insertLimits(tx, part.id, records, limit, now)
  } else {
    const uses = await stoppableUses(tx, records, today)
    const chosen = uses.filter(({ id }) => purposes.includes(id)).map(({ id }) => id)
    if (chosen.length === 0) throw refusal(errors, 'RIGHTS_NO_PURPOSE')
    await limits.insertLimits(tx, part.id, records, { kind: 'stopped', ground: 'upheld', purposes: chosen }, now)
  }
  await limits.tellOfLimit(tx, part.id, 'limit', now)
}

/** The uses of these records that an objection can stop. */
export const stoppableUses = async (
  tx: ReadTx,
  records: readonly Pick<limits.LimitedRecord, 'datasetId'>[],
  today: PlainDate,
): Promise<limits.UsedFor[]> =>
  (await limits.listUses(tx, [...new Set(records.map((one) => one.datasetId))], today)).filter(mayBeStopped)

/** The part whose limit stands, held until the transaction ends. */
async function holdLimited(tx: Officers, id: string): Promise<Part> {
  await rights.lockPart(tx, id)
  const part = await requirePart(tx, id)
  const state = limitStateOf(part.steps)
  if (state === 'none' || state === 'lifted') throw refusal(errors, 'RIGHTS_NOT_LIMITED')
  return part
}

/** Tells the person that what limits the use of her records will be lifted, and why: before it is (article 18(3)). */
export async function tellBeforeLifting(services: Services, tx: Officers, id: string, said: string): Promise<void> {
  const part = await holdLimited(tx, id)
  const { now, today } = daysOf(services)
  if (said === '') throw refusal(errors, 'RIGHTS_REASON_MISSING')
  if (!(await rights.insertStep(tx, services.vault, part, { kind: 'told-before-lifting', said }, now, today)))
    throw refusal(errors, 'RIGHTS_ANSWERED')
  await recordAudit(tx, id, { lifting: 'told' })
}

/** Lifts it, when she has been told so long ago as has to be. Who had been shown the records is told, too. */
export async function liftLimit(services: Services, tx: Officers, id: string): Promise<void> {
  const part = await holdLimited(tx, id)
  const { now, today } = daysOf(services)
  if (!mayLift(part.steps, today)) throw refusal(errors, 'RIGHTS_NOT_TOLD')
  if (!(await limits.liftLimits(tx, id, now))) throw refusal(errors, 'RIGHTS_NOT_LIMITED')
  await rights.insertStep(tx, services.vault, part, { kind: 'lifted', said: '' }, now, today)
  await limits.tellOfLimit(tx, id, 'lift', now)
  await recordAudit(tx, id, { lifting: 'lifted' })
}

const deskTitles = {
  copy: 'A copy of what is held',
  objection: 'An objection',
  restriction: 'A restriction that somebody asks for',
  complaint: 'A complaint',
} as const

/** What waits in this organisation for an answer to people about their own data. It names nobody. */
export async function subjectRequestsOnDesk(
  tx: ReadTx,
  { now, zone }: { readonly now: Instant; readonly zone: string },
): Promise<DeskItem[]> {
  const today = dayOf(now, zone)
  const item = (part: Part, title: string, since: Instant, due: PlainDate | null | undefined): DeskItem => ({
    kind: 'subject-request',
    title,
    href: `/subject-requests/${part.id}`,
    since,
    dueAt: due?.add({ days: 1 }).toZonedDateTime(zone).toInstant() ?? null,
  })
  return (await rights.listParts(tx)).flatMap((part) => {
    const { kind, receivedAt, receivedOn, steps } = part
    if (!steps.some((step) => step.kind === 'answered'))
      return [item(part, deskTitles[kind], receivedAt, dueOn(clockOf(kind, receivedOn, steps, today), steps))]
    const again = lookAgainOn(part.ground, steps)
    if (again) return [item(part, 'A restriction to look at again', receivedAt, again)]
    // She was told that it is lifted: she counts on that, too.
    const told = steps.find((step) => step.kind === 'told-before-lifting')
    return told && limitStateOf(steps) === 'to-be-lifted'
      ? [item(part, 'A limit that she was told is lifted', told.at, liftFrom(steps))]
      : []
  })
}
