/**
 * How near two texts are, as DuckDB 1.5.5 counts it: on the bytes of UTF-8, and to the last bit of every number. The batch runs
 * there and the live index here, and a pair at the edge of a threshold must fall on the same side of it.
 */

/** One text's bytes. Kept and used again for every call: a buffer for each of a billion names is what would be slow. */
type Bytes = { of: Uint8Array; length: number }

const encoder = new TextEncoder()
const left: Bytes = { of: new Uint8Array(256), length: 0 }
const right: Bytes = { of: new Uint8Array(256), length: 0 }
let leftTaken = new Uint8Array(256)
let rightTaken = new Uint8Array(256)
let distances = new Int32Array(4096)
const lastRowOf = new Int32Array(256)

function read(text: string, into: Bytes): void {
  const { length } = text
  // A character of UTF-16 is at most three bytes of UTF-8.
  if (3 * length > into.of.length) into.of = new Uint8Array(6 * length)
  const bytes = into.of
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at)
    if (code > 127) {
      into.length = encoder.encodeInto(text, bytes).written
      return
    }
    bytes[at] = code
  }
  into.length = length
}

/**
 * Jaro-Winkler similarity, 0 to 1 (W. E. Winkler, 1990): shared letters in nearly the same places, and a little more for a
 * shared beginning where that is above 0.7. "martha" and "marhta" give 0.961. Which text is the left one may matter in the last
 * places, so callers keep the sides as they are.
 */
