import { goesBefore, type PersonalData } from '#modules/information-governance'
import { eraseBindings, sweepCodes } from './account.repository.ts'

export const personalData: PersonalData = {
  room: 'resident-portal',
  tables: {
    'resident_portal.account_binding': ['source_person_id'],
    'resident_portal.account_freeze': ['source_person_id'],
    'resident_portal.resident_account': { stays: 'it is its owner’s, and tied to no record once those are erased' },
    'resident_portal.binding_code': { byOwnDate: 'binding-code' },
  },
  erase: (_services, tx, { sources }) => eraseBindings(tx, sources),
  sweep: (_services, tx, now) => sweepCodes(tx, goesBefore('binding-code', now)),
}
