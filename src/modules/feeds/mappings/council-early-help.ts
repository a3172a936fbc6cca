import type { FeedMapping } from '../mapping.ts'
import { code, column, constant, contact, date, event, household, identity, involvement, need, otherName, relative, residence, text, yes } from './common.ts'

export const mapping: FeedMapping = {
  feed: 'council-early-help',
  format: { kind: 'csv', headings: ['Family ID', 'Person ID', 'Record Changed'] },
  dates: 'd-mon-y',
  zone: 'Europe/London',
  person: column('Person ID'),
  recordedAt: { instant: 'Record Changed' },
  templates: [
    identity(column('Person ID'), { givenName: column('First Name'), familyName: column('Last Name'), dateOfBirth: date('D.O.B.'), sex: code('Gender', { Female: 'female', Male: 'male', Other: 'other', 'Not stated': 'unknown', '': 'unknown' }), deceasedOn: date('Deceased'), language: column('Interpreter'), addressProtected: yes('Protected Address', 'Yes') }),
    otherName('Known As', text('{Person ID}-known-as'), 'alias', { givenName: column('Known As'), familyName: column('Last Name') }),
    residence('Person ID', 'Address', { postcode: 'Postcode' }),
    contact('Mobile', 'Person ID', 'phone'),
    contact('Email', 'Person ID', 'email'),
    household('Family ID', 'Person ID'),
    relative('Parent ID', 'Person ID', constant('child-of')),
    involvement({ key: text('{Episode ID}-{Person ID}'), when: 'Episode ID', service: text('Family help: {Support Type}'), opened: 'Start Date', closed: 'End Date', worker: 'Worker', ref: 'Worker Staff No', team: column('Team'), phone: 'Team Number', last: 'Last Home Visit', next: 'Next Meeting', nextOn: 'Next Meeting Date' }),
    event('Event ID', 'Event', 'Event Date', { 'STEP-UP': ['step-up', 'Stepped up to children’s services'], 'STEP-DOWN': ['step-down', 'Stepped down from children’s services'], 'REFERRAL DECLINED': ['referral-declined', 'Referral declined'], MEETING: ['meeting', 'Team around the family met'], 'LEAD CHANGED': ['lead-worker-changed', 'Lead worker changed'] }, { detail: 'Event Note' }),
    need('Need', 'Person ID', 'Need Date', { Money: ['debt', 'Money'], Housing: ['housing', 'Housing'], 'School attendance': ['school-attendance', 'School attendance'], 'Parental mental health': ['parent-mental-health', 'A parent’s mental health'], 'Family conflict': ['family-conflict', 'Family conflict'], 'Domestic abuse': ['domestic-abuse', 'Domestic abuse'], 'Caring role': ['caring', 'Caring for someone'], Behaviour: ['behaviour', 'Behaviour'], Disability: ['disability', 'Disability'] }),
  ],
}
