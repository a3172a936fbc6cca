import { dueAt, placeHold } from '#modules/information-governance'
import { findWorkerBySignIn } from '#modules/partnership'
import { answerAbout, askAbout, findPeople, openInEmergency, sharedUntil } from '#modules/shared-record'
import { dayOf } from '#platform/dates'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { openSession, signInCaller } from '#platform/sign-in/sessions'
import { type Caller, inTransaction } from '#platform/transactions'

/**
 * What has been asked in the demonstration when it opens, done as its people would do it: a question that was refused with its reason, a narrower one
 * that was answered, and one that waits.
 */
export async function askAround(services: Services, personaIssuer: string): Promise<void> {
  const { house, place } = services
  const earlier = { ...services, place, house: { ...house, now: () => house.now().subtract({ hours: 5 }) } }
  const [amina, colin] = [
    await sittingOf(services, personaIssuer, 'amina-hussain', 'tenancy-support'),
    await sittingOf(services, personaIssuer, 'colin-mabey', 'partner-requests'),
  ]
  if (!amina || !colin) return
  const [kayleigh] = await findPeople(services, amina(), { name: 'Kayleigh Marsden' })
  if (!kayleigh) return
  const ask = async (as: () => Caller, question: string, why: string) => {
    const id = newId()
    const due = dueAt('tomorrow', undefined, earlier.house.now(), place.zone)!
    await askAbout(
      earlier,
      as(),
      { id, personId: kayleigh.personId, datasetId: 'police-incidents', dueAt: due },
      { question, why },
    )
    return id
  }
  const wide = await ask(
    amina,
    'What have the police been called to at this address, and what did each neighbour say?',
    'Neighbours complain of noise, and I am to write to all of them.',
  )
  await answerAbout(services, colin(), wide, {
    kind: 'refused',
    ground: 'not-necessary',
    said: 'What neighbours told us is theirs. For a letter about noise you do not need it. If you worry about a visit, ask me that.',
  })
  const narrow = await ask(
    amina,
    'Has anybody been hurt at home since September?',
    'I visit on Thursday about the arrears, by myself, and the children may be there.',
  )
  await answerAbout(services, colin(), narrow, {
    kind: 'shared',
    classes: ['policing'],
    said: 'Nobody was hurt. You see what we were called to on her page, for 28 days. Go with a colleague, and speak of it with nobody but her.',
    until: sharedUntil(house.now()),
  })
  await ask(
    amina,
    'Does a court order say who may come to the home?',
    'She asked me for a new lock, and I have to know whom it is to keep out.',
  )
}

/** What was opened in an emergency last night, and waits for its review by another organisation's officer. */
export async function openLastNight(services: Services, personaIssuer: string): Promise<void> {
  const { house, place } = services
  const lastNight = { ...services, place, house: { ...house, now: () => house.now().subtract({ hours: 10 }) } }
  const daniel = await sittingOf(services, personaIssuer, 'daniel-whitmore', 'anti-social-behaviour')
  if (!daniel) return
  const [kayleigh] = await findPeople(services, daniel(), { name: 'Kayley Marsden' })
  if (!kayleigh) return
  await openInEmergency(lastNight, daniel(), kayleigh.personId, {
    reason: 'danger-to-a-child',
    said: 'Called to the door at ten at night. A man outside, the children at the window. I had to know who works with them before I knocked.',
  })
}

/** What the council holds: an inquiry asked that nothing of its homelessness cases be erased until it has reported. */
export async function holdForInquiry(services: Services, personaIssuer: string): Promise<void> {
  const owen = await sittingOf(services, personaIssuer, 'owen-pritchard', 'information-governance')
  if (!owen) return
  await placeHold(services, owen(), {
    datasetId: 'council-homelessness',
    recordKey: null,
    ground: 'inquiry',
    reason: 'The ombudsman’s inquiry into temporary accommodation: keep everything until it has reported.',
    reviewOn: dayOf(services.house.now(), services.place.zone).add({ months: 6 }),
  })
}

/** Someone of the cast at work signs in: her calls from now on. Undefined where the place has no such person. */
export async function sittingOf(
  { house }: Services,
  issuer: string,
  persona: string,
  purpose: string,
): Promise<(() => Caller) | undefined> {
  const token = await inTransaction(house, signInCaller(newId(), 'session.open'), 'session.open', async (tx) => {
    const worker = await findWorkerBySignIn(tx, issuer, persona)
    if (!worker) return undefined
    return openSession(
      tx,
      { kind: 'worker', actorId: worker.id, organisationId: worker.employers[0]!.organisationId, purpose },
      true,
    )
  })
  return token === undefined ? undefined : () => ({ requestId: newId(), sessionToken: token })
}
