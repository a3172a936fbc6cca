import type { FeedMapping } from '../mapping.ts'
import { code, column, constant, contact, date, event, identity, involvement, need, residence, yes } from './common.ts'

export const mapping: FeedMapping = {
  feed: 'drug-and-alcohol',
  format: { kind: 'csv', headings: ['client_ref', 'forename', 'surname', 'saved_at'] },
  dates: 'yyyy-mm-dd',
  zone: 'Europe/London',
  person: column('client_ref'),
  recordedAt: { instant: 'saved_at' },
  templates: [
    identity(column('client_ref'), {
      givenName: column('forename'),
      familyName: column('surname'),
      dateOfBirth: date('birth_date'),
      sex: code('sex', { '1': 'male', '2': 'female', '9': 'unknown', '': 'unknown' }),
      deceasedOn: date('date_died'),
      addressProtected: yes('address_private', 'Y', 'yes', '1'),
    }),
    residence('client_ref', 'address', { postcode: 'postcode' }),
    contact('phone', 'client_ref', 'phone'),
    contact('email', 'client_ref', 'email'),
    involvement({
      key: column('episode_ref'),
      when: 'episode_ref',
      service: constant('Recovery service'),
      opened: 'opened',
      closed: 'closed',
      worker: 'keyworker',
      ref: 'keyworker_ref',
      team: column('team'),
      phone: 'team_phone',
      last: 'last_seen',
      next: 'next_contact_for',
      nextOn: 'next_contact',
      existence: constant('brokered'),
    }),
    event(
      'event_ref',
      'event',
      'event_date',
      {
        TRIAGE: ['triage', 'Triage'],
        START: ['treatment-started', 'Treatment started'],
        DNA: ['did-not-attend', 'Did not attend'],
        COMPLETE: ['treatment-completed', 'Treatment completed'],
        DROPOUT: ['treatment-left', 'Left treatment'],
      },
      { class: 'health' },
    ),
    need('substance', 'client_ref', 'substance_date', {
      OPI: ['opiates', 'Opiates'],
      ALC: ['alcohol', 'Alcohol'],
      CRA: ['cocaine', 'Crack or cocaine'],
      CAN: ['cannabis', 'Cannabis'],
    }),
  ],
}
