/**
 * A model for a table about people, from its columns: what each seems to hold, by its name and its values, how it is compared,
 * and which keys are worth their pairs. A proposal: it says why, and can be written to a file, changed and given back.
 */
import type { Duck } from './duck.ts'
import { named } from './duck.ts'
import { InputRefused } from './input.ts'
import type { BlockingKey, Comparator, Comparison, Field, FieldKind, Level, Model, Take } from './model.ts'
import { nicknames } from './nicknames.ts'

/** A column as the table shows it. */
export type ColumnFacts = {
  readonly column: string
  readonly filled: number
  readonly distinct: number
  readonly records: number
}

export type Proposal = {
  readonly model: Model
  /** For each column: what it was taken for, or why it was left out. */
  readonly because: readonly { readonly column: string; readonly role: string; readonly why: string }[]
}

type Role =
  | 'forename'
  | 'surname'
  | 'birth'
  | 'sex'
  | 'postcode'
  | 'address'
  | 'house'
  | 'locality'
  | 'number'
  | 'phone'
  | 'email'
  | 'word'

/** Names of columns, by what they hold; the first that fits decides. */
const byName: readonly [RegExp, Role, FieldKind][] = [
  [/^(first|fore|given|christian)[ _-]?names?$|^given$|^firstname|^forename/i, 'forename', 'forename'],
  [/^(sur|last|family|second)[ _-]?names?$|^family$|^surname|^lastname/i, 'surname', 'name'],
  [/^dob$|birth/i, 'birth', 'date'],
  [/^(sex|gender)$/i, 'sex', 'word'],
  [/^post[ _-]?code|^zip/i, 'postcode', 'postcode'],
  [/phone|mobile|telephone|^tel$/i, 'phone', 'number'],
  [/e-?mail/i, 'email', 'word'],
  [/nhs|nino|national.?insurance|^soc|ssn|upn|uprn|passport|licen[cs]e|crn|pnc/i, 'number', 'number'],
  [/^(house|street|building)[ _-]?(number|no)$/i, 'house', 'word'],
  [/^address$|^address[ _-]?(line)?[ _-]?1$|^full[ _-]?address|^street/i, 'address', 'address'],
  [/^suburb|^town|^city|^locality|^address[ _-]?(line)?[ _-]?[23]$|^birth[ _-]?place/i, 'locality', 'name'],
]

/**
 * Proposes a model.
 *
 * @param columns all of the table but the record's id and its source
 * @throws InputRefused where too few columns say anything about a person
 */
export function proposeModel(columns: readonly ColumnFacts[]): Proposal {
  const because: { column: string; role: string; why: string }[] = []
  const fields: (Field & { role: Role; facts: ColumnFacts })[] = []
  for (const facts of columns) {
    const [, role, kind] = byName.find(([pattern]) => pattern.test(facts.column)) ?? []
    const share = facts.filled / Math.max(1, facts.records)
    if (!role) because.push({ column: facts.column, role: 'left out', why: 'its name says nothing that is known here' })
    else if (share < 0.02)
      because.push({ column: facts.column, role: 'left out', why: `only ${(share * 100).toFixed(1)} % of records have it` })
    else if (facts.distinct < 2) because.push({ column: facts.column, role: 'left out', why: 'every record has the same' })
    else {
      because.push({
        column: facts.column,
        role,
        why: `its name; ${(share * 100).toFixed(0)} % have it, ${facts.distinct} different values`,
      })
      fields.push({ name: nameOf(facts.column, fields), column: facts.column, kind: kind!, role, facts })
    }
  }
  const has = (role: Role) => fields.find((one) => one.role === role)?.name
  const all = (role: Role) => fields.filter((one) => one.role === role).map((one) => one.name)
  const comparisons = comparisonsFor(has, all)
  if (comparisons.length < 2)
    throw new InputRefused(
      'There are too few columns to match by. Name them as in "forename, surname, dob, postcode", or give a model with --spec.',
    )
  return {
    model: {
      version: 1,
      fields: fields.flatMap(({ name, column, kind }) => [{ name, column, kind }, ...derived(name, column, kind)]),
      comparisons,
      keys: candidateKeys(has, all),
      ...(has('forename') ? { aliases: nicknames.map(([full, short]) => [full, short] as [string, string]) } : {}),
    },
    because,
  }
}

const nameOf = (column: string, taken: readonly { name: string }[]): string => {
  const plain = column
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^(?![a-z])/, 'f_')
  return taken.some((one) => one.name === plain) ? `${plain}_${taken.length}` : plain
}

