import { decidingScope, endTeamAround, listOwnSources, onlyClasses, openTeamAround } from '#modules/information-governance'
import { listRunningTeams } from '#modules/multi-agency-teams'
import { authorityOf, listDelegations, mayExercise, namesOfWorkers, whoMayExercise } from '#modules/partnership'
import {
  decideAbout,
  findCircle,
  type LinkedSubject,
  listSubjectsOf,
  nobodyOf,
  preferredNames,
  sourcesOf,
} from '#modules/person-index'
import { type WorkerInvolved, workersInvolved } from '#modules/shared-record'
import type { Actor } from '#platform/acts'
import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import { dayOf, type PlainDate } from '#platform/dates'
import { errors as platformErrors, refusal } from '#platform/errors'
import { tellChanged } from '#platform/live'
import { pounds, sayMoney } from '#platform/money'
import type { Services } from '#platform/services'
import { type Caller, DisclosureRefused, grant, readPersonal } from '#platform/transactions'
import { errors } from '../errors.ts'
import { topicOfDay } from '../live.ts'
import type { Plan } from './plan.repository.ts'
import * as plans from './plan.repository.ts'
import { isMine, type Member, type PlanEvent, type PlanNow, planOf } from './plan.rules.ts'
import { faultOf, type PlanFault } from './plan-fault.rules.ts'

const [read, change] = ['casework.plan.read', 'casework.plan.change'] as const
/** The function of an organisation that lets a practitioner pay for something at once, as a scheme of delegation names it. */
const flexibleFund = 'flexible-fund'
/** What is shown of her beside the plan: who she is, and who works with her, to be asked into the team. */
const shown = ['identity', 'involvement-exists', 'involvement', 'plan'] as const

export type OpenedPlan = {
  readonly plan: Plan
  readonly now: PlanNow
  readonly personId: string
  readonly name: string
  /** Whether this reader may write into it: she is in the team. */
  readonly mine: boolean
  /** Who works with her and is not in the team. */
  readonly others: readonly WorkerInvolved[]
  /** Teams of several agencies that are not in it. */
  /** What this reader may use of the flexible fund at once, in pence: undefined where she may not, null without a limit. */
  readonly fundLimit: bigint | null | undefined
  readonly otherTeams: readonly { readonly id: string; readonly name: string }[]
}

/** One plan, with all that was written into it. Refuses as if there were none, where this reader may not see it. */
export const openPlan = (services: Services, caller: Caller, id: string): Promise<OpenedPlan> =>
  withPlan(services, caller, read, id, async (_, opened) => opened)

/**
 * Writes the next entry into a plan.
 *
 * @param after the last entry that the writer has read: where somebody has written since, nothing is written, and she is shown both
 */
export const changePlan = (services: Services, caller: Caller, id: string, after: number, event: PlanEvent): Promise<void> =>
  withPlan(services, caller, change, id, async (tx, { plan, now, mine, others }) => {
    if (!mine) throw refusal(errors, 'PLAN_NOT_YOURS')
    if (now.seq !== after) throw refusal(errors, 'PLAN_CHANGED')
    await writeEntry(services, tx, plan, now, event, others)
  })

/** What stands in the way, said to whoever wrote. */
const faultWords: Readonly<Record<PlanFault, string>> = {
  ENDED: 'it has ended.',
  NO_SUCH_GOAL: 'that goal is not in it.',
  NO_SUCH_ACTION: 'that action is not in it.',
  NO_SUCH_MEMBER: 'that person is not in the team.',
  LEAD_STAYS: 'whoever leads it cannot leave. Name another lead practitioner first.',
  NOTHING_TO_AGREE: 'there is no goal yet that the person reads and could agree to.',
  NOT_ON_PAGE: 'the person does not have it on their page.',
  NOT_GRADED: 'before it ends, each goal says how far it was reached.',
  NO_SUCH_STEP: 'this kind of plan has no such step.',
  NO_SUCH_WAY: 'what would lead there has not been decided yet. Write down the step that decides it first.',
  GOAL_NOT_READ: 'the person does not read that goal, so nothing in it can be theirs to do.',
  NO_SUCH_DECISION: 'that decision does not wait any more.',
  LEAD_IS_NAMED: 'the person’s page names whoever leads: somebody whom they can ring.',
  NOT_FOR_PAGE: 'this kind of plan does not stand on the person’s own page.',
}

