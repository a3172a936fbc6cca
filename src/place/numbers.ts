/**
 * Identity numbers that are never issued to anyone, handed out without keeping a list: the n-th person gets the n-th number
 * of a shuffled series, so that none comes twice.
 */

/** How many NHS numbers the series 999 000 0000 to 999 999 9999 can give: nine for each of its hundred thousand stems. */
export const nhsNumbers = 900_000
/** The last hundred thousand are kept for numbers that were superseded. */
export const currentNhsNumbers = 800_000

/** The tenth digit of an NHS number (modulus 11), or 10 where no such number can exist. */
export function nhsCheckDigit(nine: string): number {
  let sum = 0
  for (let i = 0; i < 9; i++) sum += Number(nine[i]) * (10 - i)
  return (11 - (sum % 11)) % 11
}

/** The n-th NHS number of the never-issued range. Throws when the range has no such number. */
export function nhsNumber(n: number, seed: number): string {
  if (n < 0 || n >= nhsNumbers) throw new RangeError(`There are only ${nhsNumbers} NHS numbers to give; ${n} was asked for.`)
  // 611,953 shares no factor with 900,000, so that this only changes the order.
  const place = (n * 611_953 + (seed % nhsNumbers)) % nhsNumbers
  const stem = '999' + String(Math.floor(place / 9)).padStart(5, '0')
  return nthWithCheckDigit(stem, place % 9)
}

/** The weights leave at most one of ten ninth digits without a check digit, so nine can always be counted off. */
function nthWithCheckDigit(stem: string, nth: number): string {
  let left = nth
  for (let digit = 0; digit < 10; digit++) {
    const check = nhsCheckDigit(stem + digit)
    if (check !== 10 && left-- === 0) return stem + digit + check
  }
  throw new Error(`${stem} has fewer than ${nth + 1} valid numbers.`)
}

/** True for a number of the 999 range with the right check digit. */
export function isInventedNhsNumber(value: string): boolean {
  return /^999\d{7}$/.test(value) && nhsCheckDigit(value.slice(0, 9)) === Number(value[9])
}

const upnLetters = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/** A unique pupil number: check letter, invented authority 999, school, year of allocation, serial number. */
export function upn(school: number, year: number, serial: number): string {
  const digits =
    '999' + String(school).padStart(4, '0') + String(year % 100).padStart(2, '0') + String(serial % 1000).padStart(3, '0')
  let sum = 0
  for (let i = 0; i < 12; i++) sum += Number(digits[i]) * (i + 2)
  return upnLetters[sum % 23] + digits
}
