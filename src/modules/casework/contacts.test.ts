import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { openPlace, type TestPlace, type Visitor } from '#testing/place'

let place: TestPlace
let firefighter: Visitor
let duty: Visitor
before(async () => {
  place = await openPlace()
  firefighter = await place.as('sam-turnbull')
  duty = await place.as('raymond-cole')
})
after(() => place?.close())

type Whom = { people: { personId: string; name: string; address?: string }[] }
const told = { name: 'Kayley Marsden', worry: 'Shouting two nights running.', phone: '01632 960123' }
const theOne = (found: Whom) => found.people.find((person) => person.name === 'Kayleigh Marsden')!.personId

/** A contact that somebody outside the front door has sent. */
async function aContact(fields: Record<string, string> = told): Promise<string> {
  const contactId = randomUUID()
  const sent = await firefighter.post('/contacts', { contactId, ...fields })
  assert.equal(sent.url, `/contacts/${contactId}`)
  return contactId
}
const taken = async (contactId: string) => {
  await duty.post(`/contacts/${contactId}/take`)
  return theOne(await duty.json<Whom>(`/api/v1/contacts/${contactId}/people`))
}
const entries = (personId: string, view: string) =>
  place.admin<{ outcome: string }>('select outcome from platform.access_entry where subject_id = $1 and view = $2', [
    personId,
    view,
  ])

test('someone without a relationship describes and sends, and sees no candidate and no involvement', async () => {
  const search = await firefighter.get('/people?name=Kayley+Marsden')
  assert.match(search.text, /Nobody to show/)
  assert.match(search.text, /No result does not mean no one is involved\./)
  assert.match(search.text, /href="\/contacts\/new\?name=Kayley\+Marsden"/)

  const page = await firefighter.get(`/contacts/${await aContact()}`)
  assert.match(page.text, /nobody has taken it yet/)
  assert.doesNotMatch(page.text, /Kayleigh|1993|Bracken|Take in hand/)
})

test('what stands below a search is the same whether or not anyone is found', async () => {
  const officer = await place.as('amina-hussain')
  const closing = async (name: string) => {
    const { text } = await officer.get(`/people?name=${name}`)
    return /<div class="cw-panel">.*?<\/div>/s.exec(text)![0].replaceAll(name, 'NAME')
  }
  assert.equal(await closing('Marsden'), await closing('Nobodyatall'))
})

test('the front door takes a contact, finds her under another spelling, and sees who is involved for 24 hours', async () => {
  const contactId = await aContact()
  assert.match((await duty.get('/contacts')).text, new RegExp(`/contacts/${contactId}`))
  const personId = await taken(contactId)
  assert.equal((await entries(personId, 'contact-match')).length > 0, true)
  assert.equal((await duty.get(`/people/${personId}`)).status, 404)

  const person = await duty.post(`/contacts/${contactId}/in-hand`, { personId })
  assert.equal(person.url, `/people/${personId}`)
  assert.match(person.text, /Who is involved/)
  assert.deepEqual(await entries(personId, 'contact-in-hand'), [{ outcome: 'shown' }])

  const [row] = await place.admin<{ hours: string }>(
    `select extract(epoch from active_to - active_from) / 3600 as hours from information_governance.relationship
     where kind = 'contact-in-hand' and source_key like $1 || '%' limit 1`,
    [contactId],
  )
  assert.equal(Number(row!.hours), 24)
  await place.admin(`update information_governance.relationship set active_to = now() where kind = 'contact-in-hand'`)
  assert.equal((await duty.get(`/people/${personId}`)).status, 404, 'after the hours she is as if never found')
})

test('a candidate has no address, and what is asked by an address finds who lives there', async () => {
  const contactId = await aContact({ ...told, name: '', address: '14 Bracken Row' })
  await duty.post(`/contacts/${contactId}/take`)
  const { people } = await duty.json<Whom>(`/api/v1/contacts/${contactId}/people`)
  assert.ok(people.some((person) => person.name === 'Kayleigh Marsden'))
  assert.equal(
    people.some((person) => 'address' in person),
    false,
  )
})

test('whoever sent it reads where it is and how it ended, and not whom it was about', async () => {
  const contactId = await aContact()
  await taken(contactId)
  assert.match((await firefighter.get(`/contacts/${contactId}`)).text, /Raymond Cole has had it since/)
  await duty.post(`/contacts/${contactId}/close`, { result: 'rang-back' })
  const page = await firefighter.get(`/contacts/${contactId}`)
  assert.match(page.text, /Rang back/)
  assert.doesNotMatch(page.text, /Kayleigh|Take in hand/)
  assert.equal((await duty.post(`/contacts/${contactId}/close`, { result: 'rang-back' })).status, 409)
})

test('a contact is its sender’s and the front door’s: nobody else reads it, looks by it or takes it', async () => {
  const contactId = await aContact()
  const personId = await taken(contactId)
  const officer = await place.as('amina-hussain')
  assert.equal((await officer.get(`/contacts/${contactId}`)).status, 404)
  for (const other of [officer, firefighter]) {
    assert.equal((await other.post(`/contacts/${contactId}/take`)).status, 403)
    assert.equal((await other.get(`/api/v1/contacts/${contactId}/people`)).status, 403)
    assert.equal((await other.post(`/contacts/${contactId}/in-hand`, { personId })).status, 403)
  }
  const colleague = await place.as('leanne-foster')
  assert.equal((await colleague.post(`/contacts/${contactId}/in-hand`, { personId })).status, 409, 'first she takes it over')
  await colleague.post(`/contacts/${contactId}/take`)
  assert.equal((await duty.post(`/contacts/${contactId}/in-hand`, { personId })).status, 409, 'it is no longer his')
})

