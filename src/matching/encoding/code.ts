/**
 * From standardised attributes to a code: bits that are alike where the attributes are alike, which only the holder of the key can
 * make. Each token sets some bits of a Bloom filter, at places taken from HMAC-SHA256 (no arithmetic relates them, as it does in
 * double hashing: Niedermeyer and others, 2014). Each bit of the code is then the exclusive or of bits of the filter, at places that
 * the key decides too: the diffusion layer of Armknecht, Heng and Schnell (2023).
 */
import { createHmac } from 'node:crypto'
import { type CodedPart, type CodeGroup, codeBits, diffusion, hashedBits } from './profile.ts'

/** Standard values by attribute. */
export type Values = Readonly<Record<string, string | null>>

const words = Math.ceil(codeBits / 32)

/** Signs of a text with what makes them comparable: neighbours in twos, or each with its place. */
export function tokensOf(value: string, by: CodedPart['by']): string[] {
  if (by === 'places') return [...value.replace(/-/g, '')].map((sign, at) => `${at}${sign}`)
  const signs = [...` ${value} `]
  return [...new Set(signs.slice(1).map((sign, at) => signs[at]! + sign))]
}

/** So many places from 0 to below `limit`, a power of two, all different, that only the holder of the key can tell. */
function placesOf(key: Uint8Array, label: string, count: number, limit: number): number[] {
  const found = new Set<number>()
  for (let block = 0; found.size < count; block++) {
    const bytes = createHmac('sha256', key).update(`${label}|${block}`).digest()
    for (let at = 0; at < bytes.length && found.size < count; at += 2) found.add(bytes.readUInt16BE(at) & (limit - 1))
  }
  return [...found]
}

/** Most tokens of an attribute that are remembered: pairs of letters are few, but nobody promised that. */
const mostKnown = 50_000

/** Makes the coder of a group: the code as hexadecimal digits, or null where its first part is missing. */
export function coderOf(key: Uint8Array, group: CodeGroup): (values: Values) => string | null {
  const own = createHmac('sha256', key).update(`code|${group.name}`).digest()
  const spread = spreadOf(own)
  const known = new Map<string, readonly number[]>()
  const places = (token: string, hashes: number): readonly number[] => {
    const before = known.get(token)
    if (before) return before
    const made = placesOf(own, `token|${token}`, hashes, hashedBits)
    if (known.size < mostKnown) known.set(token, made)
    return made
  }
  return (values) => {
    if (!values[group.parts[0]!.attribute]) return null
    const filter = new Uint8Array(hashedBits)
    const code = new Int32Array(words)
    for (const { attribute, by, hashes } of group.parts)
      for (const token of tokensOf(values[attribute] ?? '', by))
        for (const place of places(`${attribute}|${token}`, hashes)) {
          if (filter[place]) continue
          filter[place] = 1
          const turned = spread[place]!
          for (let word = 0; word < words; word++) code[word]! ^= turned[word]!
        }
    return hexOf(code)
  }
}

/** For each bit of the filter the bits of the code that it turns over. */
function spreadOf(key: Uint8Array): readonly Int32Array[] {
  const masks = Array.from({ length: hashedBits }, () => new Int32Array(words))
  for (let bit = 0; bit < codeBits; bit++)
    for (const place of placesOf(key, `spread|${bit}`, diffusion, hashedBits)) masks[place]![bit >> 5]! |= 1 << (31 - (bit & 31))
  return masks
}

const hexOf = (code: Int32Array): string =>
  Array.from(code, (word) => (word >>> 0).toString(16).padStart(8, '0'))
    .join('')
    .slice(0, codeBits / 4)
