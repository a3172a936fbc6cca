import { adviceOn, lawsInForce, listDatasets, onlyClasses, type SharingAdvice } from '#modules/information-governance'
import { birthdaysOf, decideAbout, findSubject, type LinkedSubject, nobodyOf, preferredNames } from '#modules/person-index'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { ageOn, dayOf } from '#platform/dates'
import { refusal } from '#platform/errors'
import { tellChanged } from '#platform/live'
import type { Services } from '#platform/services'
import { type Caller, readPersonal } from '#platform/transactions'
import { anchorOf } from '../anchor.rules.ts'
import { errors } from '../errors.ts'
import { contactsOf } from '../live.ts'
import { frontDoorOf } from '../queue.ts'
import * as concerns from './concern.repository.ts'
import { missingIn } from './concern.rules.ts'

const act = 'casework.concern.record' as const
/** What is shown of her while a worry is written down: who she is, so that it is about nobody else. */
const shown = ['identity', 'concern'] as const

/** About whom a worry is being written, with what the law says of telling others. */
export type AboutConcern = { readonly personId: string; readonly name: string; readonly advice: readonly SharingAdvice[] }

/** Before a worry is written down: who it is about. Refuses as if there were nobody, where the writer does not work with her. */
export const readAboutConcern = (services: Services, caller: Caller, personId: string): Promise<AboutConcern> =>
  aboutPerson(services, caller, personId, async (_, found) => found)

/** Writes down a worry about somebody whom the writer works with: it waits at the front door from this moment. */
export const recordConcern = (
  services: Services,
  caller: Caller,
  personId: string,
  concern: Omit<concerns.NewConcern, 'frontDoorId'>,
): Promise<void> =>
  aboutPerson(services, caller, personId, async (tx, { record }) => {
    const missing = missingIn(concern)
    if (missing.length > 0) throw refusal(errors, 'CONCERN_INCOMPLETE', { missing })
    const frontDoorId = await frontDoorOf(tx)
    await concerns.insertConcern(tx, services.vault, record, { ...concern, frontDoorId }, services.house.now())
    await recordAudit(tx, concern.id, { danger: concern.danger })
    await tellChanged(tx, contactsOf(frontDoorId), contactsOf(tx.actor.id))
  })

type Found = AboutConcern & { readonly record: concerns.RecordOf; readonly subject: LinkedSubject }
type Work<T> = (tx: Tx<typeof act>, found: Found) => Promise<T>
function aboutPerson<T>(services: Services, caller: Caller, personId: string, work: Work<T>): Promise<T> {
  const { house, place } = services
  return readPersonal(
    house,
    caller,
    act,
    async (tx) => {
      const subject = (await findSubject(services, tx, personId)) ?? nobodyOf(personId)
      const disclosed = await decideAbout(services, tx, [subject], 'concern', subject.personId)
      const record = anchorOf(subject, disclosed.explained.people[0]!, 'concern')
      const existence = record && (await listDatasets(tx)).get(record.datasetId)?.existence
      // Who hides that she is with them writes to the front door herself, and says what she chooses (practice K2, K8).
      if (!record || existence === 'brokered' || existence === 'sealed') throw refusal(errors, 'CONCERN_BY_CONTACT')
      return { ...onlyClasses(disclosed, shown), explained: { subject, record } }
    },
    async (tx, { subject, record }) => {
      const day = dayOf(house.now(), place.zone)
      const born = (await birthdaysOf(services, tx, [subject])).get(subject.personId)?.[0]
      const about = born ? (ageOn(born, day) < 18 ? 'child' : 'adult') : 'unknown'
      const name = (await preferredNames(services, tx, [subject])).get(subject.personId) ?? 'Name not shared'
      const advice = adviceOn(about, await lawsInForce(tx, day))
      return work(tx, { personId: subject.personId, name, advice, subject, record })
    },
  )
}
