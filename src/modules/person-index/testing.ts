import type { SourceFacts } from './keys.rules.ts'

export * from './grouping.rules.ts'
export { type Comparable, compare, matchRecordOf } from './matching.ts'
export { mostHolders } from './records.repository.ts'
export { worth } from './review.rules.ts'

// Cases of who is one person, written as a practitioner would say them; each can be given to the rules or to the feeds.

/** One agency's record: "housing | Kayleigh Marsden | 4 7 1993 | AX1 2BD | #1". Numbers are named, not written out. */
export type CaseRecord = {
  readonly system: string
  /** Its place in the case: A, B, C. */
  readonly letter: string
  readonly given: string | null
  readonly family: string | null
  readonly born: string | null
  readonly postcode: string | null
  readonly numbers: readonly { readonly value: string; readonly superseded: boolean }[]
  readonly epoch: number
  readonly protected: boolean
}
export type LinkingCase = { readonly name: string; readonly records: readonly CaseRecord[]; readonly people: readonly string[] }

/** The nth NHS number of the invented range, with its check digit. */
export function nhsNumber(nth: number): string {
  for (let at = nth * 2; ; at++) {
    const nine = String(999_000_000 + at)
    const sum = [...nine].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0)
    const check = (11 - (sum % 11)) % 11
    if (check < 10) return nine + check
  }
}

/**
 * Reads cases: a line "# why" names one, a line for each record, then "= AB C": who is one person. In a record "-" is
 * nothing; after the numbers may stand "was #2" (a number its sender replaced), "protected" (its address), "epoch 2".
 */
