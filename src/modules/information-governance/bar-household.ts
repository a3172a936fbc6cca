import type { Tx } from '#platform/database'
import * as relationships from './relationship.repository.ts'

/** Bars a worker from her own record and those of people she lives with (A10), in the transaction that learns of it. */
export const barHousehold = (
  tx: Tx,
  rows: readonly { workerId: string; controllerId: string; datasetId: string; regime: string; sourcePersonId: string; ground: 'self' | 'household' }[],
): Promise<void> => (rows.length > 0 ? relationships.insertBars(tx, rows) : Promise.resolve())
