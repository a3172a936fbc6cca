import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { temporaryFolder } from '#testing/folder'
import { readSplinkModel } from './splink/read.ts'
import { makePeople, writeRecords } from './testing.ts'

const folder = temporaryFolder('match')
after(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)
const { records } = makePeople(120, 7)
writeRecords(records, at('people.csv'))

/** Runs the command as an analyst does. */
function match(...given: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...given], {
    encoding: 'utf8',
  })
  const last = stdout.trim().split('\n').at(-1)!
  return { status, said: stderr, summary: last ? (JSON.parse(last) as Record<string, unknown>) : undefined }
}
const lines = (name: string) => readFileSync(at(name), 'utf8').trim().split('\n')

test('with no model one is proposed, told, saved, and gives the same people when it is given back', () => {
  const first = match('dedupe', '--in', at('people.csv'), '--out', at('links.csv'), '--save', at('model.json'))
  assert.equal(first.status, 0, first.said)
  assert.match(first.said, /surname: surname \(its name/)
  assert.deepEqual([first.summary!.name, first.summary!.ok, first.summary!.records], ['match', true, records.length])
  assert.equal(lines('links.csv')[0], 'record_id,person_id,probability')
  assert.equal(lines('links.csv').length, records.length + 1)
  assert.equal(lines('links.pairs.csv')[0], 'left_id,right_id,probability,hypothesis,match_weight')
  const again = match('dedupe', '--in', at('people.csv'), '--out', at('again.csv'), '--spec', at('model.json'))
  assert.equal(again.status, 0, again.said)
  assert.deepEqual(lines('again.csv'), lines('links.csv'))
})

test('two files are linked; a pair is explained in words', () => {
  writeRecords(
    records.filter((one) => one.source === 'housing'),
    at('housing.csv'),
  )
  writeRecords(
    records.filter((one) => one.source !== 'housing'),
    at('others.csv'),
  )
  const [left, right] = records
    .filter((one) => one.record_id.endsWith(records[1]!.record_id.split('-')[1]!))
    .map((one) => one.record_id)
  const linked = match(
    'link',
    '--in',
    at('housing.csv'),
    '--in',
    at('others.csv'),
    '--out',
    at('pairs.parquet'),
    '--explain',
    left!,
    right ?? left!,
  )
  assert.equal(linked.status, 0, linked.said)
  assert.match(linked.said, /before comparing .*how many of all pairs are of one person/)
  assert.match(linked.said, /together -?[\d.]+ bits: probability/)
  assert.ok(readFileSync(at('pairs.parquet')).subarray(0, 4).equals(Buffer.from('PAR1')))
  assert.ok(readFileSync(at('pairs.clusters.parquet')).length > 0)
})

test('what was learned can be saved for Splink, and is read back as a model', () => {
  const saved = match('dedupe', '--in', at('people.csv'), '--out', at('splink.csv'), '--save-splink', at('splink.json'))
  assert.equal(saved.status, 0, saved.said)
  assert.match(saved.said, /Splink has no third hypothesis/)
  const { model } = readSplinkModel(readFileSync(at('splink.json'), 'utf8'))
  assert.ok(model.prior! > 0 && model.prior! < 0.1, String(model.prior))
  const surname = model.comparisons.find(({ name }) => name === 'surname')!
  assert.ok(surname.levels.every((level) => level.missing || (level.m! > 0 && level.u! > 0)))
})

test('cells parted by semicolons, lines that end as on Windows, quotation marks and spaces are read', () => {
  const rows = records.map((one) => `"${one.record_id}"; ${one.forename} ;"${one.surname}";${one.dob};"${one.postcode}"`)
  writeFileSync(at('windows.csv'), `\uFEFFrecord_id;forename;surname;dob; postcode\r\n${rows.join('\r\n')}\r\n`)
  const read = match('dedupe', '--in', at('windows.csv'), '--out', at('windows.out.csv'))
  assert.equal(read.status, 0, read.said)
  assert.match(read.said, /postcode: postcode/)
  assert.ok((read.summary!.people as number) < records.length)
})

// What a person may get wrong, and what she is told.
const wrong: readonly [what: string, given: string[], told: RegExp][] = [
  ['no word', [], /Say dedupe or link\./],
  ['another word', ['merge', '--in', at('people.csv'), '--out', at('x.csv')], /Say dedupe or link, not merge\./],
  ['nowhere to write', ['dedupe', '--in', at('people.csv')], /Say where to write/],
  ['no file', ['dedupe', '--out', at('x.csv')], /Name at least one file/],
  ['a file that is not there', ['dedupe', '--in', at('none.csv'), '--out', at('x.csv')], /There is no file .*none\.csv/],
  [
    'a column that is not there',
    ['dedupe', '--in', at('people.csv'), '--out', at('x.csv'), '--id', 'person'],
    /No column person is in every file\. They share: record_id/,
  ],
  [
    'a record twice',
    ['dedupe', '--in', at('twice.csv'), '--out', at('x.csv')],
    /The record_id A1 stands for 2 records of one source/,
  ],
  ['a record without a name', ['dedupe', '--in', at('nameless.csv'), '--out', at('x.csv')], /1 records have no record_id/],
  ['one record', ['dedupe', '--in', at('one.csv'), '--out', at('x.csv')], /There is one record/],
  ['columns that say nothing', ['dedupe', '--in', at('dull.csv'), '--out', at('x.csv')], /too few columns to match by/],
  [
    'a line with too many cells',
    ['dedupe', '--in', at('ragged.csv'), '--out', at('x.csv')],
    /The files cannot be read to the end: .*Line: 42/,
  ],
  ['an empty file', ['dedupe', '--in', at('empty.csv'), '--out', at('x.csv')], /empty\.csv has no header line/],
  ['a column twice', ['dedupe', '--in', at('double.csv'), '--out', at('x.csv')], /double\.csv has two columns of one name/],
  ['another encoding', ['dedupe', '--in', at('latin.csv'), '--out', at('x.csv')], /Line: 3: this is not UTF-8/],
  [
    'one source to link',
    ['link', '--in', at('one-source.csv'), '--out', at('x.csv')],
    /two files, or a column that says each record’s source/,
  ],
  [
    'a model that is not JSON',
    ['dedupe', '--in', at('people.csv'), '--out', at('x.csv'), '--spec', at('people.csv')],
    /is not a model in JSON/,
  ],
  [
    'a model that does not fit together',
    ['dedupe', '--in', at('people.csv'), '--out', at('x.csv'), '--spec', at('bad.json')],
    /there is no field nickname/,
  ],
  [
    'a model of other columns',
    ['dedupe', '--in', at('people.csv'), '--out', at('x.csv'), '--spec', at('other.json')],
    /The model asks for shoe_size, which not every file has/,
  ],
  [
    'two models',
    ['dedupe', '--in', at('people.csv'), '--out', at('x.csv'), '--spec', at('bad.json'), '--splink', at('bad.json')],
    /not both/,
  ],
  ['a memory that is none', ['dedupe', '--in', at('people.csv'), '--out', at('x.csv'), '--memory', 'lots'], /give it as in 4GB/],
  [
    'threads that are none',
    ['dedupe', '--in', at('people.csv'), '--out', at('x.csv'), '--threads', '0'],
    /--threads 0: give a whole number from 1/,
  ],
  [
    'one record to explain',
    ['dedupe', '--in', at('people.csv'), '--out', at('x.csv'), '--explain', 'A'],
    /takes the names of two records/,
  ],
  [
    'a record that is not there',
    ['dedupe', '--in', at('people.csv'), '--out', at('x.csv'), '--explain', 'A', 'B'],
    /there is no record A/,
  ],
]
writeFileSync(at('twice.csv'), 'record_id,forename,surname\nA1,Ann,Lee\nA1,Bob,Lee\n')
writeFileSync(at('nameless.csv'), 'record_id,forename,surname\nA1,Ann,Lee\n,Bob,Lee\n')
writeFileSync(at('one.csv'), 'record_id,forename,surname\nA1,Ann,Lee\n')
writeFileSync(at('dull.csv'), 'record_id,shoe\nA1,38\nA2,39\n')
writeFileSync(
  at('ragged.csv'),
  `record_id,forename,surname\n${Array.from({ length: 40 }, (_, id) => `A${id},Ann,Lee\n`).join('')}A99,Bob,Lee,extra,cells\n`,
)
writeFileSync(at('empty.csv'), '')
writeFileSync(at('double.csv'), 'record_id,forename,forename \nA1,Ann,Lee\n')
writeFileSync(at('latin.csv'), Buffer.from('record_id,forename,surname\nA1,Ann,Lee\nA2,Si\xe2n,Lee\n', 'latin1'))
writeFileSync(at('one-source.csv'), 'record_id,source,forename,surname\nA1,x,Ann,Lee\nA2,x,Bob,Lee\n')
const otherwise = { label: 'another', when: { is: 'otherwise' } }
const small = (field: string, column: string, tested: string) =>
  JSON.stringify({
    version: 1,
    fields: [{ name: field, column, kind: 'name' }],
    comparisons: [{ name: 'one', levels: [{ label: 'same', when: { is: 'exact', field: tested } }, otherwise] }],
    keys: [{ parts: [{ field, take: 'whole' }] }],
  })
writeFileSync(at('bad.json'), small('forename', 'forename', 'nickname'))
writeFileSync(at('other.json'), small('shoe', 'shoe_size', 'shoe'))

for (const [what, given, told] of wrong)
  test(`${what}: said so, with what to do, and nothing written`, () => {
    const { status, said } = match(...given)
    assert.equal(status, 2, said)
    assert.match(said, told)
    assert.doesNotMatch(said, /\n\s+at /)
    assert.throws(() => readFileSync(at('x.csv')))
  })

test('where the truth is known, the run is judged by it, and so is how groups fare; it is not matched by', () => {
  const { records: known, personOf } = makePeople(300, 11)
  const lines = [
    `${Object.keys(known[0]!).join(',')},person`,
    ...known.map(
      (one) =>
        `${Object.values(one)
          .join(',')
          .replace(/, Aldermere/, ' Aldermere')},${personOf.get(one.record_id)}`,
    ),
  ]
  writeFileSync(at('known.csv'), `${lines.join('\n')}\n`)
  const judged = match('dedupe', '--in', at('known.csv'), '--out', at('judged.csv'), '--truth', 'person', '--group', 'source')
  assert.equal(judged.status, 0, judged.said)
  assert.ok((judged.summary!.f1 as number) > 0.9, String(judged.summary!.f1))
  assert.match(judged.said, /source police: missed \d/)
  assert.match(judged.said, /probability 0\.99 to 1: [\d,]+ pairs claim/)
  assert.doesNotMatch(judged.said, /person: /)
  const told = JSON.parse(readFileSync(at('judged.report.json'), 'utf8')) as {
    groups: { by: string }[]
    judged: { errors: unknown[] }
  }
  assert.deepEqual([...new Set(told.groups.map(({ by }) => by))], ['source', 'born', 'fields that are missing'])
  assert.ok(told.judged.errors.length > 4)
})
