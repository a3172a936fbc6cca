import { onlyClasses } from '#modules/information-governance'
import { decideAbout, isDangerKnown, type LinkedSubject, listSubjectsOf, sourcesOf } from '#modules/person-index'
import type { ReadTx, Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { errors as platformErrors, refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, readPersonal } from '#platform/transactions'
import { errors } from '../errors.ts'
import { findOwnStory } from '../stories/story.repository.ts'
import { inWords, type Question } from '../stories/story.rules.ts'
import { writeEntry } from './change-plan.ts'
import { listPlans, type Plan } from './plan.repository.ts'
import { forPerson, isOnPage, type PlanNow, planOf } from './plan.rules.ts'

const [readOwn, answer] = ['casework.plan.read-own', 'casework.plan.answer'] as const

/** A plan as the person whom it is about reads it: what the team keeps to itself is not in it. */
export type OwnPlan = { readonly plan: Pick<Plan, 'id'>; readonly now: PlanNow }
/** The same with all that was written, to write the next entry into. */
type WholePlan = OwnPlan & { readonly plan: Plan }
/** Which records the resident's account is tied to: none while it is frozen. Her own room knows. */
export type TiedRecords = (tx: ReadTx) => Promise<readonly string[]>

/** The plans that stand on somebody's own page. Undefined while her account is tied to no record, or frozen. */
export const readOwnPlans = (services: Services, caller: Caller, tied: TiedRecords): Promise<OwnPlan[] | undefined> =>
  withOwnPlans(services, caller, readOwn, tied, async (_, mine) =>
    mine.map(({ plan: { id }, now }): OwnPlan => ({ plan: { id }, now })),
  )

/**
 * She agrees to a plan, to the text that she has read, or asks for a change in her own words. Refuses as if there were none, where it is not on her
 * page (any more).
 */
export const answerOwnPlan = (
  services: Services,
  caller: Caller,
  tied: TiedRecords,
  id: string,
  said:
    | { readonly kind: 'agreed'; readonly words: string; readonly after: number }
    | { readonly kind: 'change-asked' | 'message'; readonly words: string },
): Promise<boolean | undefined> =>
  withOwnPlans(services, caller, answer, tied, async (tx, mine) => {
    const own = mine.find(({ plan }) => plan.id === id)
    if (!own) throw refusal(platformErrors, 'NOT_FOUND')
    // She agrees to what she read: what was written since she has not read.
    if (said.kind === 'agreed' && said.after !== own.now.textSeq) throw refusal(errors, 'PLAN_CHANGED')
    await writeEntry(services, tx, own.plan, own.now, { kind: said.kind, words: said.words })
    return true
  })

/** She lets the team of a plan read what she told once, as it is now, so that nobody asks her again. */
export const shareStory = (
  services: Services,
  caller: Caller,
  tied: TiedRecords,
  id: string,
  asked: Readonly<Record<Question, string>>,
): Promise<boolean | undefined> =>
  withOwnPlans(services, caller, answer, tied, async (tx, mine) => {
    const own = mine.find(({ plan }) => plan.id === id)
    const story = await findOwnStory(tx, services.vault)
    if (!own || !story) throw refusal(platformErrors, 'NOT_FOUND')
    await writeEntry(services, tx, own.plan, own.now, { kind: 'story-shared', words: inWords(story.answers, asked) })
    return true
  })

function withOwnPlans<Act extends typeof readOwn | typeof answer, T>(
  services: Services,
  caller: Caller,
  act: Act,
  tied: TiedRecords,
  work: (tx: Tx<Act>, mine: WholePlan[]) => Promise<T>,
): Promise<T | undefined> {
  return readPersonal(
    services.house,
    caller,
    act,
    async (tx): Promise<Disclosed<Mine | undefined>> => {
      const records = await tied(tx)
      const [subject] = await listSubjectsOf(services, tx, records)
      if (!subject) return { grant: {}, entries: [], explained: undefined }
      const { grant, entries } = onlyClasses(await decideAbout(services, tx, [subject], 'own-plan', subject.personId), ['plan'])
      // Her records are named so that it can be asked, with yes or no, whether abuse was recorded since.
      const bound = { ...grant.bound, sources: sourcesOf([subject]) }
      return { grant: { ...grant, bound }, entries, explained: { subject, records } }
    },
    async (tx, found, showOnly) => {
      if (!found) return undefined
      const sources = sourcesOf([found.subject])
      const plans = (await listPlans(tx, services.vault, sources)).map((plan) => ({ plan, now: forPerson(planOf(plan)) }))
      const mine: WholePlan[] = []
      // Somebody may read the page with her: once any service records abuse, it is as if the plan had never been there, until it is sent anew (practice K6).
      // Of whoever is hidden nothing of it stands there: a school or a clinic in the team would lead to where she is (practice K1).
      const isHidden = found.subject.protection !== 'none'
      for (const one of plans.filter(({ now }) => isOnPage(now.answer) && !isHidden))
        if (!(await isDangerKnown(tx, sources, found.records, sentAt(one.plan)))) mine.push(one)
      if (mine.length === 0) showOnly([])
      return work(tx, mine)
    },
  )
}
type Mine = { readonly subject: LinkedSubject; readonly records: readonly string[] }
/** When a worker said last that it is safe for her to read it. */
const sentAt = ({ entries }: Plan): Instant => entries.findLast(({ event }) => event.kind === 'sent')!.at
