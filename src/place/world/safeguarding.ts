/** The way of a worry about children: referral, assessment, and what may follow. */
import type { Day } from '../days.ts'
import { about, happen, help, helping, type Life } from './life.ts'
import type { Help } from './people.ts'

const sources: Record<string, string> = {
  school: 'Referral from school',
  police: 'Referral from police',
  health: 'Referral from health',
  'step-up': 'Stepped up from family help',
  neighbour: 'Referral from a member of the public',
}

/** Somebody refers the children of this home. Nothing new opens while the family is already open. */
export function refer(life: Life, day: Day, source: string): void {
  const { dice, young, asOf } = life
  if (young.length === 0 || day >= asOf || helping(life, 'council-childrens-services', day)) return
  const first = young[0]!
  happen(life, day, source === 'step-up' ? 'step-up' : 'referral', first, { text: sources[source]! })
  if (dice.chance(0.36)) {
    turnedAway(life, day + dice.below(4))
    return
  }
  help(life, 'council-childrens-services', 'ASSESS', young, day + 1, 20 + dice.below(26))
  const after = day + 46
  if (dice.chance(0.52)) {
    happen(life, day + 2, 'strategy-discussion', first)
    happen(life, day + 3, 's47', first)
    if (dice.chance(0.24)) {
      protect(life, day + 18)
      return
    }
  }
  if (after >= asOf) return
  if (dice.chance(0.6)) childInNeed(life, after)
  else if (dice.chance(0.45)) familyHelp(life, after, 'Family help')
}

function turnedAway(life: Life, day: Day): void {
  const { dice, young } = life
  help(life, 'council-childrens-services', 'CONTACT', young, day - 1, 3)
  happen(life, day, 'referral-turned-away', young[0]!, { text: 'Below threshold. Advice given.' })
  if (dice.chance(0.08)) happen(life, day + 8, 'family-help-declined', young[0]!, { text: 'Passed back to the front door' })
  else if (dice.chance(0.25)) familyHelp(life, day + 10)
}

function childInNeed(life: Life, day: Day): void {
  const one = help(life, 'council-childrens-services', 'CIN', life.young, day, 120 + about(life.dice, 330))
  visits(life, one)
  if (one.closed === null || !life.dice.chance(0.35)) return
  happen(life, one.closed, 'step-down', life.young[0]!, { text: 'Stepped down to family help' })
  familyHelp(life, one.closed, 'Family help')
}

function protect(life: Life, day: Day): void {
  const { dice, young } = life
  happen(life, day, 'child-protection-conference', young[0]!)
  const one = help(life, 'council-childrens-services', 'CP', young, day, 200 + about(dice, 180))
  visits(life, one)
  if (dice.chance(0.6)) {
    help(life, 'council-childrens-services', 'CLA', young, day + 60, 700 + about(dice, 1400))
    if (dice.chance(0.25)) happen(life, day + 90 + dice.below(400), 'missing-from-care', dice.pick(young))
  } else if (one.closed !== null) childInNeed(life, one.closed)
}

/** Children are seen soon after a plan begins, and at each later contact; now and then another worker takes over. */
function visits(life: Life, plan: Help): void {
  for (const child of plan.who) {
    happen(life, plan.opened + 8, 'child-seen', child)
    for (const day of plan.contacts) happen(life, day, 'child-seen', child)
  }
  if (life.dice.chance(0.12)) happen(life, plan.opened + 60, 'lead-changed', plan.who[0]!)
}

/** Family help, or one of the lesser offers, for the whole household. */
export function familyHelp(life: Life, day: Day, kind?: string): void {
  const { dice, household, young } = life
  if (young.length === 0) return
  const offer =
    kind ??
    dice.weighted([
      ['Family help', 62],
      ['Parenting course', 22],
      ['Short contact', 16],
    ] as const)
  const one = help(
    life,
    'council-early-help',
    offer,
    household.members,
    day,
    offer === 'Short contact' ? 30 : 90 + about(dice, 260),
  )
  const lead = life.adults[0] ?? young[0]!
  if (offer === 'Family help' && dice.chance(0.6))
    happen(life, day + 20, 'team-meeting', lead, { text: 'Team around the family met' })
  if (dice.chance(0.06)) happen(life, day + 70, 'family-lead-changed', lead)
  if (one.closed !== null && dice.chance(0.08)) {
    happen(life, one.closed, 'step-up', lead)
    refer(life, one.closed, 'step-up')
  }
  if (dice.chance(0.2))
    help(life, 'charity-family-support', 'family', household.members, day + dice.below(60), 120 + about(dice, 150))
}
