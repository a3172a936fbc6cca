import { listAgreementsInForce } from '#modules/information-governance'
import { endTeamAcross, findColleagues, insertTeamAcross, letIntoTeam, takeOutOfTeam, trainingsOn } from '#modules/partnership'
import { type Actor, mayDo, type Policy } from '#platform/acts'
import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import { dayOf } from '#platform/dates'
import { errors as platformErrors, refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { errors } from './errors.ts'
import * as repository from './team.repository.ts'
import {
  type Around,
  faultOf,
  type TeamEntry,
  type TeamEvent,
  type TeamFault,
  type TeamNow,
  teamOf,
  type Writer,
} from './team.rules.ts'

export type Team = { readonly id: string; readonly entries: readonly TeamEntry[]; readonly now: TeamNow; readonly around: Around }

/** The teams of the place, each with what decides today who can be in it. */
export async function readTeams(services: Services, tx: ReadTx): Promise<Team[]> {
  const teams = (await repository.listTeams(tx)).map((one) => ({ ...one, now: teamOf(one.entries) }))
  return withAround(services, tx, teams)
}
/** One team. Refuses with NOT_FOUND. */
export async function readTeam(services: Services, tx: ReadTx, id: string): Promise<Team> {
  const entries = await repository.listEntries(tx, id)
  if (entries.length === 0) throw refusal(platformErrors, 'NOT_FOUND')
  const [team] = await withAround(services, tx, [{ id, entries, now: teamOf(entries) }])
  return team!
}
async function withAround({ house, place }: Services, tx: ReadTx, teams: readonly Omit<Team, 'around'>[]): Promise<Team[]> {
  const today = dayOf(house.now(), place.zone)
  const agreements = await listAgreementsInForce(tx, today)
  const people = [...new Set(teams.flatMap(({ now }) => now.members.map(({ workerId }) => workerId)))]
  const trainings = await trainingsOn(tx, people, today)
  return teams.map((team) => ({
    ...team,
    around: {
      today,
      zone: place.zone,
      recipients: agreements.find(({ code }) => code === team.now.begun.agreement)?.recipients ?? null,
      trainings,
    },
  }))
}

/** Teams that have not ended, by name, with the number to ring: for rooms in which one takes something on. */
export async function listRunningTeams(tx: ReadTx): Promise<{ id: string; name: string; phone: string }[]> {
  const teams = (await repository.listTeams(tx)).map(({ id, entries }) => ({ id, now: teamOf(entries) }))
  return teams
    .filter(({ now }) => now.ended === null)
    .map(({ id, now }) => ({ id, name: now.begun.name, phone: now.begun.phone }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

export type NewTeam = Omit<Extract<TeamEvent, { kind: 'begun' }>, 'kind' | 'leadId' | 'leadName'> & { readonly id: string }
/** Begins a team: hosted by the organisation for which its first lead acts. */
export async function beginTeam(
  services: Services,
  tx: Tx<'multi-agency-teams.team.begin'>,
  { id, ...team }: NewTeam,
): Promise<void> {
  const { house, place } = services
  const { name, phone } = team
  await insertTeamAcross(tx, { id, name, phone, organisationId: tx.actor.organisationId }, dayOf(house.now(), place.zone))
  const event: TeamEvent = { kind: 'begun', ...team, leadId: tx.actor.id, leadName: tx.actor.name }
  await repository.insertEntry(tx, id, 1, event, house.now())
  await recordAudit(tx, id, { name, kind: team.team })
}

/** Who reads or writes of a team, and whether as one of her organisation's managers. */
export const readerOf = (policy: Policy, actor: Actor): Writer => ({
  workerId: actor.id,
  organisationId: actor.organisationId,
  isManager: mayDo(policy, actor, 'multi-agency-teams.member.release'),
})

const faultWords: Readonly<Record<TeamFault, string>> = {
  ENDED: 'it has ended.',
  NO_SUCH_MEMBER: 'that person is not in it.',
  ASKED_ALREADY: 'that person was asked already.',
  NOT_LEAD: 'whoever leads the team does that.',
  NOT_EMPLOYER: 'a manager of that person’s own employer does that.',
  LACKING: 'something is still missing for that person. It stands beside their name.',
  LEAD_STAYS: 'whoever leads it cannot leave. Name another lead first.',
  NOT_IN_TEAM: 'that person has not been let in yet.',
  IN_ALREADY: 'it is so already.',
}

/**
 * Writes the next entry of a team, with what follows: who is let in sees the team's cases from this request on; who leaves, and everybody when it ends, sees them no more.
 *
 * @param after the last entry that the writer has read
 */
export async function changeTeam(
  services: Services,
  tx: Tx<'multi-agency-teams.team.change'>,
  id: string,
  after: number,
  event: TeamEvent,
): Promise<void> {
  const { house, place } = services
  const { now, around } = await readTeam(services, tx, id)
  if (now.seq !== after) throw refusal(errors, 'TEAM_CHANGED')
  const fault = faultOf(now, event, readerOf(house.policy, tx.actor), around)
  if (fault) throw refusal(errors, 'TEAM_FAULT', { why: faultWords[fault] })
  await repository.insertEntry(tx, id, now.seq + 1, event, house.now()).catch((error: { code?: string }) => {
    throw error.code === '40001' || error.code === '23505' ? refusal(errors, 'TEAM_CHANGED') : error
  })
  const today = dayOf(house.now(), place.zone)
  if (event.kind === 'let-in') {
    const { workerId, organisationId } = now.members.find((one) => one.workerId === event.workerId)!
    await letIntoTeam(tx, { teamId: id, workerId, organisationId }, today)
  }
  if (event.kind === 'left') await takeOutOfTeam(tx, id, [event.workerId], today)
  if (event.kind === 'ended') await endTeamAcross(tx, id, today)
  await recordAudit(tx, id, { entry: event.kind })
}

/** Whom an e-mail address at work names, to be asked into a team. Refuses with NO_SUCH_COLLEAGUE. */
export async function colleagueAt({ house, place }: Services, tx: ReadTx, email: string) {
  const [found] = await findColleagues(tx, email, dayOf(house.now(), place.zone))
  if (!found) throw refusal(errors, 'NO_SUCH_COLLEAGUE')
  return found
}