/** Writes one entry, with what follows from it for the team. Who is asked in must work with her already, as far as the writer may know. */
export async function writeEntry(
  { house, vault, place }: Services,
  tx: Tx<typeof change> | Tx<'casework.plan.answer'>,
  plan: Plan,
  now: PlanNow,
  given: PlanEvent,
  others: readonly WorkerInvolved[] = [],
): Promise<void> {
  const fault = faultOf(now, given)
  if (fault) throw refusal(errors, 'PLAN_FAULT', { why: faultWords[fault] })
  if (given.kind === 'fund-used') await requireDelegated(tx, given.pence, dayOf(house.now(), place.zone))
  const event =
    given.kind === 'joined'
      ? { ...given, ...whoJoins(others, given.workerId) }
      : given.kind === 'team-joined'
        ? { ...given, ...(await whichTeam(tx, given.teamId)) }
        : given
  const at = house.now()
  await plans.insertEntries(tx, vault, plan, now.seq + 1, [event], at).catch(anotherWasFirst)
  if (event.kind === 'joined')
    await openTeamAround(tx, plan, [{ workerId: event.workerId, key: `${plan.id}|${event.workerId}|${now.seq + 1}` }], at)
  if (event.kind === 'team-joined')
    await openTeamAround(tx, plan, [{ teamId: event.teamId, key: `${plan.id}|${event.teamId}|${now.seq + 1}` }], at)
  const gone =
    event.kind === 'team-left'
      ? [event.teamId]
      : event.kind === 'left'
        ? [event.workerId]
        : event.kind === 'ended'
          ? [...now.members.map(({ workerId }) => workerId), ...now.teams.map(({ teamId }) => teamId)]
          : []
  if (gone.length > 0) await endTeamAround(tx, keysOf(plan, gone), at)
  await recordAudit(tx, plan.id, { entry: event.kind })
  const told = [
    ...now.members.map(({ workerId }) => workerId),
    ...now.teams.map(({ teamId }) => teamId),
    ...(event.kind === 'joined' ? [event.workerId] : event.kind === 'team-joined' ? [event.teamId] : []),
  ]
  await tellChanged(tx, ...told.map(topicOfDay))
}

/** The key of the entries lets one of two through: the second, who read from a snapshot before the first was done, is told what happened. */
const anotherWasFirst = (error: { code?: string }): never => {
  throw error.code === '40001' || error.code === '23505' ? refusal(errors, 'PLAN_CHANGED') : error
}

/** Who is asked in must work with her already, as far as the writer may know: name and telephone are as that service gives them. */
function whoJoins(others: readonly WorkerInvolved[], id: string): Member {
  const found = others.find(({ workerId }) => workerId === id)
  if (!found) throw refusal(errors, 'PLAN_FAULT', { why: faultWords.NO_SUCH_MEMBER })
  const { workerId, name, organisation, phone } = found
  return { workerId, name, organisation, phone }
}

/** The flexible fund is used inside what the worker's own organisation delegated to her; above that, whoever may is named. */
async function requireDelegated(tx: ReadTx, pence: string, day: PlainDate): Promise<void> {
  const { id, organisationId, organisationName } = tx.actor
  const scheme = await listDelegations(tx, organisationId)
  const exercise = { organisationId, function: flexibleFund, day, sumPence: BigInt(pence) }
  const answer = mayExercise(id, exercise, scheme)
  if (answer.may) return
  const others = [...(await namesOfWorkers(tx, whoMayExercise(exercise, scheme))).values()].sort()
  const who = others.length > 0 ? ` Ask ${others.join(' or ')}.` : ''
  const limit =
    answer.because === 'above-limit'
      ? `you may use up to ${sayMoney(pounds(answer.limitPence))} at once.`
      : `${organisationName} has not delegated it to you.`
  throw refusal(errors, 'PLAN_FAULT', { why: `${limit}${who}` })
}
/** What a worker may use of the flexible fund at once; undefined where it was not delegated to her, null without a limit. */
async function fundLimit(tx: ReadTx, day: PlainDate): Promise<bigint | null | undefined> {
  const { id, organisationId } = tx.actor
  const scheme = await listDelegations(tx, organisationId)
  return authorityOf(id, { organisationId, function: flexibleFund, day }, scheme)?.limitPence
}

/** Which team of several agencies is meant: one that works now. */
async function whichTeam(tx: ReadTx, teamId: string): Promise<{ name: string; phone: string }> {
  const team = (await listRunningTeams(tx)).find(({ id }) => id === teamId)
  if (!team) throw refusal(errors, 'PLAN_FAULT', { why: 'that team does not work now.' })
  return { name: team.name, phone: team.phone }
}

