/** What follows from debt: letters about rent and council tax, step by step, and the loss of a home. */
import { areaOf } from '../addresses.ts'
import type { Day } from '../days.ts'
import { homeless } from './homelessness.ts'
import { happen, type Life } from './life.ts'

/** From how many days before the as-of date more people in the north ask for help as homeless: a true shift, planted. */
export const shift = { days: 182, factor: 1.6, area: 'north' } as const

const rentStages = ['rent-first-letter', 'rent-second-letter', 'rent-notice', 'rent-court', 'rent-order', 'rent-eviction']
const taxStages = ['tax-reminder', 'tax-final', 'tax-summons', 'tax-order', 'tax-enforcement']

/** A month of owing. */
export function creditors(life: Life, day: Day): void {
  const { dice, adults, household } = life
  const payer = adults[0]
  if (!payer) return
  const owed = 20_000 + dice.below(180_000)
  if (household.tenure === 'council' && life.rentStage < rentStages.length && dice.chance(0.5)) {
    happen(life, day + dice.below(28), rentStages[life.rentStage++]!, payer, { amount: owed })
  }
  if (life.taxStage < taxStages.length && dice.chance(0.2))
    happen(life, day + dice.below(28), taxStages[life.taxStage++]!, payer, { amount: owed })
  else if (life.taxStage > 2 && dice.chance(0.04)) happen(life, day + dice.below(28), 'tax-arrangement', payer, { amount: owed })
  const shifted = areaOf(household.ward) === shift.area && day >= life.asOf - shift.days ? shift.factor : 1
  const losing = household.tenure === 'private' ? 0.034 : life.rentStage >= 6 ? 0.4 : household.tenure === 'owner' ? 0.004 : 0.016
  if (dice.chance(losing * shifted)) homeless(life, day + dice.below(28))
}

/** The debt is over: those who were written to are told so, and begin anew next time. */
export function settleDebts(life: Life, day: Day): void {
  const payer = life.adults[0]
  if (!payer) return
  if (life.rentStage > 0) happen(life, day + 29, 'rent-cleared', payer, { amount: 0 })
  if (life.taxStage > 0) happen(life, day + 29, 'tax-cleared', payer, { amount: 0 })
  life.rentStage = 0
  life.taxStage = 0
}
