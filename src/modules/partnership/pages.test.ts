import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type App, buildServer, type Kernel } from '#platform/http/kernel'
import { type TestDatabase, testDatabase } from '#testing/database'
import { pages } from './pages.ts'
import { policy } from './policy.ts'
import { routes } from './routes.ts'
import { aHouse, anOrganisation, aSession, aTeam, aWorker, council } from './testing.ts'

let db: TestDatabase
let app: App
let cookie: string
before(async () => {
  db = await testDatabase()
  const house = aHouse(db.app)
  await anOrganisation(house)
  await aTeam(house, 'Front door')
  cookie = await aSession(house, await aWorker(house, { name: 'Leanne Foster', roles: ['front-door'] }))
  const kernel = {
    services: {
      house,
      config: { LOG_LEVEL: 'silent' },
      place: { name: 'Aldermere', nation: 'england', zone: 'Europe/London', fictional: true },
    },
    policy,
    cookieName: 'session',
    csrfTokenFor: () => 'token',
    formTargets: [],
    navigation: [],
    duty: () => undefined,
  } as unknown as Kernel
  app = await buildServer(kernel)
  for (const some of [routes, pages]) some(app, kernel.services)
})
after(async () => {
  await app.close()
  await db.close()
})

const get = (url: string, session: string | undefined = cookie) => app.inject({ url, cookies: session ? { session } : {} })

test('the list and one organisation are pages, and say the same as JSON', async () => {
  const list = await get('/organisations')
  assert.equal(list.statusCode, 200)
  assert.match(list.body, /<h1[^>]*>Organisations<\/h1>/)
  assert.match(list.body, /Leanne Foster/)
  const one = await get(`/organisations/${council}`)
  assert.match(one.body, /Front door/)

  assert.deepEqual(
    (await get('/api/v1/organisations')).json().organisations.map((organisation: { id: string }) => organisation.id),
    [council],
  )
  const json = (await get(`/api/v1/organisations/${council}`)).json()
  assert.deepEqual(
    [json.from, json.peopleAtWork, json.teams.map((team: { name: string }) => team.name), json.history],
    ['1998-04-01', 1, ['Front door'], [{ day: '1998-04-01', what: 'joined' }]],
  )
})

test('without a session there is nothing; an unknown organisation is a refusal with its code', async () => {
  assert.equal((await get('/api/v1/organisations', '')).statusCode, 401)
  assert.equal((await get('/organisations', '')).statusCode, 303)
  const unknown = await get('/api/v1/organisations/GB-LAE-NONE')
  assert.deepEqual([unknown.statusCode, unknown.json().code], [404, 'ORGANISATION_NOT_FOUND'])
})