/** The keys of what these workers and teams have by a plan: each time that somebody joined has its own. */
function keysOf(plan: Plan, workers: readonly string[]): string[] {
  const joined = plan.entries.flatMap(({ seq, event }) =>
    event.kind === 'joined'
      ? [{ seq, workerId: event.workerId }]
      : event.kind === 'team-joined'
        ? [{ seq, workerId: event.teamId }]
        : [],
  )
  return joined
    .filter(({ workerId }) => workers.includes(workerId))
    .flatMap(({ seq, workerId }) => [`${plan.id}|${workerId}|1`, `${plan.id}|${workerId}|${seq}`])
}

function withPlan<Act extends typeof read | typeof change, T>(
  services: Services,
  caller: Caller,
  act: Act,
  id: string,
  work: (tx: Tx<Act>, opened: OpenedPlan) => Promise<T>,
): Promise<T> {
  return readPersonal(
    services.house,
    caller,
    act,
    async (tx) => {
      await grant(services.house, tx, {})
      const record = await plans.recordOfPlan(tx, id)
      const [found] = record ? await listSubjectsOf(services, tx, [record]) : []
      const circle = found && (await findCircle(services, tx, found.personId))
      const { main: subject, network } = circle ?? { main: nobodyOf(id), network: [] }
      const disclosed = await decideAbout(services, tx, [subject, ...network], 'plan', subject.personId)
      // Whoever sees her and not her plan is told as if there were none.
      const datasetId = subject.sources.find(({ sourcePersonId }) => sourcePersonId === record)?.datasetId
      const hers = disclosed.explained.people.find((one) => one.personId === subject.personId)!
      const mayRead = hers.datasets.some((one) => one.datasetId === datasetId && one.classes.includes('plan'))
      if (!mayRead) throw refusal(platformErrors, 'NOT_FOUND')
      return { ...onlyClasses(disclosed, shown), explained: { subject, network } }
    },
    async (tx, { subject, network }) => {
      const plan = (await plans.listPlans(tx, services.vault, sourcesOf([subject]))).find((one) => one.id === id)
      if (!plan) throw refusal(platformErrors, 'NOT_FOUND')
      const now = planOf(plan)
      const inTeam = new Set(now.members.map(({ workerId }) => workerId))
      return work(tx, {
        plan,
        now,
        personId: subject.personId,
        name: (await preferredNames(services, tx, [subject])).get(subject.personId) ?? 'Name not shared',
        mine: isMine(now, tx.actor),
        fundLimit: await fundLimit(tx, dayOf(services.house.now(), services.place.zone)),
        otherTeams: (await listRunningTeams(tx)).filter(({ id: its }) => !now.teams.some(({ teamId }) => teamId === its)),
        others: (await workersInvolved(services, tx, [subject, ...network])).filter(({ workerId }) => !inTeam.has(workerId)),
      })
    },
  )
}

/** A plan whose team this worker is in, as a line of a list. */
export type MyPlan = Pick<OpenedPlan, 'plan' | 'now' | 'personId' | 'name'>
/** The plans of the people around whom this worker is in a team: one entry for each who is on the list. */
export async function readMyPlans(services: Services, caller: Caller): Promise<MyPlan[]> {
  const { house, vault } = services
  try {
    return await readPersonal(
      house,
      caller,
      read,
      async (tx) => {
        await grant(house, tx, decidingScope(tx.actor.teams))
        const subjects: LinkedSubject[] = await listSubjectsOf(
          services,
          tx,
          await listOwnSources(tx, tx.actor.id, tx.actor.teams),
        )
        const disclosed = await decideAbout(services, tx, subjects, 'plans')
        return { ...onlyClasses(disclosed, ['identity', 'plan']), explained: subjects }
      },
      async (tx, subjects, showOnly) => {
        const mine = await plansOf(tx, services, subjects, tx.actor)
        showOnly(mine.map(({ personId }) => personId))
        return mine
      },
    )
  } catch (error) {
    if (error instanceof DisclosureRefused && error.code === 'NOTHING_TO_SHOW') return []
    throw error
  }

  async function plansOf(tx: ReadTx, of: Services, subjects: readonly LinkedSubject[], actor: Actor): Promise<MyPlan[]> {
    const all = await plans.listPlans(tx, vault, sourcesOf(subjects))
    const personOf = new Map(subjects.flatMap((one) => one.sources.map(({ sourcePersonId }) => [sourcePersonId, one] as const)))
    const mine = all.map((plan) => ({ plan, now: planOf(plan) })).filter(({ now }) => now.ended === null && isMine(now, actor))
    const names = await preferredNames(of, tx, [...new Set(mine.map(({ plan }) => personOf.get(plan.sourcePersonId)!))])
    return mine.map((one) => {
      const { personId } = personOf.get(one.plan.sourcePersonId)!
      return { ...one, personId, name: names.get(personId) ?? 'Name not shared' }
    })
  }
}
