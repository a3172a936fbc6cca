import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { fieldClasses } from '../canonical.ts'
import { mapRecord } from '../map-record.ts'
import { columnsRead } from '../mapping.ts'
import { readRecords } from '../readers/index.ts'
import { feedSeeds } from '../seeds.ts'
import { mappings } from './index.ts'

test('each feed has one mapping, in the file of its name', () => {
  const files = globSync('*.ts', { cwd: import.meta.dirname }).map((path) => basename(path, '.ts'))
  const named = files.filter((name) => !['index', 'common', 'mappings.test'].includes(name))
  assert.deepEqual([...mappings.keys()].toSorted(), named.toSorted())
  assert.deepEqual([...mappings.keys()].toSorted(), feedSeeds.map(({ id }) => id).toSorted())
})

test('a mapping is plain data, which survives being stored', () => {
  for (const mapping of mappings.values()) assert.deepEqual(JSON.parse(JSON.stringify(mapping)), mapping, mapping.feed)
})

test('a CSV file must have every column that its mapping reads', () => {
  for (const { feed, format, ...mapping } of mappings.values()) {
    if (format.kind === 'csv') assert.deepEqual(new Set(format.headings), new Set(columnsRead(mapping)), feed)
  }
})

test('facts of health, of the police and of schools have their own class, markers before a visit too', () => {
  for (const { feed, templates } of mappings.values()) {
    const dataset = feedSeeds.find(({ id }) => id === feed)!
    const allowed = dataset.classes.map(({ fieldClass }) => fieldClass)
    for (const { kind, fields } of templates.filter(({ kind }) => kind === 'event' || kind === 'risk-indicator')) {
      const given = fields.class && 'constant' in fields.class ? String(fields.class.constant) : ''
      assert.ok((fieldClasses as readonly string[]).includes(given), `${feed} ${kind}`)
      assert.ok(allowed.includes(given), `${feed} states facts of class ${given}, which its dataset does not have`)
    }
  }
  const events = (feed: string) =>
    new Set(
      mappings
        .get(feed)!
        .templates.filter(({ kind }) => kind === 'event')
        .map(({ fields }) => JSON.stringify(fields.class)),
    )
  assert.deepEqual(events('nhs-patients'), new Set(['{"constant":"health"}']))
  assert.deepEqual(events('police-incidents'), new Set(['{"constant":"policing"}']))
  assert.deepEqual(events('school-census'), new Set(['{"constant":"education"}']))
})

/** The example of a feed in the page on which the place's files are described. */
function exampleOf(feed: string): string {
  const page = readFileSync(join(import.meta.dirname, '../../../place/README.md'), 'utf8')
  const [, example] = new RegExp(`\\n## ${feed} ·[^]*?\\n\`\`\`(?:csv|json)\\n([^]*?)\`\`\``).exec(page) ?? []
  assert.ok(example, `the page has an example of ${feed}`)
  return example
}

async function rowsOf(feed: string) {
  const mapping = mappings.get(feed)!
  const rows: string[] = []
  for await (const record of readRecords(Readable.from([Buffer.from(exampleOf(feed))]), mapping.format)) {
    const result = mapRecord(mapping, record)
    if ('failure' in result) rows.push(`${record.row}: ${result.failure.field} ${result.failure.rule}`)
    else
      for (const { kind, key, class: fieldClass, eventAt: _, person, ...fields } of result.rows)
        rows.push(`${person} ${kind} ${key} (${fieldClass}): ${Object.values(fields).join(' · ')}`)
  }
  return rows
}

test('the examples on the page are read whole, but for the day that is not in the calendar', async () => {
  for (const feed of mappings.keys()) {
    const failures = (await rowsOf(feed)).filter((row) => /^\d+: /.test(row))
    assert.deepEqual(failures, feed === 'police-incidents' ? ['3: dob date-impossible'] : [], feed)
  }
})

test('one line of a housing system, as facts', async () => {
  assert.deepEqual(
    (await rowsOf('council-housing')).filter((row) => row.startsWith('H0000001')),
    [
      'H0000001 identity H0000001 (identity): Kayleigh · Marsden · usual · 1993-07-04 · female',
      'H0000001 residence H0000001-12/06/2021 (address): 2021-06-12 · 14 Bracken Row, Aldermere · AX1 2BD · 999000000101',
      'H0000001 contact-point H0000001-Mobile (contact): phone · 07700 900111',
      'H0000001 contact-point H0000001-Email (contact): email · kayleigh.marsden@example.org',
      'H0000001 household H0000001-T000001 (household): T000001',
      'H0000001 involvement T000001-H0000001 (involvement): Council housing, north patch · 2021-06-12 · Amina Hussain · ALD10001 · Housing, north patch · 01632 960101 · 2026-03-18 · 2026-04-07 · Tenancy visit',
      'H0000001 event RA000001 (event): notice-seeking-possession · 2026-03-30T00:00:00+01:00 · Notice seeking possession, for rent arrears · subject',
      'H0000001 risk-indicator AL000001 (visit-safety): dog · Large dog loose in the hall: ring before you visit · 2025-09-11 · Amina Hussain · 2026-09-11 · true',
      'H0000001 need H0000001-DEBT (need): debt · Money and debt · 2026-01-14',
    ],
  )
})

test('brokered and sealed services say so of every involvement', async () => {
  const existence = async (feed: string) =>
    (await rowsOf(feed)).filter((row) => row.includes(' involvement ')).map((row) => row.split(' · ').at(-1))
  assert.deepEqual(await existence('drug-and-alcohol'), ['brokered', 'brokered', 'brokered'])
  assert.deepEqual(await existence('domestic-abuse'), ['sealed', 'brokered', 'brokered'])
})
