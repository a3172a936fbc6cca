import {
  type Asked,
  askOwner,
  type Decision,
  decidingScope,
  type Explanation,
  errors as governanceErrors,
} from '#modules/information-governance'
import { namesOfOrganisations } from '#modules/partnership'
import { decideAbout, findSubject, nobodyOf, preferredNames } from '#modules/person-index'
import type { Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, grant, readPersonal } from '#platform/transactions'

type Dataset = Explanation['datasets'][number]
/** What can be asked about a person of one service, and of whom. */
export type Askable = {
  readonly personId: string
  readonly name: string
  readonly dataset: Dataset
  readonly owner: string
  readonly purpose: Decision['purpose']
}

type About = { readonly personId: string; readonly datasetId: string }
type Found = Decision & { readonly sources: readonly { sourcePersonId: string; datasetId: string }[]; readonly dataset: Dataset }

/**
 * What this worker may ask of one service about a person with whom she works. A service that she may not know of, one that may share nothing when it
 * is asked, and a person whom she may not see are all the same: there is nothing to ask.
 */
export function readAskable(services: Services, caller: Caller, about: About): Promise<Askable> {
  return readPersonal(
    services.house,
    caller,
    'governance.request.ask',
    (tx) => decideOn(services, tx, about),
    async (tx, { dataset, purpose, people, sources }) => {
      const { personId } = people[0]!
      const names = await preferredNames(services, tx, [{ personId, protection: 'none', sources }])
      const organisations = await namesOfOrganisations(tx)
      return {
        personId,
        name: names.get(personId) ?? 'Name not shared',
        dataset,
        owner: organisations.get(dataset.controllerId) ?? dataset.plainName,
        purpose,
      }
    },
  )
}

async function decideOn(
  services: Services,
  tx: Tx<'governance.request.ask'>,
  { personId, datasetId }: About,
): Promise<Disclosed<Found>> {
  const subject = (await findSubject(services, tx, personId)) ?? nobodyOf(personId)
  const disclosed = await decideAbout(services, tx, [subject], 'access-request', subject.personId)
  const dataset = disclosed.explained.people[0]?.datasets.find((one) => one.datasetId === datasetId)
  if (!dataset || dataset.askable.length === 0) throw refusal(governanceErrors, 'NOTHING_TO_ASK')
  return { ...disclosed, explained: { ...disclosed.explained, sources: subject.sources, dataset } }
}

/** Asks the owner of one service's records about a person with whom she works. Decided and logged like any look at her. */
export function askAbout(
  services: Services,
  caller: Caller,
  { id, dueAt, ...about }: About & { readonly id: string; readonly dueAt: Instant },
  asked: Asked,
): Promise<void> {
  const { house } = services
  return readPersonal(
    house,
    caller,
    'governance.request.ask',
    (tx) => decideOn(services, tx, about),
    async (tx, { dataset, sources, people }) => {
      const its = sources.filter((one) => one.datasetId === dataset.datasetId).map((one) => one.sourcePersonId)
      await grant(house, tx, decidingScope(tx.actor.teams, { sources: its }))
      const relationship = people[0]!.datasets.some((one) => one.by.some((by) => by.own))
        ? 'works with this person in her own service'
        : 'works with this person'
      await askOwner(services, tx, { id, dataset, sources: its, relationship, dueAt }, asked)
    },
  )
}
