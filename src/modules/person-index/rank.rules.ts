import { jaroWinkler } from '#matching/similarity'
import type { Fact } from '#modules/feeds'
import type { Protection } from '#modules/information-governance'
import { type PlainDate, plainDate } from '#platform/dates'
import { dateDifference } from './closeness.rules.ts'
import type { PeopleQuery } from './keys.rules.ts'
import {
  addressKey,
  foldedName,
  foldedNumber,
  foldedPostcode,
  isInitialOf,
  nameWords,
  postcodeWithin,
  searchedNameWords,
  spokenName,
  withPostcode,
} from './names.rules.ts'
import { spokenSounds } from './spoken.rules.ts'

/** A person who fits a search, with what the reader may know of her and why she is only near. */
export type RankedPerson = {
  readonly personId: string
  readonly name: string
  readonly otherNames: readonly string[]
  readonly dateOfBirth: PlainDate | null
  readonly address: string | null
  /** `exact` where everything that was asked for agrees. */
  readonly match: 'exact' | 'near'
  /** What does not agree, in words: "spelt differently", "day and month swapped". Empty for an exact one. */
  readonly why: readonly string[]
  /** What of it the person says is wrong, in words: "name", "date of birth", "address". */
  readonly disputed: readonly string[]
}
type Candidate = {
  readonly personId: string
  readonly protection: Protection
  readonly sources: readonly { readonly sourcePersonId: string }[]
}

/** How one part of the search agrees: 0 to 1, and in words where it is not the same. */
type Agreement = { readonly score: number; readonly why: string | null }
const same: Agreement = { score: 1, why: null }
const near = (score: number, why: string): Agreement => ({ score, why })

/** How much each part of a search counts, and how much of it must agree for a person to be shown at all. */
const weights = { name: 4, birthday: 3, address: 2, number: 4 }
const leastToShow = 0.6

/**
 * The candidates who fit, best first. Goes by the facts that the reader was granted, and by nothing else; a candidate of
 * whom they show too little agreement is left out.
 */
export function rankCandidates(query: PeopleQuery, people: readonly Candidate[], facts: readonly Fact[]): RankedPerson[] {
  const bySource = Map.groupBy(facts, (fact) => fact.sourcePersonId)
  return people
    .map((person) => {
      const its = person.sources.flatMap((source) => bySource.get(source.sourcePersonId) ?? [])
      const known = knownOf(its, person.protection !== 'none')
      return { person, its, known, parts: agreements(query, known) }
    })
    .filter(({ known, parts }) => known.names.length > 0 && parts.length > 0 && scoreOf(parts) >= leastToShow)
    .toSorted(
      (a, b) =>
        scoreOf(b.parts) - scoreOf(a.parts) ||
        inOrder(a.known.names[0]!.text, b.known.names[0]!.text) ||
        inOrder(a.person.personId, b.person.personId),
    )
    .map(({ person, its, known, parts }) => {
      const ranked = shown(person.personId, known, parts)
      return { ...ranked, disputed: disputedOf(its, ranked) }
    })
}
const inOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

type KnownName = {
  readonly text: string
  readonly given: readonly string[]
  readonly family: readonly string[]
  readonly earlier: boolean
}
type Known = {
  readonly names: readonly KnownName[]
  readonly birthdays: readonly string[]
  readonly homes: readonly { readonly address: string; readonly postcode: string | null; readonly left: boolean }[]
  readonly numbers: readonly string[]
  readonly hasIdentifiers: boolean
}

/**
 * What the granted facts say, the name in use first. Of a protected person no address, not to her own service either: nobody is to be
 * found by where she is.
 */
