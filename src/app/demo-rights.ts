import { askAboutMyData, disputeMyFact, findAccount, readMyFacts } from '#modules/resident-portal'
import { decidePart, finishPart, markPart, openPart, pausePart, readParts } from '#modules/shared-record'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { openSession, signInCaller } from '#platform/sign-in/sessions'
import { type Caller, inTransaction } from '#platform/transactions'
import { sittingOf } from './demo-requests.ts'

const council = 'GB-LAE-ALD'

/**
 * What somebody has asked about her own data when the demonstration opens: a copy of everything, which the council has given her, and for which the NHS
 * trust's clock stands still until she has answered; a complaint that nobody has acknowledged yet; a fact that she says is wrong; and a use that the council stopped.
 * The council keeps what it holds of a tenant, and does not use it.
 */
export async function askAboutOwnData(services: Services, issuer: string, steward: string): Promise<void> {
  const [kayleigh, rosalind, miriam] = [
    await residentOf(services, issuer, steward, 'kayleigh-marsden'),
    await sittingOf(services, issuer, 'rosalind-keane', 'subject-rights'),
    await sittingOf(services, issuer, 'miriam-stein', 'subject-rights'),
  ]
  if (!kayleigh || !rosalind || !miriam) return
  await askAboutMyData(daysAgo(services, 24), kayleigh(), {
    id: newId(),
    kind: 'complaint',
    to: council,
    said: 'You sent a letter about my rent to my old flat. The neighbours opened it. I want you to say sorry, and to use the right address.',
  })
  await askAboutMyData(daysAgo(services, 12), kayleigh(), {
    id: newId(),
    kind: 'copy',
    to: 'everyone',
    said: 'I want to know what you wrote about the rent, and about my children and me.',
  })

  await disputeOldAddress(services, kayleigh)
  await stopOneUse(services, kayleigh, rosalind)
  const grace = await residentOf(services, issuer, steward, 'grace-adeyemi-resident')
  if (grace) await restrictHerRecord(services, grace, rosalind)

  const copyIn = async (as: () => Caller) => (await readParts(services, as())).find(({ kind }) => kind === 'copy')
  const theirs = await copyIn(miriam)
  if (theirs)
    await pausePart(
      daysAgo(services, 2),
      miriam(),
      theirs.id,
      'clarification',
      'We have notes from the clinic and from the community nurses, many pages. Do you want all of them, or those since you moved?',
    )
  const ours = await copyIn(rosalind)
  if (!ours) return
  const then = daysAgo(services, 3)
  for (const { fact, fate } of (await openPart(then, rosalind(), ours.id)).held)
    if (fate === 'look')
      await markPart(then, rosalind(), ours.id, {
        factId: fact.id.toString(),
        ground: 'third-party',
        reason: 'It is about others, too, and they were not asked.',
        professional: '',
        told: true,
      })
  await finishPart(
    then,
    rosalind(),
    ours.id,
    'This is what the council holds. Ring us if you want somebody to go through it with you.',
  )
}

/** Somebody says that an address at which her children's school writes to her is an old one; the council has not answered her yet. */
async function disputeOldAddress(services: Services, kayleigh: () => Caller): Promise<void> {
  const then = daysAgo(services, 6)
  const schools = (await readMyFacts(then, kayleigh()))?.find(({ datasetId }) => datasetId === 'school-census')
  const email = schools?.facts.find(({ says }) => says.some(({ value }) => value.includes('@')))
  if (!email) return
  const words = {
    wrong: 'That is an old address. I cannot get into it any more, and I did not see what the school wrote about Jayden.',
    right: 'Ring me, or send a text.',
  }
  await disputeMyFact(then, kayleigh(), email.ref, words, true)
}

/** She does not want what her housing officer wrote to go to the hospital, and the council agreed. */
async function stopOneUse(services: Services, kayleigh: () => Caller, officer: () => Caller): Promise<void> {
  const [asked, decided] = [daysAgo(services, 20), daysAgo(services, 9)]
  await askAboutMyData(asked, kayleigh(), {
    id: newId(),
    kind: 'objection',
    to: council,
    said: 'I do not want the hospital to read what my housing officer writes. I tell the doctors myself what they need.',
  })
  await decideLatest(decided, officer, 'objection', {
    decision: 'stop',
    purposes: ['hospital-discharge'],
    said: 'You are right: it is not needed for that. We have stopped it.',
  })
}

/** A colleague looked at her tenancy without need; she wants it kept as proof, and nobody to work with it. */
async function restrictHerRecord(services: Services, grace: () => Caller, officer: () => Caller): Promise<void> {
  const [asked, decided] = [daysAgo(services, 8), daysAgo(services, 4)]
  await askAboutMyData(asked, grace(), {
    id: newId(),
    kind: 'restriction',
    ground: 'unlawful',
    to: council,
    said: 'Somebody at work knew about my rent. Do not throw my record away, I need it to show what happened. But nobody should work with it until you know who looked.',
  })
  await decideLatest(decided, officer, 'restriction', {
    decision: 'restrict',
    said: 'We keep it as it is, and nobody works with it, until we have found out.',
  })
}

async function decideLatest(
  services: Services,
  officer: () => Caller,
  kind: 'objection' | 'restriction',
  answer: Parameters<typeof decidePart>[3],
): Promise<void> {
  const part = (await readParts(services, officer())).find((one) => one.kind === kind && one.state !== 'answered')
  if (part) await decidePart(services, officer(), part.id, answer)
}

/** The same services so many days ago. */
function daysAgo(services: Services, days: number): Services {
  const then = services.house.now().subtract({ hours: 24 * days })
  return { ...services, house: { ...services.house, now: () => then } }
}

/** A resident of the cast signs in: her calls from now on. Undefined where the place has no such person. */
async function residentOf(
  { house }: Services,
  issuer: string,
  steward: string,
  persona: string,
): Promise<(() => Caller) | undefined> {
  const token = await inTransaction(house, signInCaller(newId(), 'session.open'), 'session.open', async (tx) => {
    const account = await findAccount(tx, issuer, persona)
    const own = { kind: 'resident', organisationId: steward, purpose: 'own-record' } as const
    return account && openSession(tx, { ...own, actorId: account.id }, true)
  })
  return token === undefined ? undefined : () => ({ requestId: newId(), sessionToken: token })
}
