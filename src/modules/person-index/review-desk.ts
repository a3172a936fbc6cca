import { decide, decidingScope, listDatasetIds } from '#modules/information-governance'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { type Caller, DisclosureRefused, type Grant, grant, inTransaction } from '#platform/transactions'
import { belongsTo, type ReviewDesk } from './desks.ts'
import type { PairId, ReviewAnswer, ReviewPair } from './review.repository.ts'
import * as repository from './review.repository.ts'
import { type Sitting, sittingOf, worth } from './review.rules.ts'
import { listSubjectsOf } from './subjects.ts'

const shown = 25
/** How many pairs that wait a reviewer answers before she is asked again about one that is decided. */
const answersBetween = 9

/**
 * A pair on the list: whose records, and since when. Not what they say, nor how sure the model is; nor how many they are, since that would count
 * the records of services that the reviewer is not told of (practice K2).
 */
export type Waiting = {
  readonly id: PairId
  readonly agencies: readonly string[]
  /** Null at the open desk, where one in ten has been decided before, and its age would tell. */
  readonly madeAt: Instant | null
  readonly yours: boolean
}
export type Desk = {
  readonly waiting: number
  /** The next ones, worth most first. */
  readonly next: readonly Waiting[]
  readonly answered: readonly ReviewAnswer[]
  readonly agreement: { readonly both: number; readonly same: number }
  readonly sitting: Sitting
}

/** What waits for this reviewer, most worth her time first, and what she has answered lately. Shows nobody's record. */
export function openDesk(services: Services, caller: Caller, desk: ReviewDesk): Promise<Desk> {
  const { house } = services
  return inTransaction(house, caller, desk.acts.read, async (tx) => {
    const agencies = await sitDown(services, tx, desk)
    const again = await askedAgain(services, tx, desk, agencies)
    const waiting = [...(await repository.listWaiting(tx, house.now())), ...(again ? [again] : [])].toSorted(
      (a, b) => worthOf(b) - worthOf(a) || (a.id < b.id ? -1 : 1),
    )
    const asShown = (pair: ReviewPair): Waiting => ({
      id: pair.id,
      agencies: [...new Set([pair.datasetId, pair.otherDatasetId].map((id) => agencies.get(id)!))],
      madeAt: desk.name === 'protected' ? pair.madeAt : null,
      yours: pair.takenBy === tx.actor.id,
    })
    return {
      waiting: waiting.length,
      next: waiting.slice(0, shown).map(asShown),
      answered: await repository.listOwnAnswers(tx, 10),
      agreement: await repository.countAgreement(tx),
      sitting: sittingOf(
        await repository.listOwnAnswerTimes(tx, house.now().subtract({ hours: 8 })),
        house.now().epochMilliseconds,
      ),
    }
  })
}

const worthOf = ({ settles, records, weighed: { probability } }: ReviewPair) => worth({ settles, records, probability })

/**
 * A pair that is decided already and that this reviewer is asked about once more, among the others and without being told: so that it is seen how
 * often two say the same, and whether what is decided is right. One in ten; those first of which two say the same already, since their answer is known.
 */
export async function askedAgain(
  services: Services,
  tx: ReadTx,
  desk: ReviewDesk,
  agencies: ReadonlyMap<string, string>,
): Promise<ReviewPair | undefined> {
  if (desk.name !== 'open' || (await repository.countSinceAskedAgain(tx)) < answersBetween) return undefined
  for (const pair of await repository.listDecidedByOthers(tx, services.house.now(), 5)) {
    const found = await listSubjectsOf(services, tx, [pair.source, pair.other])
    await grant(services.house, tx, atDesk(tx, agencies))
    if (belongsTo(desk, found)) return pair
  }
  return undefined
}

/**
 * Grants the pairs that this reviewer may see at all: those between datasets whose records she may compare. Which these are is asked of
 * the disclosure decision, of nobody in particular. Returns them, each with its name.
 */
export async function sitDown(services: Services, tx: ReadTx, desk: ReviewDesk): Promise<Map<string, string>> {
  const agencies = await reviewable(services, tx, desk)
  await grant(services.house, tx, atDesk(tx, agencies))
  return agencies
}

/** A grant of these pairs, and of what else it names. */
export const atDesk = (
  tx: ReadTx,
  agencies: ReadonlyMap<string, string>,
  named: Parameters<typeof decidingScope>[1] = {},
): Grant => ({
  bound: { ...decidingScope(tx.actor.teams, named).bound, datasets: [...agencies.keys()] },
})

async function reviewable({ house }: Services, tx: ReadTx, desk: ReviewDesk): Promise<Map<string, string>> {
  const sources = (await listDatasetIds(tx)).map((datasetId) => ({ sourcePersonId: newId(), datasetId }))
  try {
    const nobody = [{ personId: newId(), sources, protection: 'none' as const }]
    const { explained } = await decide(tx, nobody, new Map(), desk.view, house.now(), undefined, desk.holding)
    const datasets = explained.people.flatMap((person) => person.datasets)
    return new Map(datasets.filter((one) => one.classes.includes('identity')).map((one) => [one.datasetId, one.plainName]))
  } catch (error) {
    if (error instanceof DisclosureRefused) return new Map()
    throw error
  }
}