export function jaroWinkler(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  let prefix = 0
  while (prefix < shorter && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++
  if (a.length <= 32 && b.length <= 32 && isAscii(a) && isAscii(b)) return winkler(jaroOfWords(a, b, prefix), prefix)
  return jaroWinklerOfBytes(a, b)
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false
  return true
}

const winkler = (jaro: number, prefix: number): number => (jaro > 0.7 ? jaro + Math.min(prefix, 4) * 0.1 * (1 - jaro) : jaro)

/** The order of these steps is DuckDB's, and with it the rounding. */
const jaroOf = (one: number, other: number, shared: number, outOfOrder: number): number =>
  shared === 0 ? 0 : (shared / one + shared / other + (shared - (outOfOrder >> 1)) / shared) / 3

/** How far apart the places of a shared letter may be. */
const reachOf = (one: number, other: number): number => Math.max(0, (Math.max(one, other) >> 1) - 1)

/** For each letter of the left word, a bit for each of its places. All zero between calls. */
const places = new Int32Array(128)

/** Of words of plain letters, at most 32: places are the bits of a number, so that a letter is found in one step. */
function jaroOfWords(a: string, b: string, prefix: number): number {
  const reach = reachOf(a.length, b.length)
  for (let at = prefix; at < a.length; at++) places[a.charCodeAt(at)]! |= 1 << at
  let takenLeft = 0
  let takenRight = 0
  let shared = prefix
  for (let to = prefix; to < b.length; to++) {
    const from = Math.max(0, to - reach)
    // As many bits as the window is wide; 32 of them are all.
    const wide = to + reach - from + 1
    const within = (wide >= 32 ? -1 : (1 << wide) - 1) << from
    const found = places[b.charCodeAt(to)]! & within & ~takenLeft
    if (found === 0) continue
    takenLeft |= found & -found
    takenRight |= 1 << to
    shared++
  }
  for (let at = prefix; at < a.length; at++) places[a.charCodeAt(at)] = 0
  return jaroOf(a.length, b.length, shared, countOutOfOrder(a, b, takenLeft, takenRight))
}

/** How many of the letters that were taken stand in another order on the other side. */
function countOutOfOrder(a: string, b: string, takenLeft: number, takenRight: number): number {
  let count = 0
  let left = takenLeft
  for (let right = takenRight; right !== 0; right &= right - 1) {
    if (a.charCodeAt(lowest(left)) !== b.charCodeAt(lowest(right))) count++
    left &= left - 1
  }
  return count
}

/** The place of the lowest bit. */
const lowest = (bits: number): number => 31 - Math.clz32(bits & -bits)

/** The same for long texts and for letters beyond the plain ones. */
function jaroWinklerOfBytes(a: string, b: string): number {
  read(a, left)
  read(b, right)
  const shorter = Math.min(left.length, right.length)
  let prefix = 0
  while (prefix < shorter && left.of[prefix] === right.of[prefix]) prefix++
  const shared = prefix + takeShared(prefix, reachOf(left.length, right.length))
  return winkler(jaroOf(left.length, right.length, shared, outOfOrder(prefix)), prefix)
}

/** Marks the letters after the prefix that both have, no further than `reach` apart; says how many there are. */
function takeShared(prefix: number, reach: number): number {
  const letters = left.of
  if (leftTaken.length < left.length) leftTaken = new Uint8Array(letters.length)
  if (rightTaken.length < right.length) rightTaken = new Uint8Array(right.of.length)
  leftTaken.fill(0, prefix, left.length)
  rightTaken.fill(0, prefix, right.length)
  let shared = 0
  for (let to = prefix; to < right.length; to++) {
    const letter = right.of[to]
    const end = Math.min(left.length - 1, to + reach)
    for (let at = Math.max(prefix, to - reach); at <= end; at++) {
      if (letters[at] !== letter || leftTaken[at] === 1) continue
      leftTaken[at] = 1
      rightTaken[to] = 1
      shared++
      break
    }
  }
  return shared
}

/** The same count, of the bytes that were taken. */
function outOfOrder(prefix: number): number {
  let count = 0
  let at = prefix
  for (let to = prefix; to < right.length; to++) {
    if (rightTaken[to] === 0) continue
    while (leftTaken[at] === 0) at++
    if (left.of[at++] !== right.of[to]) count++
  }
  return count
}

/** Letters to change, add or leave out; any number above `most` means only that it is more than `most`. */
export function levenshtein(a: string, b: string, most: number): number {
  return distance(a, b, most, levenshteinBetween)
}

/**
 * The same, with two neighbours changed round as one step, even where others were changed between them (Lowrance and Wagner
 * 1975: "ca" and "abc" are 2 apart).
 */
export function damerauLevenshtein(a: string, b: string, most: number): number {
  return distance(a, b, most, damerauBetween)
}

/** What both texts begin and end with costs nothing, and most pairs of names are told apart by what is left. */
function distance(a: string, b: string, most: number, between: (from: number, cut: number, most: number) => number): number {
  read(a, left)
  read(b, right)
  if (Math.abs(left.length - right.length) > most) return most + 1
  const shorter = Math.min(left.length, right.length)
  let from = 0
  while (from < shorter && left.of[from] === right.of[from]) from++
  let cut = 0
  while (cut < shorter - from && left.of[left.length - 1 - cut] === right.of[right.length - 1 - cut]) cut++
  const longest = Math.max(left.length, right.length) - from - cut
  // One text has nothing left: the rest of the other is all to be added.
  return shorter - from - cut === 0 ? longest : between(from, cut, most)
}

/**
 * Two rows of the usual table, and of each only what is no further than `most` from the diagonal: what lies beyond costs more.
 * Stops when a whole row does, for no later one can come back.
 */
function levenshteinBetween(from: number, cut: number, most: number): number {
  const width = right.length - from - cut
  if (distances.length <= width) distances = new Int32Array(2 * width)
  const row = distances
  for (let column = 0; column <= width; column++) row[column] = column
  for (let down = 1; down <= left.length - from - cut; down++) {
    const letter = left.of[from + down - 1]
    const first = Math.max(1, down - most)
    const last = Math.min(width, down + most)
    let diagonal = row[first - 1]!
    let before = first === 1 ? down : most + 1
    let least = before
    row[first - 1] = before
    for (let column = first; column <= last; column++) {
      const above = row[column]!
      before = right.of[from + column - 1] === letter ? diagonal : 1 + Math.min(diagonal, above, before)
      diagonal = above
      row[column] = before
      if (before < least) least = before
    }
    if (least > most) return most + 1
  }
  return row[width]!
}

/** A change round is at most two steps of the plain distance, which is quicker to know and says no to nearly every pair. */
function damerauBetween(from: number, cut: number, most: number): number {
  return levenshteinBetween(from, cut, 2 * most) > 2 * most ? most + 1 : damerauTable(from, cut)
}

/** The whole table, with a row and a column in front for "nothing yet", and the last row in which each letter stood. */
function damerauTable(from: number, cut: number): number {
  const [height, width] = [left.length - from - cut, right.length - from - cut]
  const stride = width + 2
  const far = height + width + 1
  if (distances.length < (height + 2) * stride) distances = new Int32Array(2 * (height + 2) * stride)
  const table = distances
  lastRowOf.fill(0)
  for (let row = 0; row <= height + 1; row++) {
    table[row * stride] = far
    table[row * stride + 1] = row - 1
  }
  for (let column = 0; column <= width + 1; column++) {
    table[column] = far
    table[stride + column] = column === 0 ? far : column - 1
  }
  for (let row = 1; row <= height; row++) {
    const letter = left.of[from + row - 1]!
    let lastColumn = 0
    for (let column = 1; column <= width; column++) {
      const other = right.of[from + column - 1]!
      const lastRow = lastRowOf[other]!
      const at = (row + 1) * stride + column + 1
      const swapped = table[lastRow * stride + lastColumn]! + (row - lastRow) + (column - lastColumn) - 1
      const changed = table[at - stride - 1]! + (letter === other ? 0 : 1)
      table[at] = Math.min(changed, table[at - 1]! + 1, table[at - stride]! + 1, swapped)
      if (letter === other) lastColumn = column
    }
    lastRowOf[letter] = row
  }
  return table[(height + 1) * stride + width + 1]!
}
