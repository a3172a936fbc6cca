import { beginPlan, changePlan, herself, type PlanEvent, readBeforePlan, recordConcern } from '#modules/casework'
import { giveDelegation, type WorkerId } from '#modules/partnership'
import { findPeople } from '#modules/shared-record'
import { dayOf } from '#platform/dates'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { inTransaction } from '#platform/transactions'
import { sittingOf } from './demo-requests.ts'

/** A family help plan that runs when the demonstration opens: its team, two goals in the family's words, and sent to the mother, who has not answered yet. */
export async function planAround(services: Services, personaIssuer: string): Promise<void> {
  const { house, place } = services
  const marcus = await sittingOf(services, personaIssuer, 'marcus-bell', 'childrens-family-help')
  if (!marcus) return
  const [deborah] = await findPeople(services, marcus(), { name: 'Deborah Castle' })
  if (!deborah) return
  const { suggested } = await readBeforePlan(services, marcus(), deborah.personId)
  const lead = suggested.find(({ name }) => name === 'Marcus Bell')
  if (!lead) return
  const others = suggested.filter((one) => one !== lead)
  const catherine = await sittingOf(services, personaIssuer, 'catherine-ashworth', 'board')
  const today = dayOf(house.now(), place.zone)
  if (catherine)
    await inTransaction(house, catherine(), 'partnership.delegation.give', (tx) =>
      giveDelegation(tx, {
        workerId: lead.workerId as WorkerId,
        function: 'flexible-fund',
        limitPence: 25_000n,
        from: today,
        to: null,
      }),
    )
  const id = newId()
  await beginPlan(services, marcus(), deborah.personId, {
    id,
    kind: 'family-help',
    why: 'Logan came back from a child in need plan. School, home and money go on together, with one worker who asks.',
    leadId: lead.workerId,
    memberIds: others.map(({ workerId }) => workerId),
    concernId: undefined,
  })
  const [school, home, father] = [newId(), newId(), newId()]
  const at = others[0]?.workerId ?? lead.workerId
  const events: PlanEvent[] = [
    { kind: 'goal-set', goalId: school, words: 'Logan is at school on time, and somebody there asks how he is' },
    {
      kind: 'action-set',
      actionId: newId(),
      goalId: school,
      what: 'Meet Logan at the gate on Mondays',
      who: at,
      by: today.add({ days: 9 }).toString(),
    },
    { kind: 'goal-set', goalId: home, words: 'We know what comes in and what goes out each week' },
    {
      kind: 'action-set',
      actionId: newId(),
      goalId: home,
      what: 'Go through the letters together',
      who: lead.workerId,
      by: today.add({ days: 5 }).toString(),
    },
    {
      kind: 'action-set',
      actionId: newId(),
      goalId: home,
      what: 'Bring the bank card and the letters',
      who: herself,
      by: today.add({ days: 5 }).toString(),
    },
    {
      kind: 'goal-set',
      goalId: father,
      words: 'Logan’s father hears how school goes from the school, not through Logan',
      readers: 'team',
      why: 'It is about another adult, and Logan asked that it is not read at home.',
    },
    {
      kind: 'action-set',
      actionId: newId(),
      goalId: father,
      what: 'Ask the school to ring him once a month',
      who: lead.workerId,
      by: today.add({ days: 12 }).toString(),
    },
    {
      kind: 'step-done',
      step: 'child-seen',
      on: today.subtract({ days: 3 }).toString(),
      answers: {
        seen: 'yes',
        alone: 'yes',
        where: 'In his room, Deborah in the kitchen',
        said: '“I like Mondays when Mr Bell walks with me. Nights are loud.”',
      },
    },
    {
      kind: 'step-done',
      step: 'supervision',
      on: today.subtract({ days: 1 }).toString(),
      answers: {
        who: 'Karen Doyle, team manager',
        thought: 'Logan speaks more. Nights are still loud: the damp keeps them all in one room.',
        decided: 'Family help goes on. The room comes before the benefits letters.',
        decisions: 'Ask housing when the damp in Logan’s room is repaired',
      },
    },
    { kind: 'review-set', on: today.add({ days: 42 }).toString() },
    { kind: 'sent' },
  ]
  const begun = 2 + others.length
  for (const [nth, event] of events.entries()) await changePlan(services, marcus(), id, begun + nth, event)
}

/** A worry that waits at the front door. */
export async function worryAround(services: Services, personaIssuer: string): Promise<void> {
  const { house, place } = services
  const earlier = { ...services, place, house: { ...house, now: () => house.now().subtract({ hours: 2 }) } }
  const amina = await sittingOf(services, personaIssuer, 'amina-hussain', 'tenancy-support')
  if (!amina) return
  const [kayleigh] = await findPeople(services, amina(), { name: 'Kayleigh Marsden' })
  if (!kayleigh) return
  await recordConcern(earlier, amina(), kayleigh.personId, {
    id: newId(),
    danger: 'soon',
    agrees: 'not-asked',
    ringBack: true,
    told: {
      seen: 'At the door this morning: Ruby in a coat indoors, the meter empty, and Kayleigh said that she had not slept.',
      ownWords: 'Ruby: “It is warmer at school.”',
      opinion: 'She manages less than in summer. Nobody seems to speak with anybody else about them.',
      others: 'Jayden, 12, and Ruby, 6',
      whyNot: 'He was in the next room. I will ask her when she is alone.',
      safeWay: 'In the morning, when the children are at school',
    },
  })
}
