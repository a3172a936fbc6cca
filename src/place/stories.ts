/** The planted stories: named people, the same at any size, whom a demonstration and a test can open. */
import { storyHome } from './addresses.ts'
import { type Day, minutesADay, on } from './days.ts'
import { communities } from './names.ts'
import type { Feed } from './types.ts'
import { type Maker, newCluster, newHousehold, newHuman } from './world/making.ts'
import type { Cluster, Help, Human, Spelling } from './world/people.ts'

/** A story as place.json and truth list it. People's keys are known once the agencies have written. */
export type Story = {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly persona: string
  readonly people: readonly { readonly part: string; readonly human: Human }[]
  readonly cluster: Cluster
}

const [british] = communities
const hour = (day: Day, hours: number) => day * minutesADay + hours * 60

/** Only these feeds know this person, and some spell the name in their own way. */
const known = (feeds: readonly Feed[], spelling: Partial<Record<Feed, Spelling>> = {}) => ({ feeds, spelling })

function open(feed: Feed, kind: string, who: Human[], opened: Day, contact: Day, more: Partial<Help> = {}): Help {
  return { feed, kind, who, opened, closed: null, contacts: [contact], next: [], ...more }
}

/** One family, five agencies, nobody leading. The mother is Kayleigh to some and Kayley to others. */
function oneFamily(maker: Maker): Story {
  const { asOf } = maker
  const cluster = newCluster(maker, 'one-family-five-agencies')
  const household = newHousehold(maker, cluster, 0, 'council', storyHome(101, '14 Bracken Row', 'AX1 2BD'), on('2021-06-12'))
  const person = (given: string, sex: 'F' | 'M', born: string) =>
    newHuman(maker, cluster, household, { given, family: 'Marsden', sex, born: on(born), community: british! })
  const mother = person('Kayleigh', 'F', '1993-07-04')
  const son = person('Jayden', 'M', '2013-11-02')
  const daughter = person('Ruby', 'F', '2019-05-21')
  mother.mobile = '07700 900111'
  mother.email = 'kayleigh.marsden@example.org'
  son.parents = [mother]
  daughter.parents = [mother]
  household.dog = true
  const otherSpelling = { given: 'Kayley' }
  mother.script = known(
    ['council-housing', 'council-childrens-services', 'school-census', 'police-incidents', 'nhs-patients', 'fire-home-safety'],
    {
      'council-childrens-services': otherSpelling,
      'police-incidents': { ...otherSpelling, nhs: null },
    },
  )
  son.script = known(['council-housing', 'council-childrens-services', 'school-census', 'police-incidents', 'nhs-patients'])
  daughter.script = known(['council-housing', 'council-childrens-services', 'school-census', 'nhs-patients'])
  cluster.troubles.push(
    { kind: 'debt', who: null, from: asOf - 90, to: null },
    { kind: 'low-mood', who: mother, from: asOf - 140, to: null },
  )
  cluster.markers.push({
    feed: 'council-housing',
    kind: 'dog',
    who: mother,
    day: asOf - 200,
    text: 'Large dog loose in the hall: ring before you visit',
    told: true,
  })
  cluster.helps.push(
    open('council-childrens-services', 'CIN', [son, daughter], asOf - 137, asOf - 11, {
      posts: [{ staffRef: 'ALD20001', from: asOf - 137 }],
      next: [{ recorded: hour(asOf - 11, 15), day: asOf + 14, what: 'Child in need review' }],
    }),
    open('nhs-patients', 'mental-health', [mother], asOf - 180, asOf - 13),
    open('nhs-patients', 'health-visiting', [daughter], asOf - 900, asOf - 60),
    open('police-incidents', 'neighbourhood', [mother], asOf - 4, asOf - 4, { posts: [{ staffRef: 'AP4127', from: asOf - 4 }] }),
    { ...open('fire-home-safety', 'visit', [mother], asOf - 180, asOf - 173), closed: asOf - 173 },
  )
  cluster.happenings.push(
    { at: hour(asOf - 60, 10), kind: 'rent-first-letter', who: mother, amount: 61_200 },
    { at: hour(asOf - 1, 15), kind: 'rent-notice', who: mother, amount: 128_460 },
    {
      at: hour(asOf - 5, 22),
      kind: 'domestic',
      who: mother,
      role: 'victim',
      result: 'NFA',
      text: 'Argument with former partner at the door. No injury.',
      incident: ++maker.incidents,
    },
    {
      at: hour(asOf - 45, 21),
      kind: 'missing',
      who: son,
      role: 'missing',
      result: 'FND',
      text: "Not home by 9.30pm. Found at a friend's.",
      incident: ++maker.incidents,
    },
    { at: hour(asOf - 1, 9), kind: 'suspension', who: son, amount: 6, text: 'DB' },
    { at: hour(asOf - 141, 14), kind: 'referral', who: son, text: 'Referral from school: tired and often late' },
  )
  return {
    id: 'one-family-five-agencies',
    title: 'One family, five agencies, nobody leading',
    about:
      'A mother and two children, known to housing, children’s services, school, police and NHS; the mother is spelt in two ways; nobody leads.',
    persona: 'amina-hussain',
    people: [
      { part: 'mother', human: mother },
      { part: 'son', human: son },
      { part: 'daughter', human: daughter },
    ],
    cluster,
  }
}

