import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'
import { isToConfirm, missingSeats, standingOf } from './team.rules.ts'
import { readTeams, type Team } from './teams.ts'

type Notice = { readonly text: string; readonly link: { readonly text: string; readonly href: string } }
const read = 'multi-agency-teams.read' as const

/** What a worker's day says of teams: whom partners ask her organisation for, and what a team that she leads wants. */
export const dayNotices = [
  { act: 'multi-agency-teams.member.release', notices: askedOfHerOrganisation },
  { act: 'multi-agency-teams.team.begin', notices: ofTeamsThatSheLeads },
]
const running = async (services: Services, caller: Caller) => {
  let own = { id: '', organisationId: '' }
  const teams = await inTransaction(services.house, caller, read, (tx) => {
    own = tx.actor
    return readTeams(services, tx)
  })
  return { own, teams: teams.filter(({ now }) => now.ended === null) }
}
const notice = (teams: readonly Team[], text: string): Notice[] =>
  teams.length === 0
    ? []
    : [{ text, link: { text: 'See the team', href: teams.length === 1 ? `/teams/${teams[0]!.id}` : '/teams' } }]

async function askedOfHerOrganisation(services: Services, caller: Caller): Promise<Notice[]> {
  const { own, teams } = await running(services, caller)
  const waiting = teams.filter(({ now, around }) =>
    now.members.some(
      (one) =>
        one.organisationId === own.organisationId &&
        one.workerId !== own.id &&
        (one.released === null || isToConfirm(one, 'employer', around)),
    ),
  )
  return notice(waiting, 'A team of several agencies waits for your organisation to say yes to somebody.')
}

async function ofTeamsThatSheLeads(services: Services, caller: Caller): Promise<Notice[]> {
  const { own, teams } = await running(services, caller)
  const hers = teams.filter(({ now }) => now.leadId === own.id)
  const ready = hers.filter(({ now, around }) => now.members.some((one) => standingOf(now, one, around) === 'ready'))
  const lapsed = hers.filter(({ now, around }) =>
    now.members.some((one) => ['warned', 'no-new-cases'].includes(standingOf(now, one, around))),
  )
  return [
    ...notice(ready, 'Somebody can be let into a team that you lead.'),
    ...notice(lapsed, 'Something has lapsed for somebody in a team that you lead.'),
    ...notice(
      hers.filter(({ now }) => missingSeats(now).length > 0),
      'The law asks for somebody who is not in a team that you lead.',
    ),
  ]
}