function knownOf(facts: readonly Fact[], isProtected: boolean): Known {
  const identities = facts.flatMap((fact) => (fact.kind === 'identity' ? [fact] : []))
  const timesGiven = (one: (typeof identities)[number]) =>
    identities.filter((other) => foldedName(other.content.givenName) === foldedName(one.content.givenName)).length
  const names = identities
    .toSorted((a, b) => rankOfUse(a.content.nameUse) - rankOfUse(b.content.nameUse) || timesGiven(b) - timesGiven(a))
    .map(({ content: { givenName, familyName, otherNames, nameUse } }) => ({
      text: spokenName({ givenName, familyName }),
      given: nameWords(`${givenName ?? ''} ${otherNames ?? ''}`),
      family: nameWords(familyName ?? ''),
      earlier: nameUse === 'former',
    }))
  return {
    names: [
      ...new Map(
        names.filter((name) => name.text !== '').map((name) => [`${name.given.join(' ')}|${name.family.join(' ')}`, name]),
      ).values(),
    ],
    birthdays: [...new Set(identities.flatMap((fact) => fact.content.dateOfBirth ?? []))],
    homes: isProtected
      ? []
      : facts.flatMap((fact) =>
          fact.kind === 'residence'
            ? [{ address: fact.content.address, postcode: fact.content.postcode ?? null, left: fact.validTo !== null }]
            : [],
        ),
    numbers: [
      ...identities.map((fact) => fact.sourceKey),
      ...facts.flatMap((fact) => (fact.kind === 'identifier' ? [fact.content.value] : [])),
    ].map(foldedNumber),
    hasIdentifiers: facts.some((fact) => fact.kind === 'identifier'),
  }
}
const uses = ['usual', 'alias', 'former', 'baby']
const rankOfUse = (use: string) => uses.indexOf(use)

type Part = Agreement & { readonly weight: number }

function agreements(query: PeopleQuery, known: Known): Part[] {
  const words = searchedNameWords(query.name ?? '')
  const parts = [
    words.length > 0 && {
      weight: weights.name,
      ...best(
        known.names.map((name) => nameAgreement(words, name)),
        'no name held',
      ),
    },
    query.dateOfBirth && {
      weight: weights.birthday,
      ...best(
        known.birthdays.map((day) => birthdayAgreement(query.dateOfBirth!, day)),
        'date of birth not held',
      ),
    },
    query.address && {
      weight: weights.address,
      ...best(
        known.homes.map((home) => addressAgreement(query.address!, home)),
        'another address',
      ),
    },
    query.number && numberAgreement(query, known),
  ]
  return parts.filter((part): part is Part => Boolean(part))
}

const best = (all: readonly Agreement[], otherwise: string): Agreement =>
  all.toSorted((a, b) => b.score - a.score)[0] ?? near(0, otherwise)

const scoreOf = (parts: readonly Part[]): number =>
  parts.reduce((sum, part) => sum + part.weight * part.score, 0) / parts.reduce((sum, part) => sum + part.weight, 0)

/** A name as somebody types it, in either order, against one name of the record. */
function nameAgreement(words: readonly string[], name: KnownName): Agreement {
  const orders =
    words.length === 1
      ? [
          { given: [] as string[], family: [...words], turned: false },
          { given: [...words], family: [] as string[], turned: false },
        ]
      : splits(words)
  return best(
    orders.map(({ given, family, turned }) => {
      const familyScore = family.length === 0 ? 1 : wordsCloseness(family, name.family)
      const givenScore = given.length === 0 ? 1 : wordsCloseness(given, name.given)
      return sayName({ familyScore, givenScore, onlyGiven: family.length === 0, turned, earlier: name.earlier })
    }),
    'another name',
  )
}

/** Every way to take the words as given names and family name, in either order. */
function splits(words: readonly string[]): { given: readonly string[]; family: readonly string[]; turned: boolean }[] {
  return words.slice(1).flatMap((_, at) => [
    { given: words.slice(0, at + 1), family: words.slice(at + 1), turned: false },
    { given: words.slice(at + 1), family: words.slice(0, at + 1), turned: true },
  ])
}

type NameScores = { familyScore: number; givenScore: number; onlyGiven: boolean; turned: boolean; earlier: boolean }
function sayName({ familyScore, givenScore, onlyGiven, turned, earlier }: NameScores): Agreement {
  const spelt = familyScore < 1 || givenScore < 1
  // One word that is neither name of hers is another name: of her family name nothing was asked that could agree.
  if (familyScore < 0.75 || (onlyGiven && givenScore < 0.75)) return near(0, 'another name')
  if (givenScore < 0.75) return near(0.6, 'another first name')
  const why = [spelt && 'spelt differently', earlier && 'under an earlier name', turned && 'names the other way round']
    .filter(Boolean)
    .join(', ')
  const score = ((familyScore + givenScore) / 2) * (onlyGiven ? 0.9 : 1) * (turned ? 0.98 : 1) * (earlier ? 0.98 : 1)
  return why === '' ? { score, why: null } : near(Math.min(score, 0.99), why)
}

