import type { Fact } from '#modules/feeds'

/** One thing that a fact says: what it is, and its value. */
export type Line = { readonly label: string; readonly value: string }

const titles: Readonly<Record<Fact['kind'], string>> = {
  identity: 'Name and birthday',
  identifier: 'Number',
  'contact-point': 'How to reach you',
  residence: 'Address',
  household: 'Household',
  relationship: 'Family',
  involvement: 'Who works with you',
  'involvement-exists': 'That the service works with you',
  event: 'What happened',
  'risk-indicator': 'Risk',
  need: 'Need',
}
/** What kind of thing a fact is, said to the person whom it is about. */
export const titleOf = (fact: Pick<Fact, 'kind'>): string => titles[fact.kind]

const labels: Readonly<Record<string, string>> = {
  givenName: 'First name',
  familyName: 'Last name',
  otherNames: 'Other names',
  nameUse: 'Kind of name',
  dateOfBirth: 'Date of birth',
  deceasedOn: 'Died on',
  uprn: 'Number of the address',
  household: 'Number of the household',
  type: 'Kind',
  openedOn: 'Began',
  closedOn: 'Ended',
  workerName: 'Worker',
  employer: 'Worker’s employer',
  lastContactOn: 'Last contact',
  nextEventOn: 'Next date',
  nextEvent: 'What comes next',
  occurredAt: 'When',
  summary: 'What was written',
  role: 'What you were in it',
  result: 'What came of it',
  leavesViewOn: 'Shown until',
  statement: 'What was written',
  statedOn: 'Written on',
  author: 'Written by',
  reviewOn: 'Looked at again on',
  personTold: 'You were told',
  scheme: 'Kind of number',
  system: 'Kind',
  open: 'Still open',
}
/**
 * What no copy says: keys of the sender's own system, which are of somebody else's record too; the count of identities, which would tell of an adoption; and
 * that an address is kept from others, which would tell whoever reads it with her.
 */
const notSaid: ReadonlySet<string> = new Set(['other', 'epoch', 'addressProtected', 'workerRef', 'existence'])

const humanised = (field: string) => {
  const words = field.replaceAll(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
const said = (value: unknown): string => (value === true ? 'yes' : value === false ? 'no' : String(value))

/** Everything that a fact says about the person, line by line. What is empty says nothing. */
export function linesOf(fact: Fact): Line[] {
  const fields = Object.entries(fact.content as Record<string, unknown>)
  return fields.flatMap(([field, value]) =>
    value === null || value === undefined || value === '' || notSaid.has(field)
      ? []
      : [{ label: labels[field] ?? humanised(field), value: said(value) }],
  )
}
