/**
 * How a value is written when two are compared, and what keys take of it. Once for each different value, in TypeScript, for the
 * batch and the live index alike; the databases only look up what it gives. Plain ASCII wherever a letter has one: DuckDB
 * counts bytes where others count letters.
 */

import type { FieldKind, Take } from './model.ts'
import { soundsLike } from './phonetic.ts'

/** What one raw value becomes: null where it says nothing. */
export type Standard = {
  readonly value: string | null
  /** Of a name: the first code of how it sounds. */
  readonly sound: string | null
  /** Of a date: days since 1 January 1970; null where it is none. */
  readonly day: number | null
}

const nothing: Standard = { value: null, sound: null, day: null }

/** The standard form of a value of this kind. Lists are taken apart before: each of their values is a `word`. */
export function standardise(kind: FieldKind, raw: string | null | undefined): Standard {
  const text = raw?.trim() ?? ''
  if (text === '' || (kind !== 'given' && placeholders.has(text.toLowerCase()))) return nothing
  switch (kind) {
    case 'name':
    case 'forename': {
      const value = foldedLetters(kind === 'forename' ? firstOf(text) : text)
      return value === '' || notNames.has(value) ? nothing : { value, sound: soundOf(value), day: null }
    }
    case 'date':
      return standardDate(text)
    case 'turned-date':
      return { ...nothing, value: turned(standardDate(text)) }
    case 'postcode':
    case 'number': {
      const value = folded(text)
        .toUpperCase()
        .replace(/[^A-Z0-9]/g, '')
      return value === '' || /^(.)\1*$/.test(value) ? nothing : { value, sound: null, day: null }
    }
    case 'house':
    case 'address': {
      const words = folded(text)
        .replace(/[^a-z0-9]+/g, ' ')
        .trim()
      const value = kind === 'house' ? (houseOf(words) ?? '') : words
      return value === '' ? nothing : { value, sound: null, day: null }
    }
    case 'word':
    case 'list':
      return { value: folded(text), sound: null, day: null }
    case 'code':
      return /^[0-9a-f]+$/.test(text) ? { ...nothing, value: text } : nothing
    case 'given':
      return { value: raw ?? null, sound: null, day: null }
  }
}

/** What clerks and systems write when they know nothing. */
const placeholders = new Set([
  'n/a',
  'na',
  'nil',
  'none',
  'null',
  'unknown',
  'not known',
  'nk',
  'not stated',
  'tbc',
  '-',
  '.',
  '?',
])
/** "Given names" of people who have none yet. */
const notNames = new Set(
  'baby infant unborn unknown unnamed notknown babyboy babygirl male female boy girl twin twinone twintwo test'.split(' '),
)

/** Letters that Unicode does not take apart into a letter and a mark. */
const plainLetters: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
}
const plain = /^[\x20-\x7e]*$/

/** Accents off, small letters; letters of other scripts stay. What is plain already, as nearly everything is, is done at once. */
export function folded(text: string): string {
  if (plain.test(text)) return text.toLowerCase()
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[łøđðþßæœı]/g, (letter) => plainLetters[letter]!)
}

/** A name in one word of letters: "Siân O’Connor-McBride" gives "sianoconnormcbride". Letters of other scripts stay. */
const foldedLetters = (text: string): string => folded(text).replace(plain.test(text) ? /[^a-z]+/g : /[^\p{L}]+/gu, '')

/** The first of several given names; an initial before a name is none. */
function firstOf(text: string): string {
  const words = text.split(/[\s,]+/)
  return words.find((word) => word.replace(/[^\p{L}]/gu, '').length > 1) ?? text
}

const soundOf = (name: string): string => soundsLike(name)[0] ?? name

const dateForms: readonly RegExp[] = [
  /^(?<y>\d{4})-?(?<m>\d\d)-?(?<d>\d\d)(?:T.*)?$/,
  /^(?<d>\d{1,2})[/.-](?<m>\d{1,2})[/.-](?<y>\d{4})$/,
]

/** A date in ISO 8601. One that cannot be (31 June) keeps its text, which still says something, and has no day. */
function standardDate(text: string): Standard {
  for (const form of dateForms) {
    const { y, m, d } = form.exec(text)?.groups ?? {}
    if (!y) continue
    const value = `${y}-${m!.padStart(2, '0')}-${d!.padStart(2, '0')}`
    // 1 January 1900 and the like stand for "not known" in many systems.
    if (value === '1900-01-01' || value === '9999-12-31' || value === '0001-01-01') return nothing
    return { value, sound: null, day: dayNumber(Number(y), Number(m), Number(d)) }
  }
  const value = folded(text)
  return { value, sound: null, day: null }
}

/** Day and month changed round, as a clerk's slip of the pen; null where that is the same date, or none. */
function turned({ value, day }: Standard): string | null {
  if (value === null || day === null) return null
  const [year, month, of] = value.split('-') as [string, string, string]
  return month !== of && Number(of) <= 12 ? `${year}-${of}-${month}` : null
}

/** Days since 1 January 1970 in the Gregorian calendar; null where there is no such day. */
function dayNumber(year: number, month: number, day: number): number | null {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  if (day < 1 || day > length) return null
  // Years that begin in March, so that a leap day is the last of one.
  const shifted = month <= 2 ? year - 1 : year
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  return 365 * shifted + Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400) + dayOfYear - 719_468
}

const postcode = /^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9])[A-Z]{2}$/

/** What a key takes of a standard value; null where there is nothing to take, and the record has no such key. */
export function taken({ value, sound }: Standard, take: Take): string | null {
  if (value === null) return null
  switch (take) {
    case 'whole':
      return value
    case 'sound':
      return sound
    case 'start3':
      return value.length >= 3 ? value.slice(0, 3) : null
    case 'initial':
      return value[0]!
    case 'year':
      return /^\d{4}-/.test(value) ? value.slice(0, 4) : null
    case 'month-day':
      return /^\d{4}-\d\d-\d\d$/.test(value) ? value.slice(5) : null
    case 'sector': {
      const [, district, digit] = postcode.exec(value) ?? []
      return district ? district + digit : null
    }
    case 'district':
      return postcode.exec(value)?.[1] ?? null
    case 'house':
      return houseOf(value)
  }
}

const notStreets = new Set(
  'flat apartment apt unit room maisonette floor block the first second third ground upper lower left right care of co'.split(
    ' ',
  ),
)

/** "flat 3 8 foundry court aldermere" gives "8 foundry"; a house that has only a name, its first two words. */
export function houseOf(address: string): string | null {
  const words = address.split(' ').filter((word) => !notStreets.has(word))
  const numbered = words.findIndex((word, at) => /^\d+[a-z]?$/.test(word) && /^[a-z]{2,}/.test(words[at + 1] ?? ''))
  if (numbered >= 0) return `${words[numbered]} ${words[numbered + 1]}`
  const named = words.filter((word) => !/\d/.test(word))
  return named.length >= 2 ? `${named[0]} ${named[1]}` : null
}
