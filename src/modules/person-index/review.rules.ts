import type { Step } from '#matching/explain'
import type { Fact } from '#modules/feeds'
import { longDate, plainDate } from '#platform/dates'
import { spokenName, withPostcode } from './names.rules.ts'

/** What a reviewer may say of a pair of records. */
export const answers = ['same', 'different', 'unsure', 'need-more'] as const
export type Answer = (typeof answers)[number]

/** What the model weighed, as it is kept with a pair: words and bits, never a value. */
export type Weighed = {
  readonly probability: number
  readonly against: 'same household' | 'strangers'
  readonly steps: readonly Step[]
}

/** How many pairs of records may hang on one reviewer's word. */
const mostForOne = 3

/**
 * Whether an answer needs a second reviewer who says the same: where much hangs on it, or where it goes against strong evidence.
 * The second one is not told what the first one said, nor that there was one.
 */
export function needsTwo(answer: Answer, { settles, probability }: { settles: number; probability: number }): boolean {
  if (answer !== 'same' && answer !== 'different') return false
  const against = answer === 'same' ? probability < 0.1 : probability > 0.9
  return settles > mostForOne || against
}

/** What the answers that stand come to, one a reviewer: a decision once enough say the same, and more than say otherwise. */
export function outcomeOf(
  given: readonly Answer[],
  pair: { readonly settles: number; readonly probability: number },
): 'same' | 'different' | undefined {
  const count = (answer: Answer) => given.filter((one) => one === answer).length
  const disputed = count('same') > 0 && count('different') > 0
  return (['same', 'different'] as const).find((answer) => {
    const otherwise = count(answer === 'same' ? 'different' : 'same')
    return count(answer) >= (disputed || needsTwo(answer, pair) ? 2 : 1) && count(answer) > otherwise
  })
}

/**
 * Whether an answer about a pair that is decided already puts that in doubt: it says otherwise, and no two others say what was decided.
 *
 * @param others what the others said whose answers stand
 */
export const putsInDoubt = (answer: Answer, decided: 'same' | 'different', others: readonly Answer[]): boolean =>
  (answer === 'same' || answer === 'different') && answer !== decided && others.filter((one) => one === decided).length < 2

/**
 * How much error a minute at this pair is expected to remove: apart as the records are now, that is wrong with the probability that
 * they are one person, for every pair of records that hangs on it. A pair takes about a minute, and a quarter more for each further record.
 */
export const worth = ({ settles, records, probability }: { settles: number; records: number; probability: number }): number =>
  (probability * settles) / (1 + 0.25 * Math.max(0, records - 2))

/** Whether a step says anything: where a value is missing it does not. */
export const isSaying = ({ againstStrangers, againstHousehold }: Step): boolean =>
  againstStrangers !== 0 || againstHousehold !== 0

/** A step in words, without the model's own names of things. */
export const sayStep = (says: string): string => says.replace('nhs_number', 'NHS number')

/** A text with the letters that the other one has not, in the places where they differ: for a reader to see at once. */
export type Marked = readonly { readonly text: string; readonly differs: boolean }[]

/** Marks in `text` what is not in `other`, letter for letter, by their longest common run of letters in order. Case does not count. */
export function markDifferences(text: string, other: string): Marked {
  const [a, b] = [[...text], [...other]]
  const same = (i: number, j: number) => a[i]!.toLowerCase() === b[j]!.toLowerCase()
  const longest = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i]![j] = same(i, j) ? longest[i + 1]![j + 1]! + 1 : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!)
  const marked: { text: string; differs: boolean }[] = []
  const add = (letter: string, differs: boolean) => {
    const last = marked.at(-1)
    if (last?.differs === differs) last.text += letter
    else marked.push({ text: letter, differs })
  }
  for (let i = 0, j = 0; i < a.length; ) {
    if (j < b.length && same(i, j)) {
      add(a[i]!, false)
      i++
      j++
    } else if (j < b.length && longest[i]![j + 1]! >= longest[i + 1]![j]!) j++
    else add(a[i++]!, true)
  }
  return marked
}

