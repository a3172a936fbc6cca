import { listDatasets, onlyClasses } from '#modules/information-governance'
import { listOrganisations } from '#modules/partnership'
import { decideAbout, findSubject, nobodyOf, preferredNames } from '#modules/person-index'
import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import { refusal } from '#platform/errors'
import { tellChanged } from '#platform/live'
import type { Services } from '#platform/services'
import { type Caller, readPersonal } from '#platform/transactions'
import { anchorOf } from '../anchor.rules.ts'
import type { RecordOf } from '../concerns/concern.repository.ts'
import { errors } from '../errors.ts'
import { referralsOf } from '../live.ts'
import { insertEntry, insertReferral } from './referral.repository.ts'
import type { ReferralEvent } from './referral.rules.ts'

const act = 'casework.referral.send' as const
const shown = ['identity', 'referral'] as const

export type Destination = { readonly id: string; readonly name: string }
/** Before a referral is sent: about whom, and who could be asked. */
export type BeforeReferral = { readonly personId: string; readonly name: string; readonly destinations: readonly Destination[] }

/**
 * Organisations that can be asked to help: all at work here, but the reader's own and those of which every service hides who comes to it. To them nobody is sent: their own
 * workers decide whether and how to make contact (practice K8).
 */
export async function destinationsFor(tx: ReadTx): Promise<Destination[]> {
  const datasets = [...(await listDatasets(tx)).values()]
  const hides = (id: string) => {
    const its = datasets.filter(({ controllerId }) => controllerId === id)
    return its.length > 0 && its.every(({ existence }) => existence === 'brokered' || existence === 'sealed')
  }
  return (await listOrganisations(tx))
    .filter(({ id, to, kind }) => to === null && kind !== 'partnership-office' && id !== tx.actor.organisationId && !hides(id))
    .map(({ id, name }) => ({ id, name }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

export const readBeforeReferral = (services: Services, caller: Caller, personId: string): Promise<BeforeReferral> =>
  aboutPerson(services, caller, personId, async (_, before) => before)

/** Asks another organisation to help somebody whom the writer works with. Both sides see the same from then on. */
export const sendReferral = (
  services: Services,
  caller: Caller,
  personId: string,
  id: string,
  event: Extract<ReferralEvent, { kind: 'sent' }>,
): Promise<void> =>
  aboutPerson(services, caller, personId, async (tx, { record, destinations }) => {
    if (event.need === '' || !destinations.some((one) => one.id === event.to)) throw refusal(errors, 'REFERRAL_INCOMPLETE')
    const now = services.house.now()
    await insertReferral(tx, record, id, now)
    await insertEntry(tx, services.vault, { ...record, id }, 1, event, { at: event.to, waits: true }, now)
    await recordAudit(tx, id, { to: event.to })
    await tellChanged(tx, referralsOf(event.to), referralsOf(tx.actor.organisationId))
  })

function aboutPerson<T>(
  services: Services,
  caller: Caller,
  personId: string,
  work: (tx: Tx<typeof act>, before: BeforeReferral & { readonly record: RecordOf }) => Promise<T>,
): Promise<T> {
  return readPersonal(
    services.house,
    caller,
    act,
    async (tx) => {
      const subject = (await findSubject(services, tx, personId)) ?? nobodyOf(personId)
      const disclosed = await decideAbout(services, tx, [subject], 'referral', subject.personId)
      const record = anchorOf(subject, disclosed.explained.people[0]!, 'referral')
      const existence = record && (await listDatasets(tx)).get(record.datasetId)?.existence
      if (!record || existence === 'brokered' || existence === 'sealed') throw refusal(errors, 'REFERRAL_NOT_HERE')
      return { ...onlyClasses(disclosed, shown), explained: { subject, record } }
    },
    async (tx, { subject, record }) =>
      work(tx, {
        personId: subject.personId,
        name: (await preferredNames(services, tx, [subject])).get(subject.personId) ?? 'Name not shared',
        destinations: await destinationsFor(tx),
        record,
      }),
  )
}
