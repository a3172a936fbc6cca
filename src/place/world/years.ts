/**
 * Five years of a household's life, month by month: a trouble makes others likelier, and troubles make things happen.
 * The rates give about what place.md section 2.1 says for each 300,000 residents; truth/rates.json shows how near they come.
 */
import { hardship } from '../addresses.ts'
import { age, type Day } from '../days.ts'
import { Dice } from '../random.ts'
import { creditors } from './debt.ts'
import { ageing, births, deaths, ordinaryHealth } from './health.ts'
import { homeless } from './homelessness.ts'
import { about, begin, happen, help, helping, type Life, openTrouble, warn } from './life.ts'
import type { Maker } from './making.ts'
import type { Cluster, Household, Human } from './people.ts'
import { offences, violenceAtHome } from './police.ts'
import { familyHelp, refer } from './safeguarding.ts'
import { ordinarySchool } from './school.ts'
import { troublesBeginAndEnd } from './troubles.ts'

const monthLength = 30.4375
export const monthsPlayed = 60

/** Plays five years for every household of the cluster. */
export function live(maker: Maker, cluster: Cluster): void {
  for (const household of cluster.households) {
    const life = newLife(maker, cluster, household)
    for (let month = 0; month < monthsPlayed; month++)
      playMonth(life, Math.round(maker.asOf - (monthsPlayed - month) * monthLength))
    lastingNeeds(life)
    births(life)
    ordinaryHealth(life)
    ordinarySchool(life)
    deaths(life, maker)
  }
}

function newLife(maker: Maker, cluster: Cluster, household: Household): Life {
  const dice = new Dice(maker.seed, 'life', household.index)
  const years = (h: Human) => age(h.born, maker.asOf)
  const tenure = { owner: 0.45, private: 1.2, association: 1.7, council: 1.9 }[household.tenure]
  const lone = household.members.length > 1 && household.members.every((m) => !m.partner) ? 1.4 : 1
  return {
    cluster,
    household,
    dice,
    asOf: maker.asOf,
    hard: tenure * lone * hardship(household.ward) * (0.5 + dice.next()),
    incident: () => ++maker.incidents,
    adults: household.members.filter((h) => years(h) >= 18),
    young: household.members.filter((h) => years(h) < 18),
    troubles: [],
    rentStage: 0,
    taxStage: 0,
  }
}

function playMonth(life: Life, day: Day): void {
  if (day < life.household.stays[life.household.stays.length - 1]!.from) return
  troublesBeginAndEnd(life, day)
  if (life.troubles.length > 0) {
    if (openTrouble(life, 'debt')) creditors(life, day)
    if (openTrouble(life, 'abuse')) violenceAtHome(life, day)
    for (const child of life.young) schoolMonth(life, child, day)
    for (const adult of life.adults) personalMonth(life, adult, day)
  }
  offences(life, day)
  if (life.young.length > 0 && life.dice.chance(0.0011 * life.hard))
    refer(life, day + life.dice.below(28), life.dice.pick(['neighbour', 'health', 'school']))
  neighbourly(life, day)
  ageing(life, day)
}

/** A child's month: absence, suspension, running away; and who notices. */
function schoolMonth(life: Life, child: Human, day: Day): void {
  if (!openTrouble(life, 'school', child)) return
  const { dice } = life
  const years = age(child.born, day)
  if (years < 5 || years > 16) return
  if (dice.chance(years > 10 ? 0.11 : 0.02))
    happen(life, day + dice.below(28), 'suspension', child, { amount: dice.between(1, 5) * 2 })
  if (years > 10 && dice.chance(0.003)) happen(life, day + dice.below(28), 'exclusion', child)
  if (years > 11 && dice.chance(0.035))
    happen(life, day + dice.below(28), 'missing', child, { role: 'missing', result: 'FND', incident: life.incident() })
  if (dice.chance(0.012)) refer(life, day + dice.below(28), 'school')
  else if (dice.chance(0.027) && !helping(life, 'council-early-help', day) && !helping(life, 'council-childrens-services', day))
    familyHelp(life, day)
  if (years > 12 && dice.chance(0.05)) help(life, 'nhs-patients', 'camhs', [child], day, 150 + about(dice, 120))
  if (years > 10 && years < 18 && dice.chance(0.012)) youthJustice(life, child, day)
}

function youthJustice(life: Life, child: Human, day: Day): void {
  const { dice } = life
  const kind = dice.weighted([
    ['DIV', 45],
    ['PREV', 30],
    ['RO', 18],
    ['YRO', 7],
  ] as const)
  happen(life, day, 'violence', child, { role: 'suspect', result: kind === 'PREV' ? 'NFA' : 'CHG', incident: life.incident() })
  if (kind === 'RO' || kind === 'YRO') happen(life, day + 30, 'first-entry', child)
  const one = help(life, 'youth-justice', kind, [child], day + 30, 90 + about(dice, 120))
  if (kind === 'RO' || kind === 'YRO') happen(life, day + 31, 'youth-court', child, { text: 'Order made' })
  if (dice.chance(0.1)) happen(life, day + 80, 'youth-breach', child)
  if (one.closed !== null) happen(life, one.closed, 'youth-ended', child, { text: 'Completed' })
}

