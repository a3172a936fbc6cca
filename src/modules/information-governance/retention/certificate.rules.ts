import type { ErasureBatch } from './retention.repository.ts'

/** What was erased, by which rule, on whose word: no name of anybody whose record it was, and nothing by which one could be found. */
export const certificateOf = (
  batch: Omit<ErasureBatch, 'certificate' | 'certificateHash' | 'doneAt'>,
  classes: readonly string[],
  at: string,
) => ({
  kind: 'Certificate of erasure',
  erasure: batch.id,
  dataset: { id: batch.datasetId, name: batch.dataset, controller: batch.controllerId },
  rule: { retention: batch.retention, says: batch.rule, basis: batch.basis },
  listedAt: batch.listedAt.toString(),
  dueOn: batch.dueOn.toString(),
  approvedBy: batch.approvals.map((one) => ({ name: one.by, as: one.as, at: one.at.toString() })),
  erasedAt: at,
  records: { listed: batch.records, leftOut: batch.leftOut, erased: batch.erased },
  kindsOfInformation: classes,
  rows: batch.counts,
  remains: 'Keyed hashes that keep the records from coming back; in the access log, the hashes of its entries.',
})
