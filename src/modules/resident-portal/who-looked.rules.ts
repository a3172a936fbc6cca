import type { AccessEntry } from '#platform/access-log'
import { dayOf, type Instant } from '#platform/dates'

/** One visit: someone in one role at one organisation, or somebody who may act for her, on one day, for one purpose, whatever number of pages she opened. */
export type Visit = {
  /** Its first look: what the resident can prove. */
  readonly entryId: string
  readonly at: Instant
  readonly self: boolean
  /** Somebody who may act for her: a helper, a parent. */
  readonly proxy: boolean
  readonly role: string
  readonly organisation: string
  readonly purpose: { readonly en: string; readonly cy: string | null }
  /** The kinds of information that were on the page, as codes. */
  readonly saw: readonly string[]
}

export type VisitWords = {
  readonly organisations: ReadonlyMap<string, string>
  readonly purposes: ReadonlyMap<string, { en: string; cy: string | null }>
  readonly zone: string
}

/** Groups the log's entries into visits, newest first: by role and organisation, never by the worker's name (practice K3). */
export function visitsOf(entries: readonly AccessEntry[], words: VisitWords): Visit[] {
  const visit = (entry: AccessEntry) =>
    [dayOf(entry.occurred_at, words.zone), entry.actor_kind, entry.actor_role, entry.organisation_id, entry.purpose].join('|')
  return [...Map.groupBy(entries, visit).values()].map((its) => {
    const first = its.at(-1)!
    const saw = new Set(its.flatMap((entry) => Object.values(entry.cells).flat()))
    saw.delete('involvement-exists')
    return {
      entryId: first.id,
      at: first.occurred_at,
      self: first.actor_kind === 'resident' && first.actor_role === 'resident',
      proxy: first.actor_kind === 'resident' && first.actor_role !== 'resident',
      role: first.actor_role,
      organisation: words.organisations.get(first.organisation_id) ?? first.organisation_id,
      purpose: words.purposes.get(first.purpose) ?? { en: '', cy: null },
      saw: [...saw].sort(),
    }
  })
}