test('someone who rings the front door is written down at once under the name of the one who listens', async () => {
  const contactId = randomUUID()
  const call = await duty.post('/contacts', { contactId, ...told, caller: 'A neighbour' })
  assert.match(call.text, /A neighbour/)
  assert.match(call.text, /Take in hand/)
  await duty.post('/contacts', { contactId, ...told })
  const [count] = await place.admin<{ n: string }>('select count(*) as n from casework.contact where id = $1', [contactId])
  assert.equal(count!.n, 1n, 'a second press keeps one')
})

const incomplete: [string, Record<string, string>, RegExp][] = [
  ['nobody is described', { ...told, name: '' }, /Give a name, a date of birth or age, or an address/],
  ['no worry', { ...told, worry: ' ' }, /Say what is worrying/],
  ['no number to ring', { ...told, phone: 'at work' }, /Give a telephone number to ring back/],
]
for (const [what, fields, says] of incomplete)
  test(`${what}: the form comes back with what was typed and says what is missing`, async () => {
    const page = await firefighter.post('/contacts', { contactId: randomUUID(), ...fields })
    assert.equal(page.status, 422)
    assert.match(page.text, says)
    assert.match(page.text, /<title>Error: /)
  })

test('someone known only to a sealed or brokered service is as if she were not there, even to who knows her id', async () => {
  // Nearly everyone is known to somebody else as well; one is made to be known to nobody else.
  const hidden = await place.admin<{ id: string }>(
    `select person_id as id from person_index.link where ended_at is null and dataset_id in ('domestic-abuse', 'drug-and-alcohol') order by 1 limit 1`,
  )
  assert.ok(hidden.length > 0, 'there is someone to hide')
  await place.admin(
    `update person_index.link set ended_at = now(), ended_by = 'test', end_reason = 'test'
     where person_id = '${hidden[0]!.id}' and dataset_id not in ('domestic-abuse', 'drug-and-alcohol')`,
  )
  const contactId = await aContact()
  await taken(contactId)
  for (const personId of [hidden[0]!.id, randomUUID()])
    assert.equal((await duty.post(`/contacts/${contactId}/in-hand`, { personId })).status, 404)
  const shown = await place.admin(
    `select 1 from platform.access_entry where view like 'contact%' and cells ?| array['domestic-abuse', 'drug-and-alcohol']`,
  )
  assert.deepEqual(shown, [])
})

test('what was told is sealed in the table', async () => {
  const contactId = await aContact()
  const [row] = await place.admin<{ told: Buffer }>('select told from casework.contact where id = $1', [contactId])
  assert.equal(row!.told.includes('Marsden'), false)
})

const inForce = (from: string | null) =>
  place.admin(`update information_governance.gateway set in_force_from = $1 where id = 'children-act-2004-s16la'`, [from])
const close = (id: string, form: Record<string, string>) => duty.post(`/contacts/${id}/close`, form)
const rungBack = { result: 'rang-back' }

test('before the duty to share is in force, telling others is the worker’s to judge', async () => {
  assert.match((await firefighter.get('/contacts/new')).text, /What the law says/)
  const id = await aContact({ ...told, born: 'about 8' })
  await taken(id)
  const page = await duty.get(`/contacts/${id}`)
  assert.match(page.text, /You may tell those who work with a child/)
  assert.doesNotMatch(page.text, /care needs|why not\?/)
  assert.equal((await close(id, rungBack)).url, '/contacts')
})

test('from the day on which it is: those who could help a child are told, or the reason why not is written down', async (t) => {
  await inForce('2020-01-01')
  t.after(() => inForce(null))
  const child = await aContact({ ...told, born: 'about 8' })
  await taken(child)
  assert.match((await duty.get(`/contacts/${child}`)).text, /section 16LA/)
  assert.match((await close(child, rungBack)).text, /Pass it on, or write down why not/)
  assert.equal((await close(child, { ...rungBack, notShared: 'Her father would learn where she is.' })).url, '/contacts')
  assert.match((await duty.get(`/contacts/${child}`)).text, /Her father would learn where she is/)
  assert.doesNotMatch((await firefighter.get(`/contacts/${child}`)).text, /Her father/)
  const [kept] = await place.admin<{ under: string; told: Buffer }>(
    'select not_shared_under as under, not_shared as told from casework.contact where id = $1',
    [child],
  )
  assert.equal(kept!.under, 'children-act-2004-s16la')
  assert.doesNotMatch(kept!.told.toString('utf8'), /father/, 'sealed')

  const rows: [born: string, form: Record<string, string>, closes: boolean][] = [
    ['about 8', { result: 'passed-on' }, true],
    ['about 30', rungBack, true],
    ['', rungBack, false],
    ['4 7 2019', rungBack, false],
    ['8 months', rungBack, false],
  ]
  for (const [born, form, closes] of rows) {
    const id = await aContact({ ...told, ...(born ? { born } : {}) })
    await duty.post(`/contacts/${id}/take`)
    assert.equal((await close(id, form)).url === '/contacts', closes, `${born} ${form.result}`)
    if (!closes) await close(id, { result: 'passed-on' })
  }
})
