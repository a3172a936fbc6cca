/**
 * Items by their key, in their order: those of a key stand from `start[key]` to `start[key + 1]`. Items with the key -1 are
 * left out. Time and memory grow as the items and the keys.
 *
 * @param keys the keys are 0 to this, exclusive
 * @returns `most`: how many items a key has at most
 */
export function sortByCounting(keyOf: Int32Array, keys: number) {
  const start = new Int32Array(keys + 1)
  for (let item = 0; item < keyOf.length; item++) if (keyOf[item]! >= 0) start[keyOf[item]! + 1]!++
  let most = 0
  for (let key = 0; key < keys; key++) {
    most = Math.max(most, start[key + 1]!)
    start[key + 1]! += start[key]!
  }
  const items = new Int32Array(start[keys]!)
  const next = start.slice()
  for (let item = 0; item < keyOf.length; item++) if (keyOf[item]! >= 0) items[next[keyOf[item]!]!++] = item
  return { start, items, most }
}
