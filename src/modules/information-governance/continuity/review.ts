import { recordAudit } from '#platform/audit'
import type { ReadTx } from '#platform/database'
import { dayOf } from '#platform/dates'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { type Caller, grant, inTransaction, readPersonal } from '#platform/transactions'
import type { At } from '../at.ts'
import { visibilityOf } from '../decide.ts'
import { findPurpose } from '../decision.repository.ts'
import type { DeskItem } from '../desk/desk.rules.ts'
import { errors } from '../errors.ts'
import * as continuity from './continuity.repository.ts'
import { minutesUntilLate } from './keys.ts'

const act = 'governance.continuity.review' as const

/** One sitting with the program: who, when and why, what she looked up, and the review of it. Whom she looked up is not said. */
export type Sitting = {
  readonly id: string
  readonly openings: readonly continuity.Opening[]
  readonly review: continuity.ContinuityReview | null
}

async function sittingsOf(tx: ReadTx): Promise<Sitting[]> {
  const reviews = new Map((await continuity.listReviews(tx)).map((one) => [one.sittingId, one]))
  return [...Map.groupBy(await continuity.listOpenings(tx), (one) => one.sittingId)].map(([id, openings]) => ({
    id,
    openings: openings.toSorted((a, b) => a.nth - b.nth),
    review: reviews.get(id) ?? null,
  }))
}

/** When the newest list was made, how many people are on it, and who of this organisation opened one. */
export const readContinuity = ({ house }: Services, caller: Caller) =>
  inTransaction(house, caller, 'governance.continuity.read', async (tx) => ({
    newest: await continuity.findNewestList(tx),
    sittings: await sittingsOf(tx),
  }))

/** A sitting of another organisation's duty team with its reason as it was given. A look at each person who was looked up: one entry. */
export function openSitting(
  { house, vault }: Services,
  caller: Caller,
  id: string,
): Promise<Sitting & { readonly words: string }> {
  return readPersonal(
    house,
    caller,
    act,
    async (tx) => {
      await grant(house, tx, {})
      const openings = await continuity.listSitting(tx, id)
      const [first] = openings
      if (!first) throw refusal(errors, 'SITTING_NOT_FOUND')
      const said: continuity.OpeningWords[] = []
      for (const opening of openings) said.push(await continuity.openWordsOf(tx, vault, opening.id))
      const people = [...new Set(said.flatMap((one) => one.people.map((person) => person.id)))]
      const now = house.now()
      const visibility = visibilityOf(await findPurpose(tx, tx.actor.purpose, dayOf(now, 'UTC')), now)
      const entries = (await continuity.listOnList(tx, first.listId, people)).map((one) => ({
        decisionId: one.decisionId,
        view: 'continuity-review',
        subjectId: one.subjectId,
        sources: one.sources,
        role: tx.actor.roles[0] ?? 'none',
        outcome: { shown: true } as const,
        agreements: one.agreements,
        cells: {},
        reasons: [{ sitting: id }],
        visibility,
      }))
      const review = (await continuity.listReviews(tx)).find(({ sittingId }) => sittingId === id) ?? null
      return { grant: {}, entries, explained: { id, openings, review, words: said[0]!.words } }
    },
    async (_tx, sitting) => sitting,
  )
}

/** The sittings of other organisations' duty teams, the latest first. */
export const readSittings = ({ house }: Services, caller: Caller): Promise<Sitting[]> =>
  inTransaction(house, caller, act, sittingsOf)

/** Reviews what was looked up in one sitting, once, with reasons. */
export function reviewSitting(
  { house }: Services,
  caller: Caller,
  id: string,
  review: { readonly finding: continuity.ContinuityFinding; readonly reasons: string },
): Promise<void> {
  return inTransaction(house, caller, act, async (tx) => {
    if ((await continuity.listSitting(tx, id)).length === 0) throw refusal(errors, 'SITTING_NOT_FOUND')
    if (review.reasons === '') throw refusal(errors, 'ANSWER_REASON_MISSING')
    if (!(await continuity.insertReview(tx, { sittingId: id, ...review }, house.now()))) throw refusal(errors, 'REVIEWED_ALREADY')
    await recordAudit(tx, id, { finding: review.finding })
  })
}

/** What waits of it: sittings to review, within two days; and that the newest list is late. */
export async function continuityOnDesk(tx: ReadTx, { now }: At): Promise<DeskItem[]> {
  const waiting = await continuity.listWaitingContinuity(tx, now.subtract({ minutes: minutesUntilLate }))
  return waiting.map(({ kind, id, since }) =>
    kind === 'late'
      ? {
          kind: 'continuity',
          title: 'The continuity list is late',
          href: '/continuity',
          since,
          dueAt: since.add({ minutes: minutesUntilLate }),
        }
      : {
          kind: 'continuity',
          title: 'A continuity list was opened: review it',
          href: `/continuity/sittings/${id}`,
          since,
          dueAt: since.add({ hours: 48 }),
        },
  )
}
