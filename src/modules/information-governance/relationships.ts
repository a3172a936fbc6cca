import type { Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import * as relationships from './relationship.repository.ts'

export type { NewRelationship } from './relationship.repository.ts'

/** Opens relationships in the transaction in which they arise, or restates those with the same room, key and kind. */
export const openRelationships = (tx: Tx, rows: readonly relationships.NewRelationship[]): Promise<void> =>
  relationships.upsertRelationships(tx, rows)

/** Ends the relationships that arose from these keys of a room, in the transaction in which they end. */
export const endRelationships = (tx: Tx, sourceRoom: string, sourceKeys: readonly string[], at: Instant): Promise<void> =>
  relationships.endRelationships(tx, sourceRoom, sourceKeys, at)
