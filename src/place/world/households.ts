/** Who lives with whom: households of Aldermere's shapes, with kin, tenures, homes and earlier homes. */
import { hardship } from '../addresses.ts'
import { age, type Day } from '../days.ts'
import { type Community, pickCommunity, pickForename, pickSurname } from '../names.ts'
import { landline } from '../phones.ts'
import { Dice } from '../random.ts'
import { bornAged, emailOf, type Maker, newCluster, newHousehold, someone } from './making.ts'
import type { Cluster, Household, Human, Tenure } from './people.ts'

type Shape =
  | 'single-older'
  | 'single'
  | 'couple'
  | 'couple-older'
  | 'family'
  | 'lone-parent'
  | 'separated'
  | 'sharers'
  | 'three-generations'

const shapes: readonly (readonly [Shape, number])[] = [
  ['single-older', 13],
  ['single', 17],
  ['couple', 18],
  ['couple-older', 12],
  ['family', 21],
  ['lone-parent', 8],
  ['separated', 3],
  ['sharers', 4],
  ['three-generations', 3],
]

const children: readonly (readonly [number, number])[] = [
  [1, 42],
  [2, 40],
  [3, 13],
  [4, 5],
]

/** A new cluster of one or two households, somewhere in the place. */
export function settle(maker: Maker): Cluster {
  const cluster = newCluster(maker, null)
  const dice = diceOf(maker, cluster)
  const ward = dice.below(maker.streets.wards)
  const shape = dice.weighted(shapes)
  const community = pickCommunity(dice)
  builders[shape]({ maker, dice, cluster, ward, community })
  for (const household of cluster.households) furnish(dice, household)
  return cluster
}

const diceOf = (maker: Maker, cluster: Cluster): Dice => new Dice(maker.seed, 'household', cluster.index)

type Site = { maker: Maker; dice: Dice; cluster: Cluster; ward: number; community: Community }

const builders: Record<Shape, (site: Site) => void> = {
  'single-older': (site) => {
    adult(site, house(site, 'older'), olderAge(site.dice), site.dice.chance(0.68) ? 'F' : 'M')
  },
  single: (site) => {
    adult(site, house(site, 'single'), site.dice.between(19, 64), site.dice.chance(0.42) ? 'F' : 'M')
  },
  couple: (site) => {
    pair(site, house(site, 'couple'), site.dice.between(22, 62))
  },
  'couple-older': (site) => {
    pair(site, house(site, 'older'), olderAge(site.dice))
  },
  family: (site) => {
    const household = house(site, 'family')
    offspring(site, household, pair(site, household, site.dice.between(26, 52)))
  },
  'lone-parent': (site) => {
    const household = house(site, 'lone')
    const parent = adult(site, household, site.dice.between(20, 50), site.dice.chance(0.86) ? 'F' : 'M')
    offspring(site, household, [parent])
  },
  separated: separatedParents,
  sharers: (site) => {
    const household = house(site, 'single')
    const number = site.dice.between(3, 5)
    for (let i = 0; i < number; i++) {
      adult(
        { ...site, community: pickCommunity(site.dice) },
        household,
        site.dice.between(18, 38),
        site.dice.chance(0.5) ? 'F' : 'M',
      )
    }
  },
  'three-generations': (site) => {
    const household = house(site, 'family')
    const parents = pair(site, household, site.dice.between(26, 48))
    offspring(site, household, parents)
    const grown = site.dice.pick(parents)
    const elder = adult(
      site,
      household,
      age(grown.born, site.maker.asOf) + site.dice.between(20, 34),
      site.dice.chance(0.7) ? 'F' : 'M',
    )
    elder.family = grown.maiden ?? grown.family
    elder.email = elder.email && emailOf(elder)
    grown.parents.push(elder)
    if (site.dice.chance(0.3)) grown.caresFor = elder
  },
}

const olderAge = (dice: Dice) => 65 + Math.floor(dice.next() ** 1.5 * 32)

/** Two homes for the children: the parents part, each keeps a home, the children live in both. */
function separatedParents(site: Site): void {
  const { dice, maker } = site
  const first = house(site, 'lone')
  const parents = pair(site, first, dice.between(26, 48))
  offspring(site, first, parents)
  const second = house({ ...site, ward: dice.below(maker.streets.wards) }, 'single')
  const leaver = parents[1]!
  first.members.splice(first.members.indexOf(leaver), 1)
  second.members.push(leaver)
  leaver.household = second
  leaver.partner = null
  parents[0]!.partner = null
  for (const child of first.members) if (child.parents.length > 0 && dice.chance(0.8)) child.otherHousehold = second
}

