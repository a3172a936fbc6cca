import { createHash, createHmac } from 'node:crypto'
import { appendFileSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '#platform/dates'
import type { Vault } from '#platform/vault'

/** A read that went on while the log was behind. */
export type JournalLine = {
  readonly requestId: string
  readonly actorId: string
  readonly organisationId: string
  readonly purpose: string
}
type Written = JournalLine & { readonly at: string; readonly before: string; readonly mac: string }

export type ReadJournal = {
  /** Writes the line to disk before it returns. Throws where it cannot: then nothing may be shown. */
  write(line: JournalLine): void
  /** Every line, with whether the chain is whole up to it. */
  lines(): { readonly line: JournalLine & { readonly at: string }; readonly isGood: boolean }[]
}

/**
 * The journal of this machine: beside the database, so that a read which goes on while the log is not being sealed has a second witness. Each line is
 * signed with the one before it: none can be changed or taken out unseen.
 */
export function readJournal(folder: string, vault: Vault): ReadJournal {
  const path = join(folder, 'reads-while-behind.ndjson')
  const key = vault.derive('read journal')
  const macOf = (line: Omit<Written, 'mac'>) => createHmac('sha256', key).update(JSON.stringify(line)).digest('hex')
  // A line that a full disk cut off stops nobody: it counts as one that is not good.
  const lineOf = (text: string): Written => {
    try {
      return JSON.parse(text) as Written
    } catch {
      return { requestId: '', actorId: '', organisationId: '', purpose: '', at: '', before: '', mac: text }
    }
  }
  const read = (): Written[] => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean).map(lineOf) : [])
  let last: string | undefined
  return {
    write(line) {
      last ??= read().at(-1)?.mac ?? createHash('sha256').digest('hex')
      const said = { at: systemClock().toString(), ...line, before: last }
      const mac = macOf(said)
      mkdirSync(folder, { recursive: true })
      const file = openSync(path, 'a', 0o600)
      try {
        // Begun on a line of its own, whatever the last one ended with.
        appendFileSync(file, `\n${JSON.stringify({ ...said, mac })}\n`)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
      last = mac
    },
    lines() {
      let before = createHash('sha256').digest('hex')
      return read().map(({ mac, ...line }) => {
        const isGood = line.before === before && macOf(line) === mac
        before = mac
        const { before: _, ...said } = line
        return { line: said, isGood }
      })
    },
  }
}
