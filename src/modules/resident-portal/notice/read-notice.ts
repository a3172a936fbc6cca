import { listPurposeWords, type Notice, readNotice } from '#modules/information-governance'
import { namesOfOrganisations } from '#modules/partnership'
import { decideAbout, listSubjectsOf } from '#modules/person-index'
import { countVisits } from '#platform/access-log'
import type { ReadTx } from '#platform/database'
import { dayOf, type PlainDate } from '#platform/dates'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, readPersonal } from '#platform/transactions'
import { boundSources } from '../read-who-looked.ts'
import { type SharedForPurpose, sharedFor } from './notice.rules.ts'

const daysBack = 365

export type MyNotice = Notice & {
  readonly day: PlainDate
  /** What was shared about her in a year; undefined while her account is tied to no record, or frozen. */
  readonly shared: readonly SharedForPurpose[] | undefined
}

/**
 * A resident's privacy notice: what may be shared about anybody, and what was shared about her. Of her it says what "who looked" shows, counted, and nothing
 * more: a look that is withheld there is in no number here (P3). A look at her, with its entry.
 */
export function readMyNotice(services: Services, caller: Caller): Promise<MyNotice> {
  const { house, place } = services
  const at = { now: house.now(), zone: place.zone }
  const since = at.now.subtract({ hours: 24 * daysBack })
  const countMine = async (tx: ReadTx, sources: readonly string[]) =>
    sharedFor(await countVisits(tx, sources, since, place.zone), await listPurposeWords(tx), await namesOfOrganisations(tx))
  return readPersonal(
    house,
    caller,
    'resident-portal.notice.read',
    async (tx): Promise<Disclosed<readonly string[] | undefined>> => {
      const [subject] = await listSubjectsOf(services, tx, await boundSources(tx))
      if (!subject) return { grant: {}, entries: [], explained: undefined }
      const disclosed = await decideAbout(services, tx, [subject], 'privacy-notice', subject.personId)
      return { ...disclosed, explained: subject.sources.map((source) => source.sourcePersonId) }
    },
    async (tx, sources) => ({
      ...(await readNotice(tx, at)),
      day: dayOf(at.now, place.zone),
      shared: sources && (await countMine(tx, sources)),
    }),
  )
}
