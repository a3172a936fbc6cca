import {
  type Decision,
  type DisputableFact,
  errors as governanceErrors,
  listTold,
  onlyClasses,
  openAnswerWords,
  openSaidWords,
  raiseDispute,
  type SaidWords,
} from '#modules/information-governance'
import { namesOfOrganisations } from '#modules/partnership'
import { decideAbout, type LinkedSubject, listSubjectsOf } from '#modules/person-index'
import { listOwnServices, type OwnFact, type OwnService, ownClasses } from '#modules/shared-record'
import type { Tx } from '#platform/database'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, readPersonal } from '#platform/transactions'
import { boundSources } from '../read-who-looked.ts'

type ReadAct = 'governance.dispute.read-own'
type RaiseAct = 'governance.dispute.raise'

/** What one service holds about her, with whose it is. */
export type MyService = OwnService & { readonly organisation: string }
/** One fact, with what she and its service wrote about it. */
export type MyFact = OwnFact & {
  readonly service: MyService
  readonly said: SaidWords | null
  readonly answered: string
  readonly told: readonly string[]
}

/** What services hold about the resident who asks. Undefined while her account is tied to no record, or frozen. */
export const readMyFacts = (services: Services, caller: Caller): Promise<MyService[] | undefined> =>
  withMyFacts(services, caller, 'governance.dispute.read-own', async (_, mine) => mine.services)

/** One of these facts. Refuses as if there were none, where it may not stand on her page (any more). */
export const openMyFact = (services: Services, caller: Caller, ref: string): Promise<MyFact | undefined> =>
  withMyFacts(services, caller, 'governance.dispute.read-own', async (tx, { services: mine }) => {
    const found = findFact(mine, ref)
    const disputes = found.dispute ? [found.dispute.disputeId] : []
    const organisations = await namesOfOrganisations(tx)
    const [said] = (await openSaidWords(tx, services.vault, disputes)).values()
    const [answered] = (await openAnswerWords(tx, services.vault, disputes)).values()
    const told = found.dispute ? await listTold(tx, found.dispute.disputeId) : []
    return {
      ...found,
      said: said ?? null,
      answered: answered?.said ?? '',
      told: told.map((one) => organisations.get(one) ?? one).sort(),
    }
  })

/** She says that one of these facts is wrong. False while her account is tied to no record, or frozen. */
export const disputeMyFact = async (
  services: Services,
  caller: Caller,
  ref: string,
  words: Pick<SaidWords, 'wrong' | 'right'>,
  shareWords: boolean,
): Promise<boolean> =>
  (await withMyFacts(services, caller, 'governance.dispute.raise', async (tx, { subject, services: mine }) => {
    const { fact, lines } = findFact(mine, ref)
    const record = subject.sources.find((one) => one.sourcePersonId === fact.sourcePersonId)!
    const { datasetId, kind, fieldClass, sourceKey, sourcePersonId, contentHash } = fact satisfies DisputableFact
    await raiseDispute(services, tx, {
      id: newId(),
      fact: {
        datasetId,
        kind,
        fieldClass,
        sourceKey,
        sourcePersonId,
        contentHash,
        controllerId: record.controllerId,
        regime: record.regime,
      },
      words: { ...words, factSaid: lines },
      shareWords,
    })
    return true
  })) ?? false

function findFact(mine: readonly MyService[], ref: string): OwnFact & { readonly service: MyService } {
  for (const service of mine) {
    const fact = service.facts.find((one) => one.ref === ref)
    if (fact) return { ...fact, service }
  }
  throw refusal(governanceErrors, 'DISPUTE_NOT_FOUND')
}

type Mine = { readonly subject: LinkedSubject; readonly services: readonly MyService[] }
/** Reads what may stand on her own page, in one look at her with one entry, and does something with it. */
function withMyFacts<Act extends ReadAct | RaiseAct, T>(
  services: Services,
  caller: Caller,
  act: Act,
  work: (tx: Tx<Act>, mine: Mine & { readonly services: MyService[] }) => Promise<T>,
): Promise<T | undefined> {
  return readPersonal(
    services.house,
    caller,
    act,
    async (tx): Promise<Disclosed<(Decision & { readonly subject: LinkedSubject }) | undefined>> => {
      const [subject] = await listSubjectsOf(services, tx, await boundSources(tx))
      if (!subject) return { grant: {}, entries: [], explained: undefined }
      const disclosed = await decideAbout(services, tx, [subject], 'own-facts', subject.personId)
      return { ...onlyClasses(disclosed, ownClasses), explained: { ...disclosed.explained, subject } }
    },
    async (tx, found) => {
      if (!found) return undefined
      const { subject, people } = found
      const organisations = await namesOfOrganisations(tx)
      const mine = (await listOwnServices(services, tx, subject, people[0]!)).map((service) => ({
        ...service,
        organisation: organisations.get(service.controllerId) ?? service.controllerId,
      }))
      return work(tx, { subject, services: mine })
    },
  )
}
