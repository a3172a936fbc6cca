/** From a record in clear text to its line of codes and keys, and the header that tells what may be compared with what. */
import { createHash, createHmac } from 'node:crypto'
import { type Standard, standardise, taken } from '../standardise.ts'
import { coderOf } from './code.ts'
import { type EncodedKey, groupsOf, keysOf, kindOf, profileInWords, profileVersion } from './profile.ts'

/** Texts of one record by attribute, as they stand in its source. */
export type ClearRecord = Readonly<Record<string, string>>

/** What the first line of an encoded file says; it is the same for all files that may be compared. */
export type EncodedHeader = { readonly version: number; readonly profile: string; readonly key: string }

/** How the first line of an encoded file begins. */
export const headerMark = '#commonweal-encoded '

/** The profile's own hash, so that a changed parameter is noticed even where nobody raised the version. */
export const profileHash = (): string => createHash('sha256').update(profileInWords()).digest('hex').slice(0, 16)

/** `key` tells whether two keys are the same, and nothing else about them. */
export const headerOf = (key: Uint8Array): EncodedHeader => ({
  version: profileVersion,
  profile: profileHash(),
  key: createHmac('sha256', key).update('which key is this').digest('hex').slice(0, 16),
})

/** Encodes records that have these attributes. `columns` names the cells, of which those that are missing are empty. */
export function encoderOf(
  key: Uint8Array,
  given: readonly string[],
): { columns: string[]; encode(record: ClearRecord): string[] } {
  const attributes = given.includes('address') ? [...given, 'house'] : given
  const groups = groupsOf(attributes)
  const keys = keysOf(attributes)
  const coders = groups.map((group) => coderOf(key, group))
  const own = createHmac('sha256', key).update('keys').digest()
  return {
    columns: ['record_id', ...groups.map(({ name }) => name), ...keys.map(({ name }) => name)],
    encode: (record) => {
      const standard: Record<string, Standard> = {}
      const values: Record<string, string | null> = {}
      for (const attribute of attributes) {
        standard[attribute] = standardise(kindOf(attribute)!, record[attribute === 'house' ? 'address' : attribute])
        values[attribute] = standard[attribute]!.value
      }
      return [...coders.map((code) => code(values) ?? ''), ...keys.map((one) => hashed(own, one, standard))]
    },
  }
}

/** 64 bits that are the same where what the key takes is the same; empty where a part is missing. */
function hashed(own: Uint8Array, { name, parts }: EncodedKey, standard: Readonly<Record<string, Standard>>): string {
  const texts = parts.map(([attribute, take]) => taken(standard[attribute]!, take))
  if (texts.some((text) => text === null)) return ''
  return createHmac('sha256', own)
    .update([name, ...texts].join('|'))
    .digest('hex')
    .slice(0, 16)
}
