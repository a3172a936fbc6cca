import type { Vault } from '../vault.ts'
import { exportLog } from './export-log.ts'
import { type Signer, signerFrom, type Verifier, verifierFrom, verifierLine } from './note.ts'
import type { ReadJournal } from './read-journal.ts'
import type { LogState } from './sequencer.ts'
import { type Witness, witnessAt } from './witnesses.ts'

/** How many witnesses' signatures a checkpoint is to have before it counts. */
export const witnessesNeeded = 2

/** What rooms and pages know of the log's keeping. */
export type LogKeeping = {
  /** The log's public key, in one line. */
  readonly key: string
  /** Who cosigns, as far as there is anybody: public keys and where each says what it cosigned last. */
  witnesses(): readonly { readonly name: string; readonly key: string; readonly url: string }[]
  /** How many of them must have cosigned what is handed out as proved: two, or all where there are fewer. */
  quorum(): number
  state(): LogState
  /** What is written beside the log while it is behind. */
  readonly journal: ReadJournal
  /** The whole log, for whoever may have it: an act of its own, logged before. */
  exportLines(): AsyncGenerator<string>
}

/** A witness that is asked: its public key and its address. */
export type WitnessAddress = { readonly key: string; readonly url: string }

/** The log's signing key, apart from every other: of the place whose log it is. */
export const logSigner = (vault: Vault, place: string): Signer =>
  signerFrom(`${place.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}/access-log`, vault.derive('log signing key'))

/**
 * @param url of the role `auditor`
 * @param addresses of now
 */
export function logKeeping(
  signer: () => Signer,
  url: string,
  addresses: () => readonly WitnessAddress[],
  state: () => LogState,
  journal: ReadJournal,
): LogKeeping & { readonly asked: () => readonly Witness[] } {
  const known = new Map<string, { verifier: Verifier; witness: Witness }>()
  const of = ({ key, url: at }: WitnessAddress) => {
    const before = known.get(`${key} ${at}`)
    if (before) return before
    const verifier = verifierFrom(key)
    const one = { verifier, witness: witnessAt(at, verifier) }
    known.set(`${key} ${at}`, one)
    return one
  }
  return {
    get key() {
      return verifierLine(signer(), 'log')
    },
    witnesses: () => addresses().map((one) => ({ name: of(one).verifier.name, ...one })),
    quorum: () => Math.min(witnessesNeeded, addresses().length),
    state,
    journal,
    asked: () => addresses().map((one) => of(one).witness),
    exportLines() {
      return exportLog(
        url,
        { log: verifierLine(signer(), 'log'), witnesses: addresses().map((one) => one.key) },
        Math.min(witnessesNeeded, addresses().length),
      )
    },
  }
}
