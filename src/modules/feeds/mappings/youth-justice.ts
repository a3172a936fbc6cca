import type { FeedMapping } from '../mapping.ts'
import { code, column, contact, date, event, identity, involvement, need, residence, yes } from './common.ts'

export const mapping: FeedMapping = {
  feed: 'youth-justice',
  format: { kind: 'csv', headings: ['YJ Ref', 'SURNAME', 'First Name', 'Updated'] },
  dates: 'dd/mm/yyyy',
  zone: 'Europe/London',
  person: column('YJ Ref'),
  recordedAt: { instant: 'Updated' },
  templates: [
    identity(column('YJ Ref'), {
      givenName: column('First Name'),
      familyName: column('SURNAME'),
      dateOfBirth: date('Date Of Birth'),
      sex: code('Gender', { Female: 'female', Male: 'male', Other: 'other', '': 'unknown' }),
      deceasedOn: date('Died'),
      addressProtected: yes('Address Confidential', 'TRUE'),
    }),
    residence('YJ Ref', 'Address', { postcode: 'Postcode' }),
    contact('Telephone', 'YJ Ref', 'phone'),
    involvement({
      key: column('Intervention Ref'),
      when: 'Intervention Ref',
      service: code('Intervention', {
        DIV: 'Youth justice: diversion',
        RO: 'Youth justice: referral order',
        YRO: 'Youth justice: youth rehabilitation order',
        PREV: 'Youth justice: prevention',
        BAIL: 'Youth justice: bail support',
      }),
      opened: 'Start',
      closed: 'End',
      worker: 'Case Manager',
      ref: 'Manager Staff No',
      team: column('Team'),
      phone: 'Team Phone',
      last: 'Last Contact',
      next: 'Next Contact For',
      nextOn: 'Next Contact',
    }),
    event(
      'Event Ref',
      'Event',
      'Event Date',
      {
        FTE: ['first-time-entrant', 'First-time entrant'],
        COURT: ['court', 'Court date'],
        BREACH: ['breach', 'Breach'],
        ENDED: ['intervention-ended', 'Intervention ended'],
      },
      { result: column('Outcome') },
    ),
    need('Concern', 'YJ Ref', 'Concern Date', {
      EDU: ['education', 'Out of education'],
      PEERS: ['peers', 'Peers'],
      SUBST: ['substances', 'Substances'],
      EXPL: ['exploitation', 'Exploitation'],
    }),
  ],
}
