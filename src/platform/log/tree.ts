import { hash } from 'node:crypto'

/**
 * A Merkle tree of a log (RFC 9162, section 2). `NodeAt(level, index)` gives the hash of the whole subtree of 2^level leaves that begins at leaf
 * index × 2^level; level 0 is the leaves. Sizes and indices are numbers of leaves.
 */
export type NodeAt = (level: number, index: number) => Buffer

const sha256 = (...parts: readonly Buffer[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer')
const [leafMark, nodeMark] = [Buffer.of(0), Buffer.of(1)]
export const leafHash = (...data: readonly Buffer[]): Buffer => sha256(leafMark, ...data)
export const nodeHash = (left: Buffer, right: Buffer): Buffer => sha256(nodeMark, left, right)

/** Which node a proof needs: a whole subtree. */
export type NodePlace = { readonly level: number; readonly index: number }

/** The whole subtrees that a range of leaves falls into, from left to right. `from` is a multiple of the largest power of two in the range. */
function wholeSubtrees(from: number, to: number): NodePlace[] {
  const places: NodePlace[] = []
  for (let at = from; at < to; ) {
    let level = 0
    while (at + 2 ** (level + 1) <= to) level++
    places.push({ level, index: at / 2 ** level })
    at += 2 ** level
  }
  return places
}

/** The hash over a range, from its whole subtrees: the rightmost are joined first. */
const hashOf = (from: number, to: number, nodeAt: NodeAt): Buffer =>
  wholeSubtrees(from, to)
    .map(({ level, index }) => nodeAt(level, index))
    .reduceRight((right, left) => nodeHash(left, right))

/** The root of a tree of so many leaves. That of no leaves is the hash of nothing. */
export const rootOf = (size: number, nodeAt: NodeAt): Buffer => (size === 0 ? sha256() : hashOf(0, size, nodeAt))

/** The largest power of two below a number above one: where RFC 9162 splits a tree. */
const split = (size: number): number => 2 ** (31 - Math.clz32(size - 1))
type Range = { readonly from: number; readonly to: number }

/** Which ranges' hashes prove that a leaf is in the tree of this size, from the leaf up. */
function pathOf(index: number, { from, to }: Range): Range[] {
  if (to - from === 1) return []
  const middle = from + split(to - from)
  return index < middle
    ? [...pathOf(index, { from, to: middle }), { from: middle, to }]
    : [...pathOf(index, { from: middle, to }), { from, to: middle }]
}

/** Which ranges' hashes prove that the tree of the first `old` leaves is the beginning of the whole one. */
function subproof(old: number, { from, to }: Range, isWhole: boolean): Range[] {
  if (old === to - from) return isWhole ? [] : [{ from, to }]
  const middle = from + split(to - from)
  return old <= middle - from
    ? [...subproof(old, { from, to: middle }, isWhole), { from: middle, to }]
    : [...subproof(old - (middle - from), { from: middle, to }, false), { from, to: middle }]
}

const inclusionRanges = (index: number, size: number): Range[] => pathOf(index, { from: 0, to: size })
const consistencyRanges = (old: number, size: number): Range[] => (old === 0 ? [] : subproof(old, { from: 0, to: size }, true))

/** Every node that an inclusion or a consistency proof is put together from, so that they are read at once. */
export const nodesForInclusion = (index: number, size: number): NodePlace[] =>
  inclusionRanges(index, size).flatMap(({ from, to }) => wholeSubtrees(from, to))
export const nodesForConsistency = (old: number, size: number): NodePlace[] =>
  consistencyRanges(old, size).flatMap(({ from, to }) => wholeSubtrees(from, to))
export const nodesForRoot = (size: number): NodePlace[] => wholeSubtrees(0, size)

/** That leaf `index` is in the tree of `size` leaves: hashes from the leaf up. Throws where there is no such leaf. */
export function inclusionProof(index: number, size: number, nodeAt: NodeAt): Buffer[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`there is no leaf ${index} in a tree of ${size}`)
  return inclusionRanges(index, size).map(({ from, to }) => hashOf(from, to, nodeAt))
}

/** That the tree of `old` leaves is the beginning of that of `size`. Throws where it is longer. */
export function consistencyProof(old: number, size: number, nodeAt: NodeAt): Buffer[] {
  if (!(old >= 0 && old <= size)) throw new RangeError(`a tree of ${old} is no beginning of one of ${size}`)
  return consistencyRanges(old, size).map(({ from, to }) => hashOf(from, to, nodeAt))
}

/** Nodes that become whole when leaves are added to a tree of this size. `nodeAt` need give the whole subtrees of the old tree alone. */
export function completedNodes(size: number, leaves: readonly Buffer[], nodeAt: NodeAt): (NodePlace & { hash: Buffer })[] {
  const waiting = new Map(wholeSubtrees(0, size).map((place) => [place.level, nodeAt(place.level, place.index)]))
  const completed: (NodePlace & { hash: Buffer })[] = []
  for (const [nth, leaf] of leaves.entries()) {
    let [hash, level, index] = [leaf, 0, size + nth]
    while (index % 2 === 1) {
      hash = nodeHash(waiting.get(level)!, hash)
      level++
      index = (index - 1) / 2
      completed.push({ level, index, hash })
    }
    waiting.set(level, hash)
  }
  return completed
}
