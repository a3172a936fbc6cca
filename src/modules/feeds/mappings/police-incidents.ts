import type { FeedMapping } from '../mapping.ts'
import { code, column, contact, date, event, identity, involvement, marker, otherName, residence, text, yes } from './common.ts'

export const mapping: FeedMapping = {
  feed: 'police-incidents',
  format: { kind: 'ndjson' },
  lists: ['warnings'],
  dates: 'ymd',
  zone: 'UTC',
  person: column('nominal'),
  recordedAt: { instant: 'recorded' },
  templates: [
    identity(column('nominal'), { givenName: column('name.forenames'), familyName: column('name.surname'), dateOfBirth: date('dob'), sex: code('sex', { F: 'female', M: 'male', U: 'unknown', '': 'unknown' }), deceasedOn: date('died'), addressProtected: yes('restricted', 'true') }),
    otherName('formerSurname', text('{nominal}-former'), 'former', { givenName: column('name.forenames'), familyName: column('formerSurname') }),
    residence('nominal', 'address.line', { postcode: 'address.postcode', from: 'address.from' }),
    contact('phones.0', 'nominal', 'phone'),
    contact('phones.1', 'nominal', 'phone'),
    involvement({ key: column('policing.ref'), when: 'policing.ref', service: column('policing.unit'), opened: 'policing.from', closed: 'policing.to', worker: 'policing.officer', ref: 'policing.collar', team: column('policing.unit'), phone: 'policing.phone', last: 'policing.lastContact', next: 'policing.next', nextOn: 'policing.nextOn' }),
    event('incident.urn', 'incident.type', 'incident.occurred', { DOM: ['domestic-incident', 'Domestic incident'], ASB: ['anti-social-behaviour', 'Anti-social behaviour'], VIO: ['violence', 'Violence'], THF: ['theft', 'Theft'], BUR: ['burglary', 'Burglary'], MIS: ['missing', 'Missing person'], CON: ['concern', 'Concern for safety'], DRG: ['drugs', 'Drugs'], ARR: ['arrest', 'Arrest'], REL: ['custody-release', 'Released from custody'], DTH: ['death', 'Sudden death'] }, {
      class: 'policing',
      detail: 'incident.summary',
      keyOf: text('{incident.urn}-{incident.role}'),
      role: code('incident.role', { VIC: 'victim', WIT: 'witness', REP: 'reporter', SUS: 'suspect', MIS: 'missing' }),
      result: code('incident.result', { NFA: 'no further action', CHG: 'charged', CAU: 'caution', OPN: 'being investigated', FND: 'found safe', RES: 'resolved at the scene', REF: 'passed to another agency' }),
      leaves: date('incident.leavesView'),
    }),
    marker('warnings.ref', 'warnings.code', 'warnings.from', { DG: 'dog', WE: 'weapons', VI: 'violence-to-staff', TW: 'two-to-visit' }, { statement: 'warnings.text', by: 'warnings.by', review: 'warnings.review', told: { yes: 'warnings.told', words: ['true'], no: ['false'] } }),
  ],
}
