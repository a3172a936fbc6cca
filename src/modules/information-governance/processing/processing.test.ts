// The record of processing and the public register, from what holds and what flowed, through the front door.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemClock } from '#platform/dates'
import { anInvolvement, aPerson, openWorld, type World } from '#testing/world'
import { freezePublicRegister } from './processing.ts'

let world: World
let person: string
const office = { purpose: 'information-governance' }
before(async () => {
  world = await openWorld()
  await world.load('council-housing', [...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04'), anInvolvement('H1', 'amina')])
  await world.load('nhs-patients', [...aPerson('N1', 'Kayleigh', 'Marsden', '1993-07-04'), anInvolvement('N1', 'nora')])
  await world.load('drug-and-alcohol', [...aPerson('R1', 'Kayleigh', 'Marsden', '1993-07-04'), anInvolvement('R1', 'ruth')])
  person = await world.personOf('council-housing', 'H1')
  const nora = await world.session('nora')
  for (let look = 0; look < 3; look++) assert.equal((await world.get(`/people/${person}`, nora)).statusCode, 200)
  // The log goes by the database’s clock.
  world.setNow(systemClock().add({ hours: 1 }))
})
after(() => world.close())

const record = async (who: 'ines' | 'mira' | 'amina') => world.get('/processing-record.csv', await world.session(who, office))
const rowsOf = (csv: string) => csv.trim().split(/\r?\n/).slice(1)

test('the record of processing says who shares what for what, under which law, and how often it was looked at', async () => {
  const reply = await record('ines')
  assert.equal(reply.statusCode, 200)
  const family = rowsOf(reply.body).filter((row) => row.startsWith('Aldermere Council,Family help'))
  assert.equal(family.length, 1)
  assert.match(family[0]!, /Children Act 2004/)
  assert.match(family[0]!, /identity/)
  assert.match(family[0]!, /Family help sharing agreement/)
  assert.match(family[0]!, /Schedule 1/)
  assert.match(family[0]!, /Children and parents, some of whom fear/, 'whose data it is, as the impact assessment says')
  assert.match(family[0]!, /No transfer abroad/)
  assert.match(family[0]!, /Each worker signs in/)
  assert.match(family[0]!, /,2025-04-01,\d{4}-\d\d-\d\d,no,3$/, 'three looks by the nurse, and not long ago')
  const fire = rowsOf(reply.body).find((row) => row.startsWith('Aldermere Council,Homes safe from fire'))!
  assert.match(fire, /,2025-04-01,,yes,0$/, 'nobody has looked for it')
  assert.equal((await record('amina')).statusCode, 403)
})

test('what was looked at under no agreement that holds is named, in words', async () => {
  const page = async () => (await world.get('/processing-record', await world.session('ines', office))).body
  assert.doesNotMatch(await page(), /under no agreement that holds now/)
  // The protocol is stopped, and with it all that stands under it.
  await world.admin.query(`update information_governance.sharing_agreement set suspended_at = now() where code = 'AISP'`)
  assert.match(
    await page(),
    /under no agreement that holds now: Aldermere Community NHS Trust, Family help, council-housing \(3\)/,
  )
  assert.deepEqual(
    rowsOf((await record('ines')).body).filter((row) => /Family help sharing/.test(row)),
    [],
  )
  await world.admin.query(`update information_governance.sharing_agreement set suspended_at = null where code = 'AISP'`)
})

test('an assessment that a newer version replaced covers nothing any more', async () => {
  const family = async () => rowsOf((await record('ines')).body).find((row) => row.startsWith('Aldermere Council,Family help'))!
  await world.admin.query(`
    insert into information_governance.assessment
    select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'version', 2, 'title', 'Family help, again', 'purposes', array['tenancy-support']))).*
    from information_governance.assessment a where code = 'DPIA-FAMILY'`)
  assert.doesNotMatch(await family(), /some of whom fear/)
  await world.admin.query(`delete from information_governance.assessment where code = 'DPIA-FAMILY' and version = 2`)
  assert.match(await family(), /some of whom fear/)
})

test('what a service that hides does is in nobody’s record but its own: neither its name, nor in the number of looks (K2)', async () => {
  const family = (csv: string) => rowsOf(csv).find((row) => row.startsWith('Aldermere Council,Family help'))!
  const before = await record('ines')
  assert.equal((await world.get(`/people/${person}`, await world.session('ruth'))).statusCode, 200)
  assert.equal((await record('ines')).body, before.body)
  assert.doesNotMatch(before.body, /Domestic abuse service|Drug and alcohol service/)
  assert.doesNotMatch((await record('mira')).body, /Domestic abuse service|Drug and alcohol service/)
  const tom = await world.hire('tom', {
    organisationId: 'GB-CHC-RECOVERY',
    name: 'Tom Turning',
    roles: ['information-governance'],
  })
  const theirs = await world.get('/processing-record.csv', await tom('information-governance'))
  assert.match(family(theirs.body), /,no,4$/, 'the nurse’s three and theirs')
})

test('what everyone reads is frozen: it changes with the night and not with the day (S5)', async () => {
  assert.match((await world.get('/public/data-use/register', null)).body, /not there yet/)
  await freezePublicRegister(world.services)
  const first = (await world.get('/public/data-use/register.json', null)).json() as {
    agreements: { title: string }[]
    looks: { looks: string }[]
  }
  assert.ok(first.agreements.some(({ title }) => title === 'Family help sharing agreement'))
  await world.admin.query(`update information_governance.sharing_agreement set title = 'Changed' where code = 'AFH'`)
  await freezePublicRegister(world.services)
  assert.doesNotMatch((await world.get('/public/data-use/register', null)).body, /Changed/)
  world.setNow(world.services.house.now().add({ hours: 24 }))
  await freezePublicRegister(world.services)
  const later = await world.get('/public/data-use/register', null)
  assert.match(later.body, /Changed/)
  assert.doesNotMatch(later.body, /Kayleigh|Marsden|Domestic abuse service|Drug and alcohol service/)
})

test('what everyone reads comes while every table about people is locked (S5)', async () => {
  const { rows } = await world.admin.query(`
    select distinct format('%I.%I', table_schema, table_name) as name from information_schema.columns
    where column_name = 'source_person_id' and table_schema not in ('pg_catalog', 'information_schema')
      and (table_schema, table_name) in (select table_schema, table_name from information_schema.tables where table_type = 'BASE TABLE')`)
  assert.ok(rows.length > 10)
  const amina = await world.session('amina')
  await world.admin.query(
    `begin; lock table ${rows.map(({ name }) => name).join(', ')}, platform.access_entry in access exclusive mode`,
  )
  try {
    for (const path of ['/public/data-use/register', '/public/data-use/register.json'])
      assert.equal((await world.get(path, null)).statusCode, 200, path)
    const waiting = world.get(`/people/${person}`, amina)
    const first = await Promise.race([waiting, new Promise((done) => setTimeout(done, 300, 'waits'))])
    assert.equal(first, 'waits', 'a person’s page does need them')
    await world.admin.query('rollback')
    assert.equal((await waiting).statusCode, 200)
  } finally {
    await world.admin.query('rollback')
  }
})

test('how often a record was opened in an emergency is counted for everyone, and rounded (S1)', async () => {
  const tenth = world.services.house.now().toZonedDateTimeISO('UTC').add({ months: 1 }).with({ day: 10 })
  const frozenAt = async (day: typeof tenth) => {
    world.setNow(day.toInstant())
    await freezePublicRegister(world.services)
    return (await world.get('/public/data-use/register', null)).body
  }
  assert.match(await frozenAt(tenth), /How often in \w+ \d{4}: none\./)
  const reason = { person, reason: 'danger-to-life', said: 'Nobody opens.' }
  const opened = await world.post('/emergency-access', await world.session('amina', { steppedUp: true }), reason)
  assert.equal(opened.statusCode, 303, opened.body.slice(0, 200))
  const page = await frozenAt(tenth.add({ months: 1 }))
  const month = tenth.toLocaleString('en-GB', { month: 'long', year: 'numeric' })
  assert.match(page, new RegExp(`How often in ${month}: fewer than 8\\.`))
  assert.doesNotMatch(page, /Nobody opens/)
})
