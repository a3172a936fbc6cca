import { decidingScope, onlyClasses } from '#modules/information-governance'
import { namesOfOrganisations } from '#modules/partnership'
import { decideAbout, type LinkedSubject, listSubjectsOf, nobodyOf, preferredNames, sourcesOf } from '#modules/person-index'
import { type SafeContact, safeContactsWith } from '#modules/shared-record'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { errors as platformErrors, refusal } from '#platform/errors'
import { tellChanged } from '#platform/live'
import type { Services } from '#platform/services'
import { type Caller, DisclosureRefused, grant, readPersonal } from '#platform/transactions'
import { errors } from '../errors.ts'
import { referralsOf } from '../live.ts'
import { frontDoorOf } from '../queue.ts'
import {
  findOfOrganisation,
  insertEntry,
  listOfOrganisation,
  listReferrals,
  type Referral,
  type ReferralPointer,
} from './referral.repository.ts'
import { faultOf, type ReferralEvent, type ReferralFault, type ReferralNow, referralOf, waits } from './referral.rules.ts'
import { type Destination, destinationsFor } from './send-referral.ts'

const [read, answer] = ['casework.referral.read', 'casework.referral.answer'] as const
const shown = ['identity', 'contact', 'address', 'referral'] as const

export type OpenedReferral = {
  readonly referral: Referral
  readonly now: ReferralNow
  readonly personId: string
  readonly name: string
  readonly safeContacts: readonly SafeContact[]
  /** What the reader's organisation may do: it has it, or it sent it. */
  readonly side: 'has' | 'sent' | 'reads'
  readonly names: ReadonlyMap<string, string>
  readonly destinations: readonly Destination[]
  readonly frontDoor: string
}

/** One referral as both sides read it. Refuses as if there were none, where it is neither at the reader's organisation nor from it. */
export const openReferral = (services: Services, caller: Caller, id: string): Promise<OpenedReferral> =>
  withReferral(services, caller, read, id, async (_, opened) => opened)

const faultWords: Readonly<Record<ReferralFault, string>> = {
  OVER: 'it has ended.',
  NOT_WITH_YOU: 'your organisation does not have it now.',
  NOT_YOURS: 'only who sent it does that.',
  NOT_NOW: 'that does not follow from where it stands.',
  TO_ITSELF: 'choose another organisation than your own.',
  BACK_TO_SENDER: 'who sent it asked for help. Ask them something, or find who can help.',
  CANNOT_GO_UP: 'it has gone up to you: find who takes it, or take it.',
}

/** Answers a referral. @param after the last entry that was read: where somebody has written since, nothing is written */
export const answerReferral = (
  services: Services,
  caller: Caller,
  id: string,
  after: number,
  event: Exclude<ReferralEvent, { kind: 'sent' }>,
): Promise<void> =>
  withReferral(services, caller, answer, id, async (tx, { referral, now, destinations }) => {
    if (now.seq !== after) throw refusal(errors, 'REFERRAL_CHANGED')
    const fault = faultOf(now, event, tx.actor.organisationId)
    if (fault) throw refusal(errors, 'REFERRAL_FAULT', { why: faultWords[fault] })
    if (event.kind === 'handed-over' && !destinations.some(({ id: to }) => to === event.to))
      throw refusal(errors, 'REFERRAL_FAULT', { why: faultWords.TO_ITSELF })
    const at = services.house.now()
    const then = referralOf([
      ...referral.entries,
      {
        seq: now.seq + 1,
        byName: tx.actor.name,
        byOrganisationId: tx.actor.organisationId,
        byOrganisation: tx.actor.organisationName,
        at,
        event,
      },
    ])
    // What was returned waits for who sent it.
    const stands = { at: then.state === 'returned' ? then.from : then.at, waits: waits(then) }
    await insertEntry(tx, services.vault, referral, now.seq + 1, event, stands, at).catch((error: { code?: string }) => {
      throw error.code === '40001' || error.code === '23505' ? refusal(errors, 'REFERRAL_CHANGED') : error
    })
    await recordAudit(tx, id, { entry: event.kind })
    await tellChanged(tx, ...[then.from, now.at, then.at].map(referralsOf))
  })