export function linkingCases(text: string): LinkingCase[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((block, nth) => {
      const lines = block
        .trim()
        .split('\n')
        .map((line) => line.trim())
      const name = lines[0]!.replace(/^# /, '')
      const records = lines.slice(1, -1).map((line, at) => recordOf(line, at, nth))
      return { name, records, people: lines.at(-1)!.replace(/^= /, '').split(' ').sort() }
    })
}

function recordOf(line: string, at: number, nth: number): CaseRecord {
  const [system, name, born, postcode, ...more] = line.split('|').map((cell) => cell.trim())
  const known = (cell: string | undefined) => (cell === undefined || cell === '-' || cell === '' ? null : cell)
  const words = known(name)?.split(' ') ?? []
  const said = more.flatMap((cell) => cell.split(',')).map((one) => one.trim())
  return {
    system: system!,
    letter: String.fromCharCode(65 + at),
    given: known(words.slice(0, -1).join(' ')),
    family: known(words.at(-1)),
    born: known(born),
    postcode: known(postcode),
    numbers: said.flatMap((one) => {
      const found = /^(was )?#(\d+)$/.exec(one)
      return found ? [{ value: nhsNumber(nth * 20 + Number(found[2])), superseded: found[1] !== undefined }] : []
    }),
    epoch: Number(said.flatMap((one) => /^epoch (\d)$/.exec(one)?.[1] ?? [])[0] ?? 1),
    protected: said.includes('protected'),
  }
}

/** What the index knows of this record. */
export const factsOfCase = (record: CaseRecord): SourceFacts => ({
  epoch: record.epoch,
  protected: record.protected,
  names: [{ given: record.given, family: record.family, other: null, use: 'usual' }],
  birthdays: record.born ? [record.born] : [],
  homes: record.postcode ? [{ address: '14 Bracken Row, Aldermere', postcode: record.postcode, left: false }] : [],
  sexes: [],
  contacts: [],
  identifiers: record.numbers.map((number) => ({ scheme: 'nhs-number', ...number })),
  references: [record.letter],
})

/** The rows that an agency would send of this record. The key says whose it is. */
export function rowsOf(record: CaseRecord, key: string, street = '14 Bracken Row'): Record<string, unknown>[] {
  const row = { person: key, eventAt: '2026-03-01T10:00:00Z' }
  return [
    {
      ...row,
      kind: 'identity',
      key,
      givenName: record.given,
      familyName: record.family,
      dateOfBirth: record.born,
      epoch: record.epoch,
      addressProtected: record.protected,
    },
    ...(record.postcode ? [{ ...row, kind: 'residence', key, address: `${street}, Aldermere`, postcode: record.postcode }] : []),
    ...record.numbers.map(({ value, superseded }, at) => ({
      ...row,
      kind: 'identifier',
      key: `${key}-${at}`,
      scheme: 'nhs-number',
      value,
      ...(superseded ? { to: '2020-01-01' } : {}),
    })),
  ]
}

/** Who is one person. A practitioner may correct these. */
export const cases = linkingCases(`
# The same NHS number joins, whatever else is written
housing | Kayleigh Marsden | 1993-07-04 | AX1 2BD | #1
nhs     | Kayley Mardsen   | 1993-04-07 | -       | #1
= AB

# The same name, date of birth and postcode join where no number is held
housing | Kayleigh Marsden | 1993-07-04 | AX1 2BD | -
police  | KAYLEIGH MARSDEN | 1993-07-04 | ax12bd  | -
= AB

# Another spelling of the name is the same name, with one birthday and one address
housing | Kayleigh Marsden | 1993-07-04 | AX1 2BD | -
police  | Kayley Marsden   | 1993-07-04 | AX1 2BD | -
= AB

# So are names the wrong way round
housing | Kayleigh Marsden | 1993-07-04 | AX1 2BD | -
police  | Marsden Kayleigh | 1993-07-04 | AX1 2BD | -
= AB

# Another first name at one address is a sister, a mother, a child
housing | Kayleigh Marsden | 1993-07-04 | AX1 2BD | -
police  | Denise Marsden   | 1968-01-30 | AX1 2BD | -
= A B

# Accents, hyphens and apostrophes are how a system writes, not who someone is
housing | Siân O’Connor-Price | 1980-02-29 | AX1 2BD | -
police  | SIAN OCONNORPRICE   | 1980-02-29 | AX1 2BD | -
= AB

# Another postcode of one house is a slip of the pen
housing | Kayleigh Marsden | 1993-07-04 | AX1 2BD | -
police  | Kayleigh Marsden | 1993-07-04 | AX1 2BE | -
= AB

# Without a date of birth a rare name at one address is enough
housing | Kayleigh Marsden | - | AX1 2BD | -
police  | Kayleigh Marsden | - | AX1 2BD | -
= AB

# A frequent name without an address or a date of birth is not
housing | James Smith | - | - | -
police  | James Smith | - | - | -
= A B

# 1 January 1900 means "not known" and is nobody's birthday
housing | James Smith | 1900-01-01 | - | -
police  | James Smith | 1900-01-01 | - | -
= A B

# An initial is not a name
housing | K Marsden | 1993-07-04 | AX1 2BD | -
police  | K Marsden | 1993-07-04 | AX1 2BD | -
= A B

# A baby without a name is joined by number alone
nhs      | Baby Begum | 2026-03-30 | AX1 2BD | #1
children | Baby Begum | 2026-03-30 | AX1 2BD | -
housing  | Baby Begum | 2026-03-30 | AX1 2BD | #1
= AC B

# Twins share surname, birthday and address, and are two people
housing | Ella Holt | 2015-05-06 | AX1 2BD | -
housing | Emma Holt | 2015-05-06 | AX1 2BD | -
school  | Ella Holt | 2015-05-06 | AX1 2BD | -
school  | Emma Holt | 2015-05-06 | AX1 2BD | -
= AC BD

# Twins of one written name and nothing else to go by look like one person held twice: only people can tell
housing | Muhammad Khan | 2015-05-06 | AX1 2BD | -
housing | Muhammad Khan | 2015-05-06 | AX1 2BD | -
school  | Muhammad Khan | 2015-05-06 | AX1 2BD | -
= ABC

# Twins of one written name with their NHS numbers are two people
nhs     | Muhammad Khan | 2015-05-06 | AX1 2BD | #1
nhs     | Muhammad Khan | 2015-05-06 | AX1 2BD | #2
housing | Muhammad Khan | 2015-05-06 | AX1 2BD | #1
school  | Muhammad Khan | 2015-05-06 | AX1 2BD | #2
= AC BD

# Father and son of one name have two dates of birth
housing | John Smith | 1960-01-02 | AX1 2BD | -
police  | John Smith | 1990-01-02 | AX1 2BD | -
= A B

# Of father and son, a record without a date of birth is neither's
housing | John Smith | 1960-01-02 | AX1 2BD | -
nhs     | John Smith | 1990-01-02 | AX1 2BD | -
police  | John Smith | -          | AX1 2BD | -
= A B C

# Two NHS numbers are two people, even with one name, birthday and address
nhs     | Muhammad Khan | 2015-05-06 | AX1 2BD | #1
housing | Muhammad Khan | 2015-05-06 | AX1 2BD | #2
= A B

# Where two people fit alike, the record without a number is neither's
nhs     | Muhammad Khan | 2015-05-06 | AX1 2BD | #1
housing | Muhammad Khan | 2015-05-06 | AX1 2BD | #2
school  | Muhammad Khan | 2015-05-06 | AX1 2BD | -
= A B C

# A sibling's number typed by mistake fits both of them: the record is neither's, and people decide
nhs      | Ruby Marsden   | 2019-05-21 | AX1 2BD | #1
nhs      | Jayden Marsden | 2013-11-02 | AX1 2BD | #2
children | Ruby Marsden   | 2019-05-21 | AX1 2BD | #2
school   | Ruby Marsden   | 2019-05-21 | AX1 2BD | -
= A B C D

# One agency's two records with one number are one person
nhs | Kayleigh Marsden | 1993-07-04 | AX1 2BD | #1
nhs | Kayleigh Begum   | 1993-07-04 | AX3 9ZZ | #1
= AB

# One agency's two records that are alike in everything are one person whom it took in twice
housing | Kayleigh Marsden | 1993-07-04 | AX1 2BD | -
housing | Kayleigh Marsden | 1993-07-04 | AX1 2BD | -
= AB

# A superseded number still held elsewhere is no other number: the rest decides
nhs     | Kayleigh Marsden | 1993-07-04 | AX1 2BD | #2, was #1
housing | Kayleigh Marsden | 1993-07-04 | AX1 2BD | #1
= AB

# A superseded number alone joins nobody
nhs     | Kayleigh Marsden | 1993-07-04 | AX1 2BD | #2, was #1
housing | Denise Holt      | 1968-01-30 | AX1 2BD | #1
= A B

# A protected address is not compared: where someone lives joins nothing that name and birthday do not
housing | Hannah Whitlock | - | AX1 2BD | protected
police  | Hannah Whitlock | - | AX1 2BD | -
= A B

# Name and birthday still do
housing | Hannah Whitlock | 1991-03-03 | AX1 2BD | protected
police  | Hannah Whitlock | 1991-03-03 | AX1 2BD | -
= AB

# A protected address does not hinder the number
housing | Hannah Whitlock | 1991-03-03 | AX1 2BD | #1, protected
nhs     | Hannah Whitlock | 1991-03-03 | AX1 2BD | #1
= AB

# A new identity after adoption is never led back to the one before, by name or by number
children | Lily Fox  | 2014-08-08 | AX1 2BD | #1
children | Lily Fox  | 2014-08-08 | AX1 2BD | #1, epoch 2
school   | Lily Fox  | 2014-08-08 | AX1 2BD | #1
= AC B

# Two agencies that both say "new identity" and hold one number mean one person
children | Lily Dale | 2014-08-08 | AX1 2BD | #1, epoch 2
school   | Lily Dale | 2014-08-08 | AX1 2BD | #1, epoch 2
= AB

# A number leads from one spelling to another, and a description from there
nhs     | Kayleigh Marsden | 1993-07-04 | AX1 2BD | #1
school  | Kayley Marsden   | 1993-07-04 | AX1 2BD | #1
police  | Kayley Marsden   | 1993-07-04 | AX1 2BD | -
housing | Kayleigh Marsden | 1993-07-04 | AX1 2BD | -
= ABCD
`)

// What a record is found by, for benchmarks that fill the index with a crowd.
export { keyHash, searchKeysOf } from './keyed-hash.ts'
export type { SourceFacts } from './keys.rules.ts'