/** What is compared beside a column itself. */
function derived(name: string, column: string, kind: FieldKind): Field[] {
  if (kind === 'date') return [{ name: `${name}_turned`, column, kind: 'turned-date' }]
  return kind === 'address' ? [{ name: `${name}_house`, column, kind: 'house' }] : []
}

type Has = (role: Role) => string | undefined
type All = (role: Role) => string[]

const absent = (field: string, label: string): Level => ({ label, when: { is: 'null', field, side: 'either' }, missing: true })
const otherwise = (label: string): Level => ({ label, when: { is: 'otherwise' } })
const similar = (field: string, atLeast: number): Comparator => ({ is: 'jaro-winkler', field, atLeast })

function comparisonsFor(has: Has, all: All): Comparison[] {
  const [forename, surname, birth, sex] = [has('forename'), has('surname'), has('birth'), has('sex')]
  const swapped: Comparator | undefined =
    forename && surname
      ? {
          is: 'all',
          of: [
            { is: 'exact', field: forename, with: surname },
            { is: 'exact', field: surname, with: forename },
          ],
        }
      : undefined
  return [
    ...(forename ? [forenameComparison(forename, swapped)] : []),
    ...(surname ? [surnameComparison(surname, swapped)] : []),
    ...(birth ? [birthComparison(birth)] : []),
    ...(sex
      ? [
          {
            name: 'sex',
            levels: [
              absent(sex, 'one sex is not known'),
              { label: 'the same sex', when: { is: 'exact' as const, field: sex } },
              otherwise('another sex'),
            ],
          },
        ]
      : []),
    ...addressComparisons(has, all),
    ...all('number').map(numberComparison),
    ...[...all('phone'), ...all('email')].map(contactComparison),
  ]
}

const forenameComparison = (field: string, swapped: Comparator | undefined): Comparison => ({
  name: 'forename',
  twins: 0.06,
  levels: [
    absent(field, 'one forename is missing'),
    { label: 'the same forename', when: { is: 'exact', field }, rarity: { field, weight: 1 } },
    ...(swapped ? [{ label: 'forename and surname the other way round', when: swapped }] : []),
    { label: 'the same forename, written a little differently', when: similar(field, 0.92), rarity: { field, weight: 0.5 } },
    { label: 'one forename is short for the other', when: { is: 'alias', field } },
    { label: 'forenames that sound alike', when: { is: 'phonetic', field } },
    { label: 'forenames that are alike', when: similar(field, 0.8) },
    { label: 'forenames with the same first letter', when: { is: 'prefix', field, letters: 1 } },
    otherwise('another forename'),
  ],
})

const surnameComparison = (field: string, swapped: Comparator | undefined): Comparison => ({
  name: 'surname',
  levels: [
    absent(field, 'one surname is missing'),
    { label: 'the same surname', when: { is: 'exact', field }, shared: true, rarity: { field, weight: 1 } },
    ...(swapped ? [{ label: 'the other way round: told by the forename', when: swapped, missing: true as const }] : []),
    {
      label: 'the same surname, written a little differently',
      when: similar(field, 0.92),
      shared: true,
      rarity: { field, weight: 0.5 },
    },
    { label: 'surnames that sound alike', when: { is: 'phonetic', field }, shared: true },
    { label: 'surnames that are alike', when: similar(field, 0.8), shared: true },
    otherwise('another surname'),
  ],
})

const birthComparison = (field: string): Comparison => ({
  name: 'date of birth',
  twins: 0.03,
  levels: [
    absent(field, 'one date of birth is missing'),
    { label: 'the same date of birth', when: { is: 'exact', field } },
    { label: 'day and month of the date of birth are changed round', when: { is: 'exact', field, with: `${field}_turned` } },
    { label: 'one figure of the date of birth differs', when: { is: 'levenshtein', field, atMost: 1 } },
    { label: 'two figures of the date of birth differ', when: { is: 'levenshtein', field, atMost: 2 } },
    { label: 'born within a year', when: { is: 'date-difference', field, atMostDays: 366 } },
    otherwise('another date of birth'),
  ],
})

const numberComparison = (field: string): Comparison => ({
  name: field,
  levels: [
    absent(field, `one ${field} is missing`),
    { label: `the same ${field}`, when: { is: 'exact', field } },
    { label: `one figure of ${field} differs`, when: { is: 'levenshtein', field, atMost: 1 } },
    otherwise(`another ${field}`),
  ],
})

