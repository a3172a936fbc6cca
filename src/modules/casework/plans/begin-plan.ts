import { listOnOwnPage, onlyClasses, openTeamAround } from '#modules/information-governance'
import { decideAbout, findCircle, type LinkedSubject, nobodyOf, preferredNames } from '#modules/person-index'
import { type WorkerInvolved, workersInvolved } from '#modules/shared-record'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { dayOf } from '#platform/dates'
import { refusal } from '#platform/errors'
import { tellChanged } from '#platform/live'
import type { Services } from '#platform/services'
import { type Caller, readPersonal } from '#platform/transactions'
import { anchorOf } from '../anchor.rules.ts'
import * as concerns from '../concerns/concern.repository.ts'
import type { Concern } from '../concerns/concern.rules.ts'
import { planKindOf } from '../concerns/concern.rules.ts'
import { errors } from '../errors.ts'
import { topicOfDay } from '../live.ts'
import type { Plan } from './plan.repository.ts'
import * as plans from './plan.repository.ts'
import type { PlanEvent } from './plan.rules.ts'

const act = 'casework.plan.begin' as const
/** What is shown while a team is formed: who she is, who works with her, the worry that led here, and plans that there are. */
const shown = ['identity', 'involvement-exists', 'involvement', 'concern', 'plan'] as const

/** For whom a plan may begin, with whoever can be asked into the team. */
export type BeforePlan = {
  readonly personId: string
  readonly name: string
  /** How she and those around her are called. */
  readonly names: ReadonlyMap<string, string>
  /** Who works with her, or with somebody who lives with her or is related to her. */
  readonly suggested: readonly WorkerInvolved[]
  /** The worry from which it begins, where it does. */
  readonly concern: Concern | undefined
  /** Plans that she has already: is anyone already doing this? */
  readonly already: readonly Plan[]
}

/** Before a plan begins: who works with her already, and whether she has one. */
export const readBeforePlan = (services: Services, caller: Caller, personId: string, concernId?: string): Promise<BeforePlan> =>
  beforePlan(services, caller, personId, concernId, async (_, before) => before)

export type NewPlan = {
  readonly id: string
  readonly kind: string
  readonly why: string
  readonly leadId: string
  readonly memberIds: readonly string[]
  readonly concernId: string | undefined
}

/** Begins a plan with its team: each of them works with her from now on, whoever employs them, for as long as they are in the team. */
export const beginPlan = (services: Services, caller: Caller, personId: string, plan: NewPlan): Promise<void> =>
  beforePlan(services, caller, personId, plan.concernId, async (tx, { record, suggested, concern }) => {
    const now = services.house.now()
    const byId = new Map(suggested.map((one) => [one.workerId, one]))
    const team = [plan.leadId, ...plan.memberIds.filter((one) => one !== plan.leadId)].flatMap((id) => byId.get(id) ?? [])
    if (!byId.has(plan.leadId) || plan.why === '') throw refusal(errors, 'PLAN_TEAM_INCOMPLETE')
    if (plan.concernId && (!concern?.decided || planKindOf(concern.decided.decision) === null))
      throw refusal(errors, 'CONCERN_NOT_DECIDED')
    if (concern?.decided?.planId) throw refusal(errors, 'CONCERN_DECIDED')

    await plans.insertPlan(tx, record, { id: plan.id, kind: plan.kind, concernId: plan.concernId ?? null }, now)
    const events: PlanEvent[] = [
      { kind: 'begun', why: plan.why, ...(concern ? { since: dayOf(concern.recordedAt, services.place.zone).toString() } : {}) },
      ...team.map(
        ({ workerId, name, organisation, phone }): PlanEvent => ({
          kind: 'joined',
          lead: workerId === plan.leadId,
          workerId,
          name,
          organisation,
          phone,
        }),
      ),
    ]
    await plans.insertEntries(tx, services.vault, { ...record, id: plan.id }, 1, events, now)
    await openTeamAround(
      tx,
      record,
      team.map(({ workerId }) => ({ workerId, key: `${plan.id}|${workerId}|1` })),
      now,
    )
    if (plan.concernId) await concerns.markPlan(tx, plan.concernId, plan.id)
    await recordAudit(tx, plan.id, { kind: plan.kind, team: team.length })
    await tellChanged(tx, ...team.map(({ workerId }) => topicOfDay(workerId)))
  })

type Work<T> = (
  tx: Tx<typeof act>,
  before: BeforePlan & { readonly record: concerns.RecordOf; readonly subject: LinkedSubject },
) => Promise<T>
function beforePlan<T>(
  services: Services,
  caller: Caller,
  personId: string,
  concernId: string | undefined,
  work: Work<T>,
): Promise<T> {
  return readPersonal(
    services.house,
    caller,
    act,
    async (tx) => {
      const { main, network } = (await findCircle(services, tx, personId)) ?? { main: nobodyOf(personId), network: [] }
      const disclosed = await decideAbout(services, tx, [main, ...network], 'plan', main.personId)
      const { datasets } = disclosed.explained.people.find((one) => one.personId === main.personId)!
      return { ...onlyClasses(disclosed, shown), explained: { subject: main, network, datasets } }
    },
    async (tx, { subject, network, datasets }) => {
      const sources = subject.sources.map((one) => one.sourcePersonId)
      const concern = concernId
        ? (await concerns.listConcerns(tx, services.vault, sources)).find((one) => one.id === concernId)
        : undefined
      const first = await listOnOwnPage(tx, 'plan', dayOf(services.house.now(), services.place.zone))
      const record = anchorOf(subject, { datasets }, 'plan', { preferred: concern?.sourcePersonId, first })
      if (!record || (concernId && !concern)) throw refusal(errors, 'PLAN_NOT_YOURS')
      const names = await preferredNames(services, tx, [subject, ...network])
      return work(tx, {
        personId: subject.personId,
        name: names.get(subject.personId) ?? 'Name not shared',
        names,
        suggested: await workersInvolved(services, tx, [subject, ...network]),
        concern,
        already: await plans.listPlans(tx, services.vault, sources),
        record,
        subject,
      })
    },
  )
}
