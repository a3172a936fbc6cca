import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Instant, instant } from './dates.ts'

const named = /^continuity-(\d{4}-\d{2}-\d{2}T)(\d{2})-(\d{2})-(\d{2}Z)\.sealed$/

/** The file of a continuity list, by when it was made: in the order of time, whatever lists the folder. */
export const listFile = (folder: string, madeAt: Instant): string =>
  join(
    folder,
    `continuity-${madeAt.round({ smallestUnit: 'second', roundingMode: 'floor' }).toString().replaceAll(':', '-')}.sealed`,
  )

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => named.test(name))
        .toSorted()
    : []

/** When the newest list that lies in the folder was made: what whoever opens it there would find. */
export function newestInFolder(folder: string): Instant | undefined {
  const [, day, hour, minute, second] = named.exec(filesIn(folder).at(-1) ?? '') ?? []
  return day === undefined ? undefined : instant(`${day}${hour}:${minute}:${second}`)
}

/** Keeps so many of the newest. */
export function removeOldLists(folder: string, kept: number): void {
  for (const name of filesIn(folder).slice(0, -kept)) rmSync(join(folder, name))
}
