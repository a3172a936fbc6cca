import type { FeedMapping } from '../mapping.ts'
import { code, column, constant, contact, date, event, identifier, identity, involvement, marker, need, otherName, relative, residence, text, yes } from './common.ts'

const whole = 'Forename Surname'

export const mapping: FeedMapping = {
  feed: 'council-adult-social-care',
  format: { kind: 'csv', headings: ['ClientID', 'ClientName', 'ModifiedOn'] },
  dates: 'ymd',
  zone: 'Europe/London',
  person: column('ClientID'),
  recordedAt: { instant: 'ModifiedOn' },
  templates: [
    identity(column('ClientID'), { givenName: { name: 'ClientName', part: 'given', written: whole }, familyName: { name: 'ClientName', part: 'family', written: whole }, dateOfBirth: date('BirthDate'), sex: code('Gender', { F: 'female', M: 'male', I: 'other', U: 'unknown', '': 'unknown' }), deceasedOn: date('DeathDate'), language: column('Language'), addressProtected: yes('AddressConfidential', 'Yes') }),
    otherName('PreviousName', text('{ClientID}-previous'), 'former', { givenName: { name: 'PreviousName', part: 'given', written: whole }, familyName: { name: 'PreviousName', part: 'family', written: whole } }),
    identifier('NHSNo', 'ClientID', 'nhs-number'),
    residence('ClientID', 'HomeAddress', { postcode: 'PostCode', uprn: 'UPRN', from: 'AddressFrom' }),
    contact('Phone', 'ClientID', 'phone'),
    contact('Email', 'ClientID', 'email'),
    relative('CarerForClientID', 'ClientID', constant('carer-of')),
    involvement({ key: column('ServiceID'), when: 'ServiceID', service: code('ServiceType', { CONTACT: 'Adult social care: contact', ASSESS: 'Adult social care: Care Act assessment', PACKAGE: 'Adult social care: package of care', S42: 'Adult social care: safeguarding enquiry', CARER: 'Adult social care: carer’s support' }), opened: 'StartDate', closed: 'EndDate', worker: 'Worker', ref: 'WorkerID', team: column('Team'), phone: 'TeamPhone', last: 'LastContact', next: 'NextEvent', nextOn: 'NextEventDate' }),
    event('EventID', 'EventType', 'EventDate', { CONT: ['contact', 'Contact'], SAFE: ['safeguarding-concern', 'Safeguarding concern'], S42: ['section-42-enquiry', 'Safeguarding enquiry opened'], ADM: ['admission', 'Admitted to hospital'], DISCH: ['discharge-ready', 'Ready to leave hospital'], REVIEW: ['review', 'Review held'], DEATH: ['death', 'Death notified'] }, { detail: 'EventText' }),
    need('NeedCode', 'ClientID', 'NeedDate', { FRAIL: ['frailty', 'Frailty'], DEM: ['dementia', 'Dementia'], LD: ['learning-disability', 'Learning disability'], PHYS: ['physical-disability', 'Physical disability'], MH: ['mental-health', 'Mental health'], CARER: ['caring', 'Caring for someone'] }),
    marker('RiskID', 'RiskCode', 'RiskDate', { FALLS: 'falls', SELFNEG: 'self-neglect', ALONE: 'lives-alone' }, { class: 'risk', statement: 'RiskText', review: 'RiskReview' }),
  ],
}
