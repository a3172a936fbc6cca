import { decidingScope, listOwnSources } from '#modules/information-governance'
import { namesOfWorkers } from '#modules/partnership'
import { decideAbout, listSubjectsOf, preferredNames, sourcesOf } from '#modules/person-index'
import type { ReadTx } from '#platform/database'
import type { Services } from '#platform/services'
import { type Caller, DisclosureRefused, grant, inTransaction, readPersonal } from '#platform/transactions'
import * as accounts from './account.repository.ts'
import * as freezes from './freeze.repository.ts'
import { answers, type FrozenFor, frozenByPerson } from './frozen.rules.ts'

const act = 'resident-portal.frozen.read'

/** Frozen accounts, with the names of the workers whose codes they were tied by, and who decided. */
export type FrozenAccounts = { readonly people: readonly FrozenFor[]; readonly workers: ReadonlyMap<string, string> }

/**
 * The people with whom this worker or her team works of whom more than one account was one, and those accounts, which are frozen.
 * Leaves one entry for each person on the page. Nobody else's account is ever on it.
 *
 * @param only a freeze: then nobody but the person whom it is about
 */
export async function readFrozen(services: Services, caller: Caller, only?: string): Promise<FrozenAccounts> {
  const { house } = services
  try {
    return await readPersonal(
      house,
      caller,
      act,
      async (tx) => {
        const { subjects, standing } = await listStanding(services, tx)
        const wanted = standing
          .filter((freeze) => only === undefined || freeze.id === only)
          .map((freeze) => freeze.sourcePersonId)
        const concerned = subjects.filter((subject) => sourcesOf([subject]).some((source) => wanted.includes(source)))
        if (concerned.length === 0) return { grant: {}, entries: [], explained: { subjects: [], standing: [], thaws: [] } }
        const thaws = await freezes.listThaws(tx, sourcesOf(concerned))
        const disclosed = await decideAbout(services, tx, concerned, 'frozen-accounts')
        const seen = new Set(disclosed.explained.people.map((person) => person.personId))
        const bound = { accounts: standing.map((freeze) => freeze.accountId) }
        return {
          ...disclosed,
          grant: { ...disclosed.grant, bound },
          explained: { subjects: concerned.filter((subject) => seen.has(subject.personId)), standing, thaws },
        }
      },
      async (tx, { subjects, standing, thaws }) => {
        const personOf = new Map(subjects.flatMap((one) => one.sources.map((source) => [source.sourcePersonId, one.personId])))
        const hers = standing.filter((freeze) => personOf.has(freeze.sourcePersonId))
        const owners = await accounts.listAccounts(
          tx,
          hers.map((freeze) => freeze.accountId),
        )
        const rows = hers.map(({ sourcePersonId, ...freeze }) => {
          const { displayName, openedAt } = owners.get(freeze.accountId)!
          return { ...freeze, personId: personOf.get(sourcePersonId)!, accountName: displayName, openedAt }
        })
        const decided = thaws.flatMap(({ sourcePersonId, ...thaw }) => {
          const personId = personOf.get(sourcePersonId)
          return personId === undefined ? [] : [{ ...thaw, personId }]
        })
        const workers = [...hers.flatMap((freeze) => freeze.codeFrom ?? []), ...decided.map((thaw) => thaw.by)]
        return {
          people: frozenByPerson(rows, decided, await preferredNames(services, tx, subjects)),
          workers: await namesOfWorkers(tx, workers),
        }
      },
    )
  } catch (error) {
    if (error instanceof DisclosureRefused && error.code === 'NOTHING_TO_SHOW') return { people: [], workers: new Map() }
    throw error
  }
}

/** The people with whom this worker or her team works, and the freezes about any of them that stand. */
export async function listStanding(services: Services, tx: ReadTx) {
  const { house } = services
  await grant(house, tx, decidingScope(tx.actor.teams))
  const subjects = await listSubjectsOf(services, tx, await listOwnSources(tx, tx.actor.id, tx.actor.teams))
  await grant(house, tx, decidingScope([], { sources: sourcesOf(subjects) }))
  return { subjects, standing: await freezes.listStandingFreezes(tx, sourcesOf(subjects)) }
}

/** Whether anything about a frozen account waits for a decision among her people: for her day. Names nobody. */
export async function frozenWaits(services: Services, caller: Caller): Promise<boolean> {
  return inTransaction(services.house, caller, act, async (tx) => {
    const { subjects, standing } = await listStanding(services, tx)
    const thaws = await freezes.listThaws(tx, sourcesOf(subjects))
    return standing.some((freeze) => !thaws.some((one) => answers(one, freeze)))
  })
}
