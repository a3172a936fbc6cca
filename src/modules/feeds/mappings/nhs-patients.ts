import type { FeedMapping } from '../mapping.ts'
import { code, column, constant, date, identity, involvement, text, yes } from './common.ts'

/** The columns are those of `fhir-lines.ts`. */
export const mapping: FeedMapping = {
  feed: 'nhs-patients',
  format: { kind: 'fhir' },
  dates: 'ymd',
  zone: 'Europe/London',
  person: column('id'),
  recordedAt: { instant: 'recorded' },
  templates: [
    { ...identity(column('nameKey'), { givenName: column('given'), familyName: column('family'), otherNames: column('other'), nameUse: code('use', { official: 'usual', usual: 'usual', maiden: 'former', old: 'former', nickname: 'alias', anonymous: 'alias', temp: 'baby' }), dateOfBirth: date('birthDate'), sex: code('gender', { female: 'female', male: 'male', other: 'other', unknown: 'unknown', '': 'unknown' }), deceasedOn: date('deceased'), language: column('language'), epoch: { whole: 'epoch' }, addressProtected: yes('restricted', 'R') }), when: ['nameKey'] },
    { kind: 'identifier', when: ['nhsNumber'], key: text('{id}-nhs-{nhsNumber}'), fields: { scheme: constant('nhs-number'), value: column('nhsNumber'), to: date('nhsUntil') } },
    { kind: 'residence', when: ['addressLine'], key: text('{id}-{addressKey}'), fields: { address: column('addressLine'), postcode: column('postcode'), uprn: column('uprn'), from: date('addressFrom'), to: date('addressTo') } },
    { kind: 'contact-point', when: ['contactValue'], key: text('{id}-{contactSystem}-{contactValue}'), fields: { system: column('contactSystem'), value: column('contactValue') } },
    { kind: 'relationship', when: ['relativeKey', 'relation'], is: { column: 'relation', oneOf: ['MTH', 'FTH', 'CHILD', 'SPS', 'GRPRN', 'SIB', 'SON', 'DAU', 'NCHILD', 'GRMTH', 'GRFTH'] }, key: text('{id}-{relativeKey}'), fields: { other: column('relativeKey'), type: code('relation', { MTH: 'child-of', FTH: 'child-of', CHILD: 'parent-of', SON: 'parent-of', DAU: 'parent-of', NCHILD: 'parent-of', SPS: 'partner-of', SIB: 'sibling-of', GRPRN: 'other-relative-of', GRMTH: 'other-relative-of', GRFTH: 'other-relative-of' }) } },
    involvement({ key: column('episodeId'), when: 'episodeId', service: column('service'), opened: 'opened', closed: 'closed', worker: 'worker', ref: 'workerRef', team: column('team'), phone: 'teamPhone', last: 'lastContact', next: 'next', nextOn: 'nextOn', existence: column('hidden') }),
    { kind: 'event', when: ['encounterId', 'encounterAt'], key: column('encounterId'), fields: { class: constant('health'), type: { first: [code('encounterType', { 'A&E attendance': 'a-and-e-attendance', 'Hospital admission': 'admission', 'Ready to leave hospital': 'discharge-ready', Birth: 'new-birth', '': '' }), constant('health-contact')] }, occurredAt: { instant: 'encounterAt' }, summary: { first: [text('{encounterType}: {encounterReason}'), constant('Health contact')] }, result: column('encounterResult') } },
    { kind: 'need', when: ['need', 'needFrom'], key: text('{id}-{need}'), fields: { code: column('need'), statement: { first: [column('needText'), column('need')] }, statedOn: date('needFrom') } },
  ],
}
