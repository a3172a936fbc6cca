import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pounds, readPounds, sayMoney } from './money.ts'

// Pence, and how the page says it.
const sums: [bigint, string][] = [
  [0n, '£0'],
  [5n, '£0.05'],
  [1234n, '£12.34'],
  [100_000_000n, '£1,000,000'],
  [-123_450n, '−£1,234.50'],
]
for (const [pence, said] of sums) test(`${pence} pence is said ${said}`, () => assert.equal(sayMoney(pounds(pence)), said))

const typed: [text: string, pence: bigint | undefined][] = [
  ['40', 4000n],
  ['£40', 4000n],
  ['£1,250.50', 125_050n],
  ['0.05', 5n],
  ['1250', 125_000n],
  ['0', undefined],
  ['-5', undefined],
  ['4.5', undefined],
  ['1,25', undefined],
  ['forty', undefined],
  ['', undefined],
]
for (const [text, pence] of typed) test(`"${text}" is ${pence ?? 'no sum'}`, () => assert.equal(readPounds(text)?.pence, pence))
