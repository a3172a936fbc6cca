/** What the police are called to: violence at home, and everyday crime. */

import { hardship } from '../addresses.ts'
import { age, type Day } from '../days.ts'
import { homeless } from './homelessness.ts'
import { happen, help, helping, type Life, warn } from './life.ts'
import { refer } from './safeguarding.ts'

/** A month in a home with abuse: calls, a referral when children are there, a specialist service, a flight. */
export function violenceAtHome(life: Life, day: Day): void {
  const { dice, adults, young } = life
  if (!dice.chance(0.31) || adults.length === 0) return
  const victim = adults.find((a) => a.sex === 'F') ?? adults[0]!
  const suspect = adults.find((a) => a !== victim && age(a.born, day) >= 18)
  const when = day + dice.below(28)
  const incident = life.incident()
  const charged = dice.chance(0.14)
  const result = charged ? 'CHG' : dice.chance(0.7) ? 'NFA' : 'OPN'
  happen(life, when, 'domestic', victim, { role: 'victim', result, incident })
  if (suspect) happen(life, when, 'domestic', suspect, { role: 'suspect', result, incident })
  if (charged && suspect) {
    happen(life, when, 'arrest', suspect, { role: 'suspect', result, incident: life.incident() })
    happen(life, when + 1, 'custody-release', suspect, { role: 'suspect', result, incident: life.incident() })
    if (dice.chance(0.08)) warn(life, 'police-incidents', 'violence', suspect, when, 'Fought officers at the door', false)
    if (dice.chance(0.04)) warn(life, 'police-incidents', 'weapons', suspect, when, 'Knife kept by the door', false)
  }
  if (dice.chance(0.1)) happen(life, when, 'ae', victim, { text: 'Injury at home' })
  if (young.length > 0 && dice.chance(0.4)) refer(life, when + 1, 'police')
  if (dice.chance(0.09) && !helping(life, 'domestic-abuse', when)) specialist(life, when)
  if (dice.chance(0.012)) homeless(life, when + 2)
}

function specialist(life: Life, day: Day): void {
  const { dice, adults } = life
  const victim = adults.find((a) => a.sex === 'F') ?? adults[0]!
  const one = help(life, 'domestic-abuse', 'SUPPORT', [victim], day + 3, 90 + dice.below(300))
  one.existence = dice.chance(0.12) ? 'SEALED' : 'BROKERED'
  happen(life, day + 3, 'abuse-referred', victim)
  if (dice.chance(0.2)) happen(life, day + 17, 'abuse-marac', victim)
  if (dice.chance(0.06)) happen(life, day + 24, 'abuse-refuge', victim)
  if (one.closed !== null) happen(life, one.closed, 'abuse-closed', victim)
  if (one.existence === 'SEALED')
    for (const human of life.household.members)
      if (human !== adults.find((a) => a !== victim)) human.protectedBy['domestic-abuse'] = day + 3
}

const crimes = ['theft', 'violence', 'burglary', 'theft', 'violence']

/** Crime that can befall anyone: a victim, now and then a suspect who lives here, mostly without result. */
export function offences(life: Life, day: Day): void {
  const { dice, adults } = life
  if (adults.length === 0 || !dice.chance(0.0024 * hardship(life.household.ward))) return
  const when = day + dice.below(28)
  const kind = dice.pick(crimes)
  const suspected = dice.chance(0.25)
  const result = dice.chance(0.12) ? 'CHG' : dice.chance(0.8) ? 'NFA' : 'RES'
  happen(life, when, kind, dice.pick(adults), {
    role: suspected ? 'suspect' : dice.chance(0.1) ? 'witness' : 'victim',
    result,
    incident: life.incident(),
  })
}
