// A resident's privacy notice, through the front door: made from what holds and from what she may know of the log.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anInvolvement, aPerson, openWorld, type World } from '#testing/world'

let world: World
let person: string
let hers: string
before(async () => {
  world = await openWorld()
  await world.load('council-housing', [
    ...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04'),
    anInvolvement('H1', 'amina'),
    anInvolvement('H1', 'joanne', { key: 'lead' }),
  ])
  await world.load('nhs-patients', [...aPerson('N1', 'Kayleigh', 'Marsden', '1993-07-04'), anInvolvement('N1', 'nora')])
  person = await world.personOf('council-housing', 'H1')
  hers = await world.account('kayleigh', { feed: 'council-housing', person: 'H1' })
})
after(() => world.close())

const open = async (account: string, lang = 'en') =>
  world.get(`/account/privacy-notice?lang=${lang}`, await world.session({ resident: account }))
const look = async (who: 'amina' | 'nora' | 'joanne', purpose: string) => {
  const reply = await world.get(`/people/${person}`, await world.session(who, { purpose }))
  assert.equal(reply.statusCode, 200, `${who}, ${purpose}`)
}
/** The part that is about her. */
const about = (body: string) => body.slice(body.indexOf('What your data was used for'), body.indexOf('What you can do'))
/** The part that is the same for everyone, without what belongs to the session. */
const rules = (body: string) => body.slice(body.indexOf('What services may share'), body.indexOf('Ask about this page'))
const entries = async () =>
  Number(
    (await world.admin.query(`select count(*) from platform.access_entry where view = 'privacy-notice' and outcome = 'shown'`))
      .rows[0].count,
  )

test('nobody looked: she reads that, and the rules', async () => {
  const reply = await open(hers)
  assert.equal(reply.statusCode, 200)
  assert.match(about(reply.body), /nobody looked at your record/)
  assert.match(rules(reply.body), /to help your family early/)
  assert.match(rules(reply.body), /Children Act 2004, sections 10 and 11/)
  const fire = rules(reply.body).split('to make your home safe from fire')[1]!
  const [always, atTimes] = fire.slice(0, fire.indexOf('Fire and Rescue Services Act')).split('says yes to one worker')
  assert.match(always!, /where you live/)
  assert.doesNotMatch(always!, /the police wrote/)
  assert.match(atTimes!, /the police wrote/)
})

test('it says for what she was looked at, by whom, under which law, and how often; one day of one role is one visit', async () => {
  await look('amina', 'tenancy-support')
  await look('amina', 'tenancy-support')
  await look('nora', 'childrens-family-help')
  const said = about((await open(hers)).body)
  assert.match(said, /to help you keep your home/)
  assert.match(said, /Housing Act 1996, sections 195, 213/)
  assert.equal(said.match(/Once/g)?.length, 2)
  assert.doesNotMatch(said, /Amina|Nora|2 times/)
})

test('a look that is withheld is in no number and no line (P3)', async () => {
  const before = about((await open(hers)).body)
  await look('joanne', 'safeguarding-children')
  await look('amina', 'anti-social-behaviour')
  assert.equal(about((await open(hers)).body), before)
})

test('it is a look at her, with one entry (L1)', async () => {
  const before = await entries()
  await open(hers)
  assert.equal(await entries(), before + 1)
})

test('whoever is tied to no record, and whose account is frozen, reads what holds for everyone, and nothing of her (P2)', async () => {
  const nobody = await world.account('nobody')
  const bound = await open(hers)
  const before = await entries()
  const unbound = await open(nobody)
  assert.equal(unbound.statusCode, 200)
  assert.match(about(unbound.body), /nothing about you/)
  assert.equal(rules(unbound.body), rules(bound.body))
  const once = await world.account('frozen')
  const unfrozen = (await open(once)).body
  await world.admin.query(`update resident_portal.resident_account set frozen_at = '2026-04-01T08:00:00Z' where id = $1`, [hers])
  const frozen = await open(hers)
  assert.equal(about(frozen.body), about(unfrozen))
  assert.equal(rules(frozen.body), rules(unfrozen))
  assert.equal(await entries(), before, 'nothing was shown of anyone')
  await world.admin.query('update resident_portal.resident_account set frozen_at = null where id = $1', [hers])
})

test('services that hide who comes to them are in nobody’s notice', async () => {
  assert.doesNotMatch((await open(hers)).body, /Domestic abuse service|Drug and alcohol|Recovery service/)
})

test('when an agreement is stopped, what rests on it alone is in no notice any more', async () => {
  assert.match(rules((await open(hers)).body), /to make your home safe from fire/)
  await world.admin.query(`update information_governance.sharing_agreement set suspended_at = now() where code in ('AFS', 'AEM')`)
  assert.doesNotMatch(rules((await open(hers)).body), /to make your home safe from fire/)
})

test('in Welsh, with what was enacted in English marked as such', async () => {
  const { body } = await open(hers, 'cy')
  assert.match(body, /<h1[^>]*>Sut y defnyddir eich data/)
  assert.match(body, /<span lang="en">Housing Act 1996, sections 195/)
})