function withReferral<Act extends typeof read | typeof answer, T>(
  services: Services,
  caller: Caller,
  act: Act,
  id: string,
  work: (tx: Tx<Act>, opened: OpenedReferral) => Promise<T>,
): Promise<T> {
  return readPersonal(
    services.house,
    caller,
    act,
    async (tx) => {
      await grant(services.house, tx, {})
      const pointer = await findOfOrganisation(tx, id)
      const [whole] = pointer ? await listSubjectsOf(services, tx, [pointer.sourcePersonId]) : []
      const subject = whole && pointer ? onlyRecord(whole, pointer.sourcePersonId) : nobodyOf(id)
      const disclosed = await decideAbout(services, tx, [subject], 'referral', subject.personId, 'referral-in-hand')
      return { ...onlyClasses(disclosed, shown), explained: subject }
    },
    async (tx, subject) => {
      const referral = (await listReferrals(tx, services.vault, sourcesOf([subject]))).find((one) => one.id === id)
      if (!referral) throw refusal(platformErrors, 'NOT_FOUND')
      const now = referralOf(referral.entries)
      const own = tx.actor.organisationId
      return work(tx, {
        referral,
        now,
        personId: subject.personId,
        name: (await preferredNames(services, tx, [subject])).get(subject.personId) ?? 'Name not shared',
        safeContacts: (await safeContactsWith(services, tx, [subject])).get(subject.personId) ?? [],
        side: now.at === own ? 'has' : now.from === own ? 'sent' : 'reads',
        names: await namesOfOrganisations(tx),
        destinations: await destinationsFor(tx),
        frontDoor: await frontDoorOf(tx),
      })
    },
  )
}
/** The person by the one record on which the referral hangs: what was sent is of that service, and of no other. */
const onlyRecord = (subject: LinkedSubject, record: string): LinkedSubject => ({
  ...subject,
  sources: subject.sources.filter((one) => one.sourcePersonId === record),
})

/** A referral in a list, with whom it is about. */
export type ListedReferral = ReferralPointer & { readonly name: string }
export type Referrals = {
  /** What waits here, the longest first; what was accepted here; and what this organisation sent. */
  readonly waiting: readonly ListedReferral[]
  readonly accepted: readonly ListedReferral[]
  readonly sent: readonly ListedReferral[]
  readonly names: ReadonlyMap<string, string>
}
/** The referrals of the reader's organisation: one entry for each person on the page. */
export async function readReferrals(services: Services, caller: Caller): Promise<Referrals> {
  const { house } = services
  let known: { pointers: ReferralPointer[]; names: ReadonlyMap<string, string>; own: string } = {
    pointers: [],
    names: new Map(),
    own: '',
  }
  const listed = (nameOf: (source: string) => string | undefined): Referrals => {
    const all = known.pointers.flatMap((one) => {
      const name = nameOf(one.sourcePersonId)
      return name === undefined ? [] : [{ ...one, name }]
    })
    const here = all.filter(({ atId }) => atId === known.own)
    const longestFirst = (a: ReferralPointer, b: ReferralPointer) => a.since.epochMilliseconds - b.since.epochMilliseconds
    return {
      waiting: here.filter((one) => one.waits).toSorted(longestFirst),
      accepted: here.filter((one) => !one.waits && one.kind === 'accepted'),
      sent: all.filter(({ fromId }) => fromId === known.own),
      names: known.names,
    }
  }
  try {
    return await readPersonal(
      house,
      caller,
      read,
      async (tx) => {
        await grant(house, tx, decidingScope(tx.actor.teams))
        const pointers = await listOfOrganisation(tx)
        known = { pointers, names: await namesOfOrganisations(tx), own: tx.actor.organisationId }
        const sources = [...new Set(pointers.map((one) => one.sourcePersonId))]
        const subjects = (await listSubjectsOf(services, tx, sources)).map((subject) => ({
          ...subject,
          sources: subject.sources.filter((one) => sources.includes(one.sourcePersonId)),
        }))
        const disclosed = await decideAbout(services, tx, subjects, 'referrals', undefined, 'referral-in-hand')
        return { ...onlyClasses(disclosed, ['identity']), explained: subjects }
      },
      async (tx, subjects) => {
        const names = await preferredNames(services, tx, subjects)
        const personOf = new Map(
          subjects.flatMap((one) => one.sources.map(({ sourcePersonId }) => [sourcePersonId, one.personId] as const)),
        )
        return listed((source) => names.get(personOf.get(source) ?? ''))
      },
    )
  } catch (error) {
    if (error instanceof DisclosureRefused && error.code === 'NOTHING_TO_SHOW') return listed(() => undefined)
    throw error
  }
}
