import type { FeedMapping } from '../mapping.ts'
import { column, constant, contact, date, event, household, identity, involvement, residence, text, yes } from './common.ts'

const written = 'SURNAME TITLE FORENAME'

export const mapping: FeedMapping = {
  feed: 'council-tax',
  format: { kind: 'csv', headings: ['Account No', 'Liable Party No', 'Liable Party', 'Updated'] },
  dates: 'dd-mm-yyyy',
  zone: 'Europe/London',
  person: column('Liable Party No'),
  recordedAt: { instant: 'Updated' },
  templates: [
    identity(column('Liable Party No'), {
      givenName: { name: 'Liable Party', part: 'given', written },
      familyName: { name: 'Liable Party', part: 'family', written },
      deceasedOn: date('Deceased'),
      addressProtected: yes('Address Withheld', 'Y'),
    }),
    residence('Liable Party No', 'Property Address', {
      postcode: 'Postcode',
      uprn: 'UPRN',
      from: 'Liable From',
      to: 'Liable To',
    }),
    contact('Phone', 'Liable Party No', 'phone'),
    contact('Email', 'Liable Party No', 'email'),
    household('Account No', 'Liable Party No'),
    involvement({
      key: text('{Account No}-{Liable Party No}'),
      when: 'Account No',
      service: constant('Council tax recovery'),
      opened: 'Opened',
      closed: 'Closed',
      worker: 'Recovery Officer',
      ref: 'Staff No',
      team: column('Team'),
      phone: 'Team Phone',
      last: 'Last Contact',
      next: 'Next Action',
      nextOn: 'Next Action On',
    }),
    event('Stage Ref', 'Stage', 'Stage Date', {
      REM: ['council-tax-reminder', 'Council tax reminder'],
      FIN: ['council-tax-final-notice', 'Council tax final notice'],
      SUM: ['council-tax-summons', 'Council tax summons'],
      LO: ['liability-order', 'Liability order'],
      ENF: ['enforcement', 'Enforcement agent'],
      ARR: ['arrangement', 'Arrangement to pay'],
      CLR: ['arrears-cleared', 'Council tax arrears cleared'],
    }),
  ],
}
