import { listDatasets } from '#modules/information-governance'
import { namesOfWorkers } from '#modules/partnership'
import type { Instant } from '#platform/dates'
import { instant } from '#platform/dates'
import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'
import { countReviewing, type ReviewCounts } from './review.repository.ts'

/** How the open review desk gets on. Nothing of any person who is compared. */
export type Reviewing = Omit<ReviewCounts, 'oldest' | 'reviewers'> & {
  readonly oldest: Instant | null
  readonly since: Instant
  readonly reviewers: readonly Reviewer[]
}
/** How one reviewer has got on. */
export type Reviewer = Omit<ReviewCounts['reviewers'][number], 'reviewer'> & { readonly name: string }

/** Over how many days reviewers' answers are counted. */
export const reviewingDays = 28

export const readReviewing = ({ house }: Services, caller: Caller): Promise<Reviewing> =>
  inTransaction(house, caller, 'person-index.reviewing.read', async (tx) => {
    const since = house.now().subtract({ hours: reviewingDays * 24 })
    const told = [...(await listDatasets(tx)).values()].filter(({ existence }) => existence === 'shown' || existence === 'named')
    const { oldest, reviewers, ...counts } = await countReviewing(
      tx,
      since,
      told.map((dataset) => dataset.id),
    )
    const names = await namesOfWorkers(
      tx,
      reviewers.map((one) => one.reviewer),
    )
    return {
      ...counts,
      oldest: oldest === null ? null : instant(oldest),
      since,
      reviewers: reviewers
        .map(({ reviewer, ...its }) => ({ name: names.get(reviewer) ?? 'somebody who has left', ...its }))
        .toSorted((a, b) => a.name.localeCompare(b.name)),
    }
  })
