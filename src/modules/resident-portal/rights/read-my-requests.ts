import {
  type Clock,
  clockOf,
  dueOn,
  findPart,
  errors as governanceErrors,
  listAddressees,
  listMade,
  listOwnLimits,
  listParts,
  listToldOfLimit,
  type Made,
  neverOnPage,
  type OwnLimit,
  onlyClasses,
  openAsked,
  openPacks,
  openSteps,
  type Part,
  type PartState,
  stateOfPart,
} from '#modules/information-governance'
import { namesOfOrganisations } from '#modules/partnership'
import { decideAbout, type LinkedSubject, listSubjectsOf } from '#modules/person-index'
import { asItIsNow, type Copy } from '#modules/shared-record'
import type { ReadTx, Tx } from '#platform/database'
import { dayOf, type PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, inTransaction, readPersonal } from '#platform/transactions'
import { boundSources } from '../read-who-looked.ts'

const act = 'governance.rights.read-own'

/** One organisation's part of what she asked, as she sees it. */
export type MyPart = Part & {
  readonly organisation: string
  readonly clock: Clock
  readonly state: PartState
  readonly dueOn: PlainDate | null
  /** Which organisations were told of what it led to. */
  readonly told: readonly string[]
}
export type MyRequest = Made & { readonly parts: readonly MyPart[] }

/**
 * What this account asked, the latest first. Of a frozen account, and of one that is tied to nobody, only its complaints: whatever else it asked, somebody
 * else may have (P2). Row security shows her no hidden part.
 */
async function listMine({ house, place }: Services, tx: ReadTx): Promise<MyRequest[]> {
  const today = dayOf(house.now(), place.zone)
  const isTied = (await boundSources(tx)).length > 0
  const made = (await listMade(tx)).filter(({ kind }) => isTied || kind === 'complaint')
  const names = await namesOfOrganisations(tx)
  const parts = (await listParts(tx)).map((part): MyPart => {
    const clock = clockOf(part.kind, part.receivedOn, part.steps, today)
    return {
      ...part,
      organisation: names.get(part.controllerId) ?? part.controllerId,
      clock,
      state: stateOfPart(clock, part.steps, today),
      dueOn: dueOn(clock, part.steps),
      told: [],
    }
  })
  return made.map((one) => ({
    ...one,
    parts: parts.filter(({ requestId }) => requestId === one.id).toSorted((a, b) => a.organisation.localeCompare(b.organisation)),
  }))
}

export type MyRequests = {
  readonly requests: readonly MyRequest[]
  readonly isTied: boolean
  /** What is held of her and not used now, by the organisation that was asked. */
  readonly limits: readonly (OwnLimit & { readonly organisation: string })[]
}
/** The list of what she asked: states and days, no words; and what is not used now. Of somebody whose account is tied to a record it is a look at her. */
export const readMyRequests = (services: Services, caller: Caller): Promise<MyRequests> =>
  readPersonal(
    services.house,
    caller,
    act,
    async (tx) => {
      const requests = await listMine(services, tx)
      const isTied = (await boundSources(tx)).length > 0
      return decideOnHerself(services, tx, 'subject-requests', { requests, isTied })
    },
    async (tx, found) => {
      const names = await namesOfOrganisations(tx)
      const limits = found.isTied ? await listOwnLimits(tx) : []
      return {
        ...found,
        limits: limits.map((one) => ({ ...one, organisation: names.get(one.controllerId) ?? one.controllerId })),
      }
    },
  )

/** Whom she can ask by name, and whether her account is tied to a record: without that she can complain, and no more. */
export const readBeforeAsking = (services: Services, caller: Caller) =>
  inTransaction(services.house, caller, act, async (tx) => {
    const names = await namesOfOrganisations(tx)
    const organisations = (await listAddressees(tx)).map((id) => ({ id, name: names.get(id) ?? id }))
    return {
      isTied: (await boundSources(tx)).length > 0,
      organisations: organisations.toSorted((a, b) => a.name.localeCompare(b.name)),
    }
  })

