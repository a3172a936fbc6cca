import { folded, houseOf } from '#matching/standardise'

/** How a name, a postcode or a reference is written when two of them are compared: plain small letters, nothing else. */

/** "Given names" that agencies write when they know none: a placeholder must never be compared as if it were a name. */
const notNames = new Set(
  'baby infant unborn unknown unnamed notknown unnamedbaby male female boy girl twin twinone twintwo test none nil na tbc anon anonymous'.split(
    ' ',
  ),
)

const titles = new Set('mr mrs ms miss mx dr rev revd sir dame lady lord prof professor cllr sgt pc'.split(' '))

/**
 * The words of a name: accents off, small letters, apostrophes closed up, hyphens open, "Mc" as "Mac".
 * "Siân O’Connor-McBride" gives sian, oconnor, macbride. Letters of other scripts stay as they are.
 */
export function nameWords(name: string): string[] {
  return folded(name)
    .replace(/['’‘ʼ`´]/g, '')
    .split(/[^\p{L}]/u)
    .filter((word) => word !== '')
    .map((word) => word.replace(/^mc(?=\p{L}{2})/u, 'mac'))
}

/** The name in one word, for equality: "Smith-Jones", "SMITH JONES" and "smithjones" are one. */
export const foldedName = (name: string | null | undefined): string => nameWords(name ?? '').join('')

export type Named = {
  readonly givenName: string | null
  readonly familyName: string | null
  readonly nameUse?: string | undefined
}

/**
 * A name as it is said: "Kayleigh Marsden"; a baby not yet named is "Baby Marsden". SURNAMES IN CAPITALS are a habit of
 * some systems, not someone's name.
 */
export const spokenName = ({ givenName, familyName, nameUse }: Named): string =>
  [givenName ?? (nameUse === 'baby' ? 'Baby' : null), familyName].map(asSpoken).filter(Boolean).join(' ')

const asSpoken = (name: string | null): string =>
  name !== null && name === name.toUpperCase()
    ? name.toLowerCase().replace(/(^|[\s'’-])(\p{L})/gu, (_, before, letter) => before + letter.toUpperCase())
    : (name ?? '')

/** The words of a name as somebody types it in a search, without her title. */
export const searchedNameWords = (name: string): string[] => nameWords(name).filter((word) => !titles.has(word))

/** Whether a given name says who someone is: not empty, not initials alone, not "Baby" or "Unknown". */
export function isFullGivenName(name: string | null | undefined): boolean {
  const words = nameWords(name ?? '')
  return words.some((word) => word.length > 1) && !notNames.has(words.join(''))
}

/** Whether one name is the other's initial: "J" and "Jane". */
export const isInitialOf = (one: string, other: string): boolean =>
  (one.length === 1) !== (other.length === 1) && one[0] !== undefined && one[0] === other[0]

/** A postcode without its space, in capitals: "ax1 2bd" gives AX12BD. Null if it is none. */
export function foldedPostcode(text: string | null | undefined): string | null {
  const plain = (text ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '')
  return /^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$/.test(plain) ? plain : null
}

const postcodeInText = /\b[A-Za-z]{1,2}[0-9][A-Za-z0-9]?\s*[0-9][A-Za-z]{2}\b/g

/** The postcode that stands somewhere in a line of address, folded. */
export function postcodeWithin(text: string): string | null {
  return foldedPostcode(text.match(postcodeInText)?.[0])
}

/** An address with its postcode at the end, where it does not stand in it already. */
export const withPostcode = ({ address, postcode }: { address: string; postcode?: string | null | undefined }): string =>
  postcode && !postcodeWithin(address) ? `${address}, ${postcode}` : address

/** A reference as it is compared: letters and digits alone, in capitals. "999 000 0107" gives 9990000107. */
export const foldedNumber = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '')

/** Whether ten digits are an NHS number: the last is the check digit (modulus 11), and a row of one digit is nobody's. */
export function isNhsNumber(text: string): boolean {
  if (!/^\d{10}$/.test(text) || /(\d)\1{9}/.test(text)) return false
  const sum = [...text.slice(0, 9)].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0)
  return (11 - (sum % 11)) % 11 === Number(text[9])
}

/**
 * What finds an address whoever wrote it: the house number and the first word of the street. "Flat 3, 8 Foundry Court,
 * Aldermere" gives "8 foundry"; "14 BRACKEN ROW ALDERMERE" and "14 Bracken Rd." both "14 bracken". A house that has
 * only a name is found by its first two words. Null if there is nothing to go by.
 */
export function addressKey(address: string): string | null {
  const words = address
    .replace(postcodeInText, ' ')
    .replace(/['’‘]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  return houseOf(words)
}
