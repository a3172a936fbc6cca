import type { LoggedEntry } from './canonical.ts'
import * as log from './log.repository.ts'
import { consistencyProof, inclusionProof, nodesForConsistency, nodesForInclusion } from './tree.ts'

/** That an entry is in the log, for anybody who has the log's key: what `tools/verify.mjs proof` checks. */
export type EntryProof = {
  readonly shown: LoggedEntry['shown']
  /** What stands for the rest of the entry: who it was, and why. */
  readonly rest: string
  readonly salt: string
  readonly index: number
  readonly proof: readonly string[]
  readonly checkpoint: string
}

const base64 = (bytes: Buffer) => bytes.toString('base64')

/**
 * The proof of an entry that this transaction may read, against the latest checkpoint that enough witnesses have cosigned. `waiting`: it has no such
 * checkpoint yet. Undefined where there is no such entry for this reader.
 */
export async function proveEntry(run: log.Runs, entryId: string, witnesses: number): Promise<EntryProof | 'waiting' | undefined> {
  const leaf = await log.findLeaf(run, entryId)
  if (!leaf || leaf === 'waiting') return leaf
  const checkpoint = await log.findCheckpoint(run, { minSize: leaf.seq + 1, witnesses })
  if (!checkpoint) return 'waiting'
  const nodeAt = await log.readNodes(run, nodesForInclusion(leaf.seq, checkpoint.size))
  return {
    shown: leaf.shown,
    rest: base64(leaf.rest),
    salt: base64(leaf.salt),
    index: leaf.seq,
    proof: inclusionProof(leaf.seq, checkpoint.size, nodeAt).map(base64),
    checkpoint: noteOf(checkpoint),
  }
}

/** A checkpoint with its cosignatures, as text. */
export const noteOf = ({ note, cosignatures }: log.StoredCheckpoint): string => note + cosignatures.join('')

/** That the log of `from` entries is the beginning of that of `to`. */
export const proveConsistency = async (run: log.Runs, from: number, to: number): Promise<string[]> =>
  consistencyProof(from, to, await log.readNodes(run, nodesForConsistency(from, to))).map(base64)
