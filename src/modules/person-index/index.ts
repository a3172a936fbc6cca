// The front door of person-index.
export { findSources } from './find-sources.ts'
export { jobHandlers, jobKinds, subscriptions } from './jobs.ts'
export { searchKeysFor } from './keyed-hash.ts'
export type { PeopleQuery } from './keys.rules.ts'
export { type Link, listLinksOf, listLinksOfNamed, redirectOf } from './link.repository.ts'
export { policy } from './policy.ts'
export { type RankedPerson, rankCandidates } from './rank.rules.ts'
