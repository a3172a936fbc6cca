import type { SenderKey } from '#modules/feeds'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { newId } from '#platform/ids'
import * as sources from './sources.repository.ts'

export type SignedSource = {
  readonly name: string
  readonly organisationId: string
  readonly feed: string
  readonly keyId: string
  readonly publicKey: SenderKey['publicKey']
}

/**
 * Registers who sends a place’s directory as signed files, and the key that they are signed with. Done twice it is done once.
 *
 * @returns whether its files are taken: one that somebody ended stays ended
 */
export async function seedSource(
  tx: Tx<'service-directory.source.seed'>,
  { name, organisationId, feed, keyId, publicKey }: SignedSource,
  keyFrom: Instant,
  now: Instant,
): Promise<boolean> {
  if (await sources.findSource(tx, { feed })) return true
  if (await sources.hasEnded(tx, feed)) return false
  const key = { keyId, publicKey, activeFrom: keyFrom, activeTo: null, revokedAt: null }
  const id = newId<'directory-source'>()
  await sources.insertSource(tx, { id, name, organisationId, address: null, addedAt: now, signed: { feed, key } })
  await recordAudit(tx, id, { feed, key: keyId })
  return true
}
