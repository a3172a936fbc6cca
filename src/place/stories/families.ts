/** Stories of families: who is involved, who leads, and what happens when help goes up, down or round in circles. */
import type { Maker } from '../world/making.ts'
import { Scene, type Story } from './scene.ts'

/** One family, five agencies, nobody leading. The mother is Kayleigh to some and Kayley to others. */
export function oneFamily(maker: Maker): Story {
  const scene = new Scene(maker, 'one-family-five-agencies')
  const { asOf } = scene
  const home = scene.home(101, '14 Bracken Row', 'AX1 2BD', 'council', '2021-06-12')
  home.dog = true
  const kayley = { given: 'Kayley' }
  const mother = scene.person(home, {
    part: 'mother',
    name: 'Kayleigh Marsden',
    sex: 'F',
    born: '1993-07-04',
    mobile: '07700 900111',
    email: 'kayleigh.marsden@example.org',
    feeds: [
      'council-housing',
      'council-childrens-services',
      'school-census',
      'police-incidents',
      'nhs-patients',
      'fire-home-safety',
      'council-tax',
    ],
    spelt: { 'council-childrens-services': kayley, 'police-incidents': { ...kayley, nhs: null } },
  })
  const son = scene.person(home, {
    part: 'son',
    name: 'Jayden Marsden',
    sex: 'M',
    born: '2013-11-02',
    parents: [mother],
    feeds: ['council-housing', 'council-childrens-services', 'school-census', 'police-incidents', 'nhs-patients'],
  })
  const daughter = scene.person(home, {
    part: 'daughter',
    name: 'Ruby Marsden',
    sex: 'F',
    born: '2019-05-21',
    parents: [mother],
    feeds: ['council-housing', 'council-childrens-services', 'school-census', 'nhs-patients'],
  })
  scene.cluster.troubles.push(
    { kind: 'debt', who: null, from: asOf - 90, to: null },
    { kind: 'low-mood', who: mother, from: asOf - 140, to: null },
  )
  scene.tenancy(home, 13, [7, 'Tenancy visit'])
  scene.warn('council-housing', 'dog', mother, 200, 'Large dog loose in the hall: ring before you visit', true)
  scene.help('council-childrens-services', 'CIN', [son, daughter], 137, 11, {
    by: 'ALD20001',
    next: [14, 'Child in need review'],
  })
  scene.help('nhs-patients', 'talking-therapies', [mother], 180, 13)
  scene.help('nhs-patients', 'health-visiting', [daughter], 900, 60)
  scene.help('police-incidents', 'neighbourhood', [mother], 4, 4, { by: 'AP4127' })
  scene.help('fire-home-safety', 'visit', [mother], 180, 173, { closed: 173 })
  scene.warn('fire-home-safety', 'dog', mother, 173, 'Large dog – friendly once you’re in', null)
  scene.happen(60, 10, 'rent-first-letter', mother, { amount: 61_200 })
  scene.happen(1, 15, 'rent-notice', mother, { amount: 128_460 })
  scene.happen(140, 11, 'tax-order', mother, { amount: 61_240 })
  scene.called(5, 22, 'domestic', mother, {
    role: 'victim',
    result: 'NFA',
    text: 'Argument with former partner at the door. No injury.',
  })
  scene.called(45, 21, 'missing', son, {
    role: 'missing',
    result: 'FND',
    text: "Not home by 9.30pm. Found at a friend's.",
  })
  scene.happen(1, 9, 'suspension', son, { amount: 6, text: 'DB' })
  scene.happen(141, 14, 'referral', son, { text: 'Referral from school: tired and often late' })
  return scene.story({
    title: 'One family, five agencies, nobody leading',
    about:
      'A mother and two children, known to housing, children’s services, school, police and NHS; the mother is spelt in two ways; no one leads and there is no shared plan.',
    persona: 'amina-hussain',
  })
}

/** Up from family help to a child in need plan, and down again. */
export function stepUpAndDown(maker: Maker): Story {
  const scene = new Scene(maker, 'step-up-and-step-down')
  const home = scene.home(111, '7 Tannery Lane', 'AX1 3HJ', 'private', '2019-02-01')
  const mother = scene.person(home, {
    part: 'mother',
    name: 'Deborah Castle',
    sex: 'F',
    born: '1988-02-19',
    mobile: '07700 900210',
    feeds: ['council-early-help', 'council-childrens-services', 'school-census'],
  })
  const child = scene.person(home, {
    part: 'child',
    name: 'Logan Castle',
    sex: 'M',
    born: '2016-08-08',
    parents: [mother],
    feeds: ['council-early-help', 'council-childrens-services', 'school-census', 'nhs-patients'],
  })
  const family = [mother, child]
  // What children’s services asked about how she may be reached goes down with him.
  scene.cluster.troubles.push({ kind: 'abuse', who: mother, from: scene.asOf - 332, to: null })
  scene.help('council-early-help', 'Family help', family, 420, 330, { by: 'ALD30001', closed: 330 })
  scene.happen(330, 11, 'step-up', child, { text: 'Stepped up from family help' })
  scene.help('council-childrens-services', 'CIN', [child], 330, 1, { by: 'ALD20001', closed: 1 })
  scene.happen(1, 11, 'step-down', child, { text: 'Stepped down to family help' })
  scene.help('council-early-help', 'Family help', family, 1, null, { by: 'ALD30001', next: [9, 'Team around the family'] })
  return scene.story({
    title: 'Up to a child in need plan, and down again',
    about:
      'Family help stepped Logan Castle up to children’s services, who stepped him down again yesterday, to the worker who led before.',
    persona: 'marcus-bell',
  })
}

