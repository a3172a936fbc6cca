import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openPlace, type TestPlace, type Visitor } from '#testing/place'

let place: TestPlace
let amina: Visitor
before(async () => {
  place = await openPlace()
  amina = await place.as('amina-hussain')
})
after(() => place.close())

type Found = { readonly people: readonly { readonly personId: string; readonly name: string }[] }
const find = async (query: string) => (await amina.json<Found>(`/api/v1/people?${query}`)).people

/** Hundreds of records elsewhere under each key by which this person is found; they come first, in the order of their ids. */
async function crowd(personId: string): Promise<void> {
  await place.admin(
    `insert into person_index.search_key (key, controller_id, dataset_id, regime, source_person_id)
     select k.key, 'GB-NHS-QAL', 'nhs-patients', 'general', ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid
     from (select distinct key from person_index.search_key where source_person_id in
       (select source_person_id from person_index.link where person_id = $1 and ended_at is null)) k, generate_series(1, 300) n`,
    [personId],
  )
}

const searches = ['name=Marsden', 'name=Kayley+Marsdon', 'name=Kayleigh+Marsden&dateOfBirth=4+7+1993', 'address=14+Bracken+Row']

test('her own people are found in whatever crowd they stand, and the same ones as without it', async () => {
  const without = await Promise.all(searches.map(find))
  const kayleigh = without[0]!.find((one) => one.name === 'Kayleigh Marsden')!.personId
  for (const [at, found] of without.entries())
    assert.ok(
      found.some((one) => one.personId === kayleigh),
      searches[at],
    )

  await crowd(kayleigh)
  assert.deepEqual(await Promise.all(searches.map(find)), without)
})
