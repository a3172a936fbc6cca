import type { FeedMapping } from '../mapping.ts'
import { code, column, contact, date, event, identity, involvement, marker, need, otherName, residence, text, yes } from './common.ts'

export const mapping: FeedMapping = {
  feed: 'probation',
  format: { kind: 'ndjson' },
  lists: ['orders', 'contacts', 'registrations', 'needs'],
  dates: 'ymd',
  zone: 'Europe/London',
  person: column('crn'),
  recordedAt: { instant: 'lastUpdated' },
  templates: [
    identity(column('crn'), { givenName: column('firstName'), familyName: column('surname'), otherNames: column('middleNames'), dateOfBirth: date('dateOfBirth'), sex: code('gender', { Female: 'female', Male: 'male', Other: 'other', '': 'unknown' }), deceasedOn: date('diedOn'), addressProtected: yes('currentAddress.restricted', 'true') }),
    otherName('previousSurname', text('{crn}-previous'), 'former', { givenName: column('firstName'), familyName: column('previousSurname') }),
    residence('crn', 'currentAddress.line', { postcode: 'currentAddress.postcode', from: 'currentAddress.startDate' }),
    contact('contactDetails.mobile', 'crn', 'phone'),
    contact('contactDetails.telephone', 'crn', 'phone'),
    contact('contactDetails.email', 'crn', 'email'),
    involvement({ key: column('orders.orderId'), when: 'orders.orderId', service: code('orders.type', { COMMUNITY: 'Probation: community order', SUSPENDED: 'Probation: suspended sentence', LICENCE: 'Probation: licence', PSS: 'Probation: post-sentence supervision' }), opened: 'orders.startDate', closed: 'orders.endDate', worker: 'manager.name', ref: 'manager.staffCode', team: column('manager.team'), phone: 'manager.telephone', last: 'lastContact', next: 'nextAppointment.type', nextOn: 'nextAppointment.date' }),
    event('contacts.contactId', 'contacts.type', 'contacts.at', { APPT: ['appointment', 'Attended appointment'], FTA: ['failed-to-attend', 'Failed to attend'], BREACH: ['breach', 'Breach started'], RELEASE: ['custody-release', 'Released from custody'], RECALL: ['recall', 'Recalled to prison'] }, { detail: 'contacts.notes' }),
    marker('registrations.registrationId', 'registrations.type', 'registrations.from', { TWO: 'two-to-visit', WEAP: 'weapons', STAFF: 'violence-to-staff' }, { statement: 'registrations.notes', by: 'registrations.by', review: 'registrations.review', told: { yes: 'registrations.told', words: ['true'], no: ['false'] } }),
    need('needs.type', 'crn', 'needs.from', { ACCOM: ['housing', 'Somewhere to live'], SUBST: ['substances', 'Alcohol or drugs'], EMPLOY: ['employment', 'Work'], MH: ['mental-health', 'Mental health'] }),
  ],
}
