import type { FeedMapping } from '../mapping.ts'
import {
  code,
  column,
  constant,
  contact,
  date,
  household,
  identity,
  involvement,
  need,
  otherName,
  relative,
  residence,
  text,
  yes,
} from './common.ts'

const whole = 'Forename Surname'

export const mapping: FeedMapping = {
  feed: 'charity-family-support',
  format: { kind: 'csv', preambleRows: 4, totals: ['Total'], headings: ['Our ref', 'Family no.', 'Name', 'Row changed'] },
  dates: 'd/m/yyyy',
  zone: 'Europe/London',
  person: column('Our ref'),
  recordedAt: { instant: 'Row changed' },
  templates: [
    identity(column('Our ref'), {
      givenName: { name: 'Name', part: 'given', written: whole },
      familyName: { name: 'Name', part: 'family', written: whole },
      dateOfBirth: date('Born'),
      sex: code('M/F', { f: 'female', m: 'male', '': 'unknown' }),
      deceasedOn: date('Died'),
      addressProtected: yes('Keep address private?', 'yes'),
    }),
    otherName('Also known as', text('{Our ref}-also'), 'alias', {
      givenName: { name: 'Also known as', part: 'given', written: whole },
      familyName: { name: 'Also known as', part: 'family', written: whole },
    }),
    residence('Our ref', 'Where they live', { postcode: 'Post code' }),
    contact('Tel', 'Our ref', 'phone'),
    contact('E-mail', 'Our ref', 'email'),
    household('Family no.', 'Our ref'),
    relative('Child of', 'Our ref', constant('child-of')),
    involvement({
      key: column('Our ref'),
      when: 'Our ref',
      service: constant('Lantern family support'),
      opened: 'Helping since',
      closed: 'Stopped',
      worker: 'Who helps',
      ref: 'Helper no.',
      team: column('Team'),
      phone: 'Team tel',
      last: 'Last saw them',
      next: 'Next',
      nextOn: 'Next on',
    }),
    need('What they need', 'Our ref', 'Since', {
      money: ['debt', 'Money'],
      'someone to talk to': ['isolation', 'Someone to talk to'],
      food: ['food', 'Food'],
      behaviour: ['behaviour', 'A child’s behaviour'],
      'nursery place': ['nursery', 'A nursery place'],
      safety: ['safety', 'Safety'],
    }),
  ],
}
