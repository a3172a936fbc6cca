import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Tx } from '#platform/database'
import { plainDate } from '#platform/dates'
import { type TestDatabase, testDatabase } from '#testing/database'
import { organisationsView, organisationView } from './pages/organisation.view.ts'
import { listPartners, readPartner } from './read-organisations.ts'
import { renameOrganisation } from './rename-organisation.ts'
import { OrganisationResponse, OrganisationsResponse } from './schemas.ts'
import { succeedOrganisation } from './succeed-organisation.ts'
import { aHouse, anOrganisation, asProduct, aTeam, aWorker, today } from './testing.ts'

let db: TestDatabase
let house: ReturnType<typeof aHouse>
const [foundry, mere, charity] = ['GB-RSH-FOUNDRY', 'GB-RSH-MERE', 'GB-CHC-1']
before(async () => {
  db = await testDatabase()
  house = aHouse(db.app)
  for (const id of [foundry, mere, charity]) await anOrganisation(house, id)
  const patch = await aTeam(house, 'North <patch>', foundry)
  await aWorker(house, { name: 'Ann', organisationId: foundry, teamIds: [patch] })
  await aWorker(house, { name: 'Bob', organisationId: mere })
  await asProduct(house, 'partnership.organisation.rename', (tx) =>
    renameOrganisation(tx, mere, 'Foundry Mere Homes', plainDate('2026-03-01')),
  )
  await asProduct(house, 'partnership.organisation.succeed', (tx) =>
    succeedOrganisation(tx, { organisationId: foundry, successorId: mere, day: plainDate('2026-03-30') }, today),
  )
})
after(() => db.close())
const reading = <T>(work: (tx: Tx<'partnership.read'>) => Promise<T>) => asProduct(house, 'partnership.read', work)
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value))

test('those that act are listed before those that have ended, and who is in their place', async () => {
  const partners = await reading((tx) => listPartners(tx, today))
  assert.deepEqual(
    partners.map((partner) => [partner.name, partner.inItsPlace?.name ?? null]),
    [
      ['Foundry Mere Homes', null],
      ['The council GB-CHC-1', null],
      ['The council GB-RSH-FOUNDRY', 'Foundry Mere Homes'],
    ],
  )
  OrganisationsResponse.parse(asJson({ organisations: partners }))
  const page = organisationsView(partners).value
  assert.match(page, /href="\/organisations\/GB-RSH-MERE"/)
  assert.match(page, /href="tel:01632960001"/)
})

test('an organisation shows its teams and people today, and its history newest first', async () => {
  const partner = await reading((tx) => readPartner(tx, mere, today))
  assert.deepEqual([partner.peopleAtWork, partner.teams.map((team) => team.name)], [2, ['North <patch>']])
  assert.deepEqual(
    partner.history.map((entry) => `${entry.day} ${entry.what}`),
    ['2026-03-30 took-over', '2026-03-01 renamed', '1998-04-01 joined'],
  )
  OrganisationResponse.parse(asJson(partner))
  const page = organisationView(partner).value
  assert.match(page, /North &lt;patch&gt;/)
  assert.match(page, /30 March 2026: took over the people and teams of <a[^>]*>The council GB-RSH-FOUNDRY/)
})

test('one that has ended leads to the one in its place, and gives no number to ring', async () => {
  const partner = await reading((tx) => readPartner(tx, foundry, today))
  assert.deepEqual([partner.peopleAtWork, partner.teams], [0, []])
  const page = organisationView(partner).value
  assert.match(page, /<a[^>]*href="\/organisations\/GB-RSH-MERE">Foundry Mere Homes/)
  assert.doesNotMatch(page, /tel:/)
})

test('there is no page of an organisation that nobody registered', () =>
  assert.rejects(
    reading((tx) => readPartner(tx, 'GB-LAE-NONE', today)),
    /No organisation is registered as GB-LAE-NONE/,
  ))
