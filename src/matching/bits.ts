/** Codes as packed bits, for comparing them in TypeScript as `bit_count` does in the databases. */

/** The bits of a code that is written in hexadecimal digits, 32 to a number. */
export function bitsOf(digits: string): Int32Array {
  const words = new Int32Array(Math.ceil(digits.length / 8))
  for (let at = 0; at < words.length; at++) words[at] = Number.parseInt(digits.slice(8 * at, 8 * at + 8).padEnd(8, '0'), 16)
  return words
}

/** How many bits of a word are set (H. S. Warren, Hacker's Delight, section 5-1). */
export function countBits(word: number): number {
  const twos = word - ((word >>> 1) & 0x55555555)
  const fours = (twos & 0x33333333) + ((twos >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Twice the bits that both have, of all that either has; NaN where neither has any. */
export function dice(one: Int32Array, other: Int32Array): number {
  if (one.length !== other.length) throw new RangeError(`codes of ${one.length} and ${other.length} words cannot be compared`)
  let [both, different] = [0, 0]
  for (let at = 0; at < one.length; at++) {
    both += countBits(one[at]! & other[at]!)
    different += countBits(one[at]! ^ other[at]!)
  }
  // What each has by itself need not be counted: together it is what both have twice, and what differs.
  return (2 * both) / (2 * both + different)
}
