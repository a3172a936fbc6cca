import { createHash, createHmac } from 'node:crypto'
import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
} from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../dates.ts'
import type { Vault } from '../vault.ts'

/** A read that went on while the log was behind: `began` before anything was decided; `shown` when its entries were committed, and before it was. */
export type JournalLine = {
  readonly kind: 'began' | 'shown'
  readonly requestId: string
  readonly actorId: string
  readonly organisationId: string
  readonly purpose: string
  /** How many entries of it were committed. */
  readonly entries: number
}
type Written = JournalLine & { readonly n: number; readonly at: string; readonly before: string; readonly mac: string }

/** A line as it stands in the file, with whether it follows the line before it and is signed. */
export type KeptLine = Omit<Written, 'before'> & { readonly isGood: boolean }

export type ReadJournal = {
  /** Writes the line to disk before it returns. Throws where it cannot: then nothing may be shown. */
  write(line: JournalLine): { readonly line: number; readonly mac: string }
  /** Every line, with whether the chain is whole up to it. */
  lines(): KeptLine[]
  /** Puts what is written aside, of a database that went back to an earlier state: what it tells of is not there any more. */
  beginAnew(): void
}

const beginning = createHash('sha256').digest('hex')

/**
 * The journal of this machine: beside the database, so that a read which goes on while the log is not being sealed has a second witness. Each line is
 * signed with the one before it: none can be changed or taken out unseen. That its end was cut off shows by what the database keeps of each line.
 */
export function readJournal(folder: string, vault: Vault): ReadJournal {
  const path = join(folder, 'reads-while-behind.ndjson')
  const key = vault.derive('read journal')
  const macOf = (line: Omit<Written, 'mac'>) => createHmac('sha256', key).update(JSON.stringify(line)).digest('hex')
  // A line that a power cut left unfinished stops nobody: it counts as one that is not good, and the next follows the one before it.
  const lineOf = (text: string): Written => {
    const nothing = { n: 0, kind: 'began', requestId: '', actorId: '', organisationId: '', purpose: '', entries: 0 } as const
    try {
      return JSON.parse(text) as Written
    } catch {
      return { ...nothing, at: '', before: '', mac: text }
    }
  }
  const read = (): Written[] => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean).map(lineOf) : [])
  let last: { readonly n: number; readonly mac: string } | undefined
  return {
    write(line) {
      last ??= read().findLast(({ n }) => n > 0) ?? { n: 0, mac: beginning }
      const said = { n: last.n + 1, at: systemClock().toString(), ...line, before: last.mac }
      const mac = macOf(said)
      mkdirSync(folder, { recursive: true })
      const file = openSync(path, 'a', 0o600)
      try {
        const { size } = fstatSync(file)
        try {
          // Begun on a line of its own, whatever the last one ended with.
          appendFileSync(file, `\n${JSON.stringify({ ...said, mac })}\n`)
          fsyncSync(file)
        } catch (error) {
          ftruncateSync(file, size)
          throw error
        }
      } finally {
        closeSync(file)
      }
      last = { n: said.n, mac }
      return { line: said.n, mac }
    },
    lines() {
      let last = { n: 0, mac: beginning }
      return read().map((written) => {
        const { mac, ...line } = written
        const isGood = line.n === last.n + 1 && line.before === last.mac && macOf(line) === mac
        if (line.n > 0) last = { n: line.n, mac }
        const { before: _, ...said } = line
        return { ...said, mac, isGood }
      })
    },
    beginAnew() {
      last = undefined
      if (existsSync(path)) renameSync(path, `${path}.until-${systemClock().toString().replaceAll(':', '-')}`)
    },
  }
}
