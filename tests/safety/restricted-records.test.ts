// A restriction that has been committed is seen by whoever asks next, however many are reading meanwhile; so is its end (safety, threat 6).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anInvolvement, aPerson, openWorld, type World } from '#testing/world'

let world: World
let amina: string
let person: string

before(async () => {
  world = await openWorld()
  await world.load('council-housing', [...aPerson('H-1', 'Maria', 'Marsden', '1990-01-01'), anInvolvement('H-1', 'amina')])
  person = await world.personOf('council-housing', 'H-1')
  amina = await world.session('amina')
})
after(() => world.close())

const restrict = (purpose: string | null) =>
  world.admin.query(
    `insert into information_governance.use_limit (id, part_id, kind, ground, purpose, controller_id, dataset_id, regime, source_person_id, since)
     select gen_random_uuid(), gen_random_uuid(), $1, $2, $3, s.controller_id, s.dataset_id, s.regime, s.source_person_id, '2026-04-01'
     from feeds.source_person s`,
    [purpose ? 'stopped' : 'restricted', purpose ? 'upheld' : 'unlawful', purpose],
  )
const lift = () => world.admin.query('update information_governance.use_limit set lifted_at = now() where lifted_at is null')
const shows = async () => (await world.get(`/people/${person}`, amina)).body.includes('Maria Marsden')

const rounds = process.env.TEST_LONG ? 50 : 15
for (const purpose of [null, 'tenancy-support']) {
  test(`a record ${purpose ? 'stopped for her purpose' : 'restricted'} and released again and again answers as it stands, while eight others read`, async () => {
    assert.equal(await shows(), true)
    let reading = true
    let pages = 0
    const readers = Array.from({ length: 8 }, async () => {
      while (reading) {
        await shows()
        pages++
      }
    })
    const wrong: string[] = []
    for (let round = 1; round <= rounds; round++) {
      await restrict(purpose)
      if (await shows()) wrong.push(`round ${round}: shown after it was limited`)
      await lift()
      if (!(await shows())) wrong.push(`round ${round}: not shown after that was lifted`)
    }
    reading = false
    await Promise.all(readers)
    assert.deepEqual(wrong, [])
    assert.ok(pages >= rounds, `only ${pages} pages were read meanwhile`)
  })
}
