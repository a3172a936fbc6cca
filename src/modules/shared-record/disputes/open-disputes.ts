import { type Fact, listFacts } from '#modules/feeds'
import {
  answerBy,
  answerDispute,
  type Dispute,
  type DisputeAnswer,
  type DisputeState,
  errors as governanceErrors,
  keyOfFact,
  listDatasets,
  listDisputesAsked,
  listTold,
  onlyClasses,
  openAnswerWords,
  openSaidWords,
  requireDispute,
  type SaidWords,
  stateOfDispute,
} from '#modules/information-governance'
import { namesOfOrganisations } from '#modules/partnership'
import { decideAbout, listSubjectsOf, preferredNames } from '#modules/person-index'
import type { Tx } from '#platform/database'
import { dayOf, type PlainDate, Temporal } from '#platform/dates'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, grant, inTransaction, readPersonal } from '#platform/transactions'
import { type Line, linesOf, titleOf } from '../rights/fact-words.rules.ts'

const act = 'governance.dispute.answer'

/** A dispute in a list: it names nobody, and says nothing of what the fact says. */
export type ListedDispute = Dispute & {
  readonly what: string
  readonly service: string
  readonly dueOn: PlainDate
  readonly late: boolean
}

/** What people say is wrong in this organisation's facts: what waits first, by its day. */
export const readDisputes = ({ house, place }: Services, caller: Caller): Promise<ListedDispute[]> =>
  inTransaction(house, caller, act, async (tx) => {
    await grant(house, tx, {})
    const datasets = await listDatasets(tx)
    const today = dayOf(house.now(), place.zone)
    const listed = (await listDisputesAsked(tx)).map((one) => listedOf(one, datasets.get(one.datasetId)?.plainName, today))
    return listed.toSorted((a, b) => Number(a.answer !== null) - Number(b.answer !== null))
  })

const listedOf = (dispute: Dispute, service: string | undefined, today: PlainDate): ListedDispute => {
  const dueOn = answerBy(dispute.disputedOn)
  return {
    ...dispute,
    what: titleOf({ kind: dispute.factKind as Fact['kind'] }),
    service: service ?? dispute.datasetId,
    dueOn,
    late: dispute.answer === null && Temporal.PlainDate.compare(today, dueOn) > 0,
  }
}

/** A dispute as whoever answers it sees it. */
export type OpenDispute = ListedDispute & {
  readonly name: string
  readonly said: SaidWords | null
  /** What the organisation wrote to her. */
  readonly answered: string
  /** What the sender states now; null where it states it no more. */
  readonly now: { readonly lines: readonly Line[]; readonly recordedOn: PlainDate } | null
  readonly state: DisputeState
  /** Names of the organisations that were told. */
  readonly told: readonly string[]
}

/** Opens a dispute for somebody who answers it: who says it, what, and what the record says now. One look at her, with one entry; of her own organisation's record alone. */
export const openDispute = (services: Services, caller: Caller, id: string): Promise<OpenDispute> =>
  withDispute(services, caller, id, async (_, opened) => opened)

/** Answers a dispute, having opened it. */
export const answerDisputed = (services: Services, caller: Caller, id: string, answer: DisputeAnswer): Promise<void> =>
  withDispute(services, caller, id, (tx) => answerDispute(services, tx, id, answer))

type Found = { readonly dispute: Dispute; readonly name: () => Promise<string> }
function withDispute<T>(
  services: Services,
  caller: Caller,
  id: string,
  work: (tx: Tx<typeof act>, opened: OpenDispute) => Promise<T>,
): Promise<T> {
  return readPersonal(
    services.house,
    caller,
    act,
    (tx) => decideOn(services, tx, id),
    async (tx, found) => work(tx, await open(services, tx, found)),
  )
}

async function decideOn(services: Services, tx: Tx<typeof act>, id: string): Promise<Disclosed<Found>> {
  // Row security asks for the act, which the database is told with a grant.
  await grant(services.house, tx, {})
  const dispute = await requireDispute(tx, id)
  const [whole] = await listSubjectsOf(services, tx, [dispute.sourcePersonId])
  if (!whole) throw refusal(governanceErrors, 'DISPUTE_NOT_FOUND')
  const subject = { ...whole, sources: whole.sources.filter((one) => one.sourcePersonId === dispute.sourcePersonId) }
  const disclosed = await decideAbout(services, tx, [subject], 'dispute', subject.personId, 'dispute-in-hand')
  const name = async () => (await preferredNames(services, tx, [subject])).get(subject.personId) ?? 'Name not known'
  return { ...onlyClasses(disclosed, ['identity', dispute.fieldClass]), explained: { dispute, name } }
}

async function open({ house, place, vault }: Services, tx: Tx<typeof act>, { dispute, name }: Found): Promise<OpenDispute> {
  const { id, sourcePersonId, factKey, datasetId } = dispute
  const fact = (await listFacts(tx, vault, [sourcePersonId])).find((one) => keyOfFact(one) === factKey)
  const organisations = await namesOfOrganisations(tx)
  return {
    ...listedOf(dispute, (await listDatasets(tx)).get(datasetId)?.plainName, dayOf(house.now(), place.zone)),
    name: await name(),
    said: (await openSaidWords(tx, vault, [id])).get(id) ?? null,
    answered: (await openAnswerWords(tx, vault, [id])).get(id)?.said ?? '',
    now: fact ? { lines: linesOf(fact, place.zone), recordedOn: dayOf(fact.eventAt, place.zone) } : null,
    state: fact ? stateOfDispute(dispute, fact.contentHash) : 'changed',
    told: (await listTold(tx, id)).map((one) => organisations.get(one) ?? one).sort(),
  }
}
