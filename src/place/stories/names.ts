/** Stories of one person written down in two ways, and of two who look like one. */
import { on } from '../days.ts'
import type { Feed } from '../types.ts'
import type { Maker } from '../world/making.ts'
import type { Human, Spelling } from '../world/people.ts'
import { Scene, type Story } from './scene.ts'

/** One adult, known to a few agencies, of which some have it wrong. */
type Case = {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly persona: string
  readonly home: readonly [n: number, line: string, postcode: string]
  readonly name: string
  readonly sex: 'F' | 'M'
  readonly born: string
  readonly feeds: readonly Feed[]
  readonly spelt: Partial<Record<Feed, Spelling>>
} & Partial<Pick<Human, 'middle' | 'maiden' | 'mobile'>>

const cases: readonly Case[] = [
  {
    id: 'merged-forenames',
    title: 'Two forenames run together',
    about: 'Anna Marie Lindley is “Annamarie” to the police and “Anna” to housing options.',
    persona: 'yvonne-pryce',
    home: [121, '22 Weir Street', 'AX1 1AB'],
    name: 'Anna Lindley',
    middle: 'Marie',
    sex: 'F',
    born: '1985-10-09',
    mobile: '07700 900311',
    feeds: ['council-homelessness', 'police-incidents', 'nhs-patients'],
    spelt: { 'police-incidents': { given: 'Annamarie', middle: null }, 'council-homelessness': { middle: null } },
  },
  {
    id: 'maiden-name',
    title: 'Married, and half the agencies know',
    about: 'Marianne Goss was Marianne Petty until her marriage: to the NHS she still is; adult social care has both names.',
    persona: 'femi-adebayo',
    home: [122, '7 Weir Street', 'AX1 1AA'],
    name: 'Marianne Goss',
    maiden: 'Petty',
    sex: 'F',
    born: '1965-11-11',
    mobile: '07700 900312',
    feeds: ['council-adult-social-care', 'nhs-patients', 'council-tax', 'domestic-abuse'],
    spelt: {
      'nhs-patients': { family: 'Petty' },
      'council-adult-social-care': { former: 'Petty' },
      'domestic-abuse': { former: 'Petty' },
    },
  },
  {
    id: 'swapped-names',
    title: 'Forename and surname the wrong way round',
    about: 'Tariq Aslam is “Aslam Tariq” to housing options.',
    persona: 'yvonne-pryce',
    home: [123, '15 Mill Bank', 'AX1 3LD'],
    name: 'Tariq Aslam',
    sex: 'M',
    born: '1977-02-14',
    mobile: '07700 900313',
    feeds: ['council-homelessness', 'nhs-patients', 'council-tax'],
    spelt: { 'council-homelessness': { given: 'Aslam', family: 'Tariq' } },
  },
  {
    id: 'swapped-day-and-month',
    title: 'Day and month the wrong way round',
    about: 'Colin Rudge was born on 5 March 1974; the police wrote 3 May. Nobody else has it wrong.',
    persona: 'sam-turnbull',
    home: [124, '9 Chapel Walk', 'AX1 5RS'],
    name: 'Colin Rudge',
    sex: 'M',
    born: '1974-03-05',
    mobile: '07700 900314',
    feeds: ['fire-home-safety', 'police-incidents', 'nhs-patients'],
    spelt: { 'police-incidents': { born: on('1974-05-03') } },
  },
]

function oneOf(one: Case): (maker: Maker) => Story {
  return (maker) => {
    const scene = new Scene(maker, one.id)
    const { id: _id, title, about, persona, home: address, ...who } = one
    const home = scene.home(...address, 'private', '2016-04-04')
    const person = scene.person(home, { part: 'person', ...who })
    const { feeds } = one
    if (feeds.includes('council-homelessness'))
      scene.help('council-homelessness', 'PREV', [person], 30, 12, { by: 'ALD40001', next: [5, 'Personal housing plan review'] })
    if (feeds.includes('council-adult-social-care'))
      scene.help('council-adult-social-care', 'ASSESS', [person], 20, 6, { by: 'ALD50001', next: [8, 'Assessment meeting'] })
    if (feeds.includes('domestic-abuse'))
      scene.help('domestic-abuse', 'SUPPORT', [person], 680, 484, { closed: 484, existence: 'BROKERED' })
    if (feeds.includes('fire-home-safety'))
      scene.help('fire-home-safety', 'visit', [person], 8, 8, { by: 'FRS7001', next: [2, 'Alarm check'] })
    if (feeds.includes('council-tax')) scene.happen(90, 9, 'tax-reminder', person, { amount: 28_400 })
    return scene.story({ title, about, persona })
  }
}

