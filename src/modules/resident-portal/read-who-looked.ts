import { listPurposeWords, onlyClasses } from '#modules/information-governance'
import { namesOfOrganisations } from '#modules/partnership'
import { decideAbout, listSubjectsOf } from '#modules/person-index'
import { listAccessEntries } from '#platform/access-log'
import type { ReadTx } from '#platform/database'
import type { Services } from '#platform/services'
import { type Caller, readPersonal } from '#platform/transactions'
import * as accounts from './account.repository.ts'
import { type Visit, visitsOf } from './who-looked.rules.ts'

/** How far back the page reaches at once. */
const entriesRead = 500

/** The resident's own accounts of visits to her record: one line a visit, newest first. Undefined while her account is tied to no record, or frozen. */
export async function readWhoLooked(services: Services, caller: Caller): Promise<Visit[] | undefined> {
  const { house, place } = services
  const isBound = { yes: true }
  const visits = await readPersonal(
    house,
    caller,
    'resident-portal.access-log.read',
    async (tx) => {
      const bound = await boundSources(tx)
      const [subject] = await listSubjectsOf(services, tx, bound)
      if (!subject) {
        isBound.yes = false
        return { grant: {}, entries: [], explained: [] as string[] }
      }
      const disclosed = await decideAbout(services, tx, [subject], 'who-looked', subject.personId)
      return { ...onlyClasses(disclosed, ['access-log']), explained: subject.sources.map((source) => source.sourcePersonId) }
    },
    async (tx, sources) => {
      const entries = sources.length > 0 ? await listAccessEntries(tx, sources, entriesRead, 0) : []
      const organisations = await namesOfOrganisations(tx)
      return visitsOf(entries, { organisations, purposes: await listPurposeWords(tx), zone: place.zone })
    },
  )
  return isBound.yes ? visits : undefined
}

/** The source persons whom the resident's account is tied to. */
export const boundSources = async (tx: ReadTx): Promise<string[]> =>
  accounts.listBoundSources(tx, await accounts.getAccount(tx, tx.actor.id))
