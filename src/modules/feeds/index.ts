// The front door of feeds.
export { askReversal } from './ask-reversal.ts'
export { type Correction, correctRow } from './correct-row.ts'
export { dismissRow } from './dismiss-row.ts'
export { type DropFolder, watchDropFolder } from './drop-folder.ts'
export { errors } from './errors.ts'
export { batchApplied, batchReversed } from './events.ts'
export {
  type Fact,
  listFacts,
  listFactsSince,
  listIdentities,
  listNetworkSources,
  listStandingInDataset,
  type NetworkSource,
} from './facts.repository.ts'
export { type Freshness, listFreshness } from './feeds.repository.ts'
export { type FoundSource, findSourcePersons } from './find-source-persons.ts'
export { jobHandlers, jobKinds } from './jobs.ts'
export {
  findBatchOrigin,
  findFeedOrigin,
  listFeedsWithBatches,
  listMatchingFacts,
  listSourcesOfBatch,
  listSourcesOfDataset,
  type MatchingFact,
} from './matching-facts.repository.ts'
export { holdsOnlyInventedNhsNumbers } from './only-invented-numbers.ts'
export { pages } from './pages.ts'
export { personalData, records } from './personal-data.ts'
export { policy } from './policy.ts'
export { type Delivery, type Receipt, receiveBatch } from './receive-batch.ts'
export { addConnection, type NewConnection, type NewFeed, registerFeed } from './register-feed.ts'
export { refuseBatch, releaseBatch } from './release-batch.ts'
export { replayRows } from './replay-rows.ts'
export { revokeKey } from './revoke-key.ts'
export { gatewayRoutes, routes } from './routes.ts'
export { Manifest } from './schemas.ts'
export { type FeedSeed, feedSeeds } from './seeds.ts'
export { findByReference as findSourceByReference } from './sources.repository.ts'
export { type SenderKey, verifyByKey } from './verify-signature.ts'
