// A place that an earlier version made: what services do with their own records comes along with a new version, and holds at once.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { plainDate } from '#platform/dates'
import { newId } from '#platform/ids'
import { inTransaction } from '#platform/transactions'
import { openWorld, type World } from '#testing/world'
import { listShared, readRegister } from './agreements/agreement.repository.ts'
import { faultsOf } from './agreements/agreement.rules.ts'
import { bringLibrary, bringOwnUses } from './index.ts'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())

const atAStart = {
  requestId: newId(),
  system: { actor: 'founder', act: 'governance.seed', purpose: 'running-the-product' },
}
const today = plainDate('2026-04-01')
const bring = () =>
  inTransaction(world.services.house, atAStart, 'governance.seed', async (tx) => {
    await bringLibrary(tx)
    return bringOwnUses(tx, today)
  })
const versions = async () =>
  (
    await world.admin.query(
      `select a.version, a.in_force_from::text as from, a.in_force_to::text as to, array(select r.organisation_id from information_governance.agreement_recipient r
         where r.agreement_id = a.id) as recipients, (select count(*)::int from information_governance.sharing_term t where t.agreement_id = a.id) as lines
       from information_governance.sharing_agreement a where a.code = 'OWN-council-housing' order by 1`,
    )
  ).rows

test('where nothing is other than this version writes it, nothing is written', async () => {
  assert.equal(await bring(), 0)
  assert.equal((await versions()).length, 1)
})

/** Has a text be that of an earlier version, which lacked a line. */
const makeEarlier = (code: string) =>
  world.admin.query(
    `with gone as (select t.id from information_governance.sharing_term t join information_governance.sharing_agreement a on a.id = t.agreement_id
       where a.code = $1 and 'incident-in-hand' = any (t.relationships)),
     cells as (delete from information_governance.term_cell where term_id in (select id from gone))
     delete from information_governance.sharing_term where id in (select id from gone)`,
    [code],
  )

test('what was stopped or ended is not begun again by a new version', async () => {
  for (const [code, how] of [
    ['OWN-nhs-patients', 'suspended_at = now()'],
    ['OWN-police-incidents', `in_force_to = '2026-03-01'`],
  ] as const) {
    await makeEarlier(code)
    await world.admin.query(`update information_governance.sharing_agreement set ${how} where code = $1`, [code])
  }
  assert.equal(await bring(), 0)
})

test('an earlier text is followed by this version’s, once, for the same organisation', async () => {
  await makeEarlier('OWN-council-housing')
  const [before] = await versions()
  assert.equal(await bring(), 1)
  assert.deepEqual(await versions(), [
    { ...before, to: '2026-04-01' },
    { version: 2, from: '2026-04-01', to: null, recipients: ['GB-LAE-ALD'], lines: before.lines + 1 },
  ])
  assert.equal(await bring(), 0)
})

test('a next version of whatever partners agreed on can be drafted with the relationships that its lines ask for', async () => {
  const house = world.services.house
  await inTransaction(house, atAStart, 'governance.seed', async (tx) => {
    const agreed = await listShared(tx, today)
    const unasked = { organisations: new Map(), trainings: new Set<string>(), roles: new Set<string>(), approved: [] }
    const register = { ...(await readRegister(tx, today)), ...unasked }
    assert.ok(agreed.some(({ content }) => content.terms.some((line) => line.relationships.includes('continuity-list'))))
    for (const { code, content } of agreed) {
      const faults = faultsOf(content, register, today).filter(({ says }) => /may ask for the relationship/.test(says))
      assert.deepEqual(faults, [], code)
    }
  })
})

test('a purpose that an earlier version did not know comes along; one that is there stays as it is', async () => {
  const { rows } = await world.admin.query(`select id from information_governance.sharing_purpose p
    where not exists (select from information_governance.agreement_purpose x where x.purpose_id = p.id) and p.id = 'scrutiny'`)
  assert.equal(rows.length, 1)
  await world.admin.query(`delete from information_governance.sharing_purpose where id = 'scrutiny'`)
  await world.admin.query(
    `update information_governance.sharing_purpose set name = 'As it was agreed' where id = 'tenancy-support'`,
  )
  await bring()
  const names = await world.admin.query(
    `select id, name = 'As it was agreed' as kept from information_governance.sharing_purpose where id in ('scrutiny', 'tenancy-support') order by id`,
  )
  assert.deepEqual(names.rows, [
    { id: 'scrutiny', kept: false },
    { id: 'tenancy-support', kept: true },
  ])
})
