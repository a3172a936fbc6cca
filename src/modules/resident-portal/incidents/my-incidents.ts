import { decidingScope, onlyClasses, readOwnNotices } from '#modules/information-governance'
import { namesOfOrganisations } from '#modules/partnership'
import { decideAbout, listSubjectsOf, sourcesOf } from '#modules/person-index'
import type { Tx } from '#platform/database'
import type { Services } from '#platform/services'
import { type Caller, grant, inTransaction, readPersonal } from '#platform/transactions'
import { boundSources } from '../read-who-looked.ts'

const act = 'governance.incident.read-own'

async function hers(services: Services, tx: Tx<typeof act>) {
  const [subject] = await listSubjectsOf(services, tx, await boundSources(tx))
  return subject
}

/**
 * What went wrong with information about whoever reads this, as she was told on her page, the newest first. Of a frozen account, and of one that is tied to
 * nobody, nothing: it looks as if nothing had been told (P2).
 */
export const readMyIncidents = (services: Services, caller: Caller) =>
  readPersonal(
    services.house,
    caller,
    act,
    async (tx) => {
      const subject = await hers(services, tx)
      if (!subject) return { grant: {}, entries: [], explained: [] as string[] }
      const disclosed = await decideAbout(services, tx, [subject], 'own-incidents', subject.personId)
      const sources = sourcesOf([subject])
      const own = onlyClasses(disclosed, ['access-log'])
      return { ...own, grant: { ...own.grant, ...decidingScope([], { sources }) }, explained: sources }
    },
    async (tx, sources) => {
      if (sources.length === 0) return []
      const names = await namesOfOrganisations(tx)
      return (await readOwnNotices(services, tx)).map((one) => ({
        ...one,
        organisation: names.get(one.controllerId) ?? one.controllerId,
      }))
    },
  )
export type MyIncident = Awaited<ReturnType<typeof readMyIncidents>>[number]

/** Whether she was told of something: for her first page. Nothing of what. */
export const wasTold = (services: Services, caller: Caller): Promise<boolean> =>
  inTransaction(services.house, caller, act, async (tx) => {
    const subject = await hers(services, tx)
    if (!subject) return false
    await grant(services.house, tx, decidingScope([], { sources: sourcesOf([subject]) }))
    return (await readOwnNotices(services, tx)).length > 0
  })
