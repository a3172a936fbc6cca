import { decidingScope, listOwnRelationships, listOwnSources } from '#modules/information-governance'
import type { DayNotice, DayNotices } from '#modules/shared-record'
import type { Services } from '#platform/services'
import { type Caller, grant, inTransaction } from '#platform/transactions'
import { listOwn, listWaiting } from './concerns/concern.repository.ts'
import { openQueue, queueOf } from './queue.ts'
import { listOfOrganisation } from './referrals/referral.repository.ts'

const [queue, plans] = ['casework.contact.read', 'casework.plan.read'] as const

/** What a worker's day says of worries and plans. Nobody is named: the pages that it leads to do that, under their own decision. */
export const dayNotices: readonly DayNotices[] = [
  { act: 'casework.concern.decide', notices: waitingAtTheFrontDoor },
  { act: queue, notices: whatBecameOfHers },
  { act: plans, notices: inTeams },
  { act: 'casework.referral.read', notices: referralsWaiting },
]

async function waitingAtTheFrontDoor({ house }: Services, caller: Caller): Promise<DayNotice[]> {
  const waiting = await inTransaction(house, caller, queue, async (tx) => {
    await openQueue(house, tx)
    return listWaiting(tx)
  })
  const untaken = waiting.filter(({ takenBy }) => takenBy === null)
  if (untaken.length === 0) return []
  const inDanger = untaken.some(({ danger }) => danger === 'now')
  const text = `${untaken.length === 1 ? 'A worry waits' : `${untaken.length} worries wait`} at the front door${inDanger ? ': somebody is in danger now' : ''}.`
  return [{ text, link: { text: 'See the queue', href: '/contacts' } }]
}

async function whatBecameOfHers({ house }: Services, caller: Caller): Promise<DayNotice[]> {
  const now = house.now()
  const mine = await inTransaction(house, caller, queue, async (tx) => {
    await grant(house, tx, { bound: queueOf(tx) })
    return listOwn(tx, now.subtract({ hours: 24 * 14 }))
  })
  const dayAgo = now.subtract({ hours: 24 }).epochMilliseconds
  const decided = mine.filter(({ decidedAt }) => decidedAt !== null && decidedAt.epochMilliseconds > dayAgo)
  if (decided.length === 0) return []
  return [{ text: 'It was decided what follows a worry that you recorded.', link: { text: 'Read what', href: '/contacts' } }]
}

async function inTeams({ house }: Services, caller: Caller): Promise<DayNotice[]> {
  const around = await inTransaction(house, caller, plans, async (tx) => {
    await grant(house, tx, decidingScope(tx.actor.teams))
    const own = await listOwnSources(tx, tx.actor.id, tx.actor.teams)
    const relationships = await listOwnRelationships(tx, own, house.now())
    return new Set(relationships.filter(({ kind }) => kind === 'team-around').map(({ sourcePersonId }) => sourcePersonId)).size
  })
  if (around === 0) return []
  const text = `You are in the team around ${around === 1 ? 'a person' : `${around} people`}.`
  return [{ text, link: { text: 'What is yours to do', href: '/plans' } }]
}

async function referralsWaiting({ house }: Services, caller: Caller): Promise<DayNotice[]> {
  const waiting = await inTransaction(house, caller, 'casework.referral.read', async (tx) => {
    await grant(house, tx, {})
    return (await listOfOrganisation(tx)).filter(({ waits, atId }) => waits && atId === tx.actor.organisationId).length
  })
  if (waiting === 0) return []
  const text = `${waiting === 1 ? 'A referral waits' : `${waiting} referrals wait`} for an answer from your organisation.`
  return [{ text, link: { text: 'Answer', href: '/referrals' } }]
}
