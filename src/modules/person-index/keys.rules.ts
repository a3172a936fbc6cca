import { addressKey, foldedNumber, isFullGivenName, nameWords, postcodeWithin, searchedNameWords } from './names.rules.ts'
import { consonantsOf, spokenSounds } from './spoken.rules.ts'

/**
 * What records are found by when somebody searches. Everything here is text in the clear and lives for one call; what is stored is
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
  /** `left`: she no longer lives there. */
  readonly homes: readonly { readonly address: string; readonly postcode: string | null; readonly left: boolean }[]
  readonly sexes: readonly ('female' | 'male')[]
  readonly contacts: readonly { readonly system: 'phone' | 'email'; readonly value: string }[]
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

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)]
const known = (values: readonly (string | null)[]): string[] => unique(values.flatMap((value) => value || []))
const distinct = <Kind extends string>(keys: readonly KeyText<Kind>[]): KeyText<Kind>[] => [
  ...new Map(keys.map((key) => [`${key.kind}|${key.text}`, key])).values(),
]

/** The names to go by. Of a new identity only the one now in use: an earlier name would lead back to the one before. */
const usableNames = (facts: SourceFacts) =>
  facts.names.filter((name) => facts.epoch === 1 || name.use === 'usual').slice(0, mostNames)

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
    nameTexts(
      words.filter((word) => word !== family),
      [family],
      birthdays,
    ),
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
