import type { Instant, PlainDate } from '#platform/dates'
import { type DatasetFacts, whereaboutsClasses } from '../disclosure.rules.ts'
import type { StepKind } from './clock.rules.ts'
import type { RequestKind } from './law.rules.ts'
import type { RestrictionGround } from './limit.rules.ts'

/** What an organisation decides: on an objection, and on a restriction. */
export type Decided = 'stop' | 'continue' | 'restrict' | 'not-restrict'

/** What was done about a part, by whom; what was written with it is sealed apart. */
export type Step = {
  readonly id: string
  readonly kind: StepKind
  readonly reason: 'identity' | 'clarification' | Decided | null
  readonly at: Instant
  readonly onDay: PlainDate
  readonly byName: string
}

/** One controller's part of a request. */
export type Part = {
  readonly id: string
  readonly requestId: string
  readonly kind: RequestKind
  readonly accountId: string
  readonly controllerId: string
  /** Of a service that may not be known to be involved: only its own people see this part, and nothing of it stands on a page of the person. */
  readonly hidden: boolean
  readonly receivedAt: Instant
  readonly receivedOn: PlainDate
  /** Why it is to be restricted, where that was asked. */
  readonly ground: RestrictionGround | null
  /** Who wrote it in, where she did not ask on her own page. */
  readonly enteredBy: string | null
  readonly steps: readonly Step[]
}

type Record = { readonly datasetId: string; readonly controllerId: string }
/** Whether a dataset is of a service that may not be known to be involved. */
export const isHidden = (dataset: DatasetFacts | undefined): boolean =>
  dataset === undefined || dataset.existence === 'brokered' || dataset.existence === 'sealed'

/** Whom a request for everything is put to: each controller that holds something, once; and once more, apart, for its services that may not be known of. */
export function partsFor(
  records: readonly Record[],
  datasets: ReadonlyMap<string, DatasetFacts>,
): { controllerId: string; hidden: boolean }[] {
  const parts = records.map(({ controllerId, datasetId }) => ({ controllerId, hidden: isHidden(datasets.get(datasetId)) }))
  return [...new Map(parts.map((part) => [`${part.controllerId} ${part.hidden}`, part])).values()]
}

/** Of these records, those that a part is about. */
export const recordsOf = <Kept extends Record>(
  part: Pick<Part, 'controllerId' | 'hidden'>,
  records: readonly Kept[],
  datasets: ReadonlyMap<string, DatasetFacts>,
): Kept[] =>
  records.filter((one) => one.controllerId === part.controllerId && isHidden(datasets.get(one.datasetId)) === part.hidden)

/** Whom somebody can put a request to by name: the same for everyone, whoever holds something of her. */
export const addressees = (datasets: ReadonlyMap<string, DatasetFacts>): string[] =>
  [...new Set([...datasets.values()].filter((one) => !isHidden(one)).map((one) => one.controllerId))].sort()

/**
 * Kinds of information that never stand in a copy on a page, where another may read it with her: that a service works with her which may not be known to be
 * involved; and, if she is protected, where she is.
 */
export const neverOnPage = (isProtected: boolean): ReadonlySet<string> =>
  new Set(['brokered-involvement', ...(isProtected ? whereaboutsClasses : [])])
