/**
 * What an encoded record holds, the same for every agency: which attributes go into which code and how, and of which attributes
 * keys are made. It is one profile, not a setting: records that were encoded in two ways cannot be compared. Why it is as it is,
 * and what it does not hide: docs/encoded-records.md and docs/adr.
 */
import type { FieldKind, Take } from '../model.ts'

/** Raise it with every change of this file, of the code or of the standard forms: what was encoded before is then refused. */
export const profileVersion = 1

/** What a column may be said to hold. `number` is said with a name, `number_nhs`, since numbers of two kinds are never compared. */
export const roles: Readonly<Record<string, FieldKind>> = {
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
export function kindOf(attribute: string): FieldKind | undefined {
  if (attribute === 'house') return 'house'
  const [, role, name] = /^([a-z]+)(?:_([a-z0-9]+))?$/.exec(attribute) ?? []
  return role && (role === 'number') === (name !== undefined) ? roles[role] : undefined
}

/**
 * One attribute in a code. By `pairs`: every two neighbouring letters, ends included, so that a slip of the pen changes few. By
 * `places`: each sign with its place, for what has a fixed form. `hashes`: how many bits each sets.
 */
export type CodedPart = { readonly attribute: string; readonly by: 'pairs' | 'places'; readonly hashes: number }

/** A code; it is made where its first part is known. `shared`: people of one household share it. `twins`: see `Comparison` in model.ts. */
export type CodeGroup = {
  readonly name: string
  readonly parts: readonly CodedPart[]
  readonly shared?: true
  readonly twins?: number
}

const one = (attribute: string, by: CodedPart['by']): CodedPart[] => [{ attribute, by, hashes: 16 }]

/** House and postcode stand in one code: hardly two households have the same, where a postcode alone could be counted and guessed. */
const people: readonly CodeGroup[] = [
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
export const groupOf = (name: string): CodeGroup | undefined =>
  name.startsWith('number_') ? { name, parts: one(name, 'places') } : people.find((group) => group.name === name)

/** The codes that these attributes give. */
export const groupsOf = (attributes: readonly string[]): CodeGroup[] => [
  ...people.filter(({ parts }) => attributes.includes(parts[0]!.attribute)),
  ...attributes.filter((attribute) => attribute.startsWith('number_')).map((name) => groupOf(name)!),
]

/**
 * Bits that attributes are hashed into, bits of the code that is made of them, and of how many of the former each of the latter is the
 * exclusive or. The more, the less a pattern of bits tells of a pair of letters, and the sooner names that are merely alike look like strangers’.
 */
export const [hashedBits, codeBits, diffusion] = [1024, 240, 3]

/** What two records must share to be compared at all, and the column that says it. */
export type EncodedKey = { readonly name: string; readonly parts: readonly (readonly [attribute: string, take: Take])[] }

const keyOf = (...parts: EncodedKey['parts']): EncodedKey => ({
  name: [
    'key',
    ...parts.flatMap(([attribute, take]) => (take === 'whole' ? [attribute] : [attribute, take.replace('-', '_')])),
  ].join('_'),
  parts,
})

/** Never of a name, a date or a postcode alone: there are so few that they could be counted and guessed. The surest first. */
export const keysOf = (attributes: readonly string[]): EncodedKey[] =>
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
export const profileInWords = (): string =>
  JSON.stringify([
    profileVersion,
    roles,
    people,
    one('number', 'places'),
    [hashedBits, codeBits, diffusion],
    keysOf([...Object.keys(roles), 'house', 'number_any']),
  ])
