import type { RawRecord } from '#matching/trained'
import type { SourceFacts } from './keys.rules.ts'
import { foldedNumber, foldedPostcode, isFullGivenName, isNhsNumber, postcodeWithin } from './names.rules.ts'

/** Most ways of writing one record that are compared: a file that states hundreds of names must not make thousands of comparisons. */
const mostVariants = 12
const mostNames = 4
const mostOthers = 3
/** The nearest first: what a person is called now says more than what she was called. */
const uses = ['usual', 'alias', 'former', 'baby']

/**
 * One record as the model compares it: one row of the model's fields for each way of writing it, since a record may give two
 * names, or an earlier home. The same rows in whatever order the facts came. The address of someone whose agency keeps it from
 * others is in none of them, nor that of a new identity, of which only the name now in use is taken: nothing leads back.
 */
export function comparableOf(facts: SourceFacts): RawRecord[] {
  const renewed = facts.epoch > 1
  const names = facts.names
    .filter((name) => !renewed || name.use === 'usual')
    .toSorted((a, b) => uses.indexOf(a.use) - uses.indexOf(b.use) || inOrder(a.given, b.given) || inOrder(a.family, b.family))
    .flatMap(({ given, family }) => writtenGivenNames(given).map((forename) => ({ forename, surname: family })))
  const homes = renewed || facts.protected ? [] : facts.homes
  const addresses = homes
    .toSorted((a, b) => Number(a.left) - Number(b.left) || inOrder(a.address, b.address) || inOrder(a.postcode, b.postcode))
    .map(({ address, postcode }) => ({ address, postcode: foldedPostcode(postcode) ?? postcodeWithin(address) }))
  const numbers = facts.identifiers.filter((one) => one.scheme === 'nhs-number' && !one.superseded)
  const contacts = (system: 'phone' | 'email') => facts.contacts.flatMap((one) => (one.system === system ? [one.value] : []))
  const parts = [
    different(names, mostNames),
    different(addresses, mostOthers),
    ...Object.entries({
      dob: facts.birthdays,
      nhs_number: numbers.map((one) => one.value),
      phone: contacts('phone'),
      email: contacts('email'),
      // One who is recorded as both, or as neither, is compared by the rest.
      sex: facts.sexes.length === 1 ? facts.sexes : [],
    }).map(([field, values]) =>
      different(
        values.toSorted().map((value) => ({ [field]: value })),
        mostOthers,
      ),
    ),
  ]
  let rows: RawRecord[] = [{}]
  for (const choices of parts)
    if (choices.length > 0) rows = choices.flatMap((choice) => rows.map((row) => ({ ...row, ...choice }))).slice(0, mostVariants)
  return rows
}

/** "Amar Rajesh" is Amar Rajesh to one agency and Amar to another. */
function writtenGivenNames(given: string | null): (string | null)[] {
  if (given === null || !isFullGivenName(given)) return [null]
  const first = given.trim().split(/\s+/)[0]!
  return first !== given.trim() && isFullGivenName(first) ? [given, first] : [given]
}

const inOrder = (a: string | null, b: string | null) => ((a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0)

/** Those that differ, in their order. */
function different(all: readonly RawRecord[], most: number): RawRecord[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()].slice(0, most)
}

/** The record's valid NHS numbers: those in use, and those that its sender replaced. */
export function numbersOf({ identifiers }: SourceFacts): { numbers: string[]; replaced: string[] } {
  const valid = (superseded: boolean) => [
    ...new Set(
      identifiers
        .filter((one) => one.scheme === 'nhs-number' && one.superseded === superseded)
        .map((one) => foldedNumber(one.value))
        .filter(isNhsNumber),
    ),
  ]
  const replaced = valid(true).toSorted()
  return {
    numbers: valid(false)
      .filter((number) => !replaced.includes(number))
      .toSorted(),
    replaced,
  }
}
