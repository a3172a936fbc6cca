import { type Fact, listFacts } from '#modules/feeds'
import {
  type Clock,
  clockOf,
  type DatasetTerms,
  dueOn,
  errors as governanceErrors,
  keyOfFact,
  listAnchors,
  listDatasets,
  listDatasetTerms,
  listMarks,
  listParts,
  listStanding,
  listToldOfLimit,
  machineEntry,
  neverOnPage,
  onlyClasses,
  openAsked,
  openSteps,
  type Part,
  type PartState,
  recordsOf,
  requirePart,
  type StandingLimit,
  stateOfPart,
  stoppableUses,
  type UsedFor,
  withholdingGrounds,
} from '#modules/information-governance'
import { namesOfOrganisations } from '#modules/partnership'
import { decideAbout, type LinkedSubject, listSubjectsOf, preferredNames, sourcesOf } from '#modules/person-index'
import type { Tx } from '#platform/database'
import { dayOf, type PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, grant, inTransaction, readPersonal } from '#platform/transactions'
import { type Copy, copyOf, type Weighed, weigh } from './copy.rules.ts'
import { listWritten } from './written.ts'

const act = 'governance.rights.answer'

/** A part in a list: it names nobody. */
export type ListedPart = Part & { readonly clock: Clock; readonly state: PartState; readonly dueOn: PlainDate | null }

const listed = (part: Part, today: PlainDate): ListedPart => {
  const clock = clockOf(part.kind, part.receivedOn, part.steps, today)
  return { ...part, clock, state: stateOfPart(clock, part.steps, today), dueOn: dueOn(clock, part.steps) }
}

/** What people ask this reader's organisation about their own data: what is due first comes first, what is answered last. */
export const readParts = ({ house, place }: Services, caller: Caller): Promise<ListedPart[]> =>
  inTransaction(house, caller, act, async (tx) => {
    const today = dayOf(house.now(), place.zone)
    const ours = (await listParts(tx)).filter((part) => part.controllerId === tx.actor.organisationId)
    const rank = (part: ListedPart) => `${part.state === 'answered' ? 1 : 0} ${part.dueOn?.toString() ?? '9999'}`
    return ours.map((part) => listed(part, today)).toSorted((a, b) => rank(a).localeCompare(rank(b)))
  })

/** A part as the officer who answers it sees it. */
export type OpenPart = ListedPart & {
  readonly asked: string
  readonly words: ReadonlyMap<string, string>
  /** What the organisation calls her; null where it holds nothing of her, or nobody knows who asks. */
  readonly name: string | null
  readonly isProtected: boolean
  /** Of a request for a copy: what is held, fact by fact. */
  readonly held: readonly Weighed[]
  readonly datasets: readonly DatasetTerms[]
  /** What would go to her now. */
  readonly copy: Copy
  /** All of hers that it is about, as they are linked now. */
  readonly records: LinkedSubject['sources']
  /** Of an objection: the uses that it can stop. */
  readonly uses: readonly UsedFor[]
  /** What the answer led to, and who was told of it. */
  readonly standing: readonly StandingLimit[]
  readonly told: readonly string[]
}
type Found = { readonly part: Part; readonly subject: LinkedSubject | undefined }

/**
 * Opens a part for somebody who answers it: what was asked, and of a request for a copy what her organisation holds of the person as she is linked today.
 * One look at her, with one entry. Nothing of what others hold.
 */
export const openPart = (services: Services, caller: Caller, id: string): Promise<OpenPart> =>
  withPart(services, caller, id, async (_, opened) => opened)

/** Opens a part and does something with what was read, in the same transaction. */
export function withPart<T>(
  services: Services,
  caller: Caller,
  id: string,
  work: (tx: Tx<typeof act>, opened: OpenPart) => Promise<T>,
): Promise<T> {
  const { house } = services
  return readPersonal(
    house,
    caller,
    act,
    (tx) => decideOn(services, tx, id),
    async (tx, found) => work(tx, await open(services, tx, found)),
  )
}

async function decideOn(services: Services, tx: Tx<typeof act>, id: string): Promise<Disclosed<Found>> {
  const { house } = services
  // Row security asks for the act, which the database is told with a grant.
  await grant(house, tx, {})
  const part = await requirePart(tx, id)
  const [whole] = await listSubjectsOf(services, tx, await listAnchors(tx, part.requestId))
  const records = whole && recordsOf(part, whole.sources, await listDatasets(tx))
  const subject = whole && records && records.length > 0 ? { ...whole, sources: records } : undefined
  if (!subject) return { grant: {}, entries: [nothingHeld(tx, house.now(), whole?.personId)], explained: { part, subject } }
  const disclosed = await decideAbout(services, tx, [subject], 'subject-request', subject.personId, 'rights-request-in-hand')
  // To decide on an objection or a complaint nobody has to read more than who it is.
  return { ...(part.kind === 'copy' ? disclosed : onlyClasses(disclosed, ['identity'])), explained: { part, subject } }
}

/** The entry of a look at a request of somebody of whom nothing is held here. */
const nothingHeld = (tx: Tx<typeof act>, now: Parameters<typeof machineEntry>[2], personId: string | undefined) => ({
  ...machineEntry('subject-request', { agreements: ['the request itself'], classes: {} }, now),
  subjectId: personId ?? null,
  role: tx.actor.roles[0] ?? 'none',
})

async function open(services: Services, tx: Tx<typeof act>, { part, subject }: Found): Promise<OpenPart> {
  const { house, place, vault } = services
  const today = dayOf(house.now(), place.zone)
  const asked = await openAsked(tx, vault, part.requestId)
  if (asked === undefined) throw refusal(governanceErrors, 'RIGHTS_NOT_FOUND')
  const isProtected = subject !== undefined && subject.protection !== 'none'
  const records = sourcesOf(subject ? [subject] : [])
  const facts: Fact[] =
    part.kind === 'copy' ? [...(await listFacts(tx, vault, records)), ...(await listWritten(services, tx, records))] : []
  const held = weigh(facts, await listMarks(tx, vault, part), part.hidden ? new Set() : neverOnPage(isProtected), keyOfFact)
  const datasets = await listDatasetTerms(tx, [...new Set(subject?.sources.map((one) => one.datasetId))], today)
  const names = await namesOfOrganisations(tx)
  const organisation = names.get(part.controllerId) ?? part.controllerId
  return {
    ...listed(part, today),
    asked,
    words: await openSteps(tx, vault, part.requestId, [part.id]),
    name: subject ? ((await preferredNames(services, tx, [subject])).get(subject.personId) ?? 'Name not known') : null,
    isProtected,
    held,
    datasets,
    records: subject?.sources ?? [],
    uses: part.kind === 'objection' ? await stoppableUses(tx, subject?.sources ?? [], today) : [],
    standing: await listStanding(tx, part.id),
    told: (await listToldOfLimit(tx, part.id)).map((one) => names.get(one) ?? one).sort(),
    copy: copyOf(held, datasets, withholdingGrounds, { organisation, names, madeOn: today.toString(), zone: place.zone }),
  }
}
