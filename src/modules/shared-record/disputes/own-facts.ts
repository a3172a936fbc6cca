import { createHmac } from 'node:crypto'
import { type Fact, listFacts } from '#modules/feeds'
import { type Explanation, keyOfFact } from '#modules/information-governance'
import { type LinkedSubject, sourcesOf } from '#modules/person-index'
import type { ReadTx } from '#platform/database'
import { dayOf, type PlainDate } from '#platform/dates'
import type { Services } from '#platform/services'
import { type OwnFact, ownFactsOf } from './own-facts.rules.ts'

/** The kinds of information that a person reads of herself on her page. */
export const ownClasses = ['identity', 'address', 'contact', 'involvement'] as const

/** What one service holds about the person who asks. */
export type OwnService = {
  readonly datasetId: string
  readonly name: string
  readonly controllerId: string
  /** Since when it is kept and not used. */
  readonly restrictedSince: PlainDate | null
  readonly facts: readonly OwnFact[]
}

const restrictedSince = (limits: Explanation['datasets'][number]['limits'], zone: string): PlainDate | null => {
  const restricted = limits.find(({ kind }) => kind === 'restricted')
  return restricted ? dayOf(restricted.since, zone) : null
}

/** What services hold about somebody, as far as the transaction's grant lets her read it herself: a service of which nothing may be said is not there. */
export async function listOwnServices(
  { vault, place }: Services,
  tx: ReadTx,
  subject: LinkedSubject,
  { datasets }: Explanation,
): Promise<OwnService[]> {
  const secret = vault.derive('own facts')
  const refOf = (fact: Fact) =>
    createHmac('sha256', secret)
      .update(`${fact.sourcePersonId}|${keyOfFact(fact)}`)
      .digest('base64url')
  const facts = ownFactsOf(await listFacts(tx, vault, sourcesOf([subject])), refOf, place.zone)
  return datasets
    .map(({ datasetId, plainName, controllerId, limits }) => ({
      datasetId,
      name: plainName,
      controllerId,
      restrictedSince: restrictedSince(limits, place.zone),
      facts: facts.filter(({ fact }) => fact.datasetId === datasetId),
    }))
    .filter((service) => service.facts.length > 0)
    .toSorted((a, b) => a.name.localeCompare(b.name))
}
