import {
  type AccessRequest,
  type Asked,
  findRequest,
  errors as governanceErrors,
  listRequests,
  mayAnswer,
  openWords,
  requireAnswerable,
} from '#modules/information-governance'
import { namesOfOrganisations } from '#modules/partnership'
import { decideAbout, listSubjectsOf, preferredNames } from '#modules/person-index'
import type { ReadTx, Tx } from '#platform/database'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, grant, inTransaction, readPersonal } from '#platform/transactions'

/** Under which purpose an organisation's people answer what they are asked. */
export const answeringPurpose = 'partner-requests'

/** A request in a list: it names nobody whom it is about. */
export type Listed = AccessRequest & { readonly owner: string }
/** A request with its words, and the name of whom it is about. */
export type OpenRequest = Listed &
  Asked & {
    readonly said: string
    readonly name: string
    readonly personId: string
    /** That the owner keeps the record and does not use it: what she shares is seen by nobody but who protects somebody. */
    readonly isRestricted: boolean
  }

async function withOwners(tx: ReadTx, requests: readonly AccessRequest[]): Promise<Listed[]> {
  const organisations = await namesOfOrganisations(tx)
  return requests.map((one) => ({ ...one, owner: organisations.get(one.controllerId) ?? one.controllerId }))
}

/** What this worker asked, the earliest due first. */
export const readAskedByMe = ({ house }: Services, caller: Caller): Promise<Listed[]> =>
  inTransaction(house, caller, 'governance.request.read', async (tx) => {
    const own = (await listRequests(tx, house.now())).filter((one) => one.workerId === tx.actor.id)
    return withOwners(tx, own)
  })

/** What waits for this reader's answer in her organisation, and what was answered lately. */
export const readAskedOfUs = ({ house }: Services, caller: Caller): Promise<Listed[]> =>
  inTransaction(house, caller, 'governance.request.answer', async (tx) => {
    const ours = (await listRequests(tx, house.now())).filter(
      (one) => one.controllerId === tx.actor.organisationId && mayAnswer(tx.actor.roles, one.climbedTo),
    )
    return withOwners(tx, ours)
  })

type Held = {
  readonly request: AccessRequest
  readonly subjects: Awaited<ReturnType<typeof listSubjectsOf>>
  readonly isRestricted: boolean
}

/** Opens a request for whom asked: she must still work with the person. Leaves an entry. */
export const openAskedByMe = (services: Services, caller: Caller, id: string): Promise<OpenRequest> =>
  openRequest(services, caller, 'governance.request.read', async (tx) => {
    const request = await findRequest(tx, id)
    if (!request || request.workerId !== tx.actor.id) throw refusal(governanceErrors, 'REQUEST_NOT_FOUND')
    return hold(services, tx, request)
  })

/** Opens a request for whom may answer it: the question, who asks and why, and who it is about by her own service's records. Leaves an entry. */
export const openAskedOfUs = (services: Services, caller: Caller, id: string): Promise<OpenRequest> =>
  openRequest(services, caller, 'governance.request.answer', async (tx) => {
    // Row security asks for the act, which the database is told with a grant.
    await grant(services.house, tx, {})
    const request = await requireAnswerable(tx, id)
    if (tx.actor.purpose !== answeringPurpose) throw refusal(governanceErrors, 'WRONG_PURPOSE_TO_ANSWER')
    return hold(services, tx, request, 'request-in-hand')
  })

async function hold(
  services: Services,
  tx: ReadTx,
  request: AccessRequest,
  holding?: 'request-in-hand',
): Promise<Disclosed<Held>> {
  const subjects = await listSubjectsOf(services, tx, request.sources)
  if (subjects.length === 0) throw refusal(governanceErrors, 'REQUEST_NOT_FOUND')
  // The owner sees of her what his own service holds, and no other.
  const known = holding
    ? subjects.map((one) => ({ ...one, sources: one.sources.filter((source) => source.datasetId === request.datasetId) }))
    : subjects
  const disclosed = await decideAbout(services, tx, known, 'access-request', known[0]!.personId, holding)
  const isRestricted =
    holding !== undefined && disclosed.explained.people.some((one) => one.datasets.some(({ limits }) => limits.length > 0))
  return { ...disclosed, explained: { request, subjects: known, isRestricted } }
}

function openRequest<Act extends 'governance.request.read' | 'governance.request.answer'>(
  services: Services,
  caller: Caller,
  act: Act,
  find: (tx: Tx<Act>) => Promise<Disclosed<Held>>,
): Promise<OpenRequest> {
  return readPersonal(services.house, caller, act, find, async (tx, { request, subjects, isRestricted }) => {
    const words = await openWords(tx, services.vault, request.id)
    if (!words) throw refusal(governanceErrors, 'REQUEST_NOT_FOUND')
    const [listed] = await withOwners(tx, [request])
    const { personId } = subjects[0]!
    const name = (await preferredNames(services, tx, subjects)).get(personId) ?? 'Name not shared'
    return { ...listed!, ...words.asked, said: words.said, name, personId, isRestricted }
  })
}
