/** Codes as packed bits, for comparing them in TypeScript as `bit_count` does in the databases. */

/** The bits of a code that is written in hexadecimal digits, 32 to a number; the last number says how many of them are set. */
export function bitsOf(digits: string): Int32Array {
  const words = new Int32Array(Math.ceil(digits.length / 8) + 1)
  const last = words.length - 1
  for (let at = 0; at < last; at++) words[at] = Number.parseInt(digits.slice(8 * at, 8 * at + 8).padEnd(8, '0'), 16)
  words[last] = sharedBits(words, words)
  return words
}

/** The bits of a word by fours (H. S. Warren, Hacker's Delight, section 5-1). */
function byFours(word: number): number {
  const twos = word - ((word >>> 1) & 0x55555555)
  return (twos & 0x33333333) + ((twos >>> 2) & 0x33333333)
}

/** How many bits two codes share. Words are counted in twos, since the bits of two fit into one count of fours. */
export function sharedBits(one: Int32Array, other: Int32Array): number {
  const last = one.length - 1
  let count = 0
  for (let at = 0; at < last; at += 2) {
    const second = at + 1 < last ? byFours(one[at + 1]! & other[at + 1]!) : 0
    const fours = byFours(one[at]! & other[at]!) + second
    count += Math.imul((fours & 0x0f0f0f0f) + ((fours >>> 4) & 0x0f0f0f0f), 0x01010101) >>> 24
  }
  return count
}

/** Twice the bits that both have, of all that either has; NaN where neither has any. */
export function dice(one: Int32Array, other: Int32Array): number {
  const last = one.length - 1
  if (other.length !== one.length) throw new RangeError(`codes of ${last} and ${other.length - 1} words cannot be compared`)
  return (2 * sharedBits(one, other)) / (one[last]! + other[last]!)
}
