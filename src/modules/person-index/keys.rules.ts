import {
  addressKey,
  foldedName,
  foldedNumber,
  foldedPostcode,
  isFullGivenName,
  isNhsNumber,
  nameWords,
  postcodeWithin,
  searchedNameWords,
} from './names.rules.ts'
import { consonantsOf, spokenSounds } from './spoken.rules.ts'

/**
 * What records are compared and found by. Everything here is text in the clear and lives for one call; what is stored is
 * its keyed hash (`keyed-hash.ts`), 64 bits, the same for a batch and for a search.
 */

/** What one source person's current facts say that matters for matching. */
export type SourceFacts = {
  /** 1, or more for a new identity after adoption or a change of gender, which is never led back to the one before. */
  readonly epoch: number
  /** Whether the agency keeps this person's address from others. */
  readonly protected: boolean
  readonly names: readonly SourceName[]
  readonly birthdays: readonly string[]
  readonly homes: readonly { readonly address: string; readonly postcode: string | null }[]
  readonly identifiers: readonly { readonly scheme: string; readonly value: string; readonly superseded: boolean }[]
  /** The agency's own references for this person. */
  readonly references: readonly string[]
}
export type SourceName = {
  readonly given: string | null
  readonly family: string | null
  readonly other: string | null
  readonly use: 'usual' | 'former' | 'alias' | 'baby'
}

/** What an exact rule may join by. A superseded number joins nobody: it tells that those who still use it are behind. */
export type MatchKind = 'nhs-number' | 'superseded-nhs-number' | 'name-birth-postcode' | 'identity-epoch'
export type SearchKind =
  | 'sounds'
  | 'family-sounds'
  | 'letters'
  | 'family-birth-year'
  | 'given-birthday'
  | 'birthday'
  | 'postcode'
  | 'address'
  | 'number'
export type KeyText<Kind extends string> = { readonly kind: Kind; readonly text: string }

/** What somebody is looked for by. */
export type PeopleQuery = {
  readonly name?: string
  /** ISO 8601: 1993-07-04. */
  readonly dateOfBirth?: string
  /** An address, a postcode, or both in one line. */
  readonly address?: string
  /** An agency's own reference, or an NHS number. */
  readonly number?: string
}

// One record seldom has more; a file that states hundreds of names for one person must not make thousands of keys.
const mostNames = 8
const mostWords = 4
/** A surname of fewer consonants has too much company to be found by them. */
const fewestConsonants = 3

/** Dates that stand for "not known" in one system or another. */
const notBirthdays = new Set(['1900-01-01', '1901-01-01', '1899-12-30', '1899-12-31', '1970-01-01', '1111-11-11', '9999-12-31'])

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)]
const known = <T>(values: readonly (T | null | undefined)[]): T[] =>
  unique(values.filter((value): value is T => value !== null && value !== undefined && value !== ''))
const distinct = <Kind extends string>(keys: readonly KeyText<Kind>[]): KeyText<Kind>[] => [
  ...new Map(keys.map((key) => [`${key.kind}|${key.text}`, key])).values(),
]

/** The names to go by. Of a new identity only the one now in use: an earlier name would lead back to the one before. */
const usableNames = (facts: SourceFacts) =>
  facts.names.filter((name) => facts.epoch === 1 || name.use === 'usual').slice(0, mostNames)

/** The full name in each way the record gives it: with its other names, and without. Nothing where a part of it is missing. */
function fullNames(name: SourceName): string[] {
  const family = foldedName(name.family)
  if (family.length < 2 || !isFullGivenName(name.given)) return []
  return unique([foldedName(name.given), foldedName(`${name.given} ${name.other ?? ''}`)]).map((given) => `${given}|${family}`)
}

/**
 * What the exact rules compare. NHS numbers carry the identity epoch, so that two epochs never meet. Name with date of
 * birth and postcode is made from every current combination; a person whose address is protected, or whose identity is a
 * new one, has none: such a record is joined by its number or by a person's decision, never because of where someone lives.
 */
export function matchTexts(facts: SourceFacts): KeyText<MatchKind>[] {
  const numbers = facts.identifiers
    .filter((identifier) => identifier.scheme === 'nhs-number')
    .map(({ value, superseded }) => ({ number: foldedNumber(value), superseded }))
    .filter(({ number }) => isNhsNumber(number))
    .map(
      ({ number, superseded }): KeyText<MatchKind> => ({
        kind: superseded ? 'superseded-nhs-number' : 'nhs-number',
        text: `${facts.epoch}|${number}`,
      }),
    )
  if (facts.epoch > 1) return distinct([{ kind: 'identity-epoch', text: String(facts.epoch) }, ...numbers])
  if (facts.protected) return distinct(numbers)

  const birthdays = unique(facts.birthdays).filter((day) => !notBirthdays.has(day))
  const postcodes = known(facts.homes.map((home) => foldedPostcode(home.postcode) ?? postcodeWithin(home.address)))
  const people = usableNames(facts)
    .flatMap(fullNames)
    .flatMap((name) =>
      birthdays.flatMap((day) =>
        postcodes.map((postcode): KeyText<MatchKind> => ({ kind: 'name-birth-postcode', text: `${name}|${day}|${postcode}` })),
      ),
    )
  return distinct([...numbers, ...people])
}

