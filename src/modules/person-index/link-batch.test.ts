import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { Temporal } from '#platform/dates'
import { type TestDatabase, testDatabase } from '#testing/database'
import { identity, type LinkingHouse, linkingHouse, type Row, startOfTests } from '#testing/linking'
import { runs, seed } from '#testing/random'
import { MatchKeys, type SealedRecord } from './compartments.ts'
import { type CaseRecord, cases, nhsNumber, rowsOf } from './testing.ts'

let database: TestDatabase
let house: LinkingHouse
before(async () => {
  database = await testDatabase()
  house = await linkingHouse(database)
})
after(async () => {
  await house.close()
  await database.close()
})

/** Another name, birthday and house for each case, so that people of different cases never meet in one database. */
function ofCase(record: CaseRecord, nth: number): CaseRecord {
  const letters = lettersOf(nth)
  const families = new Set(cases[nth]!.records.map((one) => one.family))
  const renamed = (name: string | null) => (families.has(name) && name ? `${letters}${name}` : name)
  const born =
    record.born && record.born !== '1900-01-01'
      ? Temporal.PlainDate.from(record.born)
          .subtract({ days: nth * 397 })
          .toString()
      : record.born
  const postcode = record.postcode?.replace(/^ax/i, letters.slice(0, 2)) ?? null
  return { ...record, given: renamed(record.given), family: renamed(record.family), born, postcode }
}
const lettersOf = (nth: number) => String.fromCharCode(97 + (nth % 26), 97 + ((nth * 7) % 26), 97 + Math.floor(nth / 26))

test('on what a link rests, which names another record, is read by the matcher and not by whoever serves pages', async () => {
  const { rows } = await house.admin.query(
    `select r as role, has_column_privilege(r, 'person_index.link', 'evidence', 'select') as reads from unnest(array['app', 'feed_in']) r order by r`,
  )
  assert.deepEqual(rows, [
    { role: 'app', reads: false },
    { role: 'feed_in', reads: true },
  ])
})

test('each case of the table, sent by the agencies as files, ends in the same people', async () => {
  const bySystem = new Map<string, Row[]>()
  for (const [nth, { records }] of cases.entries()) {
    for (const record of records) {
      const rows = rowsOf(ofCase(record, nth), `${nth}${record.letter}`, `${14 + nth * 5} ${lettersOf(nth).repeat(3)} Row`)
      bySystem.set(record.system, [...(bySystem.get(record.system) ?? []), ...rows])
    }
  }
  for (const [system, rows] of bySystem) await house.load(system, rows)

  const people = (await house.people()).map((records) => records.map((record) => record.split(':')[1]!).sort())
  const found = cases.map(({ name }, nth) => {
    const its = people.filter((records) => records[0]!.slice(0, -1) === String(nth))
    return { name, people: its.map((records) => records.map((record) => record.at(-1)).join('')).sort() }
  })
  assert.deepEqual(
    found,
    cases.map(({ name, people: expected }) => ({ name, people: expected })),
  )
})

// People who have nothing in common but what a test gives them.
const ann = { givenName: 'Annabel', familyName: 'Quickthorn', dateOfBirth: '1961-02-03', sex: 'female' }
const bo = { givenName: 'Bo', familyName: 'Zellweger', dateOfBirth: '1979-11-28', sex: 'female' }
const cy = { givenName: 'Cyprian', familyName: 'Oduya', dateOfBirth: '2004-06-17', sex: 'male' }

const number = (person: string, value: string, more: Row = {}): Row => ({
  kind: 'identifier',
  person,
  key: `${person}-nhs`,
  eventAt: '2026-03-01T10:00:00Z',
  scheme: 'nhs-number',
  value,
  ...more,
})

/** The person of each of these records. Undefined where nobody is linked. */
const personsOf = async (...records: string[]) => {
  const persons = await house.personOf()
  return records.map((record) => persons.get(record))
}

