import type { PurposeWords } from '#modules/information-governance'
import type { Visits } from '#platform/access-log'

/** What was shared about her for one purpose. */
export type SharedForPurpose = {
  readonly purpose: PurposeWords
  readonly organisations: readonly string[]
  readonly classes: readonly string[]
  readonly visits: number
}

/** The visits that she may know of, by purpose; what was visited most often for stands first. */
export function sharedFor(
  visits: readonly Visits[],
  purposes: ReadonlyMap<string, PurposeWords>,
  organisations: ReadonlyMap<string, string>,
): SharedForPurpose[] {
  const shared = [...Map.groupBy(visits, ({ purpose }) => purpose)].map(([purpose, its]) => ({
    purpose: purposes.get(purpose) ?? { en: '', cy: null, law: '' },
    organisations: distinct(its.map(({ organisationId }) => organisations.get(organisationId) ?? organisationId)),
    // That a service knows her is no kind of its own beside what was seen of it.
    classes: distinct(its.flatMap(({ classes }) => classes)).filter((one) => one !== 'involvement-exists'),
    visits: its.reduce((sum, one) => sum + one.visits, 0),
  }))
  return shared.toSorted((a, b) => b.visits - a.visits || a.purpose.en.localeCompare(b.purpose.en, 'en'))
}
const distinct = (all: readonly string[]): string[] => [...new Set(all)].sort()
