import type { FeedMapping } from '../mapping.ts'
import { code, column, contact, date, event, household, identity, involvement, need, relative, residence, text, yes } from './common.ts'

const duties = { PREV: 'Housing options: prevention duty', RELF: 'Housing options: relief duty', MAIN: 'Housing options: main duty', TEMP: 'Housing options: temporary accommodation', NODU: 'Housing options: no duty owed' }

export const mapping: FeedMapping = {
  feed: 'council-homelessness',
  format: { kind: 'csv', delimiter: '|', headings: ['CASEREF', 'PERSONREF', 'UPDATED'] },
  dates: 'ymd',
  zone: 'Europe/London',
  person: column('PERSONREF'),
  recordedAt: { instant: 'UPDATED' },
  templates: [
    identity(column('PERSONREF'), { givenName: column('FORENAME'), familyName: column('SURNAME'), dateOfBirth: date('DOB'), sex: code('SEX', { FEMALE: 'female', MALE: 'male', OTHER: 'other', 'NOT KNOWN': 'unknown', '': 'unknown' }), deceasedOn: date('DIED'), addressProtected: yes('PROTECTED', '1') }),
    residence('PERSONREF', 'ADDRESS', { postcode: 'POSTCODE', uprn: 'UPRN', from: 'ADDRESSFROM' }),
    contact('TELEPHONE', 'PERSONREF', 'phone'),
    contact('EMAIL', 'PERSONREF', 'email'),
    household('CASEREF', 'PERSONREF'),
    relative('MAINREF', 'PERSONREF', code('MEMBER', { PA: 'partner-of', CH: 'child-of', OT: 'other-relative-of' }), { column: 'MEMBER', oneOf: ['PA', 'CH', 'OT'] }),
    involvement({ key: text('{CASEREF}-{PERSONREF}'), when: 'DUTY', service: code('DUTY', duties), opened: 'DUTYSTART', closed: 'DUTYEND', worker: 'OFFICER', ref: 'OFFICERNO', team: column('TEAM'), phone: 'TEAMTEL', last: 'LASTCONTACT', next: 'NEXTSTEP', nextOn: 'NEXTSTEPDATE' }),
    event('EVENTREF', 'EVENT', 'EVENTDATE', { APP: ['homelessness-application', 'Applied as homeless'], ACC: ['duty-accepted', 'Duty accepted'], TA: ['temporary-accommodation', 'Placed in temporary accommodation'], EVICT: ['eviction-notice', 'Eviction notice seen'], ENDED: ['duty-ended', 'Duty ended'], LOST: ['contact-lost', 'Contact lost'], ROUGH: ['rough-sleeping', 'Seen sleeping rough'] }, { detail: 'EVENTNOTE' }),
    need('NEED', 'PERSONREF', 'NEEDDATE', { DA: ['domestic-abuse', 'Domestic abuse'], MH: ['mental-health', 'Mental health'], PHYS: ['physical-health', 'Physical health'], SUBS: ['substances', 'Alcohol or drugs'], OFFEND: ['offending', 'Offending'], CARE: ['care-leaver', 'Care leaver'], DEBT: ['debt', 'Money and debt'] }),
  ],
}