/** One request with everything that was written about it that is hers to read. */
export type MyOpenRequest = MyRequest & { readonly asked: string; readonly words: ReadonlyMap<string, string> }
type Found = { readonly request: MyRequest; readonly subject: LinkedSubject | undefined }

/** Opens one request. Of somebody whose account is tied to a record it is a look at her, with its entry. */
export const openMyRequest = (services: Services, caller: Caller, id: string): Promise<MyOpenRequest> =>
  readPersonal(
    services.house,
    caller,
    act,
    (tx) => decideOnMine(services, tx, id, 'subject-request'),
    async (tx, { request }) => ({
      ...request,
      parts: await withTold(tx, request.parts),
      asked: (await openAsked(tx, services.vault, id)) ?? '',
      words: await openSteps(
        tx,
        services.vault,
        id,
        request.parts.map((part) => part.id),
      ),
    }),
  )

async function withTold(tx: ReadTx, parts: readonly MyPart[]): Promise<MyPart[]> {
  const names = await namesOfOrganisations(tx)
  const told = async ({ id }: MyPart) => (await listToldOfLimit(tx, id)).map((one) => names.get(one) ?? one).sort()
  return Promise.all(parts.map(async (part) => ({ ...part, told: await told(part) })))
}

/** A copy with what the organisation said with it. */
export type MyCopy = { readonly copy: Copy; readonly said: string }
/** The copies that were made of one request, as they may be read today. A look with its entry. */
export const openMyCopies = (services: Services, caller: Caller, id: string): Promise<{ request: MyRequest; copies: MyCopy[] }> =>
  readPersonal(
    services.house,
    caller,
    act,
    (tx) => decideOnMine(services, tx, id, 'subject-request-copy'),
    async (tx, { request, subject }) => {
      const sources = new Set(subject?.sources.map((one) => one.sourcePersonId))
      const apart = neverOnPage(subject !== undefined && subject.protection !== 'none')
      const parts = request.parts.map((part) => part.id)
      const [packs, words] = [await openPacks(tx, services.vault, id, parts), await openSteps(tx, services.vault, id, parts)]
      const copies = request.parts.flatMap((part) => {
        const pack = packs.get(part.id)
        const answer = part.steps.find(({ kind }) => kind === 'answered')
        return pack === undefined
          ? []
          : [{ copy: asItIsNow(JSON.parse(pack) as Copy, sources, apart), said: words.get(answer?.id ?? '') ?? '' }]
      })
      if (copies.length === 0) throw refusal(governanceErrors, 'RIGHTS_NOT_FOUND')
      return { request, copies }
    },
  )

async function decideOnMine(services: Services, tx: Tx<typeof act>, id: string, view: string): Promise<Disclosed<Found>> {
  const request = (await listMine(services, tx)).find((one) => one.id === id)
  if (!request) throw refusal(governanceErrors, 'RIGHTS_NOT_FOUND')
  const [subject] = await listSubjectsOf(services, tx, await boundSources(tx))
  return decideOnHerself(services, tx, view, { request, subject })
}

/** A look of hers at herself, as far as it shows no more than that there was one. Without a tie to a record there is nobody to look at. */
async function decideOnHerself<T>(services: Services, tx: Tx<typeof act>, view: string, explained: T): Promise<Disclosed<T>> {
  const [subject] = await listSubjectsOf(services, tx, await boundSources(tx))
  if (!subject) return { grant: {}, entries: [], explained }
  const disclosed = await decideAbout(services, tx, [subject], view, subject.personId)
  return { ...onlyClasses(disclosed, ['access-log']), explained }
}

/** Whether this part is hers and of this request: a form that names another is answered as if there were none. */
export async function requireOwnPart(tx: ReadTx, requestId: string, partId: string): Promise<void> {
  const part = await findPart(tx, partId)
  if (!part || part.requestId !== requestId || part.accountId !== tx.actor.id) throw refusal(governanceErrors, 'RIGHTS_NOT_FOUND')
}
