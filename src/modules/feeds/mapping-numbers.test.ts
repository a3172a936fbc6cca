import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isNhsNumber, isUpn, postcodeOf, uprnOf } from './mapping-numbers.ts'

test('an NHS number has ten digits of which the last fits the others', () => {
  const cases: [text: string, fits: boolean][] = [
    ['9990000107', true],
    ['999 000 0107', true],
    ['9990000108', false],
    ['9990001007', false],
    ['999000010', false],
    ['99900001070', false],
    ['9990000O07', false],
    ['', false],
    ['9990000018', true],
    // The remainder is 10 here, which no digit can be.
    ...[...Array(10).keys()].map((digit): [string, boolean] => [`999000000${digit}`, false]),
  ]
  for (const [text, fits] of cases) assert.equal(isNhsNumber(text), fits, text)
})

test('of ten last digits at most one fits', () => {
  for (let stem = 999_000_000; stem < 999_000_200; stem++) {
    const fitting = [...Array(10).keys()].filter((digit) => isNhsNumber(`${stem}${digit}`))
    assert.ok(fitting.length <= 1, String(stem))
  }
})

test('a unique pupil number begins with the letter that fits the rest', () => {
  const cases: [text: string, fits: boolean][] = [
    ['K999000125001', true],
    ['A999000125001', false],
    ['I999000125001', false],
    ['K99900012500', false],
    ['k999000125001', false],
  ]
  for (const [text, fits] of cases) assert.equal(isUpn(text), fits, text)
})

test('a UPRN is compared without the noughts before it', () => {
  const cases: [text: string, expected: string | undefined][] = [
    ['100023336956', '100023336956'],
    ['000000199356', '199356'],
    ['999000000101', '999000000101'],
    ['0000', undefined],
    ['1000233369561', undefined],
    ['0001000233369', '1000233369'],
    ['10002333695X', undefined],
    ['', undefined],
  ]
  for (const [text, expected] of cases) assert.equal(uprnOf(text), expected, text)
})

test('a postcode is written as the post office writes it; what is none stays', () => {
  const cases: [text: string, expected: string][] = [
    ['AX1 2BD', 'AX1 2BD'],
    ['ax12bd', 'AX1 2BD'],
    ['AX 1 2BD', 'AX1 2BD'],
    ['w1a 1aa', 'W1A 1AA'],
    ['M1 1AE', 'M1 1AE'],
    ['EC1A1BB', 'EC1A 1BB'],
    ['AX1', 'AX1'],
    ['no fixed abode', 'no fixed abode'],
  ]
  for (const [text, expected] of cases) assert.equal(postcodeOf(text), expected, text)
})