function personalMonth(life: Life, adult: Human, day: Day): void {
  if (day - adult.born < 6575) return
  const { dice } = life
  if (openTrouble(life, 'low-mood', adult)) {
    if (dice.chance(0.05) && !helping(life, 'nhs-patients', day))
      help(life, 'nhs-patients', dice.chance(0.7) ? 'talking-therapies' : 'mental-health', [adult], day, 120 + about(dice, 240))
    if (dice.chance(0.01)) happen(life, day + dice.below(28), 'ae', adult, { text: 'Low mood, seen by liaison team' })
    if (dice.chance(0.004))
      happen(life, day + dice.below(28), 'concern', adult, { role: 'victim', result: 'REF', incident: life.incident() })
  }
  if (!openTrouble(life, 'substances', adult)) return
  if (dice.chance(0.09) && !helping(life, 'drug-and-alcohol', day)) recovery(life, adult, day)
  if (dice.chance(0.04)) happen(life, day + dice.below(28), 'ae', adult, { text: 'Injury after drinking' })
  if (dice.chance(0.035)) sentence(life, adult, day)
  if (dice.chance(0.01)) homeless(life, day)
  if (dice.chance(0.02) && life.young.length > 0) refer(life, day, 'health')
}

/** Treatment for alcohol or drugs: triage, start, and an end that half of them reach. */
function recovery(life: Life, adult: Human, day: Day): void {
  const { dice } = life
  const one = help(life, 'drug-and-alcohol', dice.pick(['ALC', 'OPI', 'CRA', 'CAN']), [adult], day, 120 + about(dice, 200))
  happen(life, day, 'recovery-triage', adult)
  happen(life, day + 7, 'recovery-start', adult)
  if (dice.chance(0.4)) happen(life, day + 30 + dice.below(60), 'recovery-missed', adult)
  if (one.closed !== null) happen(life, one.closed, dice.chance(0.5) ? 'recovery-complete' : 'recovery-dropout', adult)
}

/** An offence that ends with the probation service. */
function sentence(life: Life, adult: Human, day: Day): void {
  const { dice } = life
  const order = dice.weighted([
    ['COMMUNITY', 55],
    ['SUSPENDED', 22],
    ['LICENCE', 16],
    ['PSS', 7],
  ] as const)
  happen(life, day, dice.pick(['theft', 'violence', 'drugs']), adult, {
    role: 'suspect',
    result: 'CHG',
    incident: life.incident(),
  })
  help(life, 'probation', order, [adult], day + 60, 270 + about(dice, 240))
  if (order === 'LICENCE') {
    happen(life, day + 60, 'prison-release', adult)
    if (dice.chance(0.1)) happen(life, day + 150, 'prison-recall', adult)
  }
  happen(life, day + 67, 'probation-attended', adult)
  if (dice.chance(0.3)) happen(life, day + 95, 'probation-missed', adult)
  if (dice.chance(0.15)) happen(life, day + 120, 'order-breach', adult)
  if (dice.chance(0.08)) warn(life, 'probation', 'two', adult, day + 60, 'Two to visit after a threat at an appointment', true)
  if (dice.chance(0.02)) warn(life, 'probation', 'weapons', adult, day + 60, 'Carried a knife to an appointment', true)
  if (dice.chance(0.02)) warn(life, 'probation', 'violence', adult, day + 60, 'Pushed a member of staff', true)
}

/** Nuisance in the street: most is reported by someone with nothing else going on. */
function neighbourly(life: Life, day: Day): void {
  const { dice } = life
  if (!dice.chance(0.0031 * hardship(life.household.ward)) || life.adults.length === 0) return
  const reporter = dice.pick(life.adults)
  happen(life, day + dice.below(28), 'asb', reporter, {
    role: 'reporter',
    result: dice.chance(0.7) ? 'RES' : 'NFA',
    incident: life.incident(),
  })
}

/** Needs that were there all along: overcrowding and disability. */
function lastingNeeds(life: Life): void {
  const { household, dice, asOf } = life
  if (household.members.length > household.rooms * 2)
    begin(life, 'overcrowding', null, household.stays[household.stays.length - 1]!.from)
  for (const human of household.members)
    if (dice.chance(human.born > asOf - 6570 ? 0.035 : 0.02)) begin(life, 'disability', human, Math.max(human.born, asOf - 2500))
}