const contactComparison = (field: string): Comparison => ({
  name: field,
  levels: [
    absent(field, `one ${field} is missing`),
    { label: `the same ${field}`, when: { is: 'exact', field }, shared: true },
    otherwise(`another ${field}`),
  ],
})

/** Where someone lives says the same thing several times over: one comparison, so that it counts once. */
function addressComparisons(has: Has, all: All): Comparison[] {
  const [postcode, address, house] = [has('postcode'), has('address'), has('house')]
  const levels: Level[] = []
  if (postcode && address) {
    const house = `${address}_house`
    levels.push(
      {
        label: 'no address to compare',
        when: {
          is: 'any',
          of: [
            { is: 'null', field: postcode, side: 'either' },
            { is: 'null', field: address, side: 'either' },
          ],
        },
        missing: true,
      },
      {
        label: 'the same house',
        when: {
          is: 'all',
          of: [
            { is: 'exact', field: postcode },
            { is: 'exact', field: house },
          ],
        },
        shared: true,
      },
      {
        label: 'the same address',
        when: { is: 'all', of: [{ is: 'exact', field: postcode }, similar(address, 0.97)] },
        shared: true,
      },
      {
        label: 'the same house and street, with another postcode',
        when: { is: 'all', of: [{ is: 'exact', field: house }, similar(address, 0.9)] },
        shared: true,
      },
      { label: 'another house of the same postcode', when: { is: 'exact', field: postcode } },
      { label: 'the same part of town', when: { is: 'prefix', field: postcode, letters: 4 }, shared: true },
      otherwise('another address'),
    )
  } else if (postcode || address) {
    const field = (postcode ?? address)!
    levels.push(
      absent(field, 'no address to compare'),
      { label: 'the same address', when: { is: 'exact', field }, shared: true },
      {
        label: 'nearly the same address',
        when: postcode ? { is: 'levenshtein', field, atMost: 1 } : similar(field, 0.9),
        shared: true,
      },
      otherwise('another address'),
    )
  }
  const extra = [...(house ? [house] : []), ...all('locality')].map((field) => contactComparison(field))
  return levels.length > 0 ? [{ name: 'address', levels }, ...extra] : extra
}

/** Keys worth trying, the surest first. Which of them stay is decided by their pairs. */
function candidateKeys(has: Has, all: All): BlockingKey[] {
  const [f, s, b, p, a] = [has('forename'), has('surname'), has('birth'), has('postcode'), has('address')]
  const key = (...parts: ([string | undefined, Take] | undefined)[]): BlockingKey[] =>
    parts.every((part) => part?.[0]) ? [{ parts: parts.map((part) => ({ field: part![0]!, take: part![1] })) }] : []
  return [
    ...[...all('number'), ...all('email'), ...all('phone')].flatMap((field) => key([field, 'whole'])),
    ...all('phone').flatMap((field) => key([field, 'whole'], [f, 'initial'])),
    // Everyone at one address: what people of one household share can only be learned where all of them are compared.
    ...key([p, 'whole'], [a, 'house']),
    ...key([b, 'whole'], [s, 'sound']),
    ...key([b, 'whole'], [f, 'sound']),
    ...key([b, 'whole'], [p, 'whole']),
    ...key([f, 'whole'], [s, 'whole'], [b, 'year']),
    ...key([f, 'sound'], [s, 'sound'], [b, 'month-day']),
    ...key([f, 'sound'], [s, 'sound'], [p, 'sector']),
    ...key([f, 'whole'], [s, 'whole']),
    ...key([p, 'whole'], [f, 'start3']),
    ...key([a, 'house'], [f, 'initial']),
    ...key([b, 'whole'], [f, 'initial']),
    ...key([b, 'whole'], [s, 'initial']),
    ...key([p, 'whole'], [s, 'start3'], [b, 'year']),
    ...key([f, 'start3'], [s, 'start3'], [b, 'year']),
  ]
}

/** What a proposal looks at: how many records have each column, and with how many different values. */
export async function columnFacts(duck: Duck, columns: readonly string[]): Promise<ColumnFacts[]> {
  const parts = columns.map((column) => `count(${named(column)})::double, approx_count_distinct(${named(column)})::double`)
  const [row] = await duck.rows<number[]>(`select count(*)::double, ${parts.join(', ')} from input`)
  return columns.map((column, at) => ({ column, records: row![0]!, filled: row![1 + 2 * at]!, distinct: row![2 + 2 * at]! }))
}
