import type { FeedMapping, Value } from '../mapping.ts'
import { code, column, contact, date, event, household, identifier, identity, involvement, need, otherName, relative, residence, text, yes } from './common.ts'

const epoch: Value = { whole: 'identity_epoch' }

export const mapping: FeedMapping = {
  feed: 'council-childrens-services',
  format: { kind: 'csv', headings: ['person_id', 'full_name', 'updated_at'] },
  dates: 'ymd',
  zone: 'UTC',
  person: column('person_id'),
  recordedAt: { instant: 'updated_at' },
  templates: [
    identity(column('person_id'), { givenName: { name: 'full_name', part: 'given', written: 'SURNAME, Forenames' }, familyName: { name: 'full_name', part: 'family', written: 'SURNAME, Forenames' }, dateOfBirth: date('date_of_birth'), sex: code('gender', { '1': 'male', '2': 'female', '0': 'unknown', '9': 'other', '': 'unknown' }), deceasedOn: date('date_of_death'), epoch, addressProtected: yes('address_restricted', 'Y') }),
    otherName('previous_name', text('{person_id}-previous'), 'former', { givenName: { name: 'previous_name', part: 'given', written: 'SURNAME, Forenames' }, familyName: { name: 'previous_name', part: 'family', written: 'SURNAME, Forenames' }, epoch }),
    identifier('nhs_number', 'person_id', 'nhs-number'),
    identifier('upn', 'person_id', 'upn'),
    residence('person_id', 'address', { postcode: 'postcode', uprn: 'uprn', from: 'address_from' }),
    contact('telephone', 'person_id', 'phone'),
    household('household_id', 'person_id'),
    relative('related_person_id', 'person_id', code('related_as', { 'MOTHER OF': 'parent-of', 'FATHER OF': 'parent-of', 'CHILD OF': 'child-of', 'SIBLING OF': 'sibling-of', 'PARTNER OF': 'partner-of', 'GRANDPARENT OF': 'other-relative-of', 'CARER OF': 'carer-of' })),
    involvement({ key: column('involvement_id'), when: 'involvement_id', service: { first: [code('involvement_type', { CONTACT: 'Children’s services: contact', REFERRAL: 'Children’s services: referral', ASSESS: 'Children’s services: assessment', CIN: 'Children’s services: child in need', CP: 'Children’s services: child protection plan', CLA: 'Children’s services: looked-after child', 'CARE LEAVER': 'Children’s services: care leaver' })] }, opened: 'involvement_start', closed: 'involvement_end', worker: 'allocated_worker', ref: 'worker_id', team: column('team'), phone: 'team_phone', last: 'last_seen', next: 'next_event', nextOn: 'next_event_date' }),
    event('event_id', 'event_type', 'event_at', { REF: ['referral', 'Referral received'], REFNFA: ['referral-declined', 'Referral closed without assessment'], S47: ['section-47-enquiry', 'Section 47 enquiry'], STRAT: ['strategy-discussion', 'Strategy discussion'], ICPC: ['child-protection-conference', 'Initial child protection conference'], STEPUP: ['step-up', 'Step up from family help'], STEPDOWN: ['step-down', 'Step down to family help'], MISS: ['missing', 'Missing from care'], LEAD: ['lead-worker-changed', 'Lead worker changed'], VISIT: ['child-seen', 'Child seen'] }, { detail: 'event_text' }),
    need('factor', 'person_id', 'factor_date', { DA: ['domestic-abuse', 'Domestic abuse at home'], MH: ['parent-mental-health', 'A parent’s mental health'], SUB: ['parent-substances', 'A parent’s drugs or alcohol'], NEG: ['neglect', 'Neglect'], EXP: ['exploitation', 'Exploitation'], SEND: ['disability', 'Disability'], BEH: ['behaviour', 'Behaviour at home'] }),
  ],
}
