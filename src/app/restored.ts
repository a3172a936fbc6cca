import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '#platform/config'
import { forgetSittings } from '#platform/database'
import { beginLogAnew } from '#platform/log/begin-anew'
import type { ReadJournal } from '#platform/log/read-journal'

const noteIn = (config: Config) => join(config.DATA_DIR, 'restored')

/** Notes that what lies in this folder came out of a backup, and of when. */
export function noteRestored(config: Config, madeAt: string): void {
  mkdirSync(config.DATA_DIR, { recursive: true })
  writeFileSync(noteIn(config), madeAt)
}

/**
 * What a restored place needs before its port opens: every sitting and every process's key of that time is ended, since who was signed in then
 * may have left since; and the log goes on under another name, since what it held after the backup is gone. Does nothing where nothing was restored; tried again at the next start where it failed.
 *
 * @returns of when the backup is
 */
export async function settleRestored(config: Config, adminUrl: string, journal: ReadJournal): Promise<string | undefined> {
  const note = noteIn(config)
  if (!existsSync(note)) return undefined
  const madeAt = readFileSync(note, 'utf8')
  await forgetSittings(adminUrl)
  await beginLogAnew(adminUrl)
  journal.beginAnew()
  return madeAt
}

/** All that a restored place needs is done. */
export const forgetRestored = (config: Config): void => rmSync(noteIn(config), { force: true })
