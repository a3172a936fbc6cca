import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { runs, seed } from '#testing/random'
import {
  completedNodes,
  consistencyProof,
  inclusionProof,
  leafHash,
  type NodeAt,
  nodeHash,
  nodesForConsistency,
  nodesForInclusion,
  nodesForRoot,
  rootOf,
} from './tree.ts'

// The leaves and roots that certificate transparency's reference implementations test with.
const reference = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (hex) => leafHash(Buffer.from(hex, 'hex')),
)
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

/** The tree as RFC 9162 defines it, word for word: slow and plain. */
function defined(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return createHash('sha256').digest()
  if (leaves.length === 1) return leaves[0]!
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return nodeHash(defined(leaves.slice(0, k)), defined(leaves.slice(k)))
}
/** Verification of inclusion, RFC 9162 section 2.1.3.2. */
function isIncluded(leaf: Buffer, index: number, size: number, proof: readonly Buffer[], root: Buffer): boolean {
  if (index >= size) return false
  let [fn, sn, r] = [index, size - 1, leaf]
  for (const p of proof) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      r = nodeHash(p, r)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1]
    } else r = nodeHash(r, p)
    ;[fn, sn] = [fn >> 1, sn >> 1]
  }
  return sn === 0 && r.equals(root)
}
/** Verification of consistency, RFC 9162 section 2.1.4.2. */
function isConsistent(first: number, second: number, given: readonly Buffer[], firstRoot: Buffer, secondRoot: Buffer): boolean {
  if (first === second) return given.length === 0 && firstRoot.equals(secondRoot)
  const proof = Number.isInteger(Math.log2(first)) ? [firstRoot, ...given] : [...given]
  if (proof.length === 0) return false
  let [fn, sn] = [first - 1, second - 1]
  while (fn % 2 === 1) [fn, sn] = [fn >> 1, sn >> 1]
  let [fr, sr] = [proof[0]!, proof[0]!]
  for (const c of proof.slice(1)) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      ;[fr, sr] = [nodeHash(c, fr), nodeHash(c, sr)]
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1]
    } else sr = nodeHash(sr, c)
    ;[fn, sn] = [fn >> 1, sn >> 1]
  }
  return fr.equals(firstRoot) && sr.equals(secondRoot) && sn === 0
}

const leavesOf = (size: number) => Array.from({ length: size }, (_, nth) => leafHash(Buffer.from(`entry ${nth}`)))
/** Nodes as they are stored: grown by batches of these sizes. */
function grown(leaves: readonly Buffer[], batches: readonly number[]): NodeAt {
  const nodes = new Map<string, Buffer>()
  const nodeAt: NodeAt = (level, index) => {
    const hash = nodes.get(`${level} ${index}`)
    assert.ok(hash, `node ${level} ${index} is not whole`)
    return hash
  }
  let size = 0
  for (const batch of [...batches, leaves.length]) {
    const added = leaves.slice(size, size + batch)
    for (const [nth, leaf] of added.entries()) nodes.set(`0 ${size + nth}`, leaf)
    for (const { level, index, hash } of completedNodes(size, added, nodeAt)) {
      assert.ok(!nodes.has(`${level} ${index}`), 'a node is completed once')
      nodes.set(`${level} ${index}`, hash)
    }
    size += added.length
  }
  return nodeAt
}

test('the reference trees have the reference roots', () => {
  for (const [size, root] of roots.entries()) {
    const leaves = reference.slice(0, size)
    assert.equal(rootOf(size, grown(leaves, [])).toString('hex'), root)
    assert.equal(defined(leaves).toString('hex'), root)
  }
})

const trees = fc.tuple(fc.integer({ min: 1, max: 200 }), fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 20 }))
test('however a tree has grown, its root is that of the definition', () => {
  fc.assert(
    fc.property(trees, ([size, batches]) => {
      const leaves = leavesOf(size)
      assert.deepEqual(rootOf(size, grown(leaves, batches)), defined(leaves))
    }),
    { seed, numRuns: runs(60) },
  )
})

test('each leaf can be proved, and no other in its place (L5)', () => {
  fc.assert(
    fc.property(trees, fc.nat(), fc.nat(), ([size, batches], some, other) => {
      const leaves = leavesOf(size)
      const root = defined(leaves)
      const index = some % size
      const proof = inclusionProof(index, size, grown(leaves, batches))
      assert.ok(isIncluded(leaves[index]!, index, size, proof, root))
      const wrong = other % size
      if (wrong !== index) {
        assert.ok(!isIncluded(leaves[wrong]!, index, size, proof, root))
        assert.ok(!isIncluded(leaves[index]!, wrong, size, proof, root))
      }
    }),
    { seed, numRuns: runs(100) },
  )
})

test('each earlier tree can be proved to be the beginning of a later one, and no other (L5)', () => {
  fc.assert(
    fc.property(trees, fc.nat(), ([size, batches], some) => {
      const leaves = leavesOf(size)
      const old = 1 + (some % size)
      const proof = consistencyProof(old, size, grown(leaves, batches))
      assert.ok(isConsistent(old, size, proof, defined(leaves.slice(0, old)), defined(leaves)))
      const forked = [...leaves.slice(0, old - 1), leafHash(Buffer.from('another'))]
      assert.ok(!isConsistent(old, size, proof, defined(forked), defined(leaves)))
    }),
    { seed, numRuns: runs(100) },
  )
})

test('a root or a proof is put together from the nodes that are named for it, and all of them', () => {
  fc.assert(
    fc.property(trees, fc.nat(), ([size, batches], some) => {
      const nodes = grown(leavesOf(size), batches)
      const read = (work: (nodeAt: NodeAt) => unknown) => {
        const places: { level: number; index: number }[] = []
        work((level, index) => {
          places.push({ level, index })
          return nodes(level, index)
        })
        return places
      }
      const [leaf, old] = [some % size, some % (size + 1)]
      assert.deepEqual(
        read((nodeAt) => rootOf(size, nodeAt)),
        nodesForRoot(size),
      )
      assert.deepEqual(
        read((nodeAt) => inclusionProof(leaf, size, nodeAt)),
        nodesForInclusion(leaf, size),
      )
      assert.deepEqual(
        read((nodeAt) => consistencyProof(old, size, nodeAt)),
        nodesForConsistency(old, size),
      )
    }),
    { seed, numRuns: runs(60) },
  )
})

test('what is not there cannot be proved', () => {
  const nodeAt = grown(leavesOf(5), [])
  for (const index of [5, -1, Number.NaN])
    assert.throws(() => inclusionProof(index, 5, nodeAt), new RangeError(`there is no leaf ${index} in a tree of 5`))
  for (const old of [6, -1, Number.NaN])
    assert.throws(() => consistencyProof(old, 5, nodeAt), new RangeError(`a tree of ${old} is no beginning of one of 5`))
  assert.deepEqual(consistencyProof(0, 5, nodeAt), [])
})
