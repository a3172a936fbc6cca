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

/** The rows that an agency would send of this record. The key says whose it is. */
export function rowsOf(record: CaseRecord, key: string): Record<string, unknown>[] {
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
    ...(record.postcode
      ? [{ ...row, kind: 'residence', key, address: '14 Bracken Row, Aldermere', postcode: record.postcode }]
      : []),
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

# Another spelling of the name is left to people: the rules are exact
housing | Kayleigh Marsden | 1993-07-04 | AX1 2BD | -
police  | Kayley Marsden   | 1993-07-04 | AX1 2BD | -
= A B

# Accents, hyphens and apostrophes are how a system writes, not who someone is
housing | Siân O’Connor-Price | 1980-02-29 | AX1 2BD | -
police  | SIAN OCONNORPRICE   | 1980-02-29 | AX1 2BD | -
= AB

# Another postcode is left to people
housing | Kayleigh Marsden | 1993-07-04 | AX1 2BD | -
police  | Kayleigh Marsden | 1993-07-04 | AX1 2BE | -
= A B

# Without a date of birth there is nothing to go by
housing | Kayleigh Marsden | - | AX1 2BD | -
police  | Kayleigh Marsden | - | AX1 2BD | -
= A B

# 1 January 1900 means "not known" and is nobody's birthday
housing | Kayleigh Marsden | 1900-01-01 | AX1 2BD | -
police  | Kayleigh Marsden | 1900-01-01 | AX1 2BD | -
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

# Twins of one written name: each agency holds both, so the description tells nobody apart
housing | Muhammad Khan | 2015-05-06 | AX1 2BD | -
housing | Muhammad Khan | 2015-05-06 | AX1 2BD | -
school  | Muhammad Khan | 2015-05-06 | AX1 2BD | -
= A B C

# Father and son of one name have two dates of birth
housing | John Smith | 1960-01-02 | AX1 2BD | -
police  | John Smith | 1990-01-02 | AX1 2BD | -
= A B

# Two NHS numbers are two people, even with one name, birthday and address
nhs     | Muhammad Khan | 2015-05-06 | AX1 2BD | #1
housing | Muhammad Khan | 2015-05-06 | AX1 2BD | #2
= A B

# Where two people fit alike, the record without a number is neither's
nhs     | Muhammad Khan | 2015-05-06 | AX1 2BD | #1
housing | Muhammad Khan | 2015-05-06 | AX1 2BD | #2
school  | Muhammad Khan | 2015-05-06 | AX1 2BD | -
= A B C

# A sibling's number typed by mistake joins what carries it, and the child's own records stay together
nhs      | Ruby Marsden   | 2019-05-21 | AX1 2BD | #1
nhs      | Jayden Marsden | 2013-11-02 | AX1 2BD | #2
children | Ruby Marsden   | 2019-05-21 | AX1 2BD | #2
school   | Ruby Marsden   | 2019-05-21 | AX1 2BD | -
= A BC D

# One agency's two records with one number are one person
nhs | Kayleigh Marsden | 1993-07-04 | AX1 2BD | #1
nhs | Kayleigh Begum   | 1993-07-04 | AX3 9ZZ | #1
= AB

# One agency's two records that only look alike stay two: it may know why
housing | Kayleigh Marsden | 1993-07-04 | AX1 2BD | -
housing | Kayleigh Marsden | 1993-07-04 | AX1 2BD | -
= A B

# A superseded number still held elsewhere does not join; name, birthday and postcode do
nhs     | Kayleigh Marsden | 1993-07-04 | AX1 2BD | #2, was #1
housing | Kayleigh Marsden | 1993-07-04 | AX1 2BD | #1
= AB

# A superseded number alone joins nobody
nhs     | Kayleigh Marsden | 1993-07-04 | AX1 2BD | #2, was #1
housing | Kayley Marsden   | 1993-07-04 | AX1 2BD | #1
= A B

# A protected address joins by number, never by where someone lives
housing | Hannah Whitlock | 1991-03-03 | AX1 2BD | protected
police  | Hannah Whitlock | 1991-03-03 | AX1 2BD | -
= A B

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
