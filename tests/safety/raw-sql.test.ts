// Somebody has the product's database password, and perhaps a session of her own. She gets no row about anybody.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { seed } from '#testing/random'
import {
  type Arena,
  asAnswering,
  asClock,
  asDeciding,
  asLead,
  asMatcher,
  asOfficer,
  asReviewer,
  asTelling,
  asVictim,
  openArena,
} from './arena.ts'
import { stolen } from './attacker.ts'
import { attacks } from './attacks.ts'

let arena: Arena
before(async () => {
  arena = await openArena()
})
after(() => arena.close())

test('there is something to steal in every table about people', async () => {
  assert.ok(arena.tables.length >= 9, arena.tables.join(', '))
  for (const table of arena.tables) {
    const { rows } = await arena.admin.query(`select to_jsonb(t) as row from ${table} t`)
    assert.notDeepEqual(stolen([JSON.stringify(rows)]), [], table)
  }
})

test('under the right context and grant each of them is read, so a theft would be noticed', async () => {
  const rightful = [
    await arena.heardBy('app', asVictim),
    await arena.heardBy('app', asReviewer),
    await arena.heardBy('app', asLead),
    await arena.heardBy('app', asOfficer),
    await arena.heardBy('app', asAnswering),
    await arena.heardBy('app', asDeciding),
    await arena.heardBy('app', asTelling),
    await arena.heardBy('feed_in', asMatcher),
    await arena.heardBy('feed_in', asClock),
  ]
  for (const table of arena.tables) assert.notDeepEqual(stolen(rightful.flatMap((heard) => heard.get(table)!)), [], table)
})

test('there are enough attacks', () => assert.ok(attacks.length >= 60, `${attacks.length}`))

/** Against which tables each attack is tried: a quarter of them, drawn anew for each run; against all in the long set. All have the same policies (catalogue.test). */
const drawn = (nth: number) => arena.tables.filter((_, table) => process.env.TEST_LONG || (table + nth + seed) % 4 === 0)

for (const [nth, { name, as, attack }] of attacks.entries()) {
  test(`no row by: ${name}`, async () => {
    await Promise.all(
      as.map(async (role) => {
        for (const [table, heard] of await arena.heardBy(role, attack, drawn(nth)))
          assert.deepEqual(stolen(heard), [], `${role}, ${table}`)
      }),
    )
  })
}

test('afterwards the product works as before', async () => {
  assert.notDeepEqual(stolen((await arena.heardBy('app', asVictim)).get('feeds.fact')!), [])
})
