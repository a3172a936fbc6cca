import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pounds, sayMoney } from './money.ts'

// Pence, and how the page says it.
const sums: [bigint, string][] = [
  [0n, '£0'],
  [5n, '£0.05'],
  [1234n, '£12.34'],
  [100_000_000n, '£1,000,000'],
  [-123_450n, '−£1,234.50'],
]
for (const [pence, said] of sums) test(`${pence} pence is said ${said}`, () => assert.equal(sayMoney(pounds(pence)), said))
