import {
  decidingScope,
  isPersonal,
  listDatasets,
  type ProxyKind,
  type ProxyState,
  proxies,
  stateOfRight,
} from '#modules/information-governance'
import { isDangerKnown, type LinkedSubject, listSubjectsOf, sourcesOf } from '#modules/person-index'
import type { RecordedAccess } from '#platform/access-log'
import type { ReadTx } from '#platform/database'
import type { Services } from '#platform/services'
import { grant } from '#platform/transactions'
import * as accounts from '../account.repository.ts'

/** A right of the reader's that is open now, with the person whom it is for. */
export type Held = {
  readonly right: proxies.StoredRight
  readonly subject: LinkedSubject
  readonly state: Extract<ProxyState, { live: true }>
}

/**
 * The rights that are open now to the resident who asks: none while her own account is tied to nobody, or frozen. Worked out anew from what stands at this
 * moment, so that what ends a right holds from its commit.
 */
export async function listHeld(services: Services, tx: ReadTx): Promise<Held[]> {
  const { house, place } = services
  const own = await accounts.listBoundSources(tx, await accounts.getAccount(tx, tx.actor.id))
  const rights = own.length > 0 ? await proxies.listHeldRights(tx) : []
  if (rights.length === 0) return []
  const subjects = await listSubjectsOf(services, tx, [...own, ...rights.map((right) => right.sourcePersonId)])
  await grant(house, tx, decidingScope([], { sources: sourcesOf(subjects) }))
  const limits = await proxies.listLimits(tx, sourcesOf(subjects))
  const datasets = await listDatasets(tx)
  const personOf = (source: string) => subjects.find((one) => sourcesOf([one]).includes(source))
  // The domestic abuse service is one of the services that nobody may know of (practice K6).
  const isHidden = (one: LinkedSubject) =>
    one.protection !== 'none' || one.sources.some(({ datasetId }) => datasets.get(datasetId)?.existence === 'sealed')
  const herself = personOf(own[0]!)
  const held: Held[] = []
  for (const right of rights) {
    const subject = personOf(right.sourcePersonId)
    if (!herself || !subject || subject === herself) continue
    const hers = new Set(sourcesOf([subject]))
    const state = stateOfRight(right, {
      limits: limits.filter((limit) => hers.has(limit.sourcePersonId)),
      hidden: isHidden(subject) || isHidden(herself),
      endangered:
        isPersonal(right.kind) &&
        (await isDangerKnown(tx, sourcesOf([subject, herself]), [right.sourcePersonId, own[0]!], right.safeSaidAt)),
      now: house.now(),
      zone: place.zone,
    })
    if (state.live) held.push({ right, subject, state })
  }
  return held
}

/** The entries of a proxy's look: whoever reads them sees by which right it was. */
export const asProxy = (entries: readonly RecordedAccess[], kindOf: (personId: string | null) => ProxyKind): RecordedAccess[] =>
  entries.map((entry) => ({ ...entry, role: kindOf(entry.subjectId) }))
