import pg from 'pg'
import { canonical } from './canonical.ts'
import * as log from './log.repository.ts'
import { runsOn } from './log.repository.ts'

const pieceSize = 5000

/**
 * The whole log as lines of JSON, in the order of the tree, each checkpoint after the last entry that it covers: what `tools/verify.mjs` checks. Read
 * in one snapshot, piece by piece. An erased entry is its hash alone.
 *
 * @param url of the role `auditor`
 * @param about stands in the first line
 * @param quorum how many witnesses must have cosigned its last checkpoint: what they have not seen yet is for the next export
 */
export async function* exportLog(url: string, about: { readonly [key: string]: unknown }, quorum = 0): AsyncGenerator<string> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const run = runsOn(client)
    const checkpoints = await log.listCheckpoints(run)
    const end = checkpoints.findLast(({ cosigned }) => cosigned >= quorum)?.size ?? 0
    yield line({ kind: 'about', ...about, entries: end })
    // What no checkpoint covers yet is for the next export: nobody could check it.
    for (let at = 0; at < end; ) {
      const leaves = await log.listLeaves(run, at, Math.min(pieceSize, end - at))
      if (leaves.length === 0) throw new Error(`the log has no leaf ${at}`)
      for (const leaf of leaves) {
        yield entryLine(leaf)
        at = leaf.seq + 1
        if (checkpoints[0]?.size === at) yield line({ kind: 'checkpoint', note: checkpoints.shift()!.note })
      }
    }
  } finally {
    await client.end()
  }
}

const line = (value: unknown) => `${JSON.stringify(value)}\n`
/** In canonical form, so that whoever checks it need not put it together again. */
const entryLine = ({ seq, salt, rest_salt, leaf, shown, rest }: log.LeafLine) =>
  salt && rest_salt
    ? `{"kind":"entry","seq":${seq},"salt":"${salt.toString('base64')}","restSalt":"${rest_salt.toString('base64')}","shown":${canonical(shown)},"rest":${canonical(rest)}}\n`
    : line({ kind: 'erased', seq, leaf: leaf.toString('base64') })
