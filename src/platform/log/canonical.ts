import { hash, randomBytes } from 'node:crypto'
import { leafHash } from './tree.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** Text that stands in JSON as it is: letters, digits and signs of ASCII but for the quotation mark and the backslash. */
const asItIs = /^[ !#-[\]-~]*$/
const quoted = (text: string): string => (asItIs.test(text) ? `"${text}"` : JSON.stringify(text))

/** A value as JSON in the one way that there is (RFC 8785): keys in the order of their code units, no spaces. */
export function canonical(value: Json): string {
  if (typeof value === 'string') return quoted(value)
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  // Put together piece by piece: of each entry that is sealed this is most of the work.
  let text = ''
  if (Array.isArray(value)) {
    for (const one of value as readonly Json[]) text += `${text && ','}${canonical(one)}`
    return `[${text}]`
  }
  const its = value as { readonly [key: string]: Json }
  for (const key of Object.keys(its).sort()) text += `${text && ','}${quoted(key)}:${canonical(its[key]!)}`
  return `{${text}}`
}

/**
 * An entry of the access log as the tree has it, in two parts: what its subject may read of it, and the rest (who it was, in which session, whose data,
 * why). Together every column of `platform.access_entry`, and its source persons. Times are UTC with six decimals, ids in small letters,
 * lists of ids in order; what is empty is null.
 */
export type LoggedEntry = { readonly shown: { readonly id: string; readonly [column: string]: Json }; readonly rest: Json }
export type Salts = { readonly salt: Buffer; readonly restSalt: Buffer }
/** Salts for so many entries. */
export function newSalts(count: number): Salts[] {
  const bytes = randomBytes(64 * count)
  return Array.from({ length: count }, (_, nth) => ({
    salt: bytes.subarray(nth * 64, nth * 64 + 32),
    restSalt: bytes.subarray(nth * 64 + 32, nth * 64 + 64),
  }))
}

/** What stands for the rest in an entry's leaf: without `restSalt` nobody can try out what it may be. */
export const restHash = (rest: Json, restSalt: Buffer): Buffer =>
  hash('sha256', Buffer.concat([restSalt, Buffer.from(canonical(rest))]), 'buffer')

/** The leaf of an entry: over its salt, the rest's hash, and the canonical text of what is shown. */
export const leafOf = (shown: LoggedEntry['shown'], rest: Buffer, salt: Buffer): Buffer =>
  leafHash(salt, rest, Buffer.from(canonical(shown)))
