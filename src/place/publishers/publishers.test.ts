import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { z } from 'zod'
import { seed } from '#testing/random'
import { MadePlace } from '../testing.ts'

const place = new MadePlace(300, seed)
after(() => place.remove())

type Service = { id: string; name: string; status: string; organization: { id: string; name: string }; assured_date: string }
const page = place.json<{ total_items: number; contents: Service[] }>('extracts/service-directory/0001-opening.json')

test('the service directory is one page of services, each with an id of its own', () => {
  assert.equal(page.total_items, page.contents.length)
  assert.equal(new Set(page.contents.map(({ id }) => id)).size, page.contents.length)
  // What a directory has that nobody looks after: one service listed twice, one of a landlord that is no more, and stale entries.
  const names = page.contents.map(({ name }) => name)
  assert.ok(names.includes('Lantern family support') && names.includes('Lantern Families (North)'))
  assert.ok(page.contents.some(({ organization }) => organization.name === 'Foundry Housing'))
})

const profile = join(
  process.env.COMMONWEAL_DATA ?? '../shared/data',
  'standards/oruk-3.0/uk-profile/schema/compiled/service.json',
)

test('each service is valid by the Open Referral UK 3.0 profile', {
  skip: !existsSync(profile) && 'skipped: needs the acceptance data',
}, () => {
  const service = z.fromJSONSchema(JSON.parse(readFileSync(profile, 'utf8')))
  for (const one of page.contents) assert.deepEqual(service.safeParse(one).error?.issues ?? [], [], one.name)
  const [first] = page.contents
  assert.equal(service.safeParse({ ...first, status: 'open' }).success, false)
  assert.equal(service.safeParse({ ...first, id: 'S1' }).success, false)
})

/** Pounds as the ledger prints them, in pence; undefined where a spreadsheet spoilt them. */
function pence(text: string | undefined): number | undefined {
  const match = /^(\()?([\d,]+)\.(\d\d)\)?$/.exec(text ?? '')
  return match ? Number(`${match[2]!.replaceAll(',', '')}${match[3]}`) * (match[1] ? -1 : 1) : undefined
}

test('the ledger adds up, but for the rows broken on purpose', () => {
  const rows = place.rows('council-ledger')
  assert.ok(rows.length > 200)
  for (const { row, line } of rows) {
    const [net, vat, gross] = [pence(row['Net £']), pence(row['VAT £']), pence(row['Gross £'])]
    assert.equal(net! + vat!, gross, `line ${line}`)
    assert.match(row['Posting Date']!, /^\d\d\/\d\d\/\d{4}$/)
  }
  const paidIn = rows.filter(({ row }) => row.Type === 'CONTRIB').reduce((sum, { row }) => sum - pence(row['Net £'])!, 0)
  const spent = rows.filter(({ row }) => row.Type !== 'CONTRIB').reduce((sum, { row }) => sum + pence(row['Net £'])!, 0)
  assert.ok(paidIn > 0 && Math.abs(spent / paidIn - 1) < 0.1, `${spent} spent of ${paidIn}`)
  assert.ok(place.broken.some(({ feed }) => feed === 'council-ledger'))
  assert.ok(
    place.bytes('extracts/council-ledger/0001-opening.csv').includes(Buffer.from('Net \xa3,VAT \xa3,Gross \xa3\r\n', 'latin1')),
  )
})
