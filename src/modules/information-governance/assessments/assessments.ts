import { namesOfOrganisations } from '#modules/partnership'
import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import { requireStepUp } from '#platform/sign-in/sessions'
import { readRegister } from '../agreements/agreements.ts'
import { type At, dayAt } from '../at.ts'
import type { DeskItem } from '../desk/desk.rules.ts'
import { errors } from '../errors.ts'
import * as assessments from './assessment.repository.ts'
import { beyond, emptyContent, type Kind, missingIn } from './assessment.rules.ts'

/** The longest that an assessment stands before somebody looks at it again. */
const yearsToReview = 2

/** Each assessment's newest version, with what is being written. */
export async function readAssessments(tx: ReadTx, at: At) {
  const known = await readRegister(tx, dayAt(at))
  return {
    assessments: await assessments.listAssessments(tx),
    purposes: known.purposes,
    names: await namesOfOrganisations(tx),
    today: dayAt(at),
  }
}

/** One assessment, with what is in force for its purposes now: which fields and roles, and which of them nobody assessed. */
export async function readAssessment(tx: ReadTx, id: string, at: At) {
  const assessment = await assessments.findAssessment(tx, id)
  if (!assessment) throw refusal(errors, 'ASSESSMENT_NOT_FOUND')
  const known = await readRegister(tx, dayAt(at))
  const all = await assessments.coversOn(tx, assessment.purposes, dayAt(at))
  const now = { ...all, cells: Object.fromEntries(Object.entries(all.cells).filter(([dataset]) => known.datasets.has(dataset))) }
  return {
    assessment,
    now,
    unassessed: assessment.covers && beyond(now, assessment.covers),
    missing: missingIn(assessment.kind, assessment.content, assessment.purposes),
    purposes: known.purposes,
    datasets: new Map([...known.datasets].map(([dataset, { name }]) => [dataset, name])),
    names: await namesOfOrganisations(tx),
    own: assessment.writtenFor === tx.actor.organisationId,
    reader: tx.actor.id,
  }
}
export type AssessmentRead = Awaited<ReturnType<typeof readAssessment>>

type Writing = Tx<'governance.assessment.write'>
/** Begins an assessment, or the next version of one that is approved, with its text to begin from. */
export async function beginAssessment(
  tx: Writing,
  begin: { readonly kind: Kind; readonly code: string; readonly title: string } | { readonly from: string },
  { now }: At,
): Promise<string> {
  const from = 'from' in begin ? await assessments.findAssessment(tx, begin.from) : undefined
  if ('from' in begin && !from?.approvedAt) throw refusal(errors, 'ASSESSMENT_NOT_FOUND')
  const text = 'from' in begin ? from! : { ...begin, purposes: [], content: emptyContent }
  const version = await assessments.nextVersion(tx, text.code)
  if (!('from' in begin) && version > 1) throw refusal(errors, 'ASSESSMENT_CODE_TAKEN', { code: text.code })
  if ((await assessments.listAssessments(tx)).some((one) => one.code === text.code && !one.approvedAt))
    throw refusal(errors, 'ASSESSMENT_CODE_TAKEN', { code: text.code })
  const { code, kind, title, purposes, content } = text
  const id = newId<'assessment'>()
  await assessments.insertAssessment(tx, { id, code, version, kind, title, purposes, content }, now)
  await recordAudit(tx, id, { begun: code, version })
  return id
}

async function lockOpen(tx: ReadTx, id: string): Promise<assessments.Assessment> {
  const found = await assessments.lockOpen(tx, id)
  if (!found) throw refusal(errors, 'ASSESSMENT_CLOSED')
  return found
}

/** What is written in an assessment. */
export type Text = Pick<assessments.Assessment, 'title' | 'purposes' | 'content'>
/** Changes a text that is not approved, nor says something else by now (`change` gives undefined). Advice that was given on it has to be given again. */
export async function writeAssessment(
  tx: Writing,
  id: string,
  change: (text: Text) => Text | undefined,
  { now }: At,
): Promise<void> {
  const changed = change(await lockOpen(tx, id))
  if (!changed) throw refusal(errors, 'TEXT_CHANGED')
  await assessments.updateText(tx, id, changed, now)
}

/** Writes down what the data protection officer advises. */
export async function advise(tx: Writing, id: string, advice: string, { now }: At): Promise<void> {
  const text = await lockOpen(tx, id)
  if (advice === '') throw refusal(errors, 'ADVICE_MISSING')
  refuseIncomplete(text)
  await assessments.updateAdvice(tx, id, advice, now)
  await recordAudit(tx, id, { advised: text.code })
}

/** Approves a text that was advised on: never the one who wrote it or advised. What it covers then is kept. */
export async function approve(
  tx: Tx<'governance.assessment.approve'>,
  id: string,
  { overruled, reviewOn }: { overruled: string | null; reviewOn: PlainDate },
  at: At,
): Promise<void> {
  requireStepUp(tx.actor, at.now.epochMilliseconds)
  const text = await lockOpen(tx, id)
  refuseIncomplete(text)
  if (!text.advisedAt) throw refusal(errors, 'ADVICE_MISSING')
  if (text.writtenBy === tx.actor.id || text.advisedBy === tx.actor.id) throw refusal(errors, 'OWN_ASSESSMENT')
  const day = dayAt(at)
  if (reviewOn.since(day).sign <= 0 || reviewOn.since(day.add({ years: yearsToReview })).sign > 0)
    throw refusal(errors, 'ASSESSMENT_REVIEW_WRONG')
  await assessments.markApproved(
    tx,
    id,
    { overruled, reviewOn, covers: await assessments.coversOn(tx, text.purposes, day, true) },
    at.now,
  )
  await recordAudit(tx, id, { approved: text.code, version: text.version, overruled: overruled !== null })
}
function refuseIncomplete({ kind, content, purposes }: assessments.Assessment) {
  const missing = missingIn(kind, content, purposes)
  if (missing.length > 0) throw refusal(errors, 'ASSESSMENT_INCOMPLETE', { missing: missing.join('; ') })
}

const daysOfNotice = 60
/** What waits for an officer of assessments of her organisation: texts on their way, and reviews that are near. */
export async function assessmentsOnDesk(tx: ReadTx, at: At): Promise<DeskItem[]> {
  const day = dayAt(at)
  return (await assessments.listAssessments(tx)).flatMap((one): DeskItem[] => {
    if (one.writtenFor !== tx.actor.organisationId) return []
    const item = { href: `/assessments/${one.id}`, since: one.changedAt }
    if (!one.reviewOn) {
      const title = one.advisedAt
        ? 'To be approved'
        : missingIn(one.kind, one.content, one.purposes).length > 0
          ? 'Being written'
          : 'Waits for advice'
      return [{ kind: 'assessment', title: `${title}: ${one.title}`, dueAt: null, ...item }]
    }
    if (day.until(one.reviewOn, { largestUnit: 'days' }).days > daysOfNotice) return []
    return [
      {
        kind: 'expiring',
        title: `Review: ${one.title}`,
        dueAt: one.reviewOn.add({ days: 1 }).toZonedDateTime(at.zone).toInstant(),
        ...item,
      },
    ]
  })
}