test('a batch that is reversed takes its links with it, and what was before stands again', async () => {
  await house.load('r-housing', [identity('A', ann)])
  await house.load('r-nhs', [
    identity('B', { ...ann, givenName: 'Bella', dateOfBirth: '1961-02-04' }),
    number('B', nhsNumber(901)),
  ])
  const [a, b] = await personsOf('r-housing:A', 'r-nhs:B')
  assert.notEqual(a, b)

  const joining = await house.load('r-housing', [number('A', nhsNumber(901)), identity('NEW', cy)])
  const [joined] = await personsOf('r-housing:A')
  assert.deepEqual(await personsOf('r-nhs:B'), [joined])

  await house.reverse(joining)
  assert.deepEqual(await personsOf('r-housing:A', 'r-nhs:B', 'r-housing:NEW'), [a, b, undefined])
})

test('a record that leaves a full extract leaves its person, comes back to her, and follows reversals of both', async () => {
  const full = (day: number) => ({ holds: 'everything', periodTo: `2026-03-0${day}` }) as const
  const both = [identity('A', bo), number('A', nhsNumber(921)), identity('C', { ...cy, familyName: 'Stays' })]
  await house.load('l-nhs', [identity('B', bo), number('B', nhsNumber(921))])
  await house.load('l-housing', both, full(2))
  const [person] = await personsOf('l-nhs:B')
  const linked = async () => (await personsOf('l-housing:A', 'l-nhs:B')).map((one) => one === person)
  assert.deepEqual(await linked(), [true, true])

  const without = await house.load('l-housing', [identity('C', { ...cy, familyName: 'Stays' })], full(3))
  assert.deepEqual(await personsOf('l-housing:A', 'l-nhs:B'), [undefined, person])
  const { rows } = await house.admin.query(
    `select 1 from person_index.search_key k join feeds.source_person s on s.id = k.source_person_id where s.dataset_id = 'l-housing' and s.source_key = 'A'`,
  )
  assert.equal(rows.length, 0, 'nobody finds her by a record that has ended')

  const again = await house.load('l-housing', both, full(4))
  assert.deepEqual(await linked(), [true, true])
  await house.reverse(again)
  assert.deepEqual(await personsOf('l-housing:A'), [undefined])
  await house.reverse(without)
  assert.deepEqual(await linked(), [true, true])
})

test('merged, then split again: everyone has the id and the records from before, and the merge stays in the history (I2)', async () => {
  await house.load('m-housing', [
    identity('A', { ...ann, familyName: 'Merged', dateOfBirth: '1955-05-05' }),
    number('A', nhsNumber(911)),
  ])
  house.setNow(startOfTests.add({ hours: 1 })) // so that A is the one linked longer
  await house.load('m-nhs', [
    identity('B', { ...ann, familyName: 'Merged', dateOfBirth: '1955-05-06' }),
    number('B', nhsNumber(912)),
    identity('C', { ...cy, familyName: 'Split', dateOfBirth: '1999-09-09' }),
  ])
  const before = await personsOf('m-housing:A', 'm-nhs:B', 'm-nhs:C')

  const later = { eventAt: '2026-03-02T10:00:00Z' }
  await house.load('m-nhs', [number('B', nhsNumber(911), later)])
  const [a, b] = await personsOf('m-housing:A', 'm-nhs:B')
  assert.equal(a, b)
  const led = await house.admin.query('select from_person_id, to_person_id from person_index.redirect where to_person_id = $1', [
    a,
  ])
  assert.deepEqual(led.rows, [{ from_person_id: before.find((id) => id !== a && id !== before[2]), to_person_id: a }])

  await house.load('m-nhs', [number('B', nhsNumber(912), { eventAt: '2026-03-03T10:00:00Z' })])
  assert.deepEqual(await personsOf('m-housing:A', 'm-nhs:B', 'm-nhs:C'), before)
  const { rows } = await house.admin.query<{ reason: string; current: boolean }>(
    `select l.end_reason as reason, l.ended_at is null as current from person_index.link l join feeds.source_person s on s.id = l.source_person_id
     where (s.dataset_id, s.source_key) in (('m-housing', 'A'), ('m-nhs', 'B'))`,
  )
  // Whichever of the two was moved has three links: its own, the merged one, and its own again. The other kept its one.
  assert.deepEqual(rows.map((row) => row.current).toSorted(), [false, false, true, true])
})