/** A referral that two services turned away, and that is back. */
export function bouncedTwice(maker: Maker): Story {
  const scene = new Scene(maker, 'referral-bounced-twice')
  const home = scene.home(112, '18 Lock Terrace', 'AX1 4PQ', 'private', '2020-09-14')
  const mother = scene.person(home, {
    part: 'mother',
    name: 'Bryony Tennant',
    sex: 'F',
    born: '1990-12-03',
    mobile: '07700 900233',
    feeds: ['council-childrens-services', 'council-early-help', 'school-census'],
  })
  const child = scene.person(home, {
    part: 'child',
    name: 'Reece Tennant',
    sex: 'M',
    born: scene.asOf - 3400,
    parents: [mother],
    feeds: ['council-childrens-services', 'council-early-help', 'school-census'],
  })
  scene.happen(120, 10, 'referral', child, { text: 'Referral from school: comes to school hungry' })
  scene.happen(118, 16, 'referral-turned-away', child, { text: 'Below threshold. Passed to family help.' })
  scene.happen(110, 9, 'family-help-declined', child, { text: 'Too complex for family help. Passed back.' })
  scene.happen(57, 10, 'referral', child, { text: 'Referral from school, again' })
  scene.happen(55, 16, 'referral-turned-away', child, { text: 'Below threshold. Advice given.' })
  scene.happen(1, 10, 'referral', child, { text: 'Referral from police: alone at home overnight' })
  scene.help('council-childrens-services', 'CONTACT', [child], 1, 1, { by: 'ALD21001', team: 'front-door' })
  return scene.story({
    title: 'A referral that bounced twice',
    about:
      'School referred Reece Tennant; children’s services and family help each passed him on. Yesterday he came back, from the police.',
    persona: 'leanne-foster',
  })
}

/** A looked-after boy who did not come home last night. */
export function missingLastNight(maker: Maker): Story {
  const scene = new Scene(maker, 'missing-last-night')
  const home = scene.home(113, '6 Chapel Walk', 'AX1 5RS', 'association', '2017-05-02')
  const carer = scene.person(home, {
    part: 'foster carer',
    name: 'Elaine Purdy',
    sex: 'F',
    born: '1971-10-22',
    mobile: '07700 900244',
    feeds: ['council-childrens-services'],
  })
  const child = scene.person(home, {
    part: 'child',
    name: 'Kai Drummond',
    sex: 'M',
    born: scene.asOf - 5200,
    feeds: ['council-childrens-services', 'school-census', 'police-incidents'],
  })
  carer.caresFor = child
  scene.help('council-childrens-services', 'CLA', [child], 275, 6, { by: 'ALD20001', next: [8, 'Looked-after review'] })
  scene.happen(1, 22, 'missing-from-care', child, { text: 'Not back from school. Reported to the police by his carer.' })
  scene.called(1, 22, 'missing', child, { role: 'missing', result: 'OPN', text: 'Not home since school. Telephone off.' })
  return scene.story({
    title: 'Missing last night',
    about: 'Kai Drummond, 14 and looked after, has not been home since school yesterday. His social worker should see it first.',
    persona: 'joanne-tully',
  })
}

/** A boy of fifteen with a page of his own. */
export function fifteenYearOld(maker: Maker): Story {
  const scene = new Scene(maker, 'fifteen-year-old')
  const home = scene.home(114, '5 Lock Terrace', 'AX1 4PQ', 'association', '2015-03-20')
  const mother = scene.person(home, {
    part: 'mother',
    name: 'Donna Fenton',
    sex: 'F',
    born: '1986-06-15',
    mobile: '07700 900602',
    feeds: ['school-census', 'nhs-patients'],
  })
  const boy = scene.person(home, {
    part: 'young-person',
    name: 'Tyrell Fenton',
    sex: 'M',
    born: scene.asOf - 5650,
    mobile: '07700 900601',
    parents: [mother],
    feeds: ['youth-justice', 'school-census', 'police-incidents', 'nhs-patients'],
  })
  scene.happen(140, 10, 'first-entry', boy, { text: 'Referral order 6 months' })
  scene.happen(1, 10, 'youth-court', boy, { text: 'Bail granted, with a curfew' })
  scene.help('youth-justice', 'RO', [boy], 140, 7, { by: 'ALD60001', next: [7, 'Panel'] })
  scene.called(2, 20, 'arrest', boy, { role: 'suspect', result: 'OPN' })
  scene.called(2, 23, 'custody-release', boy, { role: 'suspect', result: 'OPN' })
  return scene.story({
    title: 'A young person with his own page',
    about:
      'Tyrell Fenton is 15 and under a referral order; he was arrested and released the day before yesterday. His page is his, not his mother’s.',
    persona: 'steph-ibbotson',
  })
}