/** A baby of one day: to the NHS only "Baby of Begum" so far. */
function babyOfBegum(maker: Maker): Story {
  const scene = new Scene(maker, 'baby-of-begum')
  const home = scene.home(125, '11 Quarry Walk', 'AX1 4NQ', 'council', '2020-10-12')
  const mother = scene.person(home, {
    part: 'mother',
    name: 'Shirin Begum',
    sex: 'F',
    born: '1995-01-19',
    mobile: '07700 900321',
    feeds: ['council-housing', 'nhs-patients', 'charity-family-support'],
  })
  const baby = scene.person(home, {
    part: 'baby',
    name: 'Ayaan Begum',
    sex: 'M',
    born: scene.asOf - 2,
    parents: [mother],
    feeds: ['nhs-patients', 'charity-family-support'],
    spelt: { 'nhs-patients': { baby: true }, 'charity-family-support': { baby: true, nhs: null } },
  })
  scene.tenancy(home, 60)
  scene.happen(2, 4, 'birth', baby)
  scene.help('nhs-patients', 'health-visiting', [baby], 1, null, { by: 'RZC50001', next: [9, 'Home visit'] })
  scene.help('charity-family-support', 'family', [mother, baby], 1, 1, { by: 'LFS-02' })
  return scene.story({
    title: '“Baby of Begum”',
    about: 'Born the day before yesterday and not yet named: “Baby of Begum” to the NHS, “Baby Begum” on the charity’s sheet.',
    persona: 'ngozi-eze',
  })
}

/** Twins with one date of birth, address and family name: two people, whom nothing may make one. */
function twins(maker: Maker): Story {
  const scene = new Scene(maker, 'twins')
  const home = scene.home(108, '3 Quarry Walk', 'AX1 4NQ', 'council', '2016-09-01')
  const feeds = ['council-housing', 'school-census', 'nhs-patients'] as const
  const mother = scene.person(home, { part: 'mother', name: 'Denise Holt', sex: 'F', born: '1988-01-30', feeds })
  for (const [part, given] of [
    ['first twin', 'Ella'],
    ['second twin', 'Emma'],
  ] as const)
    scene.person(home, { part, name: `${given} Holt`, sex: 'F', born: '2012-04-09', parents: [mother], feeds })
  scene.tenancy(home, 25)
  return scene.story({
    title: 'Twins are two people',
    about: 'Ella and Emma Holt share date of birth, address, school and family name.',
    persona: 'amina-hussain',
  })
}

/** Someone whose NHS number was given by mistake and replaced: one agency still has the first. */
function supersededNumber(maker: Maker): Story {
  const scene = new Scene(maker, 'superseded-nhs-number')
  const home = scene.home(126, '40 Mill Bank', 'AX1 3LD', 'owner', '1999-06-01')
  const person = scene.person(home, {
    part: 'person',
    name: 'Edwin Thackray',
    sex: 'M',
    born: '1948-07-23',
    feeds: ['nhs-patients', 'council-adult-social-care'],
  })
  const old = scene.oldNumber()
  person.oldNhs = { value: old, until: scene.asOf - 90 }
  person.script!.spelling['council-adult-social-care'] = { nhs: old }
  scene.help('council-adult-social-care', 'PACKAGE', [person], 200, 15, { by: 'ALD50001', next: [13, 'Package review'] })
  scene.help('nhs-patients', 'district-nursing', [person], 60, 3)
  return scene.story({
    title: 'An NHS number that was replaced',
    about:
      'Edwin Thackray has a new NHS number since three months. Adult social care still has the old one, which the NHS marks as old.',
    persona: 'femi-adebayo',
  })
}

/** A child who was adopted: a new identity, which nothing may tie to the one before. */
function newIdentity(maker: Maker): Story {
  const scene = new Scene(maker, 'new-identity')
  const home = scene.home(127, '2 Orchard Close', 'AX1 7VW', 'owner', '2012-02-14')
  const mother = scene.person(home, {
    part: 'adoptive mother',
    name: 'Judith Calloway',
    sex: 'F',
    born: '1980-05-05',
    mobile: '07700 900331',
    feeds: ['council-childrens-services', 'nhs-patients'],
  })
  const child = scene.person(home, {
    part: 'child',
    name: 'Rosie Calloway',
    sex: 'F',
    born: scene.asOf - 2300,
    parents: [mother],
    feeds: ['council-childrens-services', 'nhs-patients'],
    earlierEpoch: {
      until: scene.asOf - 400,
      given: 'Chantelle',
      family: 'Dray',
      sex: 'F',
      nhs: scene.oldNumber(),
      reason: 'ADOPTION',
    },
  })
  scene.help('council-childrens-services', 'CLA', [child], 700, 400, { by: 'ALD20001', closed: 400 })
  scene.help('council-childrens-services', 'CIN', [child], 60, 10, { by: 'ALD20001', next: [20, 'Home visit'] })
  return scene.story({
    title: 'A new identity',
    about:
      'Rosie Calloway was adopted. What was written under her first name stays there: the two are never joined, whatever is alike.',
    persona: 'joanne-tully',
  })
}

export const nameStories: readonly ((maker: Maker) => Story)[] = [
  ...cases.map(oneOf),
  babyOfBegum,
  twins,
  supersededNumber,
  newIdentity,
]
