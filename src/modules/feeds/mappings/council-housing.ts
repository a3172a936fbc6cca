import type { FeedMapping } from '../mapping.ts'
import { code, column, contact, date, event, household, identity, involvement, marker, need, relative, residence, text, yes } from './common.ts'

export const mapping: FeedMapping = {
  feed: 'council-housing',
  format: { kind: 'csv', headings: ['Tenancy Ref', 'Person Ref', 'Surname', 'Forenames', 'Last Updated'] },
  dates: 'dmy',
  zone: 'Europe/London',
  person: column('Person Ref'),
  recordedAt: { instant: 'Last Updated' },
  templates: [
    identity(column('Person Ref'), { givenName: column('Forenames'), familyName: column('Surname'), dateOfBirth: date('Date of Birth'), sex: code('Gender', { F: 'female', M: 'male', X: 'other', '': 'unknown' }), deceasedOn: date('Deceased Date'), language: column('Language'), addressProtected: yes('Restricted', 'Y') }),
    residence('Person Ref', 'Address', { postcode: 'Post Code', uprn: 'UPRN', from: 'Moved In', to: 'Moved Out' }),
    contact('Home Tel', 'Person Ref', 'phone'),
    contact('Mobile', 'Person Ref', 'phone'),
    contact('Email', 'Person Ref', 'email'),
    household('Tenancy Ref', 'Person Ref'),
    relative('Main Tenant Ref', 'Person Ref', code('Relationship', { PT: 'partner-of', CH: 'child-of', PA: 'parent-of', OT: 'other-relative-of' }), { column: 'Relationship', oneOf: ['PT', 'CH', 'PA', 'OT'] }),
    involvement({ key: text('{Tenancy Ref}-{Person Ref}'), when: 'Patch', service: text('Council housing, {Patch}'), opened: 'Case Opened', closed: 'Case Closed', worker: 'Housing Officer', ref: 'Officer Payroll No', team: text('Housing, {Patch}'), phone: 'Office Tel', last: 'Last Contact', next: 'Next Appointment For', nextOn: 'Next Appointment' }),
    event('Rent Action Ref', 'Rent Action', 'Rent Action Date', {
      A1: ['rent-arrears-letter', 'First letter about rent arrears'],
      A2: ['rent-arrears-letter', 'Second letter about rent arrears'],
      NSP: ['notice-seeking-possession', 'Notice seeking possession, for rent arrears'],
      CRT: ['court-application', 'Court application for possession'],
      SPO: ['possession-order', 'Suspended possession order'],
      EVN: ['eviction-notice', 'Eviction notice'],
      CLR: ['arrears-cleared', 'Rent arrears cleared'],
    }),
    marker('Alert Ref', 'Alert', 'Alert Raised', { DOG: 'dog', TWO: 'two-to-visit', VIO: 'violence-to-staff', WON: 'women-only' }, { statement: 'Alert Detail', by: 'Alert Raised By', review: 'Alert Review', told: { yes: 'Tenant Told', words: ['Y'], no: ['N'] } }),
    need('Support Need', 'Person Ref', 'Support Need Date', { DEBT: ['debt', 'Money and debt'], MOB: ['mobility', 'Mobility'], MH: ['mental-health', 'Mental health'], OVER: ['overcrowding', 'Overcrowding'], LANG: ['interpreter', 'Interpreter'], ALC: ['substances', 'Alcohol or drugs'] }),
  ],
}
