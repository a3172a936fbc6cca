import type { FeedMapping } from '../mapping.ts'
import { code, column, constant, contact, date, event, identity, involvement, need, otherName, residence, text, yes } from './common.ts'

export const mapping: FeedMapping = {
  feed: 'domestic-abuse',
  format: { kind: 'csv', headings: ['survivor_ref', 'first_name', 'family_name', 'updated'] },
  dates: 'ymd',
  zone: 'UTC',
  person: column('survivor_ref'),
  recordedAt: { instant: 'updated' },
  templates: [
    identity(column('survivor_ref'), { givenName: column('first_name'), familyName: column('family_name'), dateOfBirth: date('date_of_birth'), sex: code('sex', { F: 'female', M: 'male', X: 'other', '': 'unknown' }), deceasedOn: date('date_died'), addressProtected: yes('address_protected', 'Y') }),
    otherName('former_family_name', text('{survivor_ref}-former'), 'former', { givenName: column('first_name'), familyName: column('former_family_name') }),
    residence('survivor_ref', 'address', { postcode: 'postcode' }),
    contact('safe_phone', 'survivor_ref', 'phone'),
    involvement({ key: column('support_ref'), when: 'support_ref', service: constant('Haven Aldermere'), opened: 'opened', closed: 'closed', worker: 'adviser', ref: 'adviser_ref', team: column('team'), phone: 'duty_phone', last: 'last_contact', next: 'next_contact_for', nextOn: 'next_contact', existence: code('existence', { BROKERED: 'brokered', SEALED: 'sealed', '': 'sealed' }) }),
    event('event_ref', 'event', 'event_date', { REFERRED: ['referral', 'Referred'], MARAC: ['marac', 'Heard at MARAC'], REFUGE: ['refuge', 'Moved to refuge'], CLOSED: ['support-ended', 'Support ended'] }),
    need('need', 'survivor_ref', 'need_date', { SAFETY: ['safety', 'Safety'], HOUSING: ['housing', 'Housing'], LEGAL: ['legal', 'Legal help'], CHILDREN: ['children', 'Help for children'] }),
  ],
}
