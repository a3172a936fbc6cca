import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { errors as platformErrors, refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import { tellChanged } from '#platform/live'
import type { Services } from '#platform/services'
import { type Caller, grant, inTransaction } from '#platform/transactions'
import { stateOf } from '../contact.rules.ts'
import * as contacts from '../contacts.repository.ts'
import { errors } from '../errors.ts'
import { contactsOf } from '../live.ts'
import { frontDoorOf } from '../queue.ts'
import * as stories from './story.repository.ts'
import { after, missingIn, type Question, questions, type Story, toldBy } from './story.rules.ts'

const act = 'casework.story.tell' as const

/** Where a story is that was sent: who has it at the front door. */
export type WhereItIs = { readonly state: 'waiting' | 'taken' | 'closed'; readonly withName: string | null }
export type OwnStory = { readonly story: Story | undefined; readonly where: WhereItIs | undefined }

/** The story of the resident who asks, as far as she has told it, and where it is. Nothing that is held about her is in it. */
export const readOwnStory = (services: Services, caller: Caller): Promise<OwnStory> =>
  telling(services, caller, async (tx) => {
    const story = await stories.findOwnStory(tx, services.vault)
    const contact = story?.contactId ? await contacts.findContact(tx, services.vault, story.contactId) : undefined
    return { story, where: contact && { state: stateOf(contact), withName: contact.takenByName } }
  })

/** Keeps the answer to one question, and says which comes next. What was sent is as it was: what is new goes to whoever has it, or into a plan. */
export const answerQuestion = (services: Services, caller: Caller, name: string, words: string): Promise<Question | undefined> =>
  telling(services, caller, async (tx) => {
    const question = questions.find((one) => one === name)
    if (!question) throw refusal(platformErrors, 'NOT_FOUND')
    const story = await stories.findOwnStory(tx, services.vault)
    if (story?.sent) throw refusal(errors, 'STORY_SENT')
    await stories.keepStory(
      tx,
      services.vault,
      story?.id ?? newId(),
      { ...story?.answers, [question]: words },
      services.house.now(),
    )
    return after(question)
  })

/** Sends the story to the front door, once. @param asked the questions as she read them */
export const sendStory = (services: Services, caller: Caller, asked: Readonly<Record<Question, string>>): Promise<void> =>
  telling(services, caller, async (tx) => {
    const { house, vault } = services
    const story = await stories.findOwnStory(tx, vault)
    const missing = missingIn(story?.answers ?? {})
    if (!story || missing.length > 0) throw refusal(errors, 'STORY_INCOMPLETE', { missing })
    if (story.sent) throw refusal(errors, 'STORY_SENT')
    const [now, id, frontDoorId] = [house.now(), newId(), await frontDoorOf(tx)]
    const told = toldBy(tx.actor.name, story.answers, asked)
    await contacts.insertContact(tx, vault, { id, frontDoorId, way: 'resident', told, receivedAt: now })
    await stories.markSent(tx, story.id, id, now)
    await recordAudit(tx, id, { way: 'resident' })
    await tellChanged(tx, contactsOf(frontDoorId))
  })

const telling = <T>({ house }: Services, caller: Caller, work: (tx: Tx<typeof act>) => Promise<T>): Promise<T> =>
  inTransaction(house, caller, act, async (tx) => {
    // Row security asks for the act, which the database is told with a grant.
    await grant(house, tx, {})
    return work(tx)
  })
