/** How the troubles of a household begin, feed one another, and end. */
import type { Day } from '../days.ts'
import { settleDebts } from './debt.ts'
import { begin, helping, type Life, openTrouble } from './life.ts'
import type { Trouble } from './people.ts'

/** Monthly chances of the troubles, each made likelier by the others; and of their end. */
export function troublesBeginAndEnd(life: Life, day: Day): void {
  const { dice, hard, adults, young } = life
  const debt = openTrouble(life, 'debt')
  const abuse = openTrouble(life, 'abuse')
  if (!debt && dice.chance(0.0028 * hard)) begin(life, 'debt', null, day)
  if (!abuse && adults.length > 0 && dice.chance(0.00095 * hard * (debt ? 2 : 1) * (adults.length > 1 ? 1.3 : 0.6)))
    begin(life, 'abuse', null, day)
  for (const adult of adults) {
    if (!openTrouble(life, 'low-mood', adult) && dice.chance(0.0022 * (debt ? 1.6 : 1) * (abuse ? 2.5 : 1)))
      begin(life, 'low-mood', adult, day)
    const low = openTrouble(life, 'low-mood', adult)
    if (!openTrouble(life, 'substances', adult) && dice.chance(0.0003 * hard * (low ? 2.2 : 1)))
      begin(life, 'substances', adult, day)
  }
  const strain = (abuse ? 3 : 1) * (debt ? 1.3 : 1) * (adults.some((a) => openTrouble(life, 'low-mood', a)) ? 1.8 : 1)
  for (const child of young) {
    if (day - child.born > 1900 && !openTrouble(life, 'school', child) && dice.chance(0.0105 * strain))
      begin(life, 'school', child, day)
  }
  for (const trouble of life.troubles)
    if (trouble.to === null && dice.chance(endings(life, trouble, day))) end(life, trouble, day)
  // What is over no longer acts; the cluster keeps it.
  if (life.troubles.some((t) => t.to !== null)) life.troubles = life.troubles.filter((t) => t.to === null)
}

function end(life: Life, trouble: Trouble, day: Day): void {
  trouble.to = day
  if (trouble.kind === 'debt') settleDebts(life, day)
}

const monthlyEnd: Partial<Record<Trouble['kind'], number>> = {
  debt: 0.05,
  abuse: 0.045,
  'low-mood': 0.045,
  substances: 0.02,
  school: 0.06,
}

/** Family help is the planted effect: with it, debt and trouble at school end half as soon again. A parenting course has none. */
function endings(life: Life, trouble: Trouble, day: Day): number {
  const usual = monthlyEnd[trouble.kind] ?? 0
  const helped = (trouble.kind === 'debt' || trouble.kind === 'school') && helping(life, 'council-early-help', day, 'Family help')
  return helped ? usual * familyHelpEffect : usual
}
export const familyHelpEffect = 1.5
