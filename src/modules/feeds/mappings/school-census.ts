import type { FeedMapping } from '../mapping.ts'
import { code, column, constant, contact, date, event, identifier, identity, involvement, otherName, relative, residence, text, yes } from './common.ts'

export const mapping: FeedMapping = {
  feed: 'school-census',
  format: { kind: 'csv', headings: ['URN', 'Record Type', 'Person ID', 'Extracted At'] },
  dates: 'ymd',
  zone: 'Europe/London',
  person: column('Person ID'),
  recordedAt: { instant: 'Extracted At' },
  templates: [
    identity(column('Person ID'), { givenName: column('Forename'), familyName: column('Surname'), otherNames: column('Middle Names'), dateOfBirth: date('Date Of Birth'), sex: code('Sex', { F: 'female', M: 'male', '': 'unknown' }), deceasedOn: date('Deceased'), addressProtected: yes('Address Withheld', 'Y') }),
    otherName('Former Surname', text('{Person ID}-former'), 'former', { givenName: column('Forename'), familyName: column('Former Surname') }),
    identifier('UPN', 'Person ID', 'upn'),
    residence('Person ID', 'Address', { postcode: 'Postcode' }),
    contact('Phone', 'Person ID', 'phone'),
    contact('Email', 'Person ID', 'email'),
    relative('Linked Pupil ID', 'Person ID', code('Link', { MOT: 'parent-of', FAT: 'parent-of', GPA: 'other-relative-of', CAR: 'carer-of' })),
    { ...involvement({ key: text('{Person ID}-{URN}'), when: 'School Name', service: column('School Name'), opened: 'Entry Date', closed: 'Leaving Date', worker: 'Safeguarding Lead', ref: 'Lead Staff Code', team: text('{School Name}, safeguarding'), phone: 'School Phone', last: 'Entry Date', next: 'Next Review For', nextOn: 'Next Review' }), is: { column: 'Record Type', oneOf: ['P'] } },
    { kind: 'event', when: ['Absence From', 'Sessions Missed'], key: text('{Person ID}-{Absence From}'), fields: { class: constant('education'), type: constant('persistent-absence'), occurredAt: { instant: 'Absence To' }, summary: text('Persistent absence: {Sessions Missed} of {Sessions Possible} sessions missed') } },
    event('Exclusion ID', 'Exclusion Type', 'Exclusion Start', { SUSP: ['suspension', 'Suspended from school'], PERM: ['permanent-exclusion', 'Permanently excluded from school'] }, { class: 'education' }),
    { kind: 'need', when: ['Entry Date'], is: { column: 'SEN', oneOf: ['K', 'E'] }, key: text('{Person ID}-sen'), fields: { code: constant('special-educational-needs'), statement: code('SEN', { K: 'Special educational needs: support', E: 'Special educational needs: education, health and care plan' }), statedOn: date('Entry Date') } },
  ],
}
