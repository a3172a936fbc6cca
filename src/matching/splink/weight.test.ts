import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Level, type Model, ModelRefused } from '../model.ts'
import { weigherOf } from './weight.ts'

const exact: Level = { label: 'the same', when: { is: 'exact', field: 'surname' }, m: 0.5, u: 2 ** -7 }
const rest: Level = { label: 'another', when: { is: 'otherwise' }, m: 0.5, u: 1 - 2 ** -7 }
const rare = { field: 'surname', weight: 1 }
const model = (levels: Level[], prior: number | undefined = 0.5) =>
  ({ version: 1, fields: [], keys: [], prior, comparisons: [{ name: 'surname', levels }] }) as unknown as Model

// Each row: the level that holds, how common the left and the right surname are (null: not known), and the bits.
// 0.5 against 2^-7 are 6 bits; the prior of one half adds none.
const rows: [why: string, level: Level, left: number | null, right: number | null, bits: number][] = [
  ['without rarity', exact, 2 ** -10, 2 ** -10, 6],
  ['of no weight', { ...exact, rarity: { ...rare, weight: 0 } }, null, 2 ** -10, 6],
  ['eight times as rare as usual', { ...exact, rarity: rare }, 2 ** -10, 2 ** -10, 9],
  ['the commoner of the two counts', { ...exact, rarity: rare }, 2 ** -10, 2 ** -9, 8],
  ['the only one that is known', { ...exact, rarity: rare }, 2 ** -10, null, 9],
  ['the same on the right', { ...exact, rarity: rare }, null, 2 ** -10, 9],
  ['neither is known', { ...exact, rarity: { ...rare, floor: 2 ** -8 } }, null, null, 6],
  ['rarer than is believed', { ...exact, rarity: { ...rare, floor: 2 ** -8 } }, 2 ** -10, 2 ** -10, 7],
]
for (const [why, level, left, right, bits] of rows)
  test(`a pair weighs what Splink says: ${why}`, () =>
    assert.equal(
      weigherOf(model([level, rest]))([0], (_, side) => (side === 'left' ? left : right)),
      bits,
    ))

const known = (level: Level, without: 'm' | 'u'): Level => {
  const { [without]: _, ...others } = level
  return others
}
const refusals: [why: string, of: Model, says: RegExp][] = [
  ['no prior', { ...model([exact, rest]), prior: undefined }, /^The model has no prior: train it/],
  ['no m', model([known(exact, 'm'), rest]), /^surname, "the same" has no m: train/],
  ['no u', model([known(exact, 'u'), rest]), /^surname, "the same" has no u: train/],
  [
    'nothing to set rarity against',
    model([{ ...exact, when: { is: 'phonetic', field: 'surname' }, rarity: rare }, rest]),
    /^surname, "the same": no level of it is exact on surname; add one/,
  ],
]
for (const [why, of, says] of refusals)
  test(`no weight is made up: ${why}`, () =>
    assert.throws(
      () => weigherOf(of),
      (error) => error instanceof ModelRefused && says.test(error.message),
    ))
