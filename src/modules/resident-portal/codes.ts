import { createHash } from 'node:crypto'

/** How long a code is good for: long enough to go home, not to be lost and found. */
export const codeHours = 48
const letters = 'BCDFGHJKMNPQRSTVWXYZ23456789'

/** A code that can be read out: three groups of four, without letters that look or sound alike. */
export function codeFrom(random: Uint8Array): string {
  const signs = [...random.subarray(0, 12)].map((byte) => letters[byte % letters.length]).join('')
  return signs.replace(/(.{4})(?=.)/g, '$1-')
}

/** What is kept of a code: nobody can read it back. Spaces, hyphens and small letters make no difference. */
export const hashOfCode = (code: string): string =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ''))
    .digest('hex')