test('what is linked is read from the records, which stay as they were sent', async () => {
  const facts = async () =>
    (await house.admin.query(`select kind, content from feeds.fact where dataset_id in ('u-housing', 'u-nhs') order by id`)).rows
  await house.load('u-housing', [identity('A', { ...bo, familyName: 'Untouched' }), number('A', nhsNumber(931))])
  const before = await facts()
  await house.load('u-nhs', [identity('B', { ...bo, familyName: 'Untouched' }), number('B', nhsNumber(931))])
  assert.deepEqual((await facts()).slice(0, before.length), before)
})

test('two epochs of one human share no key, and a protected address makes none: they are in no candidate pair (I4, K1)', async () => {
  const home = (person: string, address: string): Row => ({
    kind: 'residence',
    person,
    key: person,
    eventAt: '2026-03-01T10:00:00Z',
    address,
    postcode: 'AX9 9ZZ',
  })
  const child = { givenName: 'Lily', familyName: 'Candidate', dateOfBirth: '2014-08-08' }
  const hidden = { givenName: 'Hannah', familyName: 'Secret', dateOfBirth: '1991-03-03' }
  await house.load('c-children', [
    identity('OLD', child),
    number('OLD', nhsNumber(941)),
    home('OLD', '1 Candidate Row'),
    identity('NEW', { ...child, epoch: 2 }),
    number('NEW', nhsNumber(941)),
    home('NEW', '1 Candidate Row'),
    identity('HIDDEN', { ...hidden, addressProtected: true }),
    home('HIDDEN', '7 Shelter Lane'),
    identity('BESIDE', { givenName: 'Harriet', familyName: 'Other', dateOfBirth: '1970-10-11' }),
    home('BESIDE', '7 Shelter Lane'),
  ])
  const { rows } = await house.admin.query(
    `select distinct a.source_person_id from person_index.match_key a join person_index.match_key b using (key)
     where a.dataset_id = 'c-children' and b.dataset_id = 'c-children' and a.source_person_id <> b.source_person_id`,
  )
  assert.deepEqual(rows, [])
  const stored = await house.admin.query<SealedRecord & { record: string }>(
    `select s.source_key as record, s.id as source, r.sealed, r.keys, r.compartment
     from (select source_person_id, sealed, keys, 'open' as compartment from person_index.match_record
       union all select source_person_id, sealed, '{}', 'protected' from person_index.protected_record) r
     join feeds.source_person s on s.id = r.source_person_id where s.dataset_id = 'c-children'`,
  )
  const matchKeys = new MatchKeys(house.services.vault)
  const says = new Map(stored.rows.map((row) => [row.record, JSON.stringify(matchKeys.open(row).comparable)]))
  // The compartment (K1): her record is there and nowhere else, and no open key is hers.
  assert.deepEqual(
    stored.rows.filter((row) => row.compartment === 'protected').map((row) => row.record),
    ['HIDDEN'],
  )
  const hers = stored.rows.find((row) => row.record === 'HIDDEN')!
  const kept = await house.admin.query<{ key: bigint }>(
    'select key from person_index.protected_key where source_person_id = $1',
    [hers.source],
  )
  const open = await house.admin.query<{ key: bigint }>('select key from person_index.match_key')
  const ordinary = new Set(open.rows.map(({ key }) => BigInt(key)))
  assert.ok(kept.rows.length > 0)
  for (const { key } of kept.rows) assert.ok(!ordinary.has(BigInt(key)))
  assert.equal(kept.rows.length, matchKeys.open(hers).keys.length)
  assert.throws(() => matchKeys.open({ ...hers, compartment: 'open' }), 'nor does the open key open it')
  assert.match(says.get('BESIDE')!, /7 shelter lane/)
  for (const record of ['HIDDEN', 'NEW']) assert.doesNotMatch(says.get(record)!, /shelter|candidate row|AX99ZZ/i, record)
  for (const { sealed } of stored.rows)
    assert.doesNotMatch(sealed.toString('latin1'), /shelter|candidate/i, 'nothing stands open')
})

