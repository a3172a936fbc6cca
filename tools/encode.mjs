// Encodes records so that they can be compared without being read: docs/encoded-records.md. One file, for Node 18 or later.
// Made of src/matching/encoding and what it uses by "npm run docs": change it there.
import {
  appendFileSync,
  closeSync,
  createReadStream,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
/**
 * Double Metaphone (Lawrence Philips, C/C++ Users Journal, June 2000): two codes of at most four letters for how a name
 * may sound. Chosen over Soundex because it does not fix the first letter (Kathryn meets Catherine, Wojcik meets Vojcik),
 * knows what is silent in English (Leigh, Knight, Wright), and gives a second code where a name may be read the Slavic,
 * Germanic or another way: that is what British, South Asian and Polish spellings in one place need.
 * 0 stands for "th", X for "sh" or "ch", A for any vowel at the start.
 */

function wordOf(text) {
  const padded = `${text}     `
  return {
    text,
    last: text.length - 1,
    slavic: /W|K|CZ|WITZ/.test(text),
    is: (at, ...strings) => at >= 0 && strings.some((string) => padded.startsWith(string, at)),
    vowel: (at) => at >= 0 && 'AEIOUY'.includes(padded[at]),
  }
}

const both = (sound, step) => [sound, sound, step]
/** A doubled letter sounds once. */
const single = (sound, letter) => (word, at) => both(sound, word.is(at + 1, letter) ? 2 : 1)
const germanic = (word) => word.is(0, 'VAN ', 'VON ', 'SCH')

function soundOfC(word, at) {
  const { is, vowel } = word
  const beforeI = is(at + 2, 'I')
  const germanicAch =
    at > 1 && !vowel(at - 2) && is(at - 1, 'ACH') && !beforeI && (!is(at + 2, 'E') || is(at - 2, 'BACHER', 'MACHER'))
  if (germanicAch) return both('K', 2)
  if (at === 0 && is(at, 'CAESAR')) return both('S', 2)
  if (is(at, 'CHIA')) return both('K', 2)
  if (is(at, 'CH')) return soundOfCh(word, at)
  if (is(at, 'CZ') && !is(at - 2, 'WICZ')) return ['S', 'X', 2]
  if (is(at + 1, 'CIA')) return both('X', 3)
  if (is(at, 'CC') && !(at === 1 && is(0, 'M'))) return soundOfCc(word, at)
  if (is(at, 'CK', 'CG', 'CQ')) return both('K', 2)
  if (is(at, 'CIO', 'CIE', 'CIA')) return ['S', 'X', 2]
  if (is(at, 'CI', 'CE', 'CY')) return both('S', 2)
  if (is(at + 1, ' C', ' Q', ' G')) return both('K', 3)
  return both('K', is(at + 1, 'C', 'K', 'Q') && !is(at + 1, 'CE', 'CI') ? 2 : 1)
}

function soundOfCh(word, at) {
  const { is } = word
  if (at > 0 && is(at, 'CHAE')) return ['K', 'X', 2] // Michael
  const greek = at === 0 && is(1, 'HARAC', 'HARIS', 'HOR', 'HYM', 'HIA', 'HEM') && !is(0, 'CHORE')
  const hard =
    germanic(word) ||
    is(at - 2, 'ORCHES', 'ARCHIT', 'ORCHID') ||
    is(at + 2, 'T', 'S') ||
    ((at === 0 || is(at - 1, 'A', 'O', 'U', 'E')) && is(at + 2, 'L', 'R', 'N', 'M', 'B', 'H', 'F', 'V', 'W', ' '))
  if (greek || hard) return both('K', 2)
  if (at === 0) return both('X', 2)
  return is(0, 'MC') ? both('K', 2) : ['X', 'K', 2]
}

function soundOfCc(word, at) {
  const { is } = word
  if (!is(at + 2, 'I', 'E', 'H') || is(at + 2, 'HU')) return both('K', 2)
  const accident = (at === 1 && is(0, 'A')) || is(at - 1, 'UCCEE', 'UCCES')
  return both(accident ? 'KS' : 'X', 3)
}

function soundOfD({ is }, at) {
  if (is(at, 'DG')) return is(at + 2, 'I', 'E', 'Y') ? both('J', 3) : both('TK', 2)
  return both('T', is(at, 'DT', 'DD') ? 2 : 1)
}

function soundOfG(word, at) {
  const { is, vowel, slavic } = word
  if (is(at + 1, 'H')) return soundOfGh(word, at)
  if (is(at + 1, 'N')) {
    if (at === 1 && vowel(0) && !slavic) return ['KN', 'N', 2]
    return !is(at + 2, 'EY') && !slavic ? ['N', 'KN', 2] : both('KN', 2)
  }
  if (is(at + 1, 'LI') && !slavic) return ['KL', 'L', 2]
  if (at === 0 && is(1, 'Y', 'ES', 'EP', 'EB', 'EL', 'EY', 'IB', 'IL', 'IN', 'IE', 'EI', 'ER')) return ['K', 'J', 2]
  const soft = is(at + 1, 'ER', 'Y') && !is(0, 'DANGER', 'RANGER', 'MANGER') && !is(at - 1, 'E', 'I', 'RGY', 'OGY')
  if (soft) return ['K', 'J', 2]
  if (is(at + 1, 'E', 'I', 'Y') || is(at - 1, 'AGGI', 'OGGI')) {
    if (germanic(word) || is(at + 1, 'ET')) return both('K', 2)
    return is(at + 1, 'IER ') ? both('J', 2) : ['J', 'K', 2]
  }
  return both('K', is(at + 1, 'G') ? 2 : 1)
}

function soundOfGh({ is, vowel }, at) {
  if (at > 0 && !vowel(at - 1)) return both('K', 2)
  if (at === 0) return both(is(2, 'I') ? 'J' : 'K', 2)
  const silent = is(at - 2, 'B', 'H', 'D') || is(at - 3, 'B', 'H', 'D') || is(at - 4, 'B', 'H') // Hugh, bough
  if (silent) return both('', 2)
  if (at > 2 && is(at - 1, 'U') && is(at - 3, 'C', 'G', 'L', 'R', 'T')) return both('F', 2) // McLaughlin, rough
  return both(is(at - 1, 'I') ? '' : 'K', 2) // Leigh, Knight
}

const soundOfH = ({ vowel }, at) => ((at === 0 || vowel(at - 1)) && vowel(at + 1) ? both('H', 2) : both('', 1))

function soundOfJ({ is, vowel, slavic, last }, at) {
  if (is(at, 'JOSE') || is(0, 'SAN ')) return (at === 0 && is(4, ' ')) || is(0, 'SAN ') ? both('H', 1) : ['J', 'H', 1]
  const step = is(at + 1, 'J') ? 2 : 1
  if (at === 0) return ['J', 'A', step]
  if (vowel(at - 1) && !slavic && is(at + 1, 'A', 'O')) return ['J', 'H', step]
  if (at === last) return ['J', '', step]
  const mute = is(at + 1, 'L', 'T', 'K', 'S', 'N', 'M', 'B', 'Z') || is(at - 1, 'S', 'K', 'L')
  return both(mute ? '' : 'J', step)
}

function soundOfL({ is, last }, at) {
  if (!is(at + 1, 'L')) return both('L', 1)
  const spanish =
    (at === last - 2 && is(at - 1, 'ILLO', 'ILLA', 'ALLE')) ||
    ((is(last - 1, 'AS', 'OS') || is(last, 'A', 'O')) && is(at - 1, 'ALLE'))
  return spanish ? ['L', '', 2] : both('L', 2)
}

const soundOfM = ({ is, last }, at) =>
  both('M', (is(at - 1, 'UMB') && (at + 1 === last || is(at + 2, 'ER'))) || is(at + 1, 'M') ? 2 : 1)

const soundOfP = ({ is }, at) => (is(at + 1, 'H') ? both('F', 2) : both('P', is(at + 1, 'P', 'B') ? 2 : 1))

function soundOfR({ is, slavic, last }, at) {
  const step = is(at + 1, 'R') ? 2 : 1
  const french = at === last && !slavic && is(at - 2, 'IE') && !is(at - 4, 'ME', 'MA')
  return french ? ['', 'R', step] : both('R', step)
}

function soundOfS(word, at) {
  const { is, slavic, last } = word
  if (is(at - 1, 'ISL', 'YSL')) return both('', 1) // Carlisle
  if (at === 0 && is(0, 'SUGAR')) return ['X', 'S', 1]
  if (is(at, 'SH')) return both(is(at + 1, 'HEIM', 'HOEK', 'HOLM', 'HOLZ') ? 'S' : 'X', 2)
  if (is(at, 'SIO', 'SIA')) return slavic ? both('S', 3) : ['S', 'X', 3]
  if (is(at + 1, 'Z')) return ['S', 'X', 2]
  if (at === 0 && is(1, 'M', 'N', 'L', 'W')) return ['S', 'X', 1] // Smith meets Schmidt
  if (is(at, 'SC')) return soundOfSc(word, at)
  const french = at === last && is(at - 2, 'AI', 'OI')
  return french ? ['', 'S', 1] : both('S', is(at + 1, 'S', 'Z') ? 2 : 1)
}

function soundOfSc({ is, vowel }, at) {
  if (!is(at + 2, 'H')) return both(is(at + 2, 'I', 'E', 'Y') ? 'S' : 'SK', 3)
  if (is(at + 3, 'ER', 'EN')) return ['X', 'SK', 3] // Schenker
  if (is(at + 3, 'OO', 'UY', 'ED', 'EM')) return both('SK', 3) // school
  return at === 0 && !vowel(3) && !is(3, 'W') ? ['X', 'S', 3] : both('X', 3)
}

function soundOfT(word, at) {
  const { is } = word
  if (is(at, 'TION', 'TIA', 'TCH')) return both('X', 3)
  if (is(at, 'TH', 'TTH')) return is(at + 2, 'OM', 'AM') || germanic(word) ? both('T', 2) : ['0', 'T', 2]
  return both('T', is(at + 1, 'T', 'D') ? 2 : 1)
}

function soundOfW(word, at) {
  const { is, vowel, last } = word
  if (is(at, 'WR')) return both('R', 2)
  const start = at === 0 && vowel(1) ? ['A', 'F', 1] : at === 0 && is(0, 'WH') ? both('A', 1) : both('', 1)
  const slavicEnd = (at === last && vowel(at - 1)) || is(at - 1, 'EWSKI', 'EWSKY', 'OWSKI', 'OWSKY') || is(0, 'SCH')
  if (slavicEnd) return [start[0], `${start[1]}F`, 1]
  if (is(at, 'WICZ', 'WITZ')) return [`${start[0]}TS`, `${start[1]}FX`, 4]
  return start
}

function soundOfX({ is, last }, at) {
  const mute = at === last && is(at - 3, 'IAU', 'EAU') // Breaux
  const french = at === last && is(at - 2, 'AU', 'OU')
  return both(mute || french ? '' : 'KS', is(at + 1, 'C', 'X') ? 2 : 1)
}

function soundOfZ({ is, slavic }, at) {
  if (is(at + 1, 'H')) return both('J', 2) // Zhao
  const step = is(at + 1, 'Z') ? 2 : 1
  const slavicZ = is(at + 1, 'ZO', 'ZI', 'ZA') || (slavic && at > 0 && !is(at - 1, 'T'))
  return slavicZ ? ['S', 'TS', step] : both('S', step)
}

const vowelSound = (_word, at) => both(at === 0 ? 'A' : '', 1)
const letters = {
  A: vowelSound,
  E: vowelSound,
  I: vowelSound,
  O: vowelSound,
  U: vowelSound,
  Y: vowelSound,
  B: single('P', 'B'),
  C: soundOfC,
  D: soundOfD,
  F: single('F', 'F'),
  G: soundOfG,
  H: soundOfH,
  J: soundOfJ,
  K: single('K', 'K'),
  L: soundOfL,
  M: soundOfM,
  N: single('N', 'N'),
  P: soundOfP,
  Q: single('K', 'Q'),
  R: soundOfR,
  S: soundOfS,
  T: soundOfT,
  V: single('F', 'V'),
  W: soundOfW,
  X: soundOfX,
  Z: soundOfZ,
}

const codeLength = 4

/** The one or two codes of a name in plain Latin letters (as `nameWords` gives it). A name without such letters has none. */
function soundsLike(name) {
  const text = name.toUpperCase()
  if (!/^[A-Z ]+$/.test(text)) return []
  const word = wordOf(text)
  let at = word.is(0, 'GN', 'KN', 'PN', 'WR', 'PS') ? 1 : 0
  let [first, second] = ['', '']
  if (word.is(0, 'X')) [first, second, at] = ['S', 'S', 1] // Xavier
  while (at <= word.last && (first.length < codeLength || second.length < codeLength)) {
    const [one, other, step] = letters[text[at]]?.(word, at) ?? both('', 1)
    first += one
    second += other
    at += step
  }
  return [...new Set([first.slice(0, codeLength), second.slice(0, codeLength)])].filter((code) => code !== '')
}

/**
 * How a value is written when two are compared, and what keys take of it. Once for each different value, in TypeScript, for the
 * batch and the live index alike; the databases only look up what it gives. Plain ASCII wherever a letter has one: DuckDB
 * counts bytes where others count letters.
 */

/** What one raw value becomes: null where it says nothing. */

const nothing = { value: null, sound: null, day: null }

/** The standard form of a value of this kind. Lists are taken apart before: each of their values is a `word`. */
function standardise(kind, raw) {
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
const plainLetters = {
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
function folded(text) {
  if (plain.test(text)) return text.toLowerCase()
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[łøđðþßæœı]/g, (letter) => plainLetters[letter])
}

/** A name in one word of letters: "Siân O’Connor-McBride" gives "sianoconnormcbride". Letters of other scripts stay. */
const foldedLetters = (text) => folded(text).replace(plain.test(text) ? /[^a-z]+/g : /[^\p{L}]+/gu, '')

/** The first of several given names; an initial before a name is none. */
function firstOf(text) {
  const words = text.split(/[\s,]+/)
  return words.find((word) => word.replace(/[^\p{L}]/gu, '').length > 1) ?? text
}

const soundOf = (name) => soundsLike(name)[0] ?? name

const dateForms = [/^(?<y>\d{4})-?(?<m>\d\d)-?(?<d>\d\d)(?:T.*)?$/, /^(?<d>\d{1,2})[/.-](?<m>\d{1,2})[/.-](?<y>\d{4})$/]

/** A date in ISO 8601. One that cannot be (31 June) keeps its text, which still says something, and has no day. */
function standardDate(text) {
  for (const form of dateForms) {
    const { y, m, d } = form.exec(text)?.groups ?? {}
    if (!y) continue
    const value = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
    // 1 January 1900 and the like stand for "not known" in many systems.
    if (value === '1900-01-01' || value === '9999-12-31' || value === '0001-01-01') return nothing
    return { value, sound: null, day: dayNumber(Number(y), Number(m), Number(d)) }
  }
  const value = folded(text)
  return { value, sound: null, day: null }
}

/** Day and month changed round, as a clerk's slip of the pen; null where that is the same date, or none. */
function turned({ value, day }) {
  if (value === null || day === null) return null
  const [year, month, of] = value.split('-')
  return month !== of && Number(of) <= 12 ? `${year}-${of}-${month}` : null
}

/** Days since 1 January 1970 in the Gregorian calendar; null where there is no such day. */
function dayNumber(year, month, day) {
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
function taken({ value, sound }, take) {
  if (value === null) return null
  switch (take) {
    case 'whole':
      return value
    case 'sound':
      return sound
    case 'start3':
      return value.length >= 3 ? value.slice(0, 3) : null
    case 'initial':
      return value[0]
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
function houseOf(address) {
  const words = address.split(' ').filter((word) => !notStreets.has(word))
  const numbered = words.findIndex((word, at) => /^\d+[a-z]?$/.test(word) && /^[a-z]{2,}/.test(words[at + 1] ?? ''))
  if (numbered >= 0) return `${words[numbered]} ${words[numbered + 1]}`
  const named = words.filter((word) => !/\d/.test(word))
  return named.length >= 2 ? `${named[0]} ${named[1]}` : null
}

/** CSV as a stream, with nothing but Node: for a program of one file. */

/** What somebody who runs the program can put right. */
class Refused extends Error {}

/**
 * The rows of a file in UTF-8, the header first, each with the line that it begins on. What separates the cells is taken from the header.
 *
 * @throws Refused where it is not UTF-8, or a quotation mark is never closed
 */
async function* rowsOf(file) {
  let [separator, cell, cells, line, begins] = ['', '', [], 1, 1]
  let [quoted, wasQuote, empty] = [false, false, true]
  for await (const text of textsOf(file)) {
    if (separator === '') separator = separatorOf(text)
    for (const sign of text) {
      if (quoted) {
        if (wasQuote && sign !== '"') [quoted, wasQuote] = [false, false]
        else if (sign === '"' && !wasQuote) {
          wasQuote = true
          continue
        } else {
          wasQuote = false
          cell += sign
          if (sign === '\n') line++
          continue
        }
      }
      if (sign === '"' && cell.trim() === '') [quoted, cell, empty] = [true, '', false]
      else if (sign === separator) {
        cells.push(cell.trim())
        ;[cell, empty] = ['', false]
      } else if (sign === '\n') {
        if (!empty || cell.trim() !== '') yield { line: begins, cells: [...cells, cell.trim()] }
        ;[cell, cells, empty] = ['', [], true]
        begins = ++line
      } else if (sign !== '\r') cell += sign
    }
  }
  if (quoted && !wasQuote)
    throw new Refused(`${file}: the row that begins on line ${begins} has a quotation mark that is never closed.`)
  if (!empty || cell.trim() !== '') yield { line: begins, cells: [...cells, cell.trim()] }
}

async function* textsOf(file) {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(file)) yield decoder.decode(chunk, { stream: true })
    yield decoder.decode()
  } catch (error) {
    if (error.code === 'ENOENT') throw new Refused(`There is no file ${file}.`)
    if (error instanceof TypeError) throw new Refused(`${file} is not UTF-8. Save it as UTF-8 and try again.`)
    throw error
  }
}

const separatorOf = (text) => {
  const header = /^[^\r\n]*/.exec(text)[0]
  return [',', ';', '\t', '|'].reduce((best, one) => (header.split(one).length > header.split(best).length ? one : best))
}

/** A cell as CSV writes it. */
const cellOf = (text) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)

/**
 * What an encoded record holds, the same for every agency: which attributes go into which code and how, and of which attributes
 * keys are made. It is one profile, not a setting: records that were encoded in two ways cannot be compared. Why it is as it is,
 * and what it does not hide: docs/encoded-records.md and docs/adr.
 */

/** Raise it with every change of this file, of the code or of the standard forms: what was encoded before is then refused. */
const profileVersion = 1

/** What a column may be said to hold. `number` is said with a name, `number_nhs`, since numbers of two kinds are never compared. */
const roles = {
  forename: 'forename',
  surname: 'name',
  birth: 'date',
  postcode: 'postcode',
  address: 'address',
  locality: 'name',
  phone: 'number',
  email: 'word',
  number: 'number',
}

/** The kind of an attribute; undefined where there is no such attribute. `house` is made of the address. */
function kindOf(attribute) {
  if (attribute === 'house') return 'house'
  const [, role, name] = /^([a-z]+)(?:_([a-z0-9]+))?$/.exec(attribute) ?? []
  return role && (role === 'number') === (name !== undefined) ? roles[role] : undefined
}

/**
 * One attribute in a code. By `pairs`: every two neighbouring letters, ends included, so that a slip of the pen changes few. By
 * `places`: each sign with its place, for what has a fixed form. `hashes`: how many bits each sets.
 */

/** A code; it is made where its first part is known. `shared`: people of one household share it. `twins`: see `Comparison` in model.ts. */

const one = (attribute, by) => [{ attribute, by, hashes: 16 }]

/** House and postcode stand in one code: hardly two households have the same, where a postcode alone could be counted and guessed. */
const people = [
  { name: 'forename', parts: one('forename', 'pairs'), twins: 0.06 },
  { name: 'surname', parts: one('surname', 'pairs'), shared: true },
  { name: 'birth', parts: one('birth', 'places'), twins: 0.03 },
  {
    name: 'place',
    parts: [
      { attribute: 'house', by: 'pairs', hashes: 10 },
      { attribute: 'postcode', by: 'places', hashes: 10 },
    ],
    shared: true,
  },
  { name: 'locality', parts: one('locality', 'pairs'), shared: true },
  { name: 'phone', parts: one('phone', 'places'), shared: true },
  { name: 'email', parts: one('email', 'pairs'), shared: true },
]

/** The code of the profile with this name; undefined where there is none. */
const groupOf = (name) =>
  name.startsWith('number_') ? { name, parts: one(name, 'places') } : people.find((group) => group.name === name)

/** The codes that these attributes give. */
const groupsOf = (attributes) => [
  ...people.filter(({ parts }) => attributes.includes(parts[0].attribute)),
  ...attributes.filter((attribute) => attribute.startsWith('number_')).map((name) => groupOf(name)),
]

/**
 * Bits that attributes are hashed into, bits of the code that is made of them, and of how many of the former each of the latter is the
 * exclusive or. The more, the less a pattern of bits tells of a pair of letters, and the sooner names that are merely alike look like strangers’.
 */
const [hashedBits, codeBits, diffusion] = [1024, 240, 3]

/** What two records must share to be compared at all, and the column that says it. */

const keyOf = (...parts) => ({
  name: [
    'key',
    ...parts.flatMap(([attribute, take]) => (take === 'whole' ? [attribute] : [attribute, take.replace('-', '_')])),
  ].join('_'),
  parts,
})

/** Never of a name, a date or a postcode alone: there are so few that they could be counted and guessed. The surest first. */
const keysOf = (attributes) =>
  [
    ...attributes.filter((attribute) => attribute.startsWith('number_')).map((attribute) => keyOf([attribute, 'whole'])),
    keyOf(['email', 'whole']),
    keyOf(['phone', 'whole']),
    keyOf(['phone', 'whole'], ['forename', 'initial']),
    keyOf(['house', 'whole'], ['postcode', 'whole']),
    keyOf(['house', 'whole'], ['locality', 'whole']),
    keyOf(['birth', 'whole'], ['surname', 'sound']),
    keyOf(['birth', 'whole'], ['forename', 'sound']),
    keyOf(['birth', 'whole'], ['postcode', 'whole']),
    keyOf(['forename', 'whole'], ['surname', 'whole'], ['birth', 'year']),
    keyOf(['forename', 'sound'], ['surname', 'sound'], ['birth', 'month-day']),
    keyOf(['forename', 'sound'], ['surname', 'sound'], ['postcode', 'sector']),
    keyOf(['forename', 'whole'], ['surname', 'whole']),
    keyOf(['postcode', 'whole'], ['forename', 'start3']),
    keyOf(['house', 'whole'], ['forename', 'initial']),
    keyOf(['birth', 'whole'], ['forename', 'initial']),
    keyOf(['birth', 'whole'], ['surname', 'initial']),
    keyOf(['postcode', 'whole'], ['surname', 'start3'], ['birth', 'year']),
    keyOf(['forename', 'start3'], ['surname', 'start3'], ['birth', 'year']),
  ].filter(({ parts }) => parts.every(([attribute]) => attributes.includes(attribute)))

/** What must be the same on both sides, in words that can be hashed. That values are standardised alike only the version tells. */
const profileInWords = () =>
  JSON.stringify([
    profileVersion,
    roles,
    people,
    one('number', 'places'),
    [hashedBits, codeBits, diffusion],
    keysOf([...Object.keys(roles), 'house', 'number_any']),
  ])

/**
 * From standardised attributes to a code: bits that are alike where the attributes are alike, which only the holder of the key can
 * make. Each token sets some bits of a Bloom filter, at places taken from HMAC-SHA256 (no arithmetic relates them, as it does in
 * double hashing: Niedermeyer and others, 2014). Each bit of the code is then the exclusive or of bits of the filter, at places that
 * the key decides too: the diffusion layer of Armknecht, Heng and Schnell (2023).
 */

/** Standard values by attribute. */

const words = Math.ceil(codeBits / 32)

/** Signs of a text with what makes them comparable: neighbours in twos, or each with its place. */
function tokensOf(value, by) {
  if (by === 'places') return [...value.replace(/-/g, '')].map((sign, at) => `${at}${sign}`)
  const signs = [...` ${value} `]
  return [...new Set(signs.slice(1).map((sign, at) => signs[at] + sign))]
}

/** So many places from 0 to below `limit`, a power of two, all different, that only the holder of the key can tell. */
function placesOf(key, label, count, limit) {
  const found = new Set()
  for (let block = 0; found.size < count; block++) {
    const bytes = createHmac('sha256', key).update(`${label}|${block}`).digest()
    for (let at = 0; at < bytes.length && found.size < count; at += 2) found.add(bytes.readUInt16BE(at) & (limit - 1))
  }
  return [...found]
}

/** Most tokens of an attribute that are remembered: pairs of letters are few, but nobody promised that. */
const mostKnown = 50_000

/** Makes the coder of a group: the code as hexadecimal digits, or null where its first part is missing. */
function coderOf(key, group) {
  const own = createHmac('sha256', key).update(`code|${group.name}`).digest()
  const spread = spreadOf(own)
  const known = new Map()
  const places = (token, hashes) => {
    const before = known.get(token)
    if (before) return before
    const made = placesOf(own, `token|${token}`, hashes, hashedBits)
    if (known.size < mostKnown) known.set(token, made)
    return made
  }
  return (values) => {
    if (!values[group.parts[0].attribute]) return null
    const filter = new Uint8Array(hashedBits)
    const code = new Int32Array(words)
    for (const { attribute, by, hashes } of group.parts)
      for (const token of tokensOf(values[attribute] ?? '', by))
        for (const place of places(`${attribute}|${token}`, hashes)) {
          if (filter[place]) continue
          filter[place] = 1
          const turned = spread[place]
          for (let word = 0; word < words; word++) code[word] ^= turned[word]
        }
    return hexOf(code)
  }
}

/** For each bit of the filter the bits of the code that it turns over. */
function spreadOf(key) {
  const masks = Array.from({ length: hashedBits }, () => new Int32Array(words))
  for (let bit = 0; bit < codeBits; bit++)
    for (const place of placesOf(key, `spread|${bit}`, diffusion, hashedBits)) masks[place][bit >> 5] |= 1 << (31 - (bit & 31))
  return masks
}

const hexOf = (code) =>
  Array.from(code, (word) => (word >>> 0).toString(16).padStart(8, '0'))
    .join('')
    .slice(0, codeBits / 4)

/** From a record in clear text to its line of codes and keys, and the header that tells what may be compared with what. */

/** Texts of one record by attribute, as they stand in its source. */

/** What the first line of an encoded file says; it is the same for all files that may be compared. */

/** How the first line of an encoded file begins. */
const headerMark = '#commonweal-encoded '

/** The profile's own hash, so that a changed parameter is noticed even where nobody raised the version. */
const profileHash = () => createHash('sha256').update(profileInWords()).digest('hex').slice(0, 16)

/** `key` tells whether two keys are the same, and nothing else about them. */
const headerOf = (key) => ({
  version: profileVersion,
  profile: profileHash(),
  key: createHmac('sha256', key).update('which key is this').digest('hex').slice(0, 16),
})

/** Encodes records that have these attributes. `columns` names the cells, of which those that are missing are empty. */
function encoderOf(key, given) {
  const attributes = given.includes('address') ? [...given, 'house'] : given
  const groups = groupsOf(attributes)
  const keys = keysOf(attributes)
  const coders = groups.map((group) => coderOf(key, group))
  const own = createHmac('sha256', key).update('keys').digest()
  return {
    columns: ['record_id', ...groups.map(({ name }) => name), ...keys.map(({ name }) => name)],
    encode: (record) => {
      const standard = {}
      const values = {}
      for (const attribute of attributes) {
        standard[attribute] = standardise(kindOf(attribute), record[attribute === 'house' ? 'address' : attribute])
        values[attribute] = standard[attribute].value
      }
      return [...coders.map((code) => code(values) ?? ''), ...keys.map((one) => hashed(own, one, standard))]
    },
  }
}

/** 64 bits that are the same where what the key takes is the same; empty where a part is missing. */
function hashed(own, { name, parts }, standard) {
  const texts = parts.map(([attribute, take]) => taken(standard[attribute], take))
  if (texts.some((text) => text === null)) return ''
  return createHmac('sha256', own)
    .update([name, ...texts].join('|'))
    .digest('hex')
    .slice(0, 16)
}

/** The key: in a file of its own, never on a command line, where every user of the machine could read it. */

const length = 32

/** Makes a new key; an old one is never written over. */
function writeNewKey(file) {
  try {
    writeFileSync(file, `${randomBytes(length).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    throw new Refused(
      `${file} is there already. A key is never written over: what was encoded with it could not be compared any more.`,
    )
  }
}

/** @throws Refused where there is no key, it is too short to be one, or others can read it */
function readKey(file) {
  let text
  try {
    text = readFileSync(file, 'utf8').trim()
  } catch {
    throw new Refused(`There is no key ${file}. Make one with --new-key ${file}, or get it from the agency that made it.`)
  }
  if (!/^([0-9a-f]{2})*$/i.test(text))
    throw new Refused(`${file} is not a key: it must be hexadecimal digits, as --new-key writes them.`)
  const key = Buffer.from(text, 'hex')
  if (key.length < length)
    throw new Refused(
      `The key in ${file} has ${key.length} bytes, and at least ${length} are needed: whoever can try all keys can read the names. Make one with --new-key.`,
    )
  if (new Set(key).size < 8) throw new Refused(`The key in ${file} is no random one. Make one with --new-key.`)
  if (process.platform !== 'win32' && statSync(file).mode & 0o077)
    throw new Refused(`Others on this machine can read ${file}: chmod 600 ${file}`)
  return key
}

/** Lines in the order of their random ids, so that their order says nothing: by way of files that each hold a share of them. */

const shares = 256
const mostWaiting = 64 * 1024

class Shuffled {
  #file
  #waiting = new Array(shares).fill('')
  #written = new Set()

  constructor(file) {
    this.#file = file
  }

  /** @param id hexadecimal digits at random */
  add(id, cells) {
    const share = Number.parseInt(id.slice(0, 2), 16)
    this.#waiting[share] += `${id},${cells.join(',')}\n`
    if (this.#waiting[share].length > mostWaiting) this.#flush(share)
  }

  /** Writes the file: what it begins with, and all lines. */
  write(head) {
    const out = openSync(this.#file, 'wx', 0o600)
    writeSync(out, head)
    for (let share = 0; share < shares; share++) {
      const before = this.#written.has(share) ? readFileSync(this.#part(share), 'utf8') : ''
      const lines = (before + this.#waiting[share]).split('\n').filter((line) => line !== '')
      if (lines.length > 0) writeSync(out, `${lines.sort().join('\n')}\n`)
    }
    closeSync(out)
  }

  /** Takes away what it needed in between. */
  close() {
    for (const share of this.#written) rmSync(this.#part(share), { force: true })
  }

  #part(share) {
    return `${this.#file}.part-${share}`
  }

  #flush(share) {
    appendFileSync(this.#part(share), this.#waiting[share], { mode: 0o600 })
    this.#written.add(share)
    this.#waiting[share] = ''
  }
}

/** Which column of an agency's file holds what. */

/** @throws Refused saying what is wrong */
function readSpec(text, file) {
  const wrong = (fault) => new Refused(`${file}: ${fault}`)
  let json
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw wrong(`not JSON: ${error.message}`)
  }
  const { id, columns: given } = json ?? {}
  if (typeof id !== 'string' || typeof given !== 'object' || given === null)
    throw wrong('it must say "id", the column that names a record, and "columns".')
  const columns = {}
  for (const [attribute, named] of Object.entries(given)) {
    if (attribute === 'house' || !kindOf(attribute))
      throw wrong(
        `nothing is known of "${attribute}". There are ${Object.keys(roles).join(', ')}; a number is named, as in number_nhs.`,
      )
    const list = Array.isArray(named) ? named : [named]
    if (list.length === 0 || !list.every((one) => typeof one === 'string'))
      throw wrong(`"${attribute}" must be the name of a column, or a list of such names.`)
    columns[attribute] = list
  }
  if (Object.keys(columns).length < 2) throw wrong('give at least two columns: one alone links nobody.')
  return {
    id,
    columns,
    placesIn: (header, input) => {
      const names = header.map((name, at) => (at === 0 ? name.replace(/^\uFEFF/, '') : name))
      const place = (name) => {
        const at = names.indexOf(name)
        if (at < 0) throw new Refused(`${input} has no column ${name}. It has: ${names.join(', ')}.`)
        if (names.lastIndexOf(name) !== at) throw new Refused(`${input} has two columns ${name}.`)
        return at
      }
      return { id: place(id), columns: Object.entries(columns).map(([attribute, list]) => [attribute, list.map(place)]) }
    },
  }
}

// The program that an agency runs on its own side. `tools/encode.mjs` is made of this file and what it imports (npm run docs).

const usage = `node encode.mjs --new-key KEY
  makes a key, once for all agencies that want their records compared
node encode.mjs --key KEY --spec SPEC --in people.csv --out encoded.csv --ids ids.csv
  --key FILE   the key
  --spec FILE  which column holds what, as JSON:
               {"id": "person_ref", "columns": {"forename": "first_name", "surname": "last_name", "birth": "dob",
                "postcode": "post_code", "address": ["house_no", "street"], "number_nhs": "nhs_no"}}
               also: locality, phone, email, and number_ANYTHING for references that other agencies have too
  --in FILE    CSV in UTF-8 with a header line
  --out FILE   the encoded records, in random order under random ids: this alone leaves the agency
  --ids FILE   which random id stands for which record: this stays, to read the answer with`

const handOver = (file) => `${file} holds a new key. Without it nobody can make or check an encoding, so:
- give it to the other agencies that encode, by hand or through a channel that you trust with the records themselves
- never give it to whoever compares the encoded records: with the key they could try every name
- keep it as long as encodings are to be compared, then destroy it everywhere`

async function encodeFile(files) {
  const key = readKey(files.key)
  const spec = readSpec(readFileSync(files.spec, 'utf8'), files.spec)
  for (const file of [files.out, files.ids])
    if (existsSync(file)) throw new Refused(`${file} is there already. Move it away, or name another.`)
  const encoder = encoderOf(key, Object.keys(spec.columns))
  const out = new Shuffled(files.out)
  const ids = openSync(files.ids, 'wx', 0o600)
  try {
    writeSync(ids, 'record_id,own_id\n')
    let places
    let [count, width] = [0, 0]
    for await (const { line, cells } of rowsOf(files.in)) {
      if (!places) {
        places = spec.placesIn(cells, files.in)
        width = cells.length
        continue
      }
      if (cells.length !== width)
        throw new Refused(`${files.in}, line ${line}: ${cells.length} cells, where the header has ${width}. Nothing was written.`)
      const own = cells[places.id]
      if (own === '') throw new Refused(`${files.in}, line ${line}: no ${spec.id}. Every record needs one. Nothing was written.`)
      const record = Object.fromEntries(
        places.columns.map(([attribute, at]) => [attribute, at.map((one) => cells[one]).join(' ')]),
      )
      const id = randomBytes(16).toString('hex')
      out.add(id, encoder.encode(record))
      writeSync(ids, `${id},${cellOf(own)}\n`)
      count++
    }
    if (!places) throw new Refused(`${files.in} has no header line: its first line must name the columns.`)
    out.write(`${headerMark}${JSON.stringify(headerOf(key))}\n${encoder.columns.join(',')}\n`)
    return count
  } catch (error) {
    for (const file of [files.out, files.ids]) rmSync(file, { force: true })
    throw error
  } finally {
    closeSync(ids)
    out.close()
  }
}

async function main() {
  const text = { type: 'string' }
  const { values } = parseArgs({
    options: { 'new-key': text, key: text, spec: text, in: text, out: text, ids: text, help: { type: 'boolean' } },
  })
  if (values.help) return console.log(usage)
  if (values['new-key']) {
    writeNewKey(values['new-key'])
    return console.log(handOver(values['new-key']))
  }
  const { key, spec, in: input, out, ids } = values
  if (!key || !spec || !input || !out || !ids) throw new Refused(`Say --key, --spec, --in, --out and --ids.\n\n${usage}`)
  const count = await encodeFile({ key, spec, in: input, out, ids })
  console.log(`${count} records are encoded in ${out}. ${ids} says which is which: it stays here.`)
}

try {
  await main()
} catch (error) {
  const known = error instanceof Refused || `${error.code}`.startsWith('ERR_PARSE_ARGS')
  console.error(known ? error.message : error)
  process.exitCode = known ? 2 : 1
}
