import { listAgreementsInForce } from '#modules/information-governance'
import { beginTeam, changeTeam, readTeam, type TeamEvent } from '#modules/multi-agency-teams'
import { findWorkerBySignIn } from '#modules/partnership'
import { dayOf } from '#platform/dates'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'
import { sittingOf } from './demo-requests.ts'

const [begin, change] = ['multi-agency-teams.team.begin', 'multi-agency-teams.team.change'] as const

/** A child protection team that is being formed when the demonstration opens: a social worker is in it, a health visitor was asked, and two seats are empty. */
export async function teamAround(services: Services, personaIssuer: string): Promise<void> {
  const { house, place } = services
  const priti = await sittingOf(services, personaIssuer, 'priti-desai', 'childrens-family-help')
  const catherine = await sittingOf(services, personaIssuer, 'catherine-ashworth', 'board')
  if (!priti || !catherine) return
  const today = dayOf(house.now(), place.zone)
  const id = newId()
  const people = await inTransaction(house, priti(), begin, async (tx) => {
    const agreement = (await listAgreementsInForce(tx, today)).find(({ title }) => title.startsWith('Family help'))
    if (!agreement) return []
    await beginTeam(services, tx, {
      id,
      team: 'child-protection',
      name: 'North child protection team',
      phone: '01632 960710',
      purpose: 'Children of the north of Aldermere who may be harmed are seen, and made safe, by one team',
      mandate: 'Who sees the child, who does what, and when a strategy discussion is held',
      agreement: agreement.code,
      trainings: ['information-sharing'],
    })
    const found = [
      { seat: 'social-worker', worker: await findWorkerBySignIn(tx, personaIssuer, 'joanne-tully') },
      { seat: 'health', worker: await findWorkerBySignIn(tx, personaIssuer, 'ngozi-eze') },
    ]
    return found.flatMap(({ seat, worker }) => {
      const employer = worker?.employers[0]
      if (!worker || !employer) return []
      const { organisationId, organisationName: organisation } = employer
      return [{ seat, workerId: worker.id, name: worker.name, organisationId, organisation }]
    })
  })
  const write = (as: () => Caller, event: TeamEvent) =>
    inTransaction(house, as(), change, async (tx) =>
      changeTeam(services, tx, id, (await readTeam(services, tx, id)).now.seq, event),
    )
  for (const person of people) await write(priti, { kind: 'asked', most: 15, ...person })
  const [joanne] = people
  if (!joanne) return
  const { workerId } = joanne
  await write(catherine, {
    kind: 'released',
    workerId,
    manager: 'Catherine Ashworth',
    checkUntil: today.add({ years: 2 }).toString(),
  })
  await write(priti, { kind: 'let-in', workerId })
}
