import {
  countForIncident,
  involveOthers,
  readIncidents,
  reportIncident,
  tellingPurpose,
  writeEntry,
  writeNotice,
} from '#modules/information-governance'
import { freezeList, tellOnAccounts } from '#modules/resident-portal'
import { findPeople, openPerson } from '#modules/shared-record'
import type { Services } from '#platform/services'
import { inTransaction } from '#platform/transactions'
import { sittingOf } from './demo-requests.ts'

/**
 * What went wrong in the demonstration when it opens. An e-mail to the wrong person, of which 20 of the 72 hours are over. And a screen that was left open:
 * what it showed was the council's and the trust's, so that each works on its own part; the council has told the one person who has a page of her own.
 */
export async function reportAround(services: Services, personaIssuer: string): Promise<void> {
  const amina = await sittingOf(services, personaIssuer, 'amina-hussain', 'tenancy-support')
  if (!amina) return
  const reportedAt = services.house.now().subtract({ hours: 19 })
  const earlier = { ...services, house: { ...services.house, now: () => reportedAt } }
  await inTransaction(services.house, amina(), 'governance.incident.report', (tx) =>
    reportIncident(earlier, tx, {
      said: 'I sent the list of this week’s repairs, with eleven addresses, to a contractor with the same first name as ours. He rang to say so. I asked him to delete it.',
      noticedAt: reportedAt.subtract({ hours: 1 }),
      goingOn: 'not-known',
    }),
  )
  await leaveScreenOpen(services, personaIssuer)
}

async function leaveScreenOpen(services: Services, issuer: string): Promise<void> {
  const { house } = services
  const [amina, owen, tells] = [
    await sittingOf(services, issuer, 'amina-hussain', 'tenancy-support'),
    await sittingOf(services, issuer, 'owen-pritchard', 'information-governance'),
    await sittingOf(services, issuer, 'owen-pritchard', tellingPurpose),
  ]
  if (!amina || !owen || !tells) return
  const from = house.now()
  const [kayleigh] = await findPeople(services, amina(), { name: 'Kayleigh Marsden' })
  if (!kayleigh) return
  await openPerson(services, amina(), kayleigh.personId)
  const { reference, account } = await inTransaction(house, amina(), 'governance.incident.report', async (tx) => ({
    account: tx.actor.id,
    reference: await reportIncident(services, tx, {
      said: 'I left my screen open in the waiting room for some minutes, on the page of somebody I work with. A man sat down beside it.',
      noticedAt: house.now(),
      goingOn: 'no',
    }),
  }))
  const work = 'governance.incident.work' as const
  const id = await inTransaction(house, owen(), work, async (tx) => {
    const incident = (await readIncidents(tx)).find((one) => one.reference === reference)!
    const window = { from, to: house.now().add({ seconds: 1 }), by: 'account', which: account } as const
    await countForIncident(services, tx, incident.id, window)
    return incident.id
  })
  await inTransaction(house, owen(), work, (tx) => involveOthers(services, tx, id))
  const write = (kind: 'shared' | 'people', chosen: string[], words: string) =>
    inTransaction(house, owen(), work, (tx) => writeEntry(services, tx, id, { kind, chosen, happenedAt: null, words, delay: '' }))
  await write(
    'shared',
    [],
    'A screen stood open in the council’s waiting room, on one person’s page. What it showed came from each of us.',
  )
  await write('people', ['tell'], 'A stranger may have read where somebody lives.')
  await inTransaction(house, owen(), work, (tx) =>
    writeNotice(services, tx, id, {
      happened: 'A worker left a screen open in our waiting room. Your page was on it. A man we do not know may have read it.',
      mean: 'He may know your name and where you live, and who helps you.',
      did: 'We closed the screen. Screens in the waiting room now lock after one minute.',
      can: 'If somebody you do not know rings or comes and knows things about you, tell us.',
      ring: 'The council’s information team, 01632 960100.',
    }),
  )
  await freezeList(services, tells(), id)
  await tellOnAccounts(services, tells(), id)
}
