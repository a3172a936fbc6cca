import { sql } from 'kysely'
import { listDatasets } from '#modules/information-governance'
import { namesOfWorkers } from '#modules/partnership'
import type { Instant } from '#platform/dates'
import { instant } from '#platform/dates'
import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'

/** How one reviewer has got on, in numbers of pairs. */
export type Reviewer = {
  readonly name: string
  readonly answers: number
  /** Cannot say, or more is needed. */
  readonly unsure: number
  /** Of those that a colleague judged too: on how many one of them said the same. */
  readonly judgedByTwo: number
  readonly saidTheSame: number
  /** Pairs whose answer was known when she was asked, since two others had said the same; and how many she answered so. */
  readonly known: number
  readonly asKnown: number
}

/** How the open review desk gets on: what waits now, and what each reviewer has answered lately. Nothing of any person who is compared. */
export type Reviewing = {
  readonly waiting: number
  readonly oldest: Instant | null
  /** Of those that wait: with an answer already; with two that say otherwise; of which a reviewer needs to know more. */
  readonly answered: number
  readonly disputed: number
  readonly needMore: number
  readonly since: Instant
  readonly reviewers: readonly Reviewer[]
}

/** Over how many days reviewers' answers are counted. */
export const reviewingDays = 28

export const readReviewing = ({ house }: Services, caller: Caller): Promise<Reviewing> =>
  inTransaction(house, caller, 'person-index.reviewing.read', async (tx) => {
    const since = house.now().subtract({ hours: reviewingDays * 24 })
    type Row = Omit<Reviewing, 'oldest' | 'since' | 'reviewers'> & {
      readonly oldest: string | null
      readonly reviewers: readonly (Omit<Reviewer, 'name'> & { readonly reviewer: string })[]
    }
    const told = [...(await listDatasets(tx)).values()].filter(({ existence }) => existence === 'shown' || existence === 'named')
    const ids = told.map((dataset) => dataset.id)
    const { rows } = await sql<{ it: Row }>`select person_index.reviewing(${since}::timestamptz, ${ids}::text[]) as it`.execute(
      tx,
    )
    const { oldest, reviewers, ...counts } = rows[0]!.it
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
