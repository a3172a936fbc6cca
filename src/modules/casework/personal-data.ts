import { goesBefore, type PersonalData } from '#modules/information-governance'
import { sweepContacts } from './contacts.repository.ts'
import { eraseRecords } from './plans/plan.repository.ts'

const record = ['source_person_id'] as const

export const personalData: PersonalData = {
  room: 'casework',
  tables: {
    'casework.contact': { byOwnDate: 'contact' },
    'casework.contact_in_hand': { byOwnDate: 'contact' },
    'casework.story': { byOwnDate: 'contact' },
    'casework.concern': record,
    'casework.plan': record,
    'casework.plan_entry': record,
    'casework.referral': record,
    'casework.referral_entry': record,
  },
  erase: async (_services, tx, { sources }) => ({ 'worries and plans': await eraseRecords(tx, sources) }),
  sweep: (_services, tx, now) => sweepContacts(tx, goesBefore('contact', now)),
}