/** Parents who live apart: the child lives in both homes, and each agency writes down one of them. */
export function twoHouseholds(maker: Maker): Story {
  const scene = new Scene(maker, 'two-households')
  const mothers = scene.home(115, '31 Bracken Row', 'AX1 2BD', 'council', '2018-11-05')
  const fathers = scene.home(116, '4 Quarry Walk', 'AX1 4NQ', 'private', '2022-08-01')
  const mother = scene.person(mothers, {
    part: 'mother',
    name: 'Nicola Ashdown',
    sex: 'F',
    born: '1987-03-12',
    mobile: '07700 900255',
    feeds: ['council-housing', 'school-census'],
  })
  const father = scene.person(fathers, {
    part: 'father',
    name: 'Gary Ashdown',
    sex: 'M',
    born: '1984-08-30',
    mobile: '07700 900256',
    feeds: ['school-census', 'charity-family-support'],
  })
  const child = scene.person(mothers, {
    part: 'child',
    name: 'Finn Ashdown',
    sex: 'M',
    born: scene.asOf - 3000,
    parents: [mother, father],
    feeds: ['council-housing', 'school-census', 'nhs-patients', 'charity-family-support'],
    spelt: { 'nhs-patients': { home: fathers.stays[0]!.home }, 'charity-family-support': { home: fathers.stays[0]!.home } },
  })
  child.otherHousehold = fathers
  scene.tenancy(mothers, 40)
  scene.help('charity-family-support', 'family', [father, child], 95, 16, { by: 'LFS-02', next: [12, 'Stay and play'] })
  return scene.story({
    title: 'A child with two homes',
    about:
      'Finn Ashdown lives with his mother and with his father. School and housing have one address, the NHS and the charity the other; both are right.',
    persona: 'bev-harker',
  })
}

/** A couple of whom one agency has heard that he moved out, and another still lists him. */
export function coupleAtOdds(maker: Maker): Story {
  const scene = new Scene(maker, 'couple-at-odds')
  const home = scene.home(118, '39 Bracken Row', 'AX1 2BD', 'council', '2019-04-15')
  const elsewhere = scene.address(119, '3 Quarry Walk', 'AX1 4NQ')
  const woman = scene.person(home, {
    part: 'tenant',
    name: 'Sandra Pell',
    sex: 'F',
    born: '1979-02-08',
    mobile: '07700 900261',
    feeds: ['council-housing', 'council-tax', 'nhs-patients'],
  })
  const man = scene.person(home, {
    part: 'partner',
    name: 'Keith Rowan',
    sex: 'M',
    born: '1976-10-19',
    mobile: '07700 900262',
    feeds: ['council-housing', 'council-tax', 'nhs-patients'],
    spelt: { 'nhs-patients': { home: elsewhere } },
  })
  woman.partner = man
  man.partner = woman
  scene.tenancy(home, 21, [5, 'Tenancy visit'])
  scene.happen(33, 9, 'tax-reminder', woman, { amount: 18_200 })
  return scene.story({
    title: 'Has he moved out?',
    about:
      'Sandra Pell and Keith Rowan are one household to housing and council tax; his surgery writes to another address. The page says who says which, and does not decide.',
    persona: 'amina-hussain',
  })
}

/** Unrelated people behind one door, two of them with one name. */
export function sharedHousehold(maker: Maker): Story {
  const scene = new Scene(maker, 'shared-household')
  const home = scene.home(117, '12 Foundry Lane', 'AX1 6TU', 'private', '2023-01-09')
  const lodgers = [
    { part: 'first lodger', name: 'Ibrahim Saleh', sex: 'M', born: '1991-04-17' },
    { part: 'second of that name', name: 'Ibrahim Saleh', sex: 'M', born: '1998-09-02' },
    { part: 'third lodger', name: 'Ewan Pritchett', sex: 'M', born: '1979-01-25' },
    { part: 'fourth lodger', name: 'Lucia Ferreira', sex: 'F', born: '1994-12-11' },
  ] as const
  const people = lodgers.map((who) =>
    scene.person(home, { ...who, feeds: ['nhs-patients', 'council-homelessness', 'fire-home-safety'] }),
  )
  for (const who of people)
    scene.help('council-homelessness', 'PREV', [who], 21, 9, { by: 'ALD40001', next: [6, 'Call landlord'] })
  scene.help('fire-home-safety', 'visit', [people[0]!], 12, 12, { next: [3, 'Alarm check'] })
  return scene.story({
    title: 'One door, four strangers',
    about:
      'Four adults share a house and nothing else. Two are called Ibrahim Saleh; their dates of birth differ, and they are two people.',
    persona: 'yvonne-pryce',
  })
}
