/** Losing a home: the application to the council, the duty it owes, and temporary accommodation. */
import type { Day } from '../days.ts'
import { about, begin, happen, help, helping, type Life } from './life.ts'

/** Asks the council for help as homeless or about to be. */
export function homeless(life: Life, day: Day): void {
  if (helping(life, 'council-homelessness', day)) return
  const { dice, adults, household } = life
  const applicant = adults[0]!
  const relief = dice.chance(0.55)
  begin(life, 'homeless', null, day)
  const duty = dice.chance(0.09) ? 'NODU' : relief ? 'RELF' : 'PREV'
  const placed = duty === 'RELF' && household.members.some((m) => m.parents.length > 0)
  happen(life, day, 'homeless-application', applicant)
  if (duty !== 'NODU') happen(life, day + 5, 'duty-accepted', applicant)
  if (placed) happen(life, day + 4, 'temporary-accommodation', applicant)
  const one = help(
    life,
    'council-homelessness',
    placed ? 'TEMP' : duty,
    household.members,
    day,
    placed ? 160 + about(dice, 170) : 56 + about(dice, 60),
  )
  if (one.closed !== null) happen(life, one.closed, dice.chance(0.12) ? 'duty-contact-lost' : 'duty-ended', applicant)
  if (adults.length === 1 && household.members.length === 1 && relief && dice.chance(0.2))
    happen(life, day - 3, 'rough', applicant)
}
