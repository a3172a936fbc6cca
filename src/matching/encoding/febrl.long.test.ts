import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { temporaryFolder } from '#testing/folder'

const folder = temporaryFolder('febrl')
after(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)
const root = join(import.meta.dirname, '../../..')
const data = join(process.env.COMMONWEAL_DATA ?? join(root, '../shared/data'), 'real/linkage')
const skip = existsSync(join(data, 'febrl4a.csv')) ? false : 'needs the acceptance data'

/** Runs a program of ours to its end. */
function run(file: string, ...given: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [join(root, file), ...given], { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
}

test('FEBRL 4 is linked with neither side in clear text: F1 of its people at least 0.998', { skip }, () => {
  const columns = {
    forename: 'given_name',
    surname: 'surname',
    birth: 'date_of_birth',
    postcode: 'postcode',
    address: ['street_number', 'address_1'],
    locality: 'suburb',
    number_soc: 'soc_sec_id',
  }
  writeFileSync(at('spec.json'), JSON.stringify({ id: 'rec_id', columns }))
  run('tools/encode.mjs', '--new-key', at('key'))
  const own = new Map<string, string>()
  for (const side of ['a', 'b']) {
    const files = ['--in', join(data, `febrl4${side}.csv`), '--out', at(`${side}.csv`), '--ids', at(`${side}.ids`)]
    run('tools/encode.mjs', '--key', at('key'), '--spec', at('spec.json'), ...files)
    for (const line of readFileSync(at(`${side}.ids`), 'utf8')
      .trim()
      .split('\n')
      .slice(1)) {
      const [id, record] = line.split(',') as [string, string]
      own.set(id, /^rec-\d+/.exec(record)![0])
    }
  }
  run('src/matching/main.ts', 'link', '--encoded', '--in', at('a.csv'), '--in', at('b.csv'), '--out', at('links.csv'))
  const people = Map.groupBy(
    readFileSync(at('links.clusters.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',') as [string, string, string]),
    ([, person]) => person,
  )
  let [claimed, right] = [0, 0]
  for (const records of people.values())
    for (const [nth, [one]] of records.entries())
      for (const [other] of records.slice(nth + 1)) {
        claimed++
        if (own.get(one) === own.get(other)) right++
      }
  assert.equal(own.size, 10_000)
  assert.ok((2 * right) / (claimed + 5000) >= 0.998, `${right} of ${claimed} are right`)
})
