import { type Runs, readNodes, type StoredCheckpoint } from './log.repository.ts'
import { isSignedBy, type Verifier } from './note.ts'
import { consistencyProof, nodesForConsistency } from './tree.ts'

/** Another organisation's program that cosigns checkpoints, and never two that contradict each other. */
export type Witness = {
  readonly name: string
  /** Asks for the signature under a checkpoint, when it last cosigned one of `old` entries. Returns its line. Throws where it refuses. */
  cosign(run: Runs, old: number, checkpoint: StoredCheckpoint): Promise<string>
}

/** Raised where a witness does not cosign. */
export class WitnessRefused extends Error {
  override name = 'WitnessRefused'
}

/** A witness that speaks C2SP tlog-witness at this address, and signs with that key. */
export const witnessAt = (url: string, verifier: Verifier): Witness => ({
  name: verifier.name,
  async cosign(run, old, checkpoint) {
    const ask = async (from: number) => {
      const proof = consistencyProof(from, checkpoint.size, await readNodes(run, nodesForConsistency(from, checkpoint.size)))
      const body = `old ${from}\n${proof.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${checkpoint.note}`
      const reply = await fetch(new URL('add-checkpoint', `${url.replace(/\/$/, '')}/`), {
        method: 'POST',
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(5000),
      })
      return { status: reply.status, text: await reply.text() }
    }
    let reply = await ask(old)
    // It remembers another one than we do: it says which, and is asked from there.
    const known = reply.status === 409 && /^\d+\n$/.test(reply.text) ? Number(reply.text) : undefined
    if (known !== undefined && known <= checkpoint.size) reply = await ask(known)
    if (reply.status !== 200)
      throw new WitnessRefused(`the witness "${verifier.name}" refused: ${reply.status} ${reply.text.trim()}`)
    const line = reply.text.split('\n').find((one) => one.startsWith(`— ${verifier.name} `))
    if (!line || !isSignedBy(`${checkpoint.note}${line}\n`, verifier))
      throw new WitnessRefused(`the witness "${verifier.name}" sent no good signature`)
    return `${line}\n`
  },
})
