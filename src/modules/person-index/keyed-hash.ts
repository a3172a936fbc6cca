import { createHmac, createSecretKey } from 'node:crypto'
import { type KeyText, type PeopleQuery, queryTexts, type SourceFacts, searchTexts } from './keys.rules.ts'

/** Turns the text of a key into the 64 bits that are stored. Without the secret a stored key tells nobody's name. */
export type KeyHash = (key: KeyText<string>) => bigint

/** The one function that makes keys, for batch and search alike: HMAC-SHA256 of kind and text, its first 64 bits, signed. */
export function keyHash(secret: Buffer): KeyHash {
  const key = createSecretKey(secret) // made once: given as bytes, each of a place's three million keys takes six times as long
  return ({ kind, text }) => createHmac('sha256', key).update(`${kind}\u0000${text}`).digest().readBigInt64BE(0)
}

/** The keys of a search, as the grant and the database take them: signed 64-bit integers in decimal. */
export function searchKeysFor(query: PeopleQuery, secret: Buffer): string[] {
  const hash = keyHash(secret)
  return queryTexts(query).map((key) => hash(key).toString())
}

/** The keys that a source person is found by. */
export const searchKeysOf = (facts: SourceFacts, hash: KeyHash): bigint[] => [...new Set(searchTexts(facts).map(hash))]
