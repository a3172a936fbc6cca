import { type Dataset, registerDataset } from '#modules/information-governance'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import type { Vault } from '#platform/vault'
import * as feeds from './feeds.repository.ts'
import { uploadConnectionId, uploadPublicKey } from './verify-signature.ts'

/** A feed is one dataset's way in; it has the dataset's id. `shape`: rows in the sender's own shape, or canonical ones. */
export type NewFeed = Dataset & { readonly changeCapPercent: number; readonly shape?: 'own' | 'canonical' }

/** A sender's key for one feed. A key is replaced by adding a connection, never by changing one. */
export type NewConnection = {
  readonly id: string
  readonly feedId: string
  readonly organisationId: string
  readonly keyId: string
  /** An Ed25519 public key (RFC 8037). */
  readonly publicKey: feeds.JsonWebKey
  readonly activeFrom: Instant
  readonly activeTo?: Instant | null
}

/** Registers a feed with its dataset and the connection of its upload page, or restates its description. */
export async function registerFeed(tx: Tx<'feeds.feed.register'>, vault: Vault, feed: NewFeed, now: Instant): Promise<void> {
  await registerDataset(tx, feed)
  await feeds.upsertFeed(tx, {
    id: feed.id,
    datasetId: feed.id,
    controllerId: feed.controllerId,
    regime: feed.regime,
    name: feed.name,
    classes: feed.classes.map((one) => one.fieldClass),
    specialClasses: feed.classes.filter((one) => one.specialCategory).map((one) => one.fieldClass),
    changeCapPercent: feed.changeCapPercent,
    promisedHours: feed.promisedHours,
    shape: feed.shape ?? 'own',
  })
  await feeds.insertConnection(tx, {
    id: uploadConnectionId(feed.id),
    feedId: feed.id,
    organisationId: feed.controllerId,
    keyId: uploadConnectionId(feed.id),
    publicKey: uploadPublicKey(vault, feed.id),
    activeFrom: now,
    activeTo: null,
    revokedAt: null,
  })
  await recordAudit(tx, feed.id, { changeCapPercent: feed.changeCapPercent })
}

/** Adds a key that this feed's files and events may be signed with. */
export async function addConnection(tx: Tx<'feeds.feed.register'>, connection: NewConnection): Promise<void> {
  await feeds.insertConnection(tx, { ...connection, activeTo: connection.activeTo ?? null, revokedAt: null })
  await recordAudit(tx, connection.feedId, { connection: connection.id, key: connection.keyId })
}
