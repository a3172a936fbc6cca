import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { temporaryFolder } from '#testing/folder'
import { makePeople, writeRecords } from '../testing.ts'

const folder = temporaryFolder('spark-command')
after(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)
writeRecords(makePeople(60, 3).records, at('people.csv'))

/** Gives the command on a machine that has neither Spark nor Java. */
function match(...given: string[]) {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, '../main.ts'), 'dedupe', '--in', at('people.csv'), '--out', at('links.csv'), ...given],
    { encoding: 'utf8', env: { PATH: folder } },
  )
  return { status, said: stderr }
}

test('the scripts that come next are written, in order, for whoever runs them; what is known is handed to them', () => {
  const { status, said } = match('--engine', 'spark', '--steps', at('steps'), '--scripts-only')
  assert.equal(status, 2, said)
  const names = readdirSync(at('steps')).toSorted()
  const scripts = names.filter((name) => name.endsWith('.sql'))
  assert.deepEqual(
    scripts.map((name) => name.replace(/^\d+-(\w+)-\w+\.sql$/, '$1')),
    ['records', 'keys', 'blocks', 'key_totals', 'pairs', 'key_pairs', 'value_pairs'],
  )
  for (const script of scripts) assert.ok(said.includes(`-f ${at('steps')}/${script}`), said)
  assert.ok(said.indexOf('-keys-') < said.indexOf('-pairs-'))
  const given = names.filter((name) => !scripts.includes(name)).map((name) => name.replace(/^\d+-(\w+)-\w+$/, '$1'))
  assert.deepEqual(given.slice(0, 3), ['own', 'v_forename', 'v_surname'])
  const records = readFileSync(join(at('steps'), scripts[0]!), 'utf8')
  assert.match(records, /^-- records: /)
  assert.match(records, /left join `v_surname` on `v_surname`\.`raw` = `own`\.`surname`/)
  assert.match(records, /\(`v_postcode`\.`postcode__key_whole` \^ `v_address`\.`address__key_house`\) as k\d/)
})

const sqlKey = {
  version: 1,
  fields: [{ name: 'surname', column: 'surname', kind: 'name' }],
  comparisons: [
    {
      name: 'surname',
      levels: [
        { label: 'same', when: { is: 'exact', field: 'surname' } },
        { label: 'another', when: { is: 'otherwise' } },
      ],
    },
  ],
  keys: [{ sql: 'l.surname = r.surname' }],
}
const twoSteps = {
  ...sqlKey,
  comparisons: [
    {
      name: 'surname',
      levels: [
        { label: 'nearly the same', when: { is: 'damerau-levenshtein', field: 'surname', atMost: 1 } },
        { label: 'another', when: { is: 'otherwise' } },
      ],
    },
  ],
  keys: [{ parts: [{ field: 'surname', take: 'whole' }] }],
}
writeFileSync(at('sql-key.json'), JSON.stringify(sqlKey))
writeFileSync(at('two-steps.json'), JSON.stringify(twoSteps))

// What a person may get wrong, and what she is told.
const wrong: readonly [what: string, given: string[], told: RegExp][] = [
  ['no Spark', ['--engine', 'spark'], /There is no Spark on this machine\. Install one.*pip install pyspark/s],
  ['another engine', ['--engine', 'flink'], /--engine flink: give duckdb or spark\./],
  ['steps of DuckDB', ['--steps', at('x')], /--steps is for --engine spark\./],
  ['scripts to nowhere', ['--engine', 'spark', '--scripts-only'], /say where the scripts go: --steps DIR/],
  [
    'a key in SQL',
    ['--engine', 'spark', '--scripts-only', '--steps', at('x'), '--spec', at('sql-key.json')],
    /The key "l\.surname = r\.surname" is SQL for DuckDB\./,
  ],
  [
    'a test that Spark has not',
    ['--engine', 'spark', '--scripts-only', '--steps', at('x'), '--spec', at('two-steps.json')],
    /surname, "nearly the same": Spark SQL has no damerau-levenshtein\. Use levenshtein at most 2/,
  ],
]
for (const [what, given, told] of wrong)
  test(`${what}: said so, with what to do`, () => {
    const { status, said } = match(...given)
    assert.equal(status, 2, said)
    assert.match(said, told)
    assert.doesNotMatch(said, /\n\s+at /)
  })
