import { ageOn, type Instant, type PlainDate } from '#platform/dates'

/** What someone told the front door: who it is, as far as she knows; what is worrying; whom to ring back, and where. */
export type Told = {
  readonly name: string
  /** A date of birth, or an age in words: "about 30". */
  readonly born: string
  readonly address: string
  readonly worry: string
  readonly caller: string
  readonly phone: string
}
export type ContactResult = 'rang-back' | 'passed-on' | 'nobody-found'

/** A contact: sent in by a colleague, written down while someone is on the telephone, or told by the person herself. */
export type Contact = {
  readonly id: string
  readonly frontDoorId: string
  readonly way: 'colleague' | 'call' | 'resident'
  readonly sentBy: string
  readonly sentByName: string
  readonly sentByOrganisation: string
  readonly receivedAt: Instant
  readonly told: Told
  readonly takenBy: string | null
  readonly takenByName: string | null
  readonly takenAt: Instant | null
  readonly closedAt: Instant | null
  readonly result: ContactResult | null
  /** Why it was not passed on, where there is a duty to tell those who could help. */
  readonly notShared: string | null
}

export type ContactState = 'waiting' | 'taken' | 'closed'

export function stateOf({ takenBy, closedAt }: Pick<Contact, 'takenBy' | 'closedAt'>): ContactState {
  if (closedAt) return 'closed'
  return takenBy ? 'taken' : 'waiting'
}

/** What is missing before the front door can do anything with it. Any one of name, age and address will do. */
export function missingFrom(told: Told): ('who' | 'worry' | 'phone')[] {
  const missing: ('who' | 'worry' | 'phone')[] = []
  if (!told.name && !told.born && !told.address) missing.push('who')
  if (!told.worry) missing.push('worry')
  if (!/\d/.test(told.phone)) missing.push('phone')
  return missing
}

const grownUp = 18
/** Whether somebody is a child, by a birthday or an age in words as it was told: "about 30", "8 months". */
export function childOrAdult(born: string, birthday: PlainDate | undefined, day: PlainDate): 'child' | 'adult' | 'unknown' {
  if (birthday) return ageOn(birthday, day) < grownUp ? 'child' : 'adult'
  const [, number, unit] = /(\d{1,3})\s*(month|week|day)?/i.exec(born) ?? []
  if (number === undefined) return /baby|child|toddler|boy|girl/i.test(born) ? 'child' : 'unknown'
  return unit || Number(number) < grownUp ? 'child' : 'adult'
}
