import { listOrganisations, listTrainings, namesOfOrganisations, workerRoles } from '#modules/partnership'
import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import { type Instant, type PlainDate, plainDate } from '#platform/dates'
import { errors as platformErrors, refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import { requireStepUp } from '#platform/sign-in/sessions'
import { listApproved } from '../assessments/assessment.repository.ts'
import { type At, dayAt } from '../at.ts'
import type { DeskItem } from '../desk/desk.rules.ts'
import { errors } from '../errors.ts'
import { listAgreementGateways, listAgreementLines } from '../register.repository.ts'
import * as register from './agreement.repository.ts'
import { agreementState, draftState, type Fault, faultsOf, mayClose, partiesOf, type Register } from './agreement.rules.ts'
import { type AgreementContent, noParticulars } from './content.ts'

/** What a text is checked against: purposes, datasets, partners, roles and protocols as they are on a day. */
export async function readRegister(tx: ReadTx, day: PlainDate): Promise<Register> {
  const active = (await listOrganisations(tx)).filter((one) => !one.to || one.to.since(day).sign > 0)
  return {
    ...(await register.readRegister(tx, day)),
    approved: await listApproved(tx),
    organisations: new Map(active.map(({ id, name }) => [id, name])),
    roles: new Set<string>(workerRoles),
    trainings: new Set(await listTrainings(tx)),
  }
}

/** A draft that this reader may read, with what its parties said, who has signed, and what is still wrong with it. */
export async function readDraft(tx: ReadTx, id: string, at: At) {
  const draft = await register.findDraft(tx, id)
  if (!draft) throw refusal(errors, 'AGREEMENT_NOT_FOUND')
  const known = await readRegister(tx, dayAt(at))
  const replaces = (await register.listVersions(tx, draft.code))[0]
  return {
    draft,
    state: draftState(draft),
    known,
    names: await namesOfOrganisations(tx),
    parties: partiesOf(draft.content, known.datasets),
    faults: faultsOf(draft.content, known, dayAt(at)),
    comments: await register.listComments(tx, id),
    signatures: await register.listSignatures(tx, id),
    replaces: replaces && (await register.findAgreement(tx, replaces.id, dayAt(at))),
  }
}
export type DraftRead = Awaited<ReturnType<typeof readDraft>>

/** Begins a draft: of something new, or, with the code of one in the register, of its next version, with its text to begin from. */
export async function beginDraft(
  tx: Tx<'governance.agreement.draft'>,
  begin: { readonly code: string; readonly title: string; readonly kind: 'protocol' | 'sharing' } | { readonly from: string },
  at: At,
): Promise<string> {
  const from = 'from' in begin ? await register.findAgreement(tx, begin.from, dayAt(at)) : undefined
  if ('from' in begin && (!from || (from.kind !== 'sharing' && from.kind !== 'protocol')))
    throw refusal(errors, 'AGREEMENT_NOT_FOUND')
  const content: AgreementContent =
    'from' in begin
      ? { ...from!.content, inForceFrom: null, reviewOn: null, endsOn: null }
      : {
          kind: begin.kind,
          title: begin.title,
          protocol: null,
          purposes: [],
          recipients: [tx.actor.organisationId],
          particulars: noParticulars,
          inForceFrom: null,
          reviewOn: null,
          endsOn: null,
          terms: [],
        }
  const code = 'from' in begin ? from!.code : begin.code
  if (!('from' in begin) && (await register.listVersions(tx, code)).length > 0)
    throw refusal(errors, 'AGREEMENT_CODE_TAKEN', { code })
  return beginDraftWith(tx, code, content, at)
}

/** Begins a draft with a whole text, as another system sends it. It binds nobody until it has gone the whole way. */
export async function beginDraftWith(
  tx: Tx<'governance.agreement.draft'>,
  code: string,
  content: AgreementContent,
  { now }: At,
): Promise<string> {
  const open = (await register.listDrafts(tx)).find((one) => one.code === code)
  const version = await register.nextVersion(tx, code)
  if (open) throw refusal(errors, 'DRAFT_OPEN_ALREADY', { code, version: open.version })
  const id = newId<'agreement-draft'>()
  await register.insertDraft(tx, { id, code, version, content }, now)
  await recordAudit(tx, id, { drafted: code, version })
  return id
}

/** The draft of her organisation, to be worked on, locked. */
async function lockOwn(tx: Tx<'governance.agreement.draft'>, id: string): Promise<register.Draft> {
  const draft = await register.lockDraft(tx, id)
  if (!draft || draft.draftedFor !== tx.actor.organisationId) throw refusal(errors, 'AGREEMENT_NOT_FOUND')
  if (draft.withdrawnAt || draft.publishedAs) throw refusal(errors, 'AGREEMENT_CLOSED')
  return draft
}

/** Changes what a draft says. Not once it is closed, nor where `change` finds that it says something else by now (undefined). */
export async function changeDraft(
  tx: Tx<'governance.agreement.draft'>,
  id: string,
  change: (content: AgreementContent) => AgreementContent | undefined,
  { now }: At,
): Promise<void> {
  const draft = await lockOwn(tx, id)
  if (draft.closedAt) throw refusal(errors, 'AGREEMENT_CLOSED')
  const changed = change(draft.content)
  if (!changed) throw refusal(errors, 'TEXT_CHANGED')
  await register.updateContent(tx, id, changed, now)
}

/** Puts a draft to its parties, until a day. What they say can still change it. */
export async function consult(tx: Tx<'governance.agreement.draft'>, id: string, until: PlainDate, at: At): Promise<void> {
  const draft = await lockOwn(tx, id)
  if (draft.closedAt) throw refusal(errors, 'AGREEMENT_CLOSED')
  const days = dayAt(at).until(until, { largestUnit: 'days' }).days
  if (days < 1 || days > 92) throw refusal(errors, 'CONSULTATION_DAY_WRONG')
  await register.openConsultation(tx, id, until, at.now)
  await recordAudit(tx, id, { consultedUntil: until.toString() })
}

/** Says what a party thinks of a draft that was put to it. */
export async function comment(
  tx: Tx<'governance.agreement.comment'>,
  id: string,
  { stance, said }: { stance: 'content' | 'change'; said: string },
  at: At,
): Promise<void> {
  const { draft, state, parties } = await readDraft(tx, id, at)
  if (state !== 'consulted') throw refusal(errors, 'AGREEMENT_NOT_OPEN')
  if (!parties.includes(tx.actor.organisationId)) throw refusal(errors, 'NO_PARTY')
  if (stance === 'change' && said === '') throw refusal(errors, 'COMMENT_MISSING')
  await register.insertComment(tx, { id: newId(), draftId: draft.id, stance, said }, at.now)
  await recordAudit(tx, id, { stance })
}

/** Closes a text for signing: from now on nobody changes a letter of it. */
export async function closeForSigning(tx: Tx<'governance.agreement.draft'>, id: string, at: At): Promise<void> {
  await lockOwn(tx, id)
  const { draft, faults, parties } = await readDraft(tx, id, at)
  if (draft.closedAt) throw refusal(errors, 'AGREEMENT_CLOSED')
  if (faults.length > 0) throw refusal(errors, 'AGREEMENT_INCOMPLETE', { faults: sayFaults(faults) })
  const heard = new Set([...draft.heard, draft.draftedFor])
  if (!draft.consultedUntil || !mayClose(draft.consultedUntil, dayAt(at), parties, heard))
    throw refusal(errors, 'AGREEMENT_NOT_CONSULTED')
  await register.closeDraft(tx, id, at.now)
  await recordAudit(tx, id, { closed: draft.version })
}
const sayFaults = (faults: readonly Fault[]) => faults.map(({ says }) => says).join('; ')

/** Takes a draft back: it never comes into force. */
export async function withdraw(tx: Tx<'governance.agreement.draft'>, id: string, { now }: At): Promise<void> {
  await lockOwn(tx, id)
  await register.withdrawDraft(tx, id, now)
  await recordAudit(tx, id, { withdrawn: true })
}

/**
 * Answers a closed text for her organisation: with a reason, it declines; without one, it signs. When every party has signed, the text is in the register, and
 * in force after the days that it takes. What is still true of the text is asked again at each signature.
 * @returns the agreement that came of it; null while a party is missing
 */
export async function answerDraft(
  tx: Tx<'governance.agreement.sign'>,
  id: string,
  declined: string | null,
  at: At,
): Promise<string | null> {
  requireStepUp(tx.actor, at.now.epochMilliseconds)
  const { draft, state, parties, faults } = await readDraft(tx, id, at)
  if (state !== 'to-sign' || !draft.fingerprint)
    throw refusal(errors, draft.signed.includes(tx.actor.organisationId) ? 'SIGNED_ALREADY' : 'AGREEMENT_NOT_OPEN')
  if (!parties.includes(tx.actor.organisationId)) throw refusal(errors, 'NO_PARTY')
  if (draft.draftedBy === tx.actor.id) throw refusal(errors, 'OWN_DRAFT')
  if (declined === '') throw refusal(errors, 'STOP_REASON_MISSING')
  if (declined === null && faults.length > 0) throw refusal(errors, 'AGREEMENT_INCOMPLETE', { faults: sayFaults(faults) })
  if (!(await register.insertSignature(tx, { id, fingerprint: draft.fingerprint }, declined, at.now)))
    throw refusal(errors, 'SIGNED_ALREADY')
  const published = declined === null ? await register.publish(tx, id, dayAt(at), newId<'agreement'>()) : null
  await recordAudit(tx, id, { answer: declined === null ? 'signed' : 'declined', fingerprint: draft.fingerprint, published })
  return published
}

/** Every agreement between partners and every draft on its way, as this reader may see them. */
export async function readShared(tx: ReadTx, at: At) {
  const day = dayAt(at)
  const shared = await register.listShared(tx, day)
  return {
    agreements: shared.map((one) => ({ ...one, state: stateOf(one, day) })),
    drafts: (await register.listDrafts(tx)).map((one) => ({ ...one, state: draftState(one) })),
    names: await namesOfOrganisations(tx),
  }
}
const stateOf = (one: register.Agreement, day: PlainDate) =>
  agreementState({ ...one, reviewOn: one.content.reviewOn ? plainDate(one.content.reviewOn) : day }, day)

/** One agreement with its history. */
export async function readAgreement(tx: ReadTx, id: string, at: At) {
  const agreement = await register.findAgreement(tx, id, dayAt(at))
  if (!agreement) throw refusal(platformErrors, 'NOT_FOUND')
  const draft = await register.findDraftOf(tx, id)
  return {
    agreement,
    state: stateOf(agreement, dayAt(at)),
    stops: await register.listStops(tx, id),
    signatures: draft ? await register.listSignatures(tx, draft.id) : [],
    fingerprint: draft?.fingerprint ?? null,
    versions: await register.listVersions(tx, agreement.code),
    gateways: await listAgreementGateways(tx, id),
    lines: await listAgreementLines(tx, id),
    isParty: agreement.parties.includes(tx.actor.organisationId),
    names: await namesOfOrganisations(tx),
  }
}
export type AgreementRead = Awaited<ReturnType<typeof readAgreement>>

/** Stops an agreement at once, for all parties: the next answer of the decision, anywhere, goes by it. */
export const suspend = (tx: Tx<'governance.agreement.suspend'>, id: string, reason: string, at: At) =>
  stop(tx, id, 'suspended', reason, at)
/** Ends an agreement, or lets one run again that this party had stopped. */
export const resume = (tx: Tx<'governance.agreement.end'>, id: string, reason: string, at: At) =>
  stop(tx, id, 'resumed', reason, at)
export const end = (tx: Tx<'governance.agreement.end'>, id: string, reason: string, at: At) => stop(tx, id, 'ended', reason, at)

async function stop(tx: ReadTx, id: string, kind: register.Stop['kind'], reason: string, at: At): Promise<void> {
  requireStepUp(tx.actor, at.now.epochMilliseconds)
  const { agreement, state, stops, isParty } = await readAgreement(tx, id, at)
  if ((agreement.kind !== 'sharing' && agreement.kind !== 'protocol') || !isParty) throw refusal(errors, 'NO_PARTY')
  if (reason === '') throw refusal(errors, 'STOP_REASON_MISSING')
  const last = stops.findLast((one) => one.organisationId === tx.actor.organisationId)?.kind
  const fits = kind === 'resumed' ? last === 'suspended' : kind === 'suspended' ? last !== 'suspended' : true
  if (!fits || state === 'ended') throw refusal(errors, 'NOTHING_TO_STOP')
  await register.insertStop(tx, { id: newId(), agreementId: id, kind, reason }, at.now, dayAt(at))
  await recordAudit(tx as Tx<string>, id, { [kind]: agreement.code, version: agreement.version })
}

const daysOfNotice = 60

/** What waits for an officer: texts that her organisation is asked about or has to sign or close, stops of its own, and agreements whose review is near. */
export async function agreementsOnDesk(tx: ReadTx, at: At): Promise<DeskItem[]> {
  const mine = tx.actor.organisationId
  const day = dayAt(at)
  const { datasets } = await readRegister(tx, day)
  const endOf = (date: PlainDate) => date.add({ days: 1 }).toZonedDateTime(at.zone).toInstant()
  const drafts = await register.listDrafts(tx)
  const asked = drafts.flatMap((one): DeskItem[] => {
    const isParty = partiesOf(one.content, datasets).includes(mine)
    const item = (title: string, dueAt: Instant | null): DeskItem[] => [
      {
        kind: 'agreement',
        title: `${title}: ${one.content.title}`,
        href: `/sharing-agreements/drafts/${one.id}`,
        since: one.closedAt ?? one.consultedFrom ?? one.draftedAt,
        dueAt,
      },
    ]
    const state = draftState(one)
    if (state === 'consulted' && isParty && one.draftedFor !== mine && !one.heard.includes(mine))
      return item('Say what your organisation thinks', endOf(one.consultedUntil!))
    if (state === 'consulted' && one.draftedFor === mine) return item('Asked of the parties', endOf(one.consultedUntil!))
    if (state === 'to-sign' && isParty && !one.signed.includes(mine)) return item('To be signed by your approver', null)
    if (state === 'declined' && one.draftedFor === mine) return item('Declined by a party', null)
    return state === 'draft' && one.draftedFor === mine ? item('Your draft', null) : []
  })
  const shared = (await register.listShared(tx, day)).filter((one) => one.parties.includes(mine))
  const held = shared.flatMap((one): DeskItem[] => {
    const state = stateOf(one, day)
    const href = `/sharing-agreements/${one.id}`
    const since = one.inForceFrom.toZonedDateTime(at.zone).toInstant()
    if (state === 'suspended') return [{ kind: 'agreement', title: `Stopped: ${one.content.title}`, href, since, dueAt: null }]
    if (state === 'ended' || state === 'to-come' || !one.content.reviewOn) return []
    const review = plainDate(one.content.reviewOn)
    if (day.until(review, { largestUnit: 'days' }).days > daysOfNotice) return []
    return [{ kind: 'expiring', title: `Review: ${one.content.title}`, href, since, dueAt: endOf(review) }]
  })
  return [...asked, ...held]
}
