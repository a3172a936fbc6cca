// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows are lines of test files
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idsListed, idsProved, invariantsIn } from '../scripts/docs/invariants.ts'
import { proved, read, withoutProofPath } from '../scripts/docs/write.ts'
import { tokensOf } from './architecture/scan.ts'

const invariants = invariantsIn(read('docs/invariants.md')).map((invariant) => invariant.id)
const withoutProof = idsListed(read(withoutProofPath))
const done = proved()

test('docs/invariants.md numbers each family from 1, without a gap', () => {
  const families = Map.groupBy(invariants, (id) => id[0]!)
  assert.ok(families.size > 5)
  for (const [family, ids] of families) {
    assert.deepEqual(
      ids,
      ids.map((_, i) => `${family}${i + 1}`),
    )
  }
})

test('the list of invariants without proof names invariants, each once', () => {
  assert.deepEqual(
    withoutProof.filter((id, i) => !invariants.includes(id) || withoutProof.indexOf(id) !== i),
    [],
  )
})

test('the list only shrinks: an invariant that has a proof leaves it (npm run docs takes it out)', () => {
  assert.deepEqual(
    withoutProof.filter((id) => done.has(id)),
    [],
  )
})

test('an invariant that is not in the list has a test that carries its id', () => {
  assert.deepEqual(
    invariants.filter((id) => !done.has(id) && !withoutProof.includes(id)),
    [],
  )
})

// Each row is a line of a test file, and the ids that it proves.
const names: [string, string[]][] = [
  [`test('Z3 unknown is deny', () => {})`, ['Z3']],
  [`test('Z3, Y1: unknown is deny', () => {})`, ['Z3', 'Y1']],
  [`test('unknown is deny (Z3 and Y1)', () => {})`, ['Z3', 'Y1']],
  [`describe("unknown is deny (Z10)", () => {})`, ['Z10']],
  ['test(`Z3 case ${row}`, () => {})', ['Z3']],
  [`test.skip('Z3 unknown is deny', () => {})`, []],
  [`// test('Z3 unknown is deny')`, []],
  [`test('the form Z3-A is read', () => {})`, []],
  [`test('Z3-A is a form', () => {})`, []],
]
for (const [line, ids] of names) {
  test(`ids in a name: ${line.replace(/\bZ/g, 'z')}`, () => assert.deepEqual(idsProved(tokensOf(line)), ids))
}
