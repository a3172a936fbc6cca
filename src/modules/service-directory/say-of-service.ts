import { listOrganisations, successorOf } from '#modules/partnership'
import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import type { Instant, PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import { errors } from './errors.ts'
import { getListedService, type ShownService } from './search-services.ts'
import * as services from './services.repository.ts'

/** The partner that runs a service today: the one named in its record, or whoever came after it. */
export async function whoRuns(tx: ReadTx, { runBy }: Pick<ShownService, 'runBy'>, today: PlainDate): Promise<string | null> {
  return runBy === null ? null : (successorOf(runBy, today, await listOrganisations(tx)) ?? null)
}

const mostPlaces = 100_000

/** Says how many places a service has now: somebody of the organisation that runs it. */
export async function recordCapacity(
  tx: Tx<'service-directory.capacity.record'>,
  { serviceId, places: typed }: { readonly serviceId: string; readonly places: string },
  now: Instant,
  today: PlainDate,
): Promise<void> {
  const service = await getListedService(tx, serviceId, today)
  if ((await whoRuns(tx, service, today)) !== tx.actor.organisationId) throw refusal(errors, 'NOT_YOUR_SERVICE')
  const places = /^\s*\d{1,6}\s*$/.test(typed) ? Number(typed) : undefined
  if (places === undefined || places > mostPlaces) throw refusal(errors, 'PLACES_UNREADABLE')
  const said = { places, asOf: now, saidBy: tx.actor.id, organisationId: tx.actor.organisationId }
  await services.insertCapacity(tx, newId<'capacity'>(), serviceId, said)
  await recordAudit(tx, serviceId, { places })
}

/** Says that what is listed of a service holds today: somebody of the organisation that runs it, or the steward. */
export async function assureService(
  tx: Tx<'service-directory.service.assure'>,
  serviceId: string,
  now: Instant,
  today: PlainDate,
): Promise<void> {
  const service = await getListedService(tx, serviceId, today)
  const mine = (await whoRuns(tx, service, today)) === tx.actor.organisationId
  if (!mine && !tx.actor.roles.includes('steward')) throw refusal(errors, 'NOT_YOUR_SERVICE')
  const said = { on: today, at: now, by: tx.actor.id, organisationId: tx.actor.organisationId }
  await services.insertAssurance(tx, newId<'assurance'>(), serviceId, said)
  await recordAudit(tx, serviceId, { assuredOn: today.toString() })
}
