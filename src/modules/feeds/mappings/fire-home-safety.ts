import type { FeedMapping } from '../mapping.ts'
import { code, column, contact, date, event, household, identity, involvement, marker, residence, text, yes } from './common.ts'

const risks = {
  SMOK: 'smoking-in-bed',
  HOARD: 'hoarding',
  OXY: 'home-oxygen',
  FUEL: 'fuel-poverty',
  ALONE: 'lives-alone-and-frail',
}
const labels = {
  SMOK: 'Smokes in bed',
  HOARD: 'Hoarding',
  OXY: 'Oxygen at home',
  FUEL: 'Fuel poverty',
  ALONE: 'Lives alone and frail',
}

export const mapping: FeedMapping = {
  feed: 'fire-home-safety',
  format: { kind: 'csv', encoding: 'windows-1252', headings: ['Property No', 'Occupier Ref', 'Occupier Name', 'Entered'] },
  dates: 'dd.mm.yyyy',
  zone: 'Europe/London',
  person: column('Occupier Ref'),
  recordedAt: { instant: 'Entered' },
  templates: [
    identity(column('Occupier Ref'), {
      givenName: { name: 'Occupier Name', part: 'given', written: 'Title Forename SURNAME' },
      familyName: { name: 'Occupier Name', part: 'family', written: 'Title Forename SURNAME' },
      dateOfBirth: date('Born'),
      sex: code('Sex', { F: 'female', M: 'male', '-': 'unknown', '': 'unknown' }),
      deceasedOn: date('Died'),
      addressProtected: yes('Keep Address Private', 'YES'),
    }),
    residence('Occupier Ref', 'Address', { postcode: 'Postcode', uprn: 'UPRN' }),
    contact('Tel', 'Occupier Ref', 'phone'),
    household('Property No', 'Occupier Ref'),
    involvement({
      key: column('Referral No'),
      when: 'Referral No',
      service: { constant: 'Home fire safety visits' },
      opened: 'Opened',
      closed: 'Closed',
      worker: 'Officer',
      ref: 'Officer No',
      team: column('Station'),
      phone: 'Station Tel',
      last: 'Last Contact',
      next: 'Next Visit For',
      nextOn: 'Next Visit',
    }),
    event('Visit No', 'Outcome', 'Visit Date', {
      FITTED: ['fire-safety-visit', 'Home fire safety visit: alarms fitted'],
      ADVICE: ['fire-safety-visit', 'Home fire safety visit: advice given'],
      'NO ACCESS': ['fire-safety-visit', 'Home fire safety visit: no access'],
      REFUSED: ['fire-safety-visit', 'Home fire safety visit: refused'],
    }),
    event('Incident No', 'Incident', 'Incident Date', {
      KITCHEN: ['fire', 'Kitchen fire'],
      ALARM: ['alarm', 'Alarm actuation'],
      DELIB: ['deliberate-fire', 'Deliberate fire'],
      RESCUE: ['rescue', 'Rescue'],
    }),
    marker('Risk', 'Risk', 'Risk Stated', risks, { class: 'risk', labels, keyOf: text('{Occupier Ref}-{Risk}') }),
    marker(
      'Warning No',
      'Crew Warning',
      'Warning From',
      { DOG: 'dog', AGGR: 'violence-to-staff', TWOUP: 'two-to-visit' },
      { statement: 'Warning Note', by: 'Warning By', review: 'Warning Review' },
    ),
  ],
}