/**
 * What a record is found by. A protected address finds nobody: not its postcode, nor its street. The earlier name of a
 * new identity neither.
 */
export function searchTexts(facts: SourceFacts): KeyText<SearchKind>[] {
  const names = usableNames(facts).flatMap((name) => {
    const family = nameWords(name.family ?? '')
    const given = isFullGivenName(name.given) ? nameWords(`${name.given} ${name.other ?? ''}`) : []
    return nameTexts(given.slice(0, mostWords), wholeAndParts(family), facts.birthdays)
  })
  const homes = facts.protected ? [] : facts.homes.flatMap((home) => placeTexts(`${home.address} ${home.postcode ?? ''}`))
  const numbers = [...facts.identifiers.map((identifier) => identifier.value), ...facts.references].map(
    (value): KeyText<SearchKind> => ({ kind: 'number', text: foldedNumber(value) }),
  )
  return distinct([...names, ...facts.birthdays.map(birthdayText), ...homes, ...numbers.filter(({ text }) => text !== '')])
}

/** "Smith Jones" may be looked for as either, or as one word. */
const wholeAndParts = (words: readonly string[]): string[] => known([words.join(''), ...words.slice(0, mostWords)])

function nameTexts(given: readonly string[], family: readonly string[], birthdays: readonly string[]): KeyText<SearchKind>[] {
  const familySounds = unique(family.flatMap(spokenSounds))
  const givenSounds = unique(given.filter((word) => word.length > 1).flatMap(spokenSounds))
  const familyLetters = unique(family.map(consonantsOf)).filter((letters) => letters.length >= fewestConsonants)
  return [
    ...familyLetters.flatMap((one) =>
      givenSounds.map((other): KeyText<SearchKind> => ({ kind: 'letters', text: `${one}|${other}` })),
    ),
    ...familySounds.flatMap((one): KeyText<SearchKind>[] => [
      { kind: 'family-sounds', text: one },
      ...givenSounds.map((other): KeyText<SearchKind> => ({ kind: 'sounds', text: `${one}|${other}` })),
      ...birthdays.map((day): KeyText<SearchKind> => ({ kind: 'family-birth-year', text: `${one}|${day.slice(0, 4)}` })),
    ]),
    ...given
      .slice(0, 1)
      .flatMap((word) => birthdays.map((day): KeyText<SearchKind> => ({ kind: 'given-birthday', text: `${word}|${day}` }))),
  ]
}

const birthdayText = (day: string): KeyText<SearchKind> => ({ kind: 'birthday', text: day })

function placeTexts(line: string): KeyText<SearchKind>[] {
  const postcode = postcodeWithin(line)
  const address = addressKey(line)
  return [
    ...(postcode ? [{ kind: 'postcode' as const, text: postcode }] : []),
    ...(address ? [{ kind: 'address' as const, text: address }] : []),
  ]
}

/** The date with day and month the other way round, where that is a date at all. */
export function swappedBirthday(day: string): string | null {
  const [year, month, date] = day.split('-')
  return month !== date && Number(date) <= 12 ? `${year}-${date}-${month}` : null
}

/**
 * What to look for. A name in one line may have family and given name in either order, and parts missing; a date may have
 * day and month swapped. A name of one word is looked for as a family name.
 */
export function queryTexts(query: PeopleQuery): KeyText<SearchKind>[] {
  const words = searchedNameWords(query.name ?? '').slice(0, mostWords)
  const birthdays = query.dateOfBirth ? known([query.dateOfBirth, swappedBirthday(query.dateOfBirth)]) : []
  const pairs = words.flatMap((family) =>
    nameTexts(words.length > 1 ? words.filter((word) => word !== family) : [], [family], birthdays),
  )
  const joined =
    words.length > 1 ? words.flatMap((given, at) => nameTexts([given], [words.toSpliced(at, 1).join('')], birthdays)) : []
  const names = [...pairs, ...joined].filter((key) => words.length === 1 || key.kind !== 'family-sounds')
  const given = words.flatMap((word) =>
    birthdays.map((day): KeyText<SearchKind> => ({ kind: 'given-birthday', text: `${word}|${day}` })),
  )
  const number = foldedNumber(query.number ?? '')
  return distinct([
    ...names,
    ...given,
    ...birthdays.map(birthdayText),
    ...placeTexts(query.address ?? ''),
    ...(number ? [{ kind: 'number' as const, text: number }] : []),
  ])
}
