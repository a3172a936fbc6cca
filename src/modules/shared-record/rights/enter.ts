import { findSourceByReference } from '#modules/feeds'
import {
  askForRights,
  decidingScope,
  errors as governanceErrors,
  isHiddenDataset,
  listAddressees,
  listDatasets,
  type RequestKind,
  type RestrictionGround,
  rightsPurpose,
} from '#modules/information-governance'
import { namesOfOrganisations } from '#modules/partnership'
import { decideAbout, findSubject, type LinkedSubject, nobodyOf, preferredNames, sourcesOf } from '#modules/person-index'
import type { Tx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, grant, inTransaction, readPersonal } from '#platform/transactions'

/** What others can ask for somebody: a copy goes to her own page alone, and a complaint is hers. */
export type AskedForHer = {
  readonly id: string
  readonly kind: Extract<RequestKind, 'objection' | 'restriction'>
  readonly ground: RestrictionGround | null
  readonly said: string
}
type Named = { readonly id: string; readonly name: string }

const enter = 'governance.rights.enter'
/** The datasets of the reader's own organisation, by name. */
export const readBeforeEntering = ({ house }: Services, caller: Caller): Promise<Named[]> =>
  inTransaction(house, caller, enter, async (tx) =>
    [...(await listDatasets(tx)).values()]
      .filter((one) => one.controllerId === tx.actor.organisationId)
      .map(({ id, plainName }) => ({ id, name: plainName }))
      .toSorted((a, b) => a.name.localeCompare(b.name)),
  )

/**
 * Writes in what came to the officer's organisation by letter, telephone or in person. Whose record it is she looks up in her own system: here she names it by its
 * reference, and nobody is searched for.
 */
export const enterRequest = (
  services: Services,
  caller: Caller,
  asked: AskedForHer & { readonly datasetId: string; readonly reference: string; readonly receivedOn: PlainDate },
): Promise<void> =>
  inTransaction(services.house, caller, enter, async (tx) => {
    if (tx.actor.purpose !== rightsPurpose) throw refusal(governanceErrors, 'WRONG_PURPOSE_FOR_RIGHTS')
    // The look-up asks for the act, which the database is told with a grant.
    await grant(services.house, tx, {})
    const record = await findSourceByReference(tx, asked.datasetId, asked.reference)
    if (!record) throw refusal(governanceErrors, 'RIGHTS_RECORD_UNKNOWN')
    await grant(services.house, tx, decidingScope([], { sources: [record.sourcePersonId] }))
    const hidden = isHiddenDataset((await listDatasets(tx)).get(record.datasetId))
    await askForRights(services, tx, { ...asked, to: record.controllerId, hidden, anchors: [record], records: [record] })
  })

const askFor = 'governance.rights.ask-for'
type About = { readonly subject: LinkedSubject; readonly seen: LinkedSubject['sources'] }
/** What stands on the form of a worker who asks for somebody: who she is, and whom can be asked. Nothing of who holds something. */
export type BeforeAskingFor = { readonly personId: string; readonly name: string; readonly organisations: readonly Named[] }

export const readBeforeAskingFor = (services: Services, caller: Caller, personId: string): Promise<BeforeAskingFor> =>
  readPersonal(
    services.house,
    caller,
    askFor,
    (tx) => decideOn(services, tx, personId),
    async (tx, { subject }) => {
      const names = await namesOfOrganisations(tx)
      const organisations = (await listAddressees(tx)).map((id) => ({ id, name: names.get(id) ?? id }))
      return {
        personId: subject.personId,
        name: (await preferredNames(services, tx, [subject])).get(subject.personId) ?? 'Name not shared',
        organisations: organisations.toSorted((a, b) => a.name.localeCompare(b.name)),
      }
    },
  )

/** A worker asks for somebody with whom she works. It is about the records that she sees; which others are hers is looked up by whoever answers. */
export const askForPerson = (
  services: Services,
  caller: Caller,
  personId: string,
  asked: AskedForHer & { readonly to: string },
): Promise<void> =>
  readPersonal(
    services.house,
    caller,
    askFor,
    (tx) => decideOn(services, tx, personId),
    (tx, { seen }) => askForRights(services, tx, { ...asked, anchors: seen, records: seen }),
  )

async function decideOn(services: Services, tx: Tx<typeof askFor>, personId: string): Promise<Disclosed<About>> {
  const subject = (await findSubject(services, tx, personId)) ?? nobodyOf(personId)
  const disclosed = await decideAbout(services, tx, [subject], 'ask-for-person', subject.personId)
  const known = new Set(disclosed.explained.people.flatMap((one) => one.datasets.map((dataset) => dataset.datasetId)))
  const seen = subject.sources.filter((source) => known.has(source.datasetId))
  const bound = { sources: sourcesOf([{ ...subject, sources: seen }]) }
  return { ...disclosed, grant: { ...disclosed.grant, bound }, explained: { subject, seen } }
}
