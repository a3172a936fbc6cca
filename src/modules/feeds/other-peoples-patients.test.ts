import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '#testing/database'
import { aCouncil, aFeed, type TestFeed, type TestHouse, testHouse } from './testing.ts'

let database: TestDatabase
let house: TestHouse
let feed: TestFeed
before(async () => {
  database = await testDatabase()
  house = await testHouse(database)
  await aCouncil(house)
  feed = await aFeed(house, { id: 'nhs-patients', shape: 'own' })
})
after(async () => {
  await house.close()
  await database.close()
})

type Outcome = { state: 'applied' | 'refused'; code: string | null; facts: number; quarantined: string[] }

/** Sends a file through the front door as one of so many rows, does the jobs, and says what came of it. */
async function outcomeOf(text: string, rowCount: number): Promise<Outcome> {
  const sha256 = createHash('sha256').update(text).digest('hex')
  const { batchId } = await feed.sendText(text, { rowCount, sha256 })
  await house.work()
  const { rows } = await house.admin.query('select * from feeds.batch where id = $1', [batchId])
  const quarantined = await house.admin.query(
    'select row_no, field, rule, what_to_do from feeds.quarantined_row where batch_id = $1 order by 1',
    [batchId],
  )
  for (const row of quarantined.rows) assert.ok(row.what_to_do.length > 10)
  if (rows[0].refused_at) assert.ok(rows[0].refusal_sentence.length > 10)
  else assert.ok(rows[0].applied_at, 'settled one way or the other')
  return {
    state: rows[0].applied_at ? 'applied' : 'refused',
    code: rows[0].refusal_code,
    facts: rows[0].facts_new ?? 0,
    quarantined: quarantined.rows.map((row) => `${row.row_no} ${row.field} ${row.rule}`),
  }
}

type Resource = Record<string, unknown>
const patient = (n: number, more: Resource = {}): Resource => ({
  resourceType: 'Patient',
  id: `P${n}`,
  identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9000000009' }],
  name: [{ use: 'usual', family: 'Smith', given: ['Jane'] }],
  ...more,
})
const number = (value: string) => [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value }]
const bundle = (resources: Resource[]) =>
  JSON.stringify({ resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })) }, null, 1)

test('test patients of another service are applied; a number that may be somebody’s is not stored in an invented place', async () => {
  const others = Array.from({ length: 40 }, (_, n) => patient(n))
  const given = [...others, patient(40, { identifier: number('4010232137') }), patient(41, { birthDate: '1950-02-30' })]
  const outcome = await outcomeOf(bundle(given), given.length)
  assert.equal(outcome.state, 'applied')
  assert.equal(outcome.facts, 80)
  assert.deepEqual(outcome.quarantined, ['41 value nhs-number-not-invented', '42 birthDate date-impossible'])
})

// What else one may be sent in the name of FHIR, with what its sender is told.
const refused: [what: string, text: string, rows: number, code: string][] = [
  ['XML', '<?xml version="1.0"?><Patient xmlns="http://hl7.org/fhir"/>\n', 1, 'FILE_NOT_TEXT'],
  ['half a bundle', bundle([patient(1), patient(2)]).slice(0, 200), 2, 'FILE_CUT_OFF'],
  ['a bundle of other things', bundle([{ resourceType: 'Coverage', id: 'C1' }]), 1, 'TOO_MANY_ROWS_FAIL'],
  ['an error of the service', JSON.stringify({ resourceType: 'OperationOutcome', issue: [] }), 1, 'TOO_MANY_ROWS_FAIL'],
  ['a list', '[]', 1, 'NOT_FHIR'],
  ['nothing', '', 1, 'ROW_COUNT_DIFFERS'],
]
for (const [what, text, rows, code] of refused) {
  test(`${what} in place of patients is refused in words`, async () => {
    assert.deepEqual(await outcomeOf(text, rows), { state: 'refused', code, facts: 0, quarantined: [] })
  })
}

const folder = join(process.env.COMMONWEAL_DATA ?? '../shared/data', 'standards')

test('published examples end in facts, in quarantine or in a refusal with its reason', {
  skip: !existsSync(folder) && 'skipped: needs the acceptance data',
}, async () => {
  const files = globSync(['fhir-nhs-pds/**/*.json', 'fhir-uk-core/examples/*.xml'], { cwd: folder })
  assert.ok(files.length > 0)
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8')
    const outcome = await outcomeOf(text, Math.max(1, text.match(/"resourceType": *"Patient"/g)?.length ?? 1))
    assert.ok(!file.endsWith('.xml') || outcome.code === 'FILE_NOT_TEXT', file)
  }
})