/** One side of a pair: the records that are taken for one person now, as far as the reviewer may see them. */
export type Side = readonly { readonly agency: string; readonly facts: readonly Fact[] }[]
/** What one or more agencies say under a heading. */
export type Value = {
  readonly text: string
  readonly agencies: readonly string[]
  /** Agencies whose word for it the person says is wrong. */
  readonly disputedOf: readonly string[]
}
export type ComparedField = { readonly what: string; readonly first: readonly Value[]; readonly second: readonly Value[] }

const fields: readonly { readonly what: string; readonly read: (fact: Fact) => readonly string[] }[] = [
  { what: 'Name', read: (fact) => (fact.kind === 'identity' ? [spokenName(fact.content)] : []) },
  {
    what: 'Born',
    read: (fact) => (fact.kind === 'identity' && fact.content.dateOfBirth ? [longDate(plainDate(fact.content.dateOfBirth))] : []),
  },
  { what: 'Sex', read: (fact) => (fact.kind === 'identity' && fact.content.sex !== 'unknown' ? [fact.content.sex] : []) },
  { what: 'Lives at', read: (fact) => (fact.kind === 'residence' && !fact.validTo ? [withPostcode(fact.content)] : []) },
  { what: 'Lived at', read: (fact) => (fact.kind === 'residence' && fact.validTo ? [withPostcode(fact.content)] : []) },
  {
    what: 'Phone and email',
    read: (fact) => (fact.kind === 'contact-point' && !fact.content.through ? [fact.content.value] : []),
  },
  {
    what: 'NHS number',
    read: (fact) =>
      fact.kind === 'identifier' && fact.content.scheme === 'nhs-number'
        ? [`${fact.content.value}${fact.validTo ? ' (replaced)' : ''}`]
        : [],
  },
]

/** Both sides field by field: each value once, with the agencies that say it. What neither side says is left out. */
export const comparedFields = (first: Side, second: Side): ComparedField[] =>
  fields
    .map(({ what, read }) => ({ what, first: valuesOf(first, read), second: valuesOf(second, read) }))
    .filter((one) => one.first.length > 0 || one.second.length > 0)

function valuesOf(side: Side, read: (fact: Fact) => readonly string[]): Value[] {
  const said = side.flatMap(({ agency, facts }) =>
    facts.flatMap((fact) => read(fact).map((text) => ({ text, agency, disputed: fact.dispute?.stands === true }))),
  )
  const values = Map.groupBy(
    said.filter(({ text }) => text !== ''),
    ({ text }) => text,
  )
  const agenciesOf = (words: typeof said) => [...new Set(words.map(({ agency }) => agency))]
  return [...values].map(([text, words]) => ({
    text,
    agencies: agenciesOf(words),
    disputedOf: agenciesOf(words.filter(({ disputed }) => disputed)),
  }))
}

/** A pause of so many minutes between two answers ends a sitting. */
const pauseMinutes = 15
/** After so many minutes at it reviewers take worse decisions, and do not notice (linkage.md, section 8). */
const longSittingMinutes = 60

export type Sitting = { readonly answers: number; readonly minutes: number; readonly isLong: boolean }

/**
 * How long a reviewer has been at it without a pause.
 *
 * @param answeredAt her answers in milliseconds since 1970, in any order
 */
export function sittingOf(answeredAt: readonly number[], now: number): Sitting {
  let since = now
  let answers = 0
  for (const at of answeredAt.toSorted((a, b) => b - a)) {
    if (since - at >= pauseMinutes * 60_000) break
    since = at
    answers++
  }
  const minutes = Math.floor((now - since) / 60_000)
  return { answers, minutes, isLong: minutes >= longSittingMinutes }
}
