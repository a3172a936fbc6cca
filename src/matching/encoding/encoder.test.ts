import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { bitsOf, dice, sharedBits } from '../bits.ts'
import { coderOf, tokensOf } from './code.ts'
import { encoderOf, headerOf } from './encoder.ts'
import { codeBits, groupOf, groupsOf, keysOf, kindOf } from './profile.ts'

const key = Buffer.alloc(32, 'a key for tests ')
const attributes = ['forename', 'surname', 'birth', 'postcode', 'address', 'number_nhs']
const { columns, encode } = encoderOf(key, attributes)
const record = {
  forename: 'Siân',
  surname: 'O’Connor-McBride',
  birth: '03/11/1986',
  postcode: 'AX1 4NQ',
  address: 'Flat 2, 11 Quarry Walk',
  number_nhs: '943 476 5919',
}
const cell = (name: string, of: readonly string[]) => of[columns.indexOf(name) - 1]!

for (const [value, by, tokens] of [
  ['lee', 'pairs', [' l', 'le', 'ee', 'e ']],
  ['anana', 'pairs', [' a', 'an', 'na', 'a ']],
  ['', 'pairs', ['  ']],
  ['1986-11-03', 'places', ['01', '19', '28', '36', '41', '51', '60', '73']],
  ['AX14NQ', 'places', ['0A', '1X', '21', '34', '4N', '5Q']],
] as const)
  test(`${value || 'nothing'} by ${by} is ${tokens.join('|')}`, () => assert.deepEqual(tokensOf(value, by), tokens))

test('a code is what its definition says, worked out again bit by bit', () => {
  const mac = (secret: Uint8Array, text: string) => createHmac('sha256', secret).update(text).digest()
  const own = mac(key, 'code|surname')
  const places = (label: string, count: number) => {
    const found: number[] = []
    for (let block = 0; found.length < count; block++) {
      const bytes = mac(own, `${label}|${block}`)
      for (let at = 0; at < 32 && found.length < count; at += 2) {
        const place = (256 * bytes[at]! + bytes[at + 1]!) % 1024
        if (!found.includes(place)) found.push(place)
      }
    }
    return found
  }
  const filter = new Set([' l', 'le', 'ee', 'e '].flatMap((token) => places(`token|surname|${token}`, 16)))
  const bits = Array.from({ length: 240 }, (_, bit) => places(`spread|${bit}`, 3).filter((place) => filter.has(place)).length % 2)
  const code = coderOf(key, groupOf('surname')!)({ surname: 'lee' })!
  assert.equal(code.length, codeBits / 4)
  const words = bitsOf(code)
  assert.deepEqual(
    bits,
    bits.map((_, bit) => (words[bit >> 5]! >>> (31 - (bit & 31))) & 1),
  )
})

test('a key is HMAC-SHA256 of its name and its standardised parts, the first 64 bits', () => {
  const own = createHmac('sha256', key).update('keys').digest()
  const expected = createHmac('sha256', own).update('key_birth_surname_initial|1986-11-03|o').digest('hex').slice(0, 16)
  assert.equal(cell('key_birth_surname_initial', encode(record)), expected)
})

test('what standardises alike is encoded alike: accents, capitals, spaces, forms of dates and postcodes', () => {
  const other = {
    forename: 'SIAN',
    surname: 'oconnor mcbride',
    birth: '1986-11-03',
    postcode: 'ax14nq',
    address: 'flat 2 11 QUARRY walk',
    number_nhs: '9434765919',
  }
  assert.deepEqual(encode(other), encode(record))
})

test('what is missing gives an empty cell, never the code of nothing', () => {
  const cells = encode({ ...record, surname: 'unknown', birth: '' })
  for (const [at, name] of columns.slice(1).entries()) assert.equal(cells[at] === '', /surname|birth/.test(name), name)
})

test('another key gives other codes, other keys and another header', () => {
  const other = Buffer.alloc(32, 'not that key ')
  const theirs = encoderOf(other, attributes).encode(record)
  for (const [at, one] of encode(record).entries()) assert.notEqual(theirs[at], one)
  assert.notEqual(headerOf(other).key, headerOf(key).key)
  assert.equal(headerOf(other).profile, headerOf(key).profile)
})

const word = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnoprstuvwy'), minLength: 5, maxLength: 14 })
const surname = coderOf(key, groupOf('surname')!)
const codeOf = (name: string) => bitsOf(surname({ surname: name })!)

test('the same name has the same code; with one letter changed the codes stay far more alike than those of strangers', () => {
  let [slips, strangers, count] = [0, 0, 0]
  fc.assert(
    fc.property(word, word, fc.nat(), (name, other, place) => {
      fc.pre(name !== other)
      const at = place % name.length
      const slip = `${name.slice(0, at)}${name[at] === 'e' ? 'a' : 'e'}${name.slice(at + 1)}`
      assert.equal(dice(codeOf(name), codeOf(name)), 1)
      const alike = dice(codeOf(name), codeOf(slip))
      assert.ok(alike < 1)
      slips += alike
      strangers += dice(codeOf(name), codeOf(other))
      count++
    }),
    { numRuns: 500, seed: 1 },
  )
  assert.ok(slips / count > 0.6, `${slips / count}`)
  assert.ok(strangers / count < 0.45, `${strangers / count}`)
})

const digits = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 60, maxLength: 60 })

test('bits are counted and compared as their definition says', () => {
  fc.assert(
    fc.property(digits, digits, (one, other) => {
      const both = BigInt(`0x${one}`) & BigInt(`0x${other}`)
      assert.equal(sharedBits(bitsOf(one), bitsOf(other)), both.toString(2).replaceAll('0', '').length)
    }),
    { seed: 2 },
  )
  assert.equal(dice(bitsOf('f0'), bitsOf('c0')), 4 / 6)
  assert.throws(() => dice(bitsOf('f'), bitsOf('f'.repeat(9))), /codes of 1 and 2 words/)
})

test('no key is of one name, one date or one postcode alone', () => {
  const all = ['forename', 'surname', 'birth', 'postcode', 'address', 'house', 'locality', 'phone', 'email', 'number_nhs']
  const alone = keysOf(all).filter(({ parts }) => parts.length === 1)
  assert.deepEqual(
    alone.map(({ name }) => name),
    ['key_number_nhs', 'key_email', 'key_phone'],
  )
  assert.deepEqual(
    groupsOf(all)
      .filter(({ parts }) => parts.some(({ attribute }) => attribute === 'postcode'))
      .map(({ parts }) => parts.length),
    [2],
  )
})

test('a number is said with a name, and nothing else is', () => {
  assert.equal(kindOf('number_nhs'), 'number')
  for (const wrong of ['number', 'surname_old', 'shoe', 'toString', 'Number_nhs']) assert.equal(kindOf(wrong), undefined, wrong)
})
