/** Makes people and households: the one place that hands out their numbers. */
import type { Home, Streets } from '../addresses.ts'
import { civil, type Day, dayOf } from '../days.ts'
import { type Community, pickForename, unaccented } from '../names.ts'
import { currentNhsNumbers, nhsNumber, nhsNumbers } from '../numbers.ts'
import { mobile } from '../phones.ts'
import type { Dice } from '../random.ts'
import type { Cluster, Household, Human, Tenure } from './people.ts'

export type Maker = {
  seed: number
  residents: number
  asOf: Day
  streets: Streets
  people: number
  households: number
  clusters: number
  incidents: number
  oldNumbers: number
}

export const newMaker = (seed: number, residents: number, asOf: Day, streets: Streets): Maker => ({
  seed,
  residents,
  asOf,
  streets,
  people: 0,
  households: 0,
  clusters: 0,
  incidents: 0,
  oldNumbers: 0,
})

/** An NHS number for the n-th person. A region has more people than the never-issued range has numbers: then some have none. */
function numberFor(maker: Maker, index: number): string | null {
  const share = Math.min(1, currentNhsNumbers / (maker.residents * 1.05 + 500))
  const ordinal = Math.floor(index * share)
  const given = Math.floor((index + 1) * share) > ordinal
  return given && ordinal < currentNhsNumbers ? nhsNumber(ordinal, maker.seed) : null
}

/** A number from the kept part of the series, for people who first had another. */
export function oldNhsNumber(maker: Maker): string {
  const ordinal = currentNhsNumbers + maker.oldNumbers++
  if (ordinal >= nhsNumbers) throw new RangeError('The NHS numbers kept for superseded ones are used up.')
  return nhsNumber(ordinal, maker.seed)
}

export function newCluster(maker: Maker, story: string | null): Cluster {
  const empty = { households: [], people: [], troubles: [], happenings: [], helps: [], markers: [] }
  return { index: maker.clusters++, story, ...empty }
}

export function newHousehold(maker: Maker, cluster: Cluster, ward: number, tenure: Tenure, home: Home, since: Day): Household {
  const index = ++maker.households
  const household: Household = {
    id: `HH${String(index).padStart(7, '0')}`,
    index,
    ward,
    tenure,
    stays: [{ home, from: since }],
    members: [],
    landline: null,
    rooms: 3,
    dog: false,
    smokers: false,
  }
  cluster.households.push(household)
  return household
}

export type Birth = { sex: 'F' | 'M'; born: Day; given: string; family: string; community: Community }

/** Somebody new, living in the household. */
export function newHuman(maker: Maker, cluster: Cluster, household: Household, birth: Birth): Human {
  const index = maker.people++
  const human: Human = {
    id: `R${String(index + 1).padStart(7, '0')}`,
    index,
    middle: null,
    maiden: null,
    died: null,
    nhs: numberFor(maker, index),
    oldNhs: null,
    language: null,
    mobile: null,
    email: null,
    household,
    otherHousehold: null,
    parents: [],
    partner: null,
    caresFor: null,
    protectedBy: {},
    script: null,
    earlierEpoch: null,
    keys: {},
    earlierKeys: {},
    ...birth,
  }
  household.members.push(human)
  cluster.people.push(human)
  return human
}

/** Somebody with a forename, middle name, telephone and e-mail of the community's and the age's kind. */
export function someone(maker: Maker, dice: Dice, cluster: Cluster, household: Household, who: Omit<Birth, 'given'>): Human {
  const year = civil(who.born).year
  const human = newHuman(maker, cluster, household, { ...who, given: pickForename(dice, who.community, who.sex, year) })
  if (dice.chance(0.55)) human.middle = otherForename(dice, who, human.given, year)
  const years = civil(maker.asOf).year - year
  if (years >= 13 && dice.chance(years > 75 ? 0.55 : 0.95)) human.mobile = mobile(dice.below(1000))
  if (years >= 16 && dice.chance(years > 75 ? 0.3 : 0.8)) human.email = emailOf(human)
  if (who.community.language && dice.chance(0.15)) human.language = who.community.language
  if (dice.chance(0.008) && human.nhs) human.oldNhs = { value: oldNhsNumber(maker), until: maker.asOf - dice.between(40, 1500) }
  return human
}

function otherForename(dice: Dice, who: Omit<Birth, 'given'>, given: string, year: number): string | null {
  const middle = pickForename(dice, who.community, who.sex, year)
  return middle === given ? null : middle
}

const plain = (name: string) =>
  unaccented(name)
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')

export const emailOf = (human: Human): string => `${plain(human.given)}.${plain(human.family)}.${human.index + 1}@example.org`

/** A day of birth of somebody who is this many years old on the as-of date. */
export function bornAged(dice: Dice, asOf: Day, years: number): Day {
  const { year, month, day } = civil(asOf)
  return dayOf(year - years, month, Math.min(day, 28)) - 1 - dice.below(364)
}
