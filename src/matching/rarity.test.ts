import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Comparison } from './model.ts'
import { rarityBits } from './rarity.ts'

// Surnames: 2^-7 of all strangers have the same, 2^-5 one that sounds alike; of people in one household every second has the same.
const same = { label: 'the same', when: { is: 'exact' as const, field: 'surname' } }
const sounds = { label: 'sounds alike', when: { is: 'phonetic' as const, field: 'surname' } }
const turned = { label: 'the same, turned round', when: { is: 'exact' as const, field: 'surname', with: 'forename' } }
const rest = { label: 'another', when: { is: 'otherwise' as const } }
const rare = { field: 'surname', weight: 1 }
const unlike = {
  label: 'not known',
  missing: true as const,
  when: { is: 'null' as const, field: 'surname', side: 'either' as const },
}
const shared = { shared: true as const }
const [likeStrangers, halfOfHouseholds] = [2 ** -7, 0.5]
// Half of a household agree by more than chance: (h - u) / (1 - u).
const more = (0.5 - 2 ** -7) / (1 - 2 ** -7)

type Row = [why: string, levels: Comparison['levels'], at: number, h: number, frequency: number | null, bits: [number, number]]
// Each row: what is so, the levels, which holds, how many of a household agree so, how common the value is (log2), and what that
// adds to "strangers" and to "another person of the household", in bits.
const rows: Row[] = [
  ['a value as common as usual adds nothing', [{ ...same, rarity: rare }, rest], 0, likeStrangers, -7, [0, 0]],
  ['eight times as rare: three bits less for chance', [{ ...same, rarity: rare }, rest], 0, likeStrangers, -10, [-3, -3]],
  ['four times as common: two bits more for chance', [{ ...same, rarity: rare }, rest], 0, likeStrangers, -5, [2, 2]],
  ['half the weight, half the bits', [{ ...same, rarity: { ...rare, weight: 0.5 } }, rest], 0, likeStrangers, -10, [-1.5, -1.5]],
  ['rarer than is believed', [{ ...same, rarity: { ...rare, floor: 2 ** -9 } }, rest], 0, likeStrangers, -12, [-2, -2]],
  ['not rarer than is believed', [{ ...same, rarity: { ...rare, floor: 2 ** -9 } }, rest], 0, likeStrangers, -8, [-1, -1]],
  ['nobody knows how common', [{ ...same, rarity: { ...rare, floor: 2 ** -9 } }, rest], 0, likeStrangers, null, [0, 0]],
  ['a household shares it, however rare', [{ ...same, ...shared, rarity: rare }, rest], 0, 0.9, -20, [-13, 0]],
  [
    'a level that sounds alike is set against the same spelling',
    [same, { ...sounds, rarity: rare }, rest],
    1,
    2 ** -5,
    -8,
    [-1, -1],
  ],
  ['or against itself', [same, { ...sounds, rarity: { ...rare, own: true } }, rest], 1, 2 ** -5, -8, [-3, -3]],
  ['a name turned round is no same spelling', [turned, { ...sounds, rarity: rare }, rest], 1, 2 ** -5, -8, [-3, -3]],
  [
    'nor is another field',
    [{ ...same, when: { is: 'exact', field: 'forename' } }, { ...sounds, rarity: rare }, rest],
    1,
    2 ** -5,
    -8,
    [-3, -3],
  ],
  ['a level without a value counts for no place', [unlike, { ...same, rarity: rare }, rest], 0, likeStrangers, -10, [-3, -3]],
  [
    'a household that agrees less often than strangers is as strangers are',
    [{ ...same, rarity: rare }, rest],
    0,
    2 ** -8,
    -10,
    [-3, -3],
  ],
  ['father and son of one name: as usual, nothing', [{ ...same, rarity: rare }, rest], 0, halfOfHouseholds, -7, [0, 0]],
  [
    'father and son of one name: only what chance adds gets rarer',
    [{ ...same, rarity: rare }, rest],
    0,
    halfOfHouseholds,
    -9,
    [-2, Math.log2(((1 - more) * 2 ** -9 + more) / 0.5)],
  ],
  [
    'father and son of a name that hardly anybody has',
    [{ ...same, rarity: rare }, rest],
    0,
    halfOfHouseholds,
    -60,
    [-53, Math.log2(more / 0.5)],
  ],
]
for (const [why, levels, at, household, frequency, [strangers, other]] of rows)
  test(`rarity: ${why}`, () => {
    const chances = [2 ** -7, 2 ** -5, 0.9]
    const u = levels.filter((level) => !level.missing).length === 2 ? [2 ** -7, 1 - 2 ** -7] : chances
    const h = u.map((chance, level) => (level === at ? household : chance))
    // The comparison is the model's second: the numbers of the first are others.
    const found = rarityBits({ name: 'surname', levels }, 1, at, { u: [[0.3, 0.7], u], h: [[0.4, 0.6], h] }, frequency)
    const near = (one: number, expected: number) => Math.abs(one - expected) < 1e-9
    assert.ok(
      near(found.strangers, strangers) && near(found.other, other),
      JSON.stringify({ found, expected: [strangers, other] }),
    )
  })
