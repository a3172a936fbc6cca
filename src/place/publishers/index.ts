/** What the council sends that is not about people: the service directory and the ledger of the pooled fund. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { civil, type Day, dayOf } from '../days.ts'
import { ExtractFile, signFile } from '../extract-file.ts'
import { council } from '../organisations.ts'
import type { Broken } from '../output.ts'
import { type FilePlan, fileName, type Publication } from '../schedule.ts'
import { signingKey } from '../signing.ts'
import type { Organisation } from '../types.ts'
import { councilLedger, headings, printLedger } from './council-ledger.ts'
import { serviceDirectory } from './service-directory.ts'

export const directory = 'service-directory'
export const ledger = 'council-ledger'

/** The directory stands whole in one file; the ledger has a year up to the last month but one, and then that month. */
export function publicationsOn(asOf: Day): Publication[] {
  const [yearAgo, lastMonth, thisMonth] = [-13, -1, 0].map((months) => monthBegins(asOf, months)) as [Day, Day, Day]
  return [
    {
      id: directory,
      organisation: council,
      extension: 'json',
      plans: [{ sequence: 1, name: 'opening', from: asOf - 365, to: asOf }],
    },
    {
      id: ledger,
      organisation: council,
      extension: 'csv',
      plans: [
        { sequence: 1, name: 'opening', from: yearAgo, to: lastMonth },
        { sequence: 2, name: 'changes', from: lastMonth, to: thisMonth },
      ],
    },
  ]
}

function monthBegins(asOf: Day, monthsOn: number): Day {
  const { year, month } = civil(asOf)
  const months = year * 12 + month - 1 + monthsOn
  return dayOf(Math.floor(months / 12), (months % 12) + 1, 1)
}

type Place = { seed: number; residents: number; asOf: Day; out: string }

/** Writes and signs both. Returns what in them is broken on purpose. */
export function publish(place: Place, organisations: readonly Organisation[]): { rows: number; broken: Broken[] } {
  const { seed, residents, asOf, out } = place
  const broken: Broken[] = []
  let rows = 0
  for (const { id, extension, plans } of publicationsOn(asOf)) {
    mkdirSync(join(out, 'extracts', id), { recursive: true })
    for (const plan of plans) {
      const path = join(out, 'extracts', id, fileName(plan, extension))
      const file = id === directory ? new ExtractFile(path, plan, '', 'utf-8') : ledgerFile(path, plan)
      if (id === directory) {
        const { text, services } = serviceDirectory(seed, residents, asOf, organisations)
        file.write(text)
        file.rows = services
      } else broken.push(...writeLedger(file, id, seed, residents))
      file.close('')
      rows += file.rows
      signFile(signingKey(seed, id), id, plan, file)
    }
  }
  return { rows, broken }
}

const ledgerFile = (path: string, plan: FilePlan) => new ExtractFile(path, plan, printLedger(headings), 'windows-1252')

function writeLedger(file: ExtractFile, feed: string, seed: number, residents: number): Broken[] {
  const broken: Broken[] = []
  for (const { cells, what } of councilLedger(seed, residents, file.plan.from, file.plan.to)) {
    if (what) broken.push({ feed, file: fileName(file.plan, 'csv'), line: file.line, row: file.rows + 1, what })
    file.row(printLedger(cells))
  }
  return broken
}
