import type { Fact } from '#modules/feeds'
import { instant, longDate, longTime, plainDate } from '#platform/dates'

/** One thing that a fact says: what it is, and its value. */
export type Line = { readonly label: string; readonly value: string }

const titles: Readonly<Record<Fact['kind'], string>> = {
  identity: 'Name and birthday',
  identifier: 'Number',
  'contact-point': 'Phone or e-mail',
  residence: 'Address',
  household: 'Household',
  relationship: 'Family',
  involvement: 'Help from a service',
  'involvement-exists': 'That the service is involved',
  event: 'What happened',
  'risk-indicator': 'Risk',
  need: 'Need',
  written: 'Written here',
}
/** What kind of thing a fact is, said to the person whom it is about. */
export const titleOf = (fact: Pick<Fact, 'kind'>): string => titles[fact.kind]

// In the order in which a fact says them.
const labels: Readonly<Record<string, string>> = {
  givenName: 'First name',
  familyName: 'Last name',
  otherNames: 'Other names',
  nameUse: 'Kind of name',
  dateOfBirth: 'Date of birth',
  sex: 'Sex',
  language: 'Language',
  deceasedOn: 'Died on',
  what: 'What it is',
  scheme: 'Kind of number',
  system: 'Kind',
  value: 'What it is',
  safety: 'Safe to use',
  safeWhen: 'When it is safe',
  through: 'Through whom',
  address: 'Address',
  postcode: 'Postcode',
  uprn: 'Number of the address',
  household: 'Number of the household',
  service: 'Service',
  team: 'Team',
  workerName: 'Worker',
  employer: 'Worker’s employer',
  phone: 'Phone',
  openedOn: 'Began',
  closedOn: 'Ended',
  lastContactOn: 'Last contact',
  nextEvent: 'What comes next',
  nextEventOn: 'Next date',
  type: 'Kind',
  code: 'Kind',
  occurredAt: 'When',
  role: 'Part in it',
  summary: 'What was written',
  statement: 'What was written',
  result: 'What came of it',
  statedOn: 'Written on',
  author: 'Written by',
  personTold: 'Person told',
  reviewOn: 'Looked at again on',
  leavesViewOn: 'Shown until',
  open: 'Still open',
}
const order = Object.keys(labels)
/** What a sender writes as a code: read with spaces. */
const codes: ReadonlySet<string> = new Set(['nameUse', 'scheme', 'type', 'code', 'role', 'sex', 'system', 'safety'])

/**
 * What no copy says: keys of the sender's own system, which are of somebody else's record too; the count of identities, which would tell of an adoption; and
 * that an address is kept from others, which would tell whoever reads it with her.
 */
const notSaid: ReadonlySet<string> = new Set(['other', 'epoch', 'addressProtected', 'workerRef', 'existence'])

const humanised = (field: string) => {
  const words = field.replaceAll(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
function said(field: string, value: unknown, zone: string): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = String(value)
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return longDate(plainDate(text))
  if (field === 'occurredAt') return longTime(instant(text), zone)
  return codes.has(field) ? text.replaceAll('-', ' ') : text
}

/** Everything that a fact says about the person, line by line. What is empty says nothing. */
export function linesOf(fact: Fact, zone: string): Line[] {
  const place = (field: string) => (order.includes(field) ? order.indexOf(field) : order.length)
  return Object.entries(fact.content as Record<string, unknown>)
    .filter(([field, value]) => value !== null && value !== undefined && value !== '' && !notSaid.has(field))
    .toSorted(([one], [other]) => place(one) - place(other) || one.localeCompare(other))
    .map(([field, value]) => ({ label: labels[field] ?? humanised(field), value: said(field, value, zone) }))
}
