import assert from 'node:assert/strict'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { adjustedRandIndex, countPairs } from '#matching/evaluation'
import { openVault } from '#platform/vault'
import { temporaryFolder } from '#testing/folder'
import { openPlace, type TestPlace } from '#testing/place'
import { MatchKeys, type SealedRecord } from './compartments.ts'
import { type Member, type Pair, peopleOf, type StaffDecision } from './grouping.rules.ts'
import { matchAll } from './match-all.ts'
import { type Comparable, compare } from './matching.ts'
import { mostHolders } from './records.repository.ts'

type Held = Member & { readonly comparable: Comparable; readonly keys: readonly bigint[]; readonly person: string }

let place: TestPlace
let held: Map<string, Held>
let decided: StaffDecision[]
let keys: MatchKeys
before(async () => {
  place = await openPlace({ residents: process.env.TEST_LONG ? 3000 : 1500 })
  keys = new MatchKeys(openVault(join(dirname(place.folder), 'keys'), false))
  const rows = await place.admin<Omit<SealedRecord, 'keys'> & { keys: string[]; dataset: string; epoch: number; person: string }>(
    `select r.source_person_id as source, r.dataset_id as dataset, r.epoch, r.sealed, l.person_id as person, r.keys, r.compartment
     from (select source_person_id, dataset_id, epoch, sealed, keys::text[], 'open' as compartment from person_index.match_record
       union all select source_person_id, dataset_id, epoch, sealed, '{}', 'protected' from person_index.protected_record) r
     join person_index.link l using (source_person_id) where l.ended_at is null`,
  )
  assert.ok(rows.some((row) => row.compartment === 'protected'))
  held = new Map(
    rows.map(({ dataset, epoch, person, ...stored }) => {
      const { source } = stored
      const { comparable, keys: its } = keys.open({ ...stored, keys: stored.keys.map(BigInt) })
      const { numbers, replaced } = comparable
      const content = `${dataset}|${JSON.stringify(comparable)}`
      return [source, { source, epoch, numbers, replaced, content, comparable, keys: its, person }]
    }),
  )
  decided = await place.admin<StaffDecision>(
    'select kind, source_person_id as source, other_source_person_id as other from person_index.link_decision where undone_at is null',
  )
})
after(() => place.close())

/** How alike the live people are to these: the adjusted Rand index, and how many pairs only one of the two has. */
function against(people: readonly (readonly string[])[]) {
  const number = new Map(people.flatMap((its, at) => its.map((source) => [source, at] as const)))
  const persons = new Map([...new Set([...held.values()].map((one) => one.person))].map((id, at) => [id, at]))
  const sources = [...held.keys()]
  const counts = countPairs(
    Int32Array.from(sources, (source) => persons.get(held.get(source)!.person)!),
    Int32Array.from(sources, (source) => number.get(source)!),
  )
  return {
    records: sources.length,
    index: adjustedRandIndex(counts),
    onlyLive: counts.claimed - counts.correct,
    onlyBatch: counts.actual - counts.correct,
  }
}
const inWords = (on: string, { records, index, onlyLive, onlyBatch }: ReturnType<typeof against>) =>
  `${on}: ${records} records, adjusted Rand index ${index.toFixed(6)}; pairs only live ${onlyLive}, only at once ${onlyBatch}`

test('linked as files came or all at once, by the live scorer: the same people', async (t) => {
  const holders = Map.groupBy(
    [...held.values()].flatMap(({ source, keys: its }) => its.map((key) => ({ key, source }))),
    ({ key }) => key,
  )
  const shared = [...holders.values()].map((its) => its.map(({ source }) => source)).filter((its) => its.length <= mostHolders)
  const pairs = new Map<string, Pair>()
  for (const sources of shared)
    for (const one of sources)
      for (const other of sources) {
        const [left, right] = [held.get(one), held.get(other)]
        if (one >= other || pairs.has(`${one} ${other}`) || !left || !right || left.epoch !== right.epoch) continue
        pairs.set(`${one} ${other}`, { one, other, bits: compare(left.comparable, right.comparable).bits })
      }
  const found = against(peopleOf([...held.values()], [...pairs.values()], decided))
  t.diagnostic(inWords('live scorer', found))
  assert.deepEqual([found.onlyLive, found.onlyBatch], [0, 0])
})

test('linked live, or all at once by the batch engine with the same trained model: the same people', async (t) => {
  const { people, report } = await matchAll([...held.values()], decided, join(temporaryFolder('live-and-batch'), 'duck'))
  const found = against(people)
  t.diagnostic(inWords('batch engine', found))
  assert.deepEqual([found.onlyLive, found.onlyBatch], [0, 0], inWords('batch engine', found))
  assert.ok(report.pairs > held.size, `${report.pairs} pairs were compared`)
})
