import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { soundsLike } from '#matching/phonetic'
import { runs, seed } from '#testing/random'
import { nameWords } from './names.rules.ts'
import { consonantsOf, spokenSounds } from './spoken.rules.ts'

const soundAlike = (one: string, other: string): boolean => {
  const codes = spokenSounds(nameWords(one).join(''))
  return spokenSounds(nameWords(other).join('')).some((code) => codes.includes(code))
}

// Names that are one name to the ear. A practitioner may correct these.
const alike = `
Kayleigh Kayley | Kayleigh Kaylee | Kathryn Catherine | Siân Sian | Sean Shaun | Sean Shawn | Stephen Steven | Philip Phillip
Geoffrey Jeffrey | Leigh Lee | Graeme Graham | Clare Clair | Claire Clare | Hussain Hussein | Hussain Husain | Mohammed Muhammad
Mohammed Mohamed | Mohammad Muhammed | Ahmed Ahmad | Khan Kahn | Begum Begam | Wojcik Vojcik | Kowalczyk Kowalchyk | Schmidt Schmitt
Smith Smyth | Thompson Thomson | Johnson Johnston | O'Brien OBrien | O'Neill ONeal | McBride MacBride | Wright Right | Knight Night
Md Mohammed | Mohd Mohammed | Muhd Mohammed | Mhd Mohammed | Wm William | Thos Thomas | Chas Charles | Jas James | Johnstone Johnson
Caitlin Kathleen | Niamh Neve | Siobhan Shivaun | Reilly Riley | Byrne Burn | Pearce Pierce | Nicholas Nicolas | Xavier Savier | Aimee Amy | Zoë Zoe
`
for (const pair of alike
  .split(/[|\n]/)
  .map((text) => text.trim())
  .filter(Boolean)) {
  const [one, other] = pair.split(' ')
  test(`${one} and ${other} sound alike`, () =>
    assert.ok(soundAlike(one!, other!), `${spokenSounds(one!)} and ${spokenSounds(other!)}`))
}

const unlike = 'Ella Emma | Smith Jones | Kayleigh Carly | Patel Peterson | Ruby Robyn | Khan Ahmed | Marsden Holt | Jayden Logan'
for (const pair of unlike.split('|').map((text) => text.trim())) {
  const [one, other] = pair.split(' ')
  test(`${one} and ${other} do not`, () => assert.ok(!soundAlike(one!, other!)))
}

// The author's own examples (Lawrence Philips, 2000).
const published: [name: string, codes: string[]][] = [
  ['Smith', ['SM0', 'XMT']],
  ['Schmidt', ['XMT', 'SMT']],
  ['Thomas', ['TMS']],
  ['Wright', ['RT']],
  ['Knight', ['NFT', 'NT']],
  ['Catherine', ['K0RN', 'KTRN']],
]
for (const [name, codes] of published) {
  test(`${name} is coded as its author codes it`, () =>
    assert.ok(
      soundsLike(name).some((code) => codes.includes(code)),
      String(soundsLike(name)),
    ))
}

test('a code has at most four sounds, and the same name always the same', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 1, maxLength: 14 })
  fc.assert(
    fc.property(word, (name) => {
      const codes = soundsLike(name)
      assert.ok(codes.length <= 2 && codes.every((code) => /^[A-Z0]{1,4}$/.test(code)), String(codes))
      assert.deepEqual(soundsLike(name.toUpperCase()), codes)
    }),
    { seed, numRuns: runs(500) },
  )
})

test('a name without Latin letters has no code, and is said as it is written', () => {
  assert.deepEqual(soundsLike('мария'), [])
  assert.deepEqual(spokenSounds('мария'), ['мария'])
})

const consonants: [name: string, consonants: string][] = [
  ['marsden', 'dmnrs'],
  ['mardsen', 'dmnrs'],
  ['aoife', 'f'],
  ['yu', ''],
]
for (const [name, expected] of consonants)
  test(`the consonants of ${name}: ${expected || 'none'}`, () => assert.equal(consonantsOf(name), expected))
