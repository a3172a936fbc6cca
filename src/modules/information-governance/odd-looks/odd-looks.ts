import { recordAudit } from '#platform/audit'
import type { ReadTx } from '#platform/database'
import { dayOf, type Instant } from '#platform/dates'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { type Caller, grant, inTransaction, readPersonal } from '#platform/transactions'
import { machineEntry } from '../decide.ts'
import { findPurpose } from '../decision.repository.ts'
import type { DeskItem } from '../desk/desk.rules.ts'
import { errors } from '../errors.ts'
import * as odd from './odd-look.repository.ts'
import { dueFrom, type Finding, stateOf } from './odd-look.rules.ts'

const [answers, reviews] = ['governance.odd-look.answer', 'governance.odd-look.review'] as const

/** Adds what the purpose of each look is called. */
async function withPurposes<Look extends { readonly purpose: string }>(
  tx: ReadTx,
  looks: readonly Look[],
  { house, place }: Services,
): Promise<(Look & { readonly purposeName: string })[]> {
  const day = dayOf(house.now(), place.zone)
  const names = new Map<string, string>()
  for (const id of new Set(looks.map((one) => one.purpose))) names.set(id, (await findPurpose(tx, id, day))?.name ?? id)
  return looks.map((look) => ({ ...look, purposeName: names.get(look.purpose)! }))
}

/** What the worker has to say yet, or was asked again. */
export const awaitsHer = ({ lastKind }: odd.OwnOddLook): boolean => lastKind === null || lastKind === 'asked'

export type OwnRead = odd.OwnOddLook & { readonly purposeName: string }

/** What the product noticed of this worker's own looks, and what she is asked. It names nobody: the record itself is opened, or not, as any other. */
export const readOwn = (services: Services, caller: Caller): Promise<OwnRead[]> =>
  inTransaction(services.house, caller, answers, async (tx) =>
    withPurposes(tx, await odd.listOwnOddLooks(tx, services.vault), services),
  )

/** The worker says why she looked. Her organisation's officer reads it. */
export function answerOddLook({ house, vault }: Services, caller: Caller, id: string, said: string): Promise<void> {
  return inTransaction(house, caller, answers, async (tx) => {
    await odd.holdOddLook(tx, id)
    const own = (await odd.listOwnOddLooks(tx, vault)).find((one) => one.id === id)
    if (!own) throw refusal(errors, 'ODD_LOOK_NOT_FOUND')
    if (!awaitsHer(own)) throw refusal(errors, 'ODD_LOOK_ANSWERED')
    if (said === '') throw refusal(errors, 'ODD_LOOK_WORDS_MISSING')
    await odd.insertStep(tx, vault, id, { id: newId(), kind: 'answered', at: house.now() }, said)
    await recordAudit(tx, id, {})
  })
}

export type ReviewRead = odd.OddLookRead & { readonly purposeName: string }

/** What this officer decides, and what was noticed lately. It names nobody whose records they are. */
export const readOddLooks = (services: Services, caller: Caller): Promise<ReviewRead[]> =>
  inTransaction(services.house, caller, reviews, async (tx) => withPurposes(tx, await odd.listOddLooks(tx), services))

/** A reviewer's own look says that somebody's look was odd: the person whose record it was never sees it. */
const reviewing = (now: Instant) =>
  ({
    visible: 'withheld',
    ground: 'A review of an odd look',
    reviewer: 'information-governance',
    reviewOn: dayOf(now, 'UTC').add({ months: 6 }).toString(),
  }) as const

/** One of them with what was said. A look at it: one entry, of whose records they are. */
export async function openOddLook(services: Services, caller: Caller, id: string) {
  const { house, vault } = services
  return readPersonal(
    house,
    caller,
    reviews,
    async (tx) => {
      await grant(house, tx, {})
      const look = await odd.findOddLook(tx, id)
      if (!look) throw refusal(errors, 'ODD_LOOK_NOT_FOUND')
      const entry = machineEntry('odd-look-review', { agreements: ['odd look-ups'], classes: {} }, house.now())
      return {
        grant: {},
        entries: [
          {
            ...entry,
            visibility: reviewing(house.now()),
            subjectId: look.personId,
            sources: await odd.listSourcesOf(tx, id),
            role: tx.actor.roles[0] ?? 'none',
          },
        ],
        explained: look,
      }
    },
    async (tx, look) => {
      const [read] = await withPurposes(tx, [look], services)
      return {
        ...read!,
        said: await odd.openSaid(tx, vault, id),
        // Of another organisation's worker not even the reference of whom she looked at: its services may hide who comes to them.
        isOurs: look.workerOrganisationId === tx.actor.organisationId,
      }
    },
  )
}
export type OpenedOddLook = Awaited<ReturnType<typeof openOddLook>>

/** Decides whether a look was rightful, once, with the reason; or asks the worker again. Returns what the look is called. */
export function decideOddLook(
  { house, vault }: Services,
  caller: Caller,
  id: string,
  { finding, reasons }: { readonly finding: Finding; readonly reasons: string },
): Promise<string> {
  return inTransaction(house, caller, reviews, async (tx) => {
    await odd.holdOddLook(tx, id)
    const look = await odd.findOddLook(tx, id)
    if (!look) throw refusal(errors, 'ODD_LOOK_NOT_FOUND')
    const state = stateOf(look.steps)
    if (state === 'rightful' || state === 'not-rightful') throw refusal(errors, 'ODD_LOOK_DECIDED')
    if (reasons === '') throw refusal(errors, 'ODD_LOOK_WORDS_MISSING')
    await odd.insertStep(tx, vault, id, { id: newId(), kind: finding, at: house.now() }, reasons)
    await recordAudit(tx, id, { finding })
    return look.reference
  })
}

/** What waits on the desk: an odd look that nobody decided on. */
export async function oddLooksOnDesk(tx: ReadTx): Promise<DeskItem[]> {
  return (await odd.listWaitingOddLooks(tx)).map(({ id, reference, since }) => ({
    kind: 'odd-look',
    title: `Odd look ${reference}: decide whether it was rightful`,
    href: `/access-reviews/odd/${id}`,
    since,
    dueAt: dueFrom(since),
  }))
}
