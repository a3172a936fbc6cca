import { findOrganisation, namesOfOrganisations, namesOfWorkers } from '#modules/partnership'
import type { ReadTx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import { errors } from './errors.ts'
import { whoRuns } from './say-of-service.ts'
import { findService, listTopics, type SearchWords, type ShownService, searchServices } from './search-services.ts'
import * as sources from './sources.repository.ts'

/** What somebody at work finds, and what there is to choose from. */
export const lookForServices = async (
  tx: ReadTx,
  words: SearchWords,
): Promise<{ services: ShownService[]; total: number; topics: string[] }> => ({
  ...(await searchServices(tx, words)),
  topics: await listTopics(tx),
})

/** A service as somebody at work sees it: with who said what of it, and whether it is her organisation's. */
export type OpenedService = {
  readonly service: ShownService
  readonly runBy: { readonly id: string; readonly name: string; readonly dutyPhone: string } | null
  readonly source: string
  readonly placesSaidBy: string
  readonly assuredBy: string
  readonly isOurs: boolean
}

export async function openForWork(tx: ReadTx, id: string, today: PlainDate): Promise<OpenedService> {
  const service = await findService(tx, id, today)
  if (!service) throw refusal(errors, 'SERVICE_NOT_FOUND')
  const { capacity, assurance } = service
  const runBy = await whoRuns(tx, service, today)
  const organisation = runBy === null ? undefined : await findOrganisation(tx, runBy)
  const organisations = await namesOfOrganisations(tx)
  const workers = await namesOfWorkers(
    tx,
    [capacity?.saidBy, assurance?.by].filter((one) => one !== undefined),
  )
  const said = (by: string | undefined, of: string | undefined) =>
    [workers.get(by ?? ''), organisations.get(of ?? '')].filter(Boolean).join(', ')
  return {
    service,
    runBy: organisation ? { id: organisation.id, name: organisation.name, dutyPhone: organisation.dutyPhone } : null,
    source: (await sources.findSource(tx, { id: service.sourceId }))?.name ?? '',
    placesSaidBy: said(capacity?.saidBy, capacity?.organisationId),
    assuredBy: said(assurance?.by, assurance?.organisationId),
    isOurs: runBy === tx.actor.organisationId,
  }
}