const tenures: Record<'older' | 'single' | 'couple' | 'family' | 'lone', readonly (readonly [Tenure, number])[]> = {
  older: [
    ['owner', 75],
    ['council', 7],
    ['association', 10],
    ['private', 4],
  ],
  single: [
    ['owner', 42],
    ['council', 6],
    ['association', 10],
    ['private', 38],
  ],
  couple: [
    ['owner', 68],
    ['council', 2],
    ['association', 4],
    ['private', 24],
  ],
  family: [
    ['owner', 66],
    ['council', 4],
    ['association', 8],
    ['private', 19],
  ],
  lone: [
    ['owner', 30],
    ['council', 15],
    ['association', 20],
    ['private', 26],
  ],
}

/** How many days ago a household of this tenure moved in. */
const stayed: Record<Tenure, number> = { owner: 5200, council: 3600, association: 3400, private: 1100 }

function house(site: Site, kind: keyof typeof tenures): Household {
  const { maker, dice, cluster, ward } = site
  const poor = hardship(ward)
  const tenure = dice.weighted(tenures[kind].map(([t, w]) => [t, t === 'council' || t === 'association' ? w * poor : w] as const))
  const since = maker.asOf - 20 - Math.floor(-Math.log(1 - dice.next() * 0.98) * stayed[tenure])
  const household = newHousehold(maker, cluster, ward, tenure, maker.streets.next(ward), since)
  if (maker.asOf - since < 1825 && dice.chance(0.8)) {
    const before = since - dice.between(180, 2400)
    household.stays.unshift({ home: maker.streets.earlier(dice), from: before })
  }
  return household
}

function adult(site: Site, household: Household, years: number, sex: 'F' | 'M', family?: string): Human {
  const { maker, dice, cluster, community } = site
  const born = bornAged(dice, maker.asOf, years)
  const human = someone(maker, dice, cluster, household, { sex, born, family: family ?? pickSurname(dice, community), community })
  if (household.stays[0]!.from < born) household.stays[0]!.from = born
  return human
}

/** A couple: mostly a woman and a man, mostly of like age; a wife may have taken her husband's name. */
function pair(site: Site, household: Household, years: number): [Human, Human] {
  const { dice, community } = site
  const sameSex = dice.chance(0.02)
  const one = adult(site, household, years, sameSex && dice.chance(0.5) ? 'M' : 'F')
  const two = adult(site, household, Math.max(18, years + dice.between(-4, 6)), sameSex ? one.sex : 'M')
  if (community.takesName && dice.chance(years > 60 ? 0.92 : 0.55)) {
    one.maiden = one.family
    one.family = two.family
    one.email = one.email && emailOf(one)
  }
  one.partner = two
  two.partner = one
  return [one, two]
}

/** Children of these parents; about one birth in seventy is of twins. */
function offspring(site: Site, household: Household, parents: Human[]): void {
  const { maker, dice, cluster, community } = site
  const mother = parents.find((p) => p.sex === 'F') ?? parents[0]!
  const motherYears = age(mother.born, maker.asOf)
  const number = dice.weighted(children)
  let years = Math.floor(dice.next() ** 0.75 * Math.max(1, Math.min(23, motherYears - 18)))
  let previous: Human | null = null
  for (let i = 0; i < number && years >= 0; i++) {
    const twin: boolean = previous !== null && dice.chance(0.03)
    const born: Day = twin ? previous!.born : spaced(dice, household, bornAged(dice, maker.asOf, years), maker.asOf)
    const family = surnameOfChild(dice, parents)
    const child: Human = someone(maker, dice, cluster, household, { sex: dice.chance(0.49) ? 'F' : 'M', born, family, community })
    if (household.members.some((m) => m !== child && m.given === child.given))
      child.given = pickForename(dice, community, child.sex, 2010)
    child.parents.push(...parents)
    previous = child
    years -= dice.between(1, 4)
  }
}

/** Brothers and sisters are born at least ten months apart, unless they are twins. */
function spaced(dice: Dice, household: Household, born: Day, asOf: Day): Day {
  let day = born
  for (const other of household.members) if (Math.abs(other.born - day) < 300) day = other.born - 300 - dice.below(200)
  return Math.min(day, asOf - 5)
}

function surnameOfChild(dice: Dice, parents: Human[]): string {
  const father = parents[1]
  if (!father || dice.chance(0.15)) return parents[0]!.family
  return father.family
}

function furnish(dice: Dice, household: Household): void {
  if (dice.chance(household.members.some((m) => m.born < -9000) ? 0.7 : 0.25)) household.landline = landline(dice.below(8000))
  household.rooms = Math.max(1, Math.min(5, Math.ceil(household.members.length / 2) + dice.between(-1, 1)))
  household.dog = dice.chance(0.12)
  household.smokers = dice.chance(0.14)
}
