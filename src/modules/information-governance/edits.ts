import { createHash } from 'node:crypto'

/**
 * What a form was made from, as a short mark that it carries. What is saved is held against what stands by then, so that nobody writes over what somebody
 * else wrote meanwhile. Of a text, not of a time: two may save in one instant.
 */
export const markOf = (part: unknown): string => createHash('sha256').update(JSON.stringify(part)).digest('base64url')

/**
 * A list with an item in the place of the one that a form was made from; at the end where it was made from none (`''`); without it where the item is null.
 * Undefined where the one that it was made from is not there any more.
 */
export function putBack<Item>(list: readonly Item[], madeFrom: string, item: Item | null): Item[] | undefined {
  if (madeFrom === '') return item === null ? undefined : [...list, item]
  const place = list.findIndex((one) => markOf(one) === madeFrom)
  if (place < 0) return undefined
  return item === null ? list.toSpliced(place, 1) : list.with(place, item)
}
