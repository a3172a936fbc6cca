import { appendFileSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { ConfigError } from '#platform/config'
import { instant } from '#platform/dates'
import type { Tombstone } from './interface.ts'

/**
 * Tombstones outside the database and its backups: one line for each record that was erased. A backup from before brings the record back, and the next
 * start erases it again by this file (E4). Each line is a keyed hash: without the root key it can neither be read nor made up.
 */
export function appendTombstones(file: string, tombstones: readonly Tombstone[]): void {
  if (tombstones.length === 0) return
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const end = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
  // What a crash cut off is no line: the next one begins on its own.
  const text = tombstones.map(({ datasetId, hash, erasedAt }) => `${datasetId} ${hash} ${erasedAt}\n`).join('')
  const open = openSync(file, 'a', 0o600)
  try {
    appendFileSync(open, end.length > 0 && end.at(-1) !== 10 ? `\n${text}` : text)
    fsyncSync(open)
  } finally {
    closeSync(open)
  }
}

/** The last tombstone of each record. A line that was cut off by a crash stands in the database still, and is written again. */
export function readTombstones(file: string): Tombstone[] {
  if (!existsSync(file)) return []
  const last = new Map<string, Tombstone>()
  const lines = readFileSync(file, 'utf8').split('\n')
  for (const [at, line] of lines.entries()) {
    if (line === '') continue
    const [, datasetId, hash, erasedAt] = /^(\S+) ([0-9a-f]{64}) (\S+Z)$/.exec(line) ?? []
    if (datasetId && hash && erasedAt) last.set(`${datasetId} ${hash}`, { datasetId, hash, erasedAt: instant(erasedAt) })
    else if (!isCutOff(line))
      throw new ConfigError(
        `The tombstones at ${file} cannot be read: line ${at + 1} is none. Put the file back from its copy: it says what was erased.`,
      )
  }
  return [...last.values()]
}

/** The beginning of a line, which is all that a crash leaves. */
const isCutOff = (line: string): boolean => /^\S+( [0-9a-f]{0,64}( [0-9T:.-]*)?)?$/.test(line)

/** An invented place that starts again has erased nothing. */
export const forgetTombstones = (file: string): void => rmSync(file, { force: true })
