import { goesBefore, type PersonalData } from '#modules/information-governance'
import { sweepContacts } from './contacts.repository.ts'

export const personalData: PersonalData = {
  room: 'casework',
  tables: {
    'casework.contact': { byOwnDate: 'contact' },
    'casework.contact_in_hand': { byOwnDate: 'contact' },
  },
  sweep: (_services, tx, now) => sweepContacts(tx, goesBefore('contact', now)),
}
