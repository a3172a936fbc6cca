import type { PersonalData } from '#modules/information-governance'
import { enqueue } from '#platform/jobs'
import { relinkErasedJob } from './jobs.ts'
import { eraseRecords, lockLinking } from './link.repository.ts'

const record = ['source_person_id'] as const
const pair = ['source_person_id', 'other_source_person_id'] as const
/** How many records one job links anew. */
const atOnce = 500

export const personalData: PersonalData = {
  room: 'person-index',
  tables: {
    'person_index.link': record,
    'person_index.search_key': record,
    'person_index.match_record': record,
    'person_index.match_key': record,
    'person_index.protected_record': record,
    'person_index.protected_key': record,
    'person_index.agreement': pair,
    'person_index.review_pair': pair,
    'person_index.review_answer': pair,
    'person_index.link_decision': pair,
    'person_index.match_difference': pair,
  },
  /** Those who were one person with an erased record, or may have been, are linked anew without it. */
  async erase(_services, tx, { id, sources }) {
    await lockLinking(tx)
    const { counts, leftBehind } = await eraseRecords(tx, sources)
    for (let at = 0; at < leftBehind.length; at += atOnce)
      await enqueue(tx, relinkErasedJob, { erasureId: id, sources: leftBehind.slice(at, at + atOnce) })
    return counts
  },
}