/** How near two lists of words are: as one word, or each word by its nearest. An initial is as good as 0.9 of the name. */
function wordsCloseness(asked: readonly string[], held: readonly string[]): number {
  if (held.length === 0) return 0
  const whole = wordCloseness(asked.join(''), held.join(''))
  const each = asked.map((word) => Math.max(...held.map((other) => wordCloseness(word, other))))
  return Math.max(whole, each.reduce((sum, score) => sum + score, 0) / each.length)
}

function wordCloseness(a: string, b: string): number {
  if (a === b) return 1
  if (isInitialOf(a, b)) return 0.9
  const sounds = spokenSounds(a)
  const alike = spokenSounds(b).some((code) => sounds.includes(code))
  return Math.min(0.99, Math.max(jaroWinkler(a, b) >= 0.85 ? jaroWinkler(a, b) : 0, alike ? 0.85 : 0))
}

function birthdayAgreement(asked: string, held: string): Agreement {
  const difference = dateDifference(asked, held)
  if (difference === 'same') return same
  if (difference === 'different') return near(0, 'another date of birth')
  if (difference === 'day and month swapped') return near(0.9, 'day and month swapped')
  return near(0.8, difference === 'a year out' ? 'born a year earlier or later' : 'one digit of the date of birth differs')
}

function addressAgreement(asked: string, home: Known['homes'][number]): Agreement {
  const [postcode, street] = [postcodeWithin(asked), addressKey(asked)]
  const held = foldedPostcode(home.postcode) ?? postcodeWithin(home.address)
  const samePostcode = postcode === held
  const compared = [
    ...(postcode === null ? [] : [samePostcode]),
    ...(street === null ? [] : [street === addressKey(home.address)]),
  ]
  const agreeing = compared.filter(Boolean).length
  if (agreeing === 0) return near(0, 'another address')
  if (agreeing < compared.length)
    return near(0.7, samePostcode ? 'same postcode, another door' : 'same door and street, another postcode')
  return home.left ? near(0.9, 'an earlier address') : same
}

/**
 * A number is only found where it is the same, in a record whose numbers the reader may see: that it is hers would tell her one that no
 * agreement gives her. Where she may see none, and asked for more than the number, there is nothing to compare.
 */
function numberAgreement(query: PeopleQuery, known: Known): Part | undefined {
  const weight = weights.number
  if (known.numbers.includes(foldedNumber(query.number!))) return { weight, ...same }
  const onlyNumber = !query.name && !query.dateOfBirth && !query.address
  return known.hasIdentifiers || onlyNumber ? { weight, ...near(0, 'another number') } : undefined
}

/** Which of what a list shows of somebody she says is wrong. */
function disputedOf(facts: readonly Fact[], shown: Omit<RankedPerson, 'disputed'>): string[] {
  const disputed = facts.filter(({ dispute }) => dispute?.stands)
  const names = [shown.name, ...shown.otherNames]
  const isShown = {
    name: (fact: Fact) => fact.kind === 'identity' && names.includes(nameOf(fact.content)),
    'date of birth': (fact: Fact) => fact.kind === 'identity' && fact.content.dateOfBirth === shown.dateOfBirth?.toString(),
    address: (fact: Fact) => fact.kind === 'residence' && withPostcode(fact.content) === shown.address,
  }
  return Object.entries(isShown).flatMap(([what, is]) => (disputed.some(is) ? [what] : []))
}
const nameOf = ({ givenName, familyName }: { givenName: string | null; familyName: string | null }) =>
  spokenName({ givenName, familyName })

function shown(personId: string, known: Known, parts: readonly Part[]): Omit<RankedPerson, 'disputed'> {
  const why = parts.flatMap((part) => part.why ?? [])
  const [name, ...others] = known.names
  const born = known.birthdays[0]
  const home = known.homes.find((one) => !one.left) ?? known.homes[0]
  return {
    personId,
    name: name!.text,
    otherNames: [...new Set(others.map((other) => other.text))].filter((text) => text !== name!.text),
    dateOfBirth: born ? plainDate(born) : null,
    address: home ? withPostcode(home) : null,
    match: why.length === 0 ? 'exact' : 'near',
    why,
  }
}
