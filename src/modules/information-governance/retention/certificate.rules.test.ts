import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, plainDate } from '#platform/dates'
import { certificateOf } from './certificate.rules.ts'

test('a certificate says what was erased, by which rule, on whose word, and what remains; it names nobody whose record it was', () => {
  const batch = {
    id: 'b-1',
    datasetId: 'council-housing',
    controllerId: 'GB-LAE-ALD',
    dataset: 'Tenancies and rent',
    retention: 'tenancy + 6 years',
    rule: 'Six years after the tenancy ended',
    basis: 'Limitation Act 1980',
    listedAt: instant('2026-11-01T02:00:00Z'),
    dueOn: plainDate('2026-11-01'),
    records: 12,
    leftOut: 2,
    erased: 10,
    counts: { facts: 140 },
    approvals: [
      { batchId: 'b-1', byId: 'w-1', by: 'Rosalind Keane', as: 'data-owner' as const, at: instant('2026-11-02T09:00:00Z') },
    ],
  }
  assert.deepEqual(certificateOf(batch, ['address', 'identity'], '2026-11-03T02:00:00Z'), {
    kind: 'Certificate of erasure',
    erasure: 'b-1',
    dataset: { id: 'council-housing', name: 'Tenancies and rent', controller: 'GB-LAE-ALD' },
    rule: { retention: 'tenancy + 6 years', says: 'Six years after the tenancy ended', basis: 'Limitation Act 1980' },
    listedAt: '2026-11-01T02:00:00Z',
    dueOn: '2026-11-01',
    approvedBy: [{ name: 'Rosalind Keane', as: 'data-owner', at: '2026-11-02T09:00:00Z' }],
    erasedAt: '2026-11-03T02:00:00Z',
    records: { listed: 12, leftOut: 2, erased: 10 },
    kindsOfInformation: ['address', 'identity'],
    rows: { facts: 140 },
    remains: 'Keyed hashes that keep the records from coming back; in the access log, the hashes of its entries.',
  })
})
