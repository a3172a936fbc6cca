/** For tests: a place, made into a folder of its own, and its files as a reader who knows nothing of the generator finds them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { on } from './days.ts'
import { generate } from './generate.ts'
import { type Feed, feeds } from './types.ts'

/** A row or a line of JSON, flat: `incident.type`, `entry.0.resource.id`. Empty cells are left out. */
export type Row = Readonly<Record<string, string>>
export type Found = { readonly file: string; readonly line: number; readonly row: Row }

export type TruePerson = {
  id: string
  given: string
  family: string
  maiden: string | null
  born: string
  sex: 'F' | 'M'
  nhs: string | null
  oldNhs: string | null
  household: string
  story: string | null
  keys: Partial<Record<Feed, string[]>>
  earlierKeys: Partial<Record<Feed, string[]>>
}
export type TrueStory = {
  id: string
  title: string
  about: string
  persona: string
  organisations: Record<string, string>
  people: {
    part: string
    truth: string
    name: string
    born: string
    feeds: Partial<Record<Feed, string[]>>
    earlierFeeds: Partial<Record<Feed, string[]>>
  }[]
}
export type BrokenRow = { feed: string; file: string; line: number; row: number; what: string }

/** Where each feed's rows name the person whom they are about. */
export const personColumns: Readonly<Record<Feed, string>> = {
  'council-housing': 'Person Ref',
  'council-childrens-services': 'person_id',
  'council-early-help': 'Person ID',
  'school-census': 'Person ID',
  'police-incidents': 'nominal',
  'nhs-patients': 'entry.0.resource.id',
  'fire-home-safety': 'Occupier Ref',
  'council-homelessness': 'PERSONREF',
  'charity-family-support': 'Our ref',
  'council-adult-social-care': 'ClientID',
  'youth-justice': 'YJ Ref',
  probation: 'crn',
  'drug-and-alcohol': 'client_ref',
  'domestic-abuse': 'survivor_ref',
  'council-tax': 'Liable Party No',
}

export class MadePlace {
  readonly out = mkdtempSync(join(tmpdir(), 'aldermere-'))
  private readonly read = new Map<string, readonly Found[]>()

  constructor(residents: number, seed: number, asOf = '2026-03-31') {
    generate({ residents, seed, asOf: on(asOf), out: this.out }, () => {})
  }

  remove(): void {
    rmSync(this.out, { recursive: true })
  }

  /** All files that it holds, by their path in it. */
  files(): string[] {
    const entries = readdirSync(this.out, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.out.length + 1))
      .toSorted()
  }

  bytes(path: string): Buffer {
    return readFileSync(join(this.out, path))
  }

  text(path: string): string {
    return new TextDecoder(oldSystems.includes(path.split('/')[1] ?? '') ? 'windows-1252' : 'utf-8').decode(this.bytes(path))
  }

  json<T>(path: string): T {
    return JSON.parse(this.text(path)) as T
  }

  lines<T>(path: string): T[] {
    const text = this.text(path).trim()
    return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as T)
  }

  get people(): TruePerson[] {
    return this.lines('truth/people.ndjson')
  }

  get stories(): TrueStory[] {
    return this.json('truth/stories.json')
  }

  get broken(): BrokenRow[] {
    return this.lines('truth/broken.ndjson')
  }

  /** The extracts of a feed or another sender, by sequence. */
  extracts(feed: string): string[] {
    return this.files().filter((path) => path.startsWith(`extracts/${feed}/`) && !path.endsWith('.jws'))
  }

  /** Every row that a feed sent, but for those broken on purpose; by sequence, then as they stand. */
  rows(feed: string): readonly Found[] {
    const known = this.read.get(feed)
    if (known) return known
    const broken = new Set(this.broken.filter((one) => one.feed === feed).map(({ file, line }) => `${file}:${line}`))
    const found = this.extracts(feed).flatMap((path) => {
      const file = path.split('/')[2]!
      const rows = file.endsWith('.csv') ? table(this.text(path), feed) : jsonLines(this.text(path))
      return rows.map((one) => ({ file, ...one })).filter(({ line }) => !broken.has(`${file}:${line}`))
    })
    this.read.set(feed, found)
    return found
  }

  /** What a feed sent of one person, in order. */
  rowsOf(feed: Feed, key: string): Row[] {
    return this.rows(feed)
      .filter(({ row }) => row[personColumns[feed]] === key)
      .map(({ row }) => row)
  }
}

const oldSystems = ['fire-home-safety', 'council-ledger']
const titles: Readonly<Record<string, number>> = { 'charity-family-support': 4 }

function table(text: string, feed: string): { line: number; row: Row }[] {
  const skipped = titles[feed] ?? 0
  const rows = parse(text, {
    bom: true,
    columns: true,
    info: true,
    from_line: skipped + 1,
    skip_empty_lines: true,
    relax_column_count: true,
    delimiter: feed === 'council-homelessness' ? '|' : ',',
  }) as unknown as { info: { lines: number }; record: Record<string, string> }[]
  return rows
    .map(({ info, record }) => ({ line: info.lines, row: filled(record) }))
    .filter(({ row }) => Object.keys(row).length > 0 && !Object.values(row)[0]!.startsWith('Total'))
}

/** A line that cannot be read is left out: it is one of the broken. */
function jsonLines(text: string): { line: number; row: Row }[] {
  return text.split('\n').flatMap((line, at) => {
    if (line === '') return []
    try {
      return [{ line: at + 1, row: filled(flat(JSON.parse(line))) }]
    } catch {
      return []
    }
  })
}

function flat(value: unknown, path = ''): Record<string, string> {
  if (typeof value !== 'object' || value === null) return value === null ? {} : { [path]: String(value) }
  return Object.assign({}, ...Object.entries(value).map(([name, one]) => flat(one, path ? `${path}.${name}` : name)))
}

const filled = (row: Record<string, string>): Row => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== ''))

export const allFeeds = feeds
