import assert from 'node:assert/strict'
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type House, houseOf, print, type Rule } from './house.ts'
import { listCode, readTexts } from './read.ts'
import { database } from './rules/database.ts'
import { doors } from './rules/doors.ts'
import { purity } from './rules/purity.ts'
import { notRead, whole } from './rules/whole.ts'

const root = join(import.meta.dirname, '../..')
const planted = join(import.meta.dirname, 'planted')
const rules: Rule[] = [...doors, ...database, ...purity, ...whole]

const real = houseOf(readTexts(root))

test('the rules read every file that there is', () => {
  assert.ok(real.files.size > 0)
  assert.deepEqual(notRead(real, listCode(root)), [])
})

for (const rule of rules) {
  test(`in this house ${rule.sentence}`, () => assert.deepEqual(rule.find(real).map(print), []))
}

// Each folder of planted/ but the first is laid over planted/sound, a small house without a fault, and holds in
// expected.txt the breaches that the rules must find: those, and no other.
const findings = (house: House): string[] =>
  rules.flatMap((rule) => rule.find(house).map((found) => `${rule.id} ${found.path}:${found.line}`)).sort()

/** A line of expected.txt; "without path" takes a file of the sound house away. */
const linesOf = (fault: string): string[] =>
  readFileSync(join(planted, fault, 'expected.txt'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))

const houseWith = (fault: string): House => {
  const texts = readTexts(join(planted, 'sound'), join(planted, fault))
  for (const line of linesOf(fault)) if (line.startsWith('without ')) texts.delete(line.slice('without '.length))
  return houseOf(texts)
}

test('the sound house has no fault, and is not empty', () => {
  const sound = houseOf(readTexts(join(planted, 'sound')))
  assert.ok(sound.files.size >= 10)
  assert.deepEqual(findings(sound), [])
})

const faults = readdirSync(planted).filter((name) => name !== 'sound')

for (const fault of faults) {
  test(`the planted fault is found, and nothing else: ${fault.replaceAll('-', ' ')}`, () => {
    const expected = linesOf(fault).filter((line) => !line.startsWith('without '))
    assert.ok(expected.length > 0)
    assert.deepEqual(findings(houseWith(fault)), [...expected].sort())
  })
}

test('every rule has a planted fault', () => {
  const found = new Set(faults.flatMap(linesOf).map((line) => line.split(' ')[0]))
  assert.deepEqual(
    rules.map((rule) => rule.id).filter((id) => !found.has(id)),
    [],
  )
})

test('a file that was not read is missed', () => {
  const texts = readTexts(join(planted, 'sound'))
  const listing = listCode(join(planted, 'sound'))
  texts.delete('src/modules/decisions/close-decision.ts')
  assert.deepEqual(notRead(houseOf(texts), listing), ['src/modules/decisions/close-decision.ts'])
})

test('a planted fault is not taken for a test of ours', () => {
  assert.equal(existsSync(join(planted, 'sound/src')), true)
  assert.deepEqual(
    globSync('**/*.test.ts', { cwd: planted }).filter((path) => real.texts.has(`tests/architecture/planted/${path}`)),
    [],
  )
})
