import {
  findNotice,
  errors as governanceErrors,
  listToReview,
  type Reach,
  readReach,
  requireReviewing,
  reviewTelling,
} from '#modules/information-governance'
import { preferredNames } from '#modules/person-index'
import type { Tx } from '#platform/database'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { type Caller, grant, inTransaction, readPersonal } from '#platform/transactions'
import { decideOn, holdTelling, onList, peopleOf, type ReachedPerson } from './reached.ts'

const act = 'governance.incident.review'

export type ToReview = {
  readonly id: string
  readonly reference: string
  /** Whether this reader froze the list: then somebody else reviews it. */
  readonly isOwn: boolean
  readonly waiting: readonly { readonly personId: string; readonly state: ReachedPerson['state'] }[]
}
/** The lists of this organisation on which somebody waits for a review: numbers and no names. */
export const readToReview = (services: Services, caller: Caller): Promise<ToReview[]> =>
  inTransaction(services.house, caller, act, async (tx) => {
    await grant(services.house, tx, {})
    const lists: ToReview[] = []
    for (const { id, reference } of await listToReview(tx)) {
      const reach = await readReach(services, tx, id)
      const { people } = await peopleOf(services, tx, reach?.members ?? [], reach?.tellings ?? [])
      const waiting = people.filter(({ state }) => state === 'to-review' || state === 'not-safe')
      const isOwn = reach?.list.frozenById === tx.actor.id
      if (waiting.length > 0)
        lists.push({ id, reference, isOwn, waiting: waiting.map(({ personId, state }) => ({ personId, state })) })
    }
    return lists
  })

export type OpenReview = { readonly person: ReachedPerson; readonly name: string; readonly notice: string[] }
/** One person of whom a reviewer says whether it is safe to tell her: a look with its entry. */
export const openTellingReview = (services: Services, caller: Caller, id: string, personId: string): Promise<OpenReview> =>
  withReview(services, caller, id, personId, async (_tx, opened) => opened)

/** Says whether it is safe to tell her (practice K3). */
export const decideTellingReview = (
  services: Services,
  caller: Caller,
  id: string,
  personId: string,
  review: { readonly kind: 'safe' | 'not-safe'; readonly said: string },
): Promise<void> =>
  withReview(
    services,
    caller,
    id,
    personId,
    (tx, { person }, reach) => reviewTelling(services, tx, id, reach, person.records, review),
    holdTelling,
  )

function withReview<T>(
  services: Services,
  caller: Caller,
  id: string,
  personId: string,
  work: (tx: Tx<typeof act>, opened: OpenReview, reach: Reach) => Promise<T>,
  hold: typeof holdTelling = async () => {},
): Promise<T> {
  return readPersonal(
    services.house,
    caller,
    act,
    async (tx) => {
      await grant(services.house, tx, {})
      await hold(tx, id)
      await requireReviewing(tx, id)
      const reach = await readReach(services, tx, id)
      const notice = Object.values((await findNotice(services, tx, id))?.notice ?? {})
      const found = await onList(services, tx, reach, personId)
      const [person] = found.people
      // Nobody looks at a person here but to review.
      if (!reach || !person || (person.state !== 'to-review' && person.state !== 'not-safe'))
        throw refusal(governanceErrors, 'INCIDENT_NOBODY_ON_LIST')
      return decideOn(services, tx, found, person.personId, { reach, notice })
    },
    async (tx, { people, subjects, reach, notice }) => {
      const person = people[0]!
      const name = (await preferredNames(services, tx, subjects)).get(person.personId) ?? 'Name not known'
      return work(tx, { person, name, notice }, reach)
    },
  )
}