/** A housing officer who is a tenant on the patch she works: her own record is not hers to open. */
function staffAndResident(maker: Maker): Story {
  const cluster = newCluster(maker, 'staff-and-resident')
  const household = newHousehold(maker, cluster, 0, 'council', storyHome(105, '27 Bracken Row', 'AX1 2BD'), on('2018-03-05'))
  const tenant = newHuman(maker, cluster, household, {
    given: 'Grace',
    family: 'Adeyemi',
    sex: 'F',
    born: on('1986-02-17'),
    community: british!,
  })
  tenant.script = known(['council-housing', 'nhs-patients'])
  return {
    id: 'staff-and-resident',
    title: 'A member of staff is also a resident',
    about:
      'Grace Adeyemi works for the council and is its tenant. No colleague without a reason may look, and she herself may not look at work.',
    persona: 'grace-adeyemi',
    people: [{ part: 'tenant', human: tenant }],
    cluster,
  }
}

/** Twins with one date of birth, address and family name: two people, whom nothing may make one. */
function twins(maker: Maker): Story {
  const cluster = newCluster(maker, 'twins')
  const household = newHousehold(maker, cluster, 0, 'council', storyHome(108, '3 Quarry Walk', 'AX1 4NQ'), on('2016-09-01'))
  const person = (given: string, sex: 'F' | 'M', born: string) =>
    newHuman(maker, cluster, household, { given, family: 'Holt', sex, born: on(born), community: british! })
  const mother = person('Denise', 'F', '1988-01-30')
  const [first, second] = [person('Ella', 'F', '2012-04-09'), person('Emma', 'F', '2012-04-09')]
  for (const child of [first, second]) {
    child.parents = [mother]
    child.script = known(['council-housing', 'school-census', 'nhs-patients'])
  }
  mother.script = known(['council-housing', 'nhs-patients', 'school-census'])
  return {
    id: 'twins',
    title: 'Twins are two people',
    about: 'Ella and Emma Holt share date of birth, address, school and family name.',
    persona: 'amina-hussain',
    people: [
      { part: 'mother', human: mother },
      { part: 'first twin', human: first },
      { part: 'second twin', human: second },
    ],
    cluster,
  }
}

/** All stories, made before anyone else, so that they are the same people in a place of any size. */
export const tellStories = (maker: Maker): Story[] => [oneFamily, staffAndResident, twins].map((tell) => tell(maker))