test('a key that too many share leads nowhere, whether they came at once or one by one', async () => {
  const crowd = (system: string) =>
    Array.from({ length: 62 }, (_, nth) =>
      identity(`${system}${nth}`, { givenName: 'Otto', familyName: 'Crowd', dateOfBirth: null, sex: 'unknown' }),
    )
  const persons = async () => (await house.people()).filter(([record]) => record!.startsWith('x-crowd')).length
  await house.load('x-crowd', crowd('A').slice(0, 60))
  assert.equal(await persons(), 1, 'sixty of one rare name are compared with one another')
  const more = await house.load('x-crowd', crowd('A').slice(60))
  assert.equal(await persons(), 62, 'two more, and the name tells nobody apart')
  await house.reverse(more)
  assert.equal(await persons(), 1, 'without those two it does again')
})

type Sent = {
  readonly system: string
  readonly key: number
  readonly name: number
  readonly number: number
  readonly day: number
}
const sent = fc.record({
  system: fc.constantFrom('a', 'b', 'c'),
  key: fc.integer({ min: 1, max: 4 }),
  name: fc.integer({ min: 1, max: 3 }),
  number: fc.integer({ min: 0, max: 3 }),
  day: fc.integer({ min: 1, max: 5 }),
})

/** A record as it was on one day; the numbers and names of one world are not those of another. */
function stated(world: number, { key, name, number: nth, day }: Sent): Row[] {
  const eventAt = `2026-03-0${day}T10:00:00Z`
  const born = {
    dateOfBirth: `${1930 + ((world * 7) % 83)}-0${1 + (world % 9)}-${10 + (world % 19)}`,
    givenName: ['Ann', 'Anne', 'Catherine'][name - 1],
    familyName: `${'bdfgklmnprstvz'[world % 14]}${'aeiou'[world % 5]}${'zvtsrpnmlkgfdb'[world % 14]}world${'kmprstvz'[world % 8]}`,
  }
  const of = (row: Row) => ({ person: `P${key}`, key: `P${key}`, eventAt, ...row })
  const home = of({ kind: 'residence', address: `${30 + world} Bracken Row`, postcode: `AX${1 + (world % 9)} ${world % 10}QD` })
  const its = of({ kind: 'identifier', scheme: 'nhs-number', value: nhsNumber(1000 + world * 8 + nth) })
  return [of({ kind: 'identity', ...born }), home, ...(nth > 0 ? [its] : [])]
}

test('in whatever order files arrive, and however often, the people are the same (I5)', async () => {
  let world = 0
  const worlds = fc
    .uniqueArray(sent, { minLength: 2, maxLength: 6, selector: (one) => `${one.system}${one.key}${one.day}` })
    .chain((all) => fc.tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.shuffledSubarray(all), fc.constant(all)))
  const people = async (system: string) =>
    (await house.people())
      .filter((records) => records[0]!.startsWith(system))
      .map((records) => records.map((record) => record.slice(system.length)))
  await fc.assert(
    fc.asyncProperty(worlds, async ([shuffled, again, all]) => {
      world++
      for (const one of all) await house.load(`w${world}-x-${one.system}`, stated(world * 2, one))
      for (const one of [...shuffled, ...again]) await house.load(`w${world}-y-${one.system}`, stated(world * 2 + 1, one))
      assert.deepEqual(await people(`w${world}-y-`), await people(`w${world}-x-`))
    }),
    { seed, numRuns: Math.min(runs(10), 60) },
  )
})
