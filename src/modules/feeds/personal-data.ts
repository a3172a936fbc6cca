import { goesBefore, type PersonalData, type Records } from '#modules/information-governance'
import { plainDate, Temporal } from '#platform/dates'
import { sweepDropped } from './drop-folder.ts'
import * as erasure from './erasure.repository.ts'
import { sealedInvolvements } from './sealed-involvements.ts'

const record = ['source_person_id'] as const

export const personalData: PersonalData = {
  room: 'feeds',
  tables: {
    'feeds.source_person': record,
    'feeds.fact': ['source_person_id', 'other_source_person_id'],
    'feeds.confirmation': record,
    'feeds.departure': record,
    'feeds.kept_person': record,
    'feeds.quarantined_row': { byOwnDate: 'received-file' },
  },
  erase: (_services, tx, { sources, hashes, at }) => erasure.eraseRecords(tx, sources, hashes, at),
  /** Received files, and as soon as somebody of a feed was erased, all that lies beside its drop folder from before. */
  async sweep({ config }, tx, now) {
    const old = goesBefore('received-file', now)
    let gone = await erasure.sweepReceived(tx, old)
    for (const { id, erasedAt } of await erasure.listFeedsErased(tx))
      gone += sweepDropped(config.DROP_DIR, id, erasedAt && Temporal.Instant.compare(erasedAt, old) > 0 ? erasedAt : old)
    return gone
  },
}

/** The records themselves, as the schedule looks at them. */
export const records: Records = {
  async facts({ vault, place }, tx, datasetId) {
    const dates = await erasure.listRecordDates(tx, datasetId, place.zone)
    const sealed = await sealedInvolvements(tx, vault, datasetId)
    return dates.map(({ isOpen, endedOn, ...rest }) => {
      const hidden = sealed.get(rest.sourcePersonId) ?? []
      const ends = hidden.flatMap((one) => (one.closedOn === null ? [] : [plainDate(one.closedOn)]))
      return {
        ...rest,
        isOpen: isOpen || hidden.some((one) => one.closedOn === null),
        endedOn: [...(endedOn ? [endedOn] : []), ...ends].toSorted(Temporal.PlainDate.compare).at(-1) ?? null,
      }
    })
  },
  keys: erasure.listRecordKeys,
  tombstones: erasure.listTombstones,
  keepTombstones: erasure.keepTombstones,
}
