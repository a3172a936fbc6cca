import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { runs, seed } from '#testing/random'
import { PairTable } from './pair-table.ts'

const groups = 7
const steps = fc.array(
  fc.tuple(fc.nat(groups - 1), fc.nat(groups - 1)).filter(([a, b]) => a !== b),
  { minLength: 1, maxLength: 120 },
)

test('it finds every pair that was put in and not taken out again, whichever of its groups is named first', () => {
  fc.assert(
    fc.property(steps, (pairs) => {
      const ends = new Int32Array(2 * groups * groups)
      const table = new PairTable(ends, (groups * (groups - 1)) / 2)
      table.clear((groups * (groups - 1)) / 2)
      const held = new Map<string, number>()
      // A pair that is in the table is taken out, another is put in.
      for (const [a, b] of pairs) {
        const name = [a, b].sort().join()
        const pair = a * groups + b
        const was = held.get(name)
        if (was === undefined) {
          ends[2 * pair] = a
          ends[2 * pair + 1] = b
          table.put(table.cellOf(b, a), pair)
          held.set(name, pair)
        } else {
          table.remove(was)
          held.delete(name)
        }
        for (let one = 0; one < groups; one++)
          for (let other = 0; other < one; other++) {
            const expected = held.get([one, other].sort().join()) ?? -1
            assert.equal(table.at(table.cellOf(one, other)), expected)
            assert.equal(table.at(table.cellOf(other, one)), expected)
          }
      }
    }),
    { seed, numRuns: runs(200) },
  )
})

test('emptied, it holds nothing', () => {
  const table = new PairTable(Int32Array.of(0, 1), 1)
  table.clear(1)
  table.put(table.cellOf(0, 1), 0)
  assert.equal(table.at(table.cellOf(1, 0)), 0)
  table.clear(1)
  assert.equal(table.at(table.cellOf(1, 0)), -1)
})
