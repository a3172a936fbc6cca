import type { ReadTx } from '#platform/database'
import { eraseResidentRecords } from './worker.repository.ts'

/** That a worker is herself the one whom a record is about. This room stands below the one that declares the interface, and fits it. */
export const personalData = {
  room: 'partnership',
  tables: { 'partnership.worker_resident_record': ['source_record_id'] },
  erase: async (_services: object, tx: ReadTx, { sources }: { readonly sources: readonly string[] }) => ({
    'partnership.worker_resident_record': await eraseResidentRecords(tx, sources),
  }),
}
