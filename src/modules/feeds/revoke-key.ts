import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { refusal } from '#platform/errors'
import { errors } from './errors.ts'
import * as feeds from './feeds.repository.ts'

/** Revokes the key of a connection. From the moment this commits nothing signed with it is taken, nor applied. */
export async function revokeKey(tx: Tx<'feeds.key.revoke'>, connectionId: string, now: Instant): Promise<void> {
  const connection = await feeds.lockConnection(tx, connectionId)
  if (!connection) throw refusal(errors, 'FEED_NOT_FOUND', { feed: connectionId })
  await feeds.markRevoked(tx, connectionId, now)
  await recordAudit(tx, connection.feedId, { connection: connectionId, key: connection.keyId })
}
