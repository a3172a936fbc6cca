/** Stories of adults: home from hospital, after a death, without a home, before a visit, on the move. */
import type { Maker } from '../world/making.ts'
import { Scene, type Story } from './scene.ts'

/** Ready to leave the ward; her son, who cares for her, has not been told. */
export function hospitalDischarge(maker: Maker): Story {
  const scene = new Scene(maker, 'hospital-discharge')
  const hers = scene.home(131, '40 Weir Street', 'AX1 1AB', 'owner', '1998-04-01')
  const his = scene.home(132, '42 Weir Street', 'AX1 1AB', 'owner', '2003-09-12')
  hers.landline = '01632 960145'
  const mother = scene.person(hers, {
    part: 'patient',
    name: 'Irene Holloway',
    sex: 'F',
    born: '1941-08-15',
    feeds: ['council-adult-social-care', 'nhs-patients', 'fire-home-safety'],
  })
  const son = scene.person(his, {
    part: 'carer',
    name: 'Martin Holloway',
    sex: 'M',
    born: '1968-02-27',
    mobile: '07700 900145',
    parents: [mother],
    feeds: ['council-adult-social-care', 'nhs-patients'],
  })
  son.caresFor = mother
  scene.cluster.troubles.push(
    { kind: 'frailty', who: mother, from: scene.asOf - 500, to: null },
    { kind: 'caring', who: son, from: scene.asOf - 420, to: null },
  )
  scene.help('council-adult-social-care', 'PACKAGE', [mother], 512, 7, { by: 'ALD50001', next: [21, 'Package review'] })
  scene.help('council-adult-social-care', 'CARER', [son], 420, 48, { by: 'ALD50001' })
  scene.help('nhs-patients', 'district-nursing', [mother], 300, 14)
  scene.warn('council-adult-social-care', 'falls', mother, 81, 'Two falls since October', null)
  scene.happen(13, 7, 'admission', mother, { text: 'Fall at home', amount: 12 })
  scene.happen(1, 14, 'discharge-ready', mother, { text: 'Ready to leave ward 4 with a larger package' })
  return scene.story({
    title: 'Ready to go home, and nobody told her son',
    about: 'Irene Holloway could leave ward 4 since yesterday. Martin, next door but one, cares for her and has not heard.',
    persona: 'femi-adebayo',
  })
}

/** He died four weeks ago; two agencies know, three still write to him. His daughter sees to it. */
export function deceasedAndExecutor(maker: Maker): Story {
  const scene = new Scene(maker, 'deceased-and-executor')
  const his = scene.home(133, '2 Quarry Walk', 'AX1 4NQ', 'council', '1987-03-03')
  const hers = scene.home(134, '88 Market Terrace', 'AX1 8XY', 'owner', '2008-07-19')
  his.landline = '01632 960122'
  const father = scene.person(his, {
    part: 'deceased',
    name: 'Walter Prewett',
    sex: 'M',
    born: '1938-01-19',
    died: scene.asOf - 29,
    feeds: ['council-housing', 'council-adult-social-care', 'nhs-patients', 'fire-home-safety', 'council-tax'],
  })
  scene.person(hers, { part: 'executor', name: 'Anne Prewett', sex: 'F', born: '1966-11-30', parents: [father], feeds: [] })
  scene.tenancy(his, 48)
  scene.help('council-adult-social-care', 'PACKAGE', [father], 302, 29, { by: 'ALD50001', closed: 29 })
  scene.help('fire-home-safety', 'visit', [father], 82, 68, { by: 'FRS7001', next: [16, 'Alarm check'] })
  scene.happen(29, 4, 'death', father, { text: 'Death notified by the hospital' })
  scene.happen(6, 9, 'tax-reminder', father, { amount: 14_310 })
  return scene.story({
    title: 'Three agencies still write to him',
    about:
      'Walter Prewett died four weeks ago. The NHS and adult social care know; housing, fire and council tax do not. Anne is his executor, and no agency knows her.',
    persona: 'femi-adebayo',
  })
}

/** Without a home, and with four services of which two may not be shown. */
export function sleepingRough(maker: Maker): Story {
  const scene = new Scene(maker, 'sleeping-rough')
  const last = scene.home(135, '70 Mill Bank', 'AX1 3LD', 'private', '2021-01-20')
  const nowhere = { home: null }
  const man = scene.person(last, {
    part: 'person',
    name: 'Craig Brightwell',
    sex: 'M',
    born: '1984-09-12',
    mobile: '07700 900415',
    feeds: ['probation', 'council-homelessness', 'drug-and-alcohol', 'nhs-patients', 'police-incidents'],
    spelt: {
      probation: nowhere,
      'council-homelessness': nowhere,
      'drug-and-alcohol': nowhere,
      'police-incidents': nowhere,
    },
  })
  scene.cluster.troubles.push(
    { kind: 'substances', who: man, from: scene.asOf - 900, to: null },
    { kind: 'homeless', who: man, from: scene.asOf - 123, to: null },
  )
  scene.happen(123, 7, 'rough', man, { text: 'Seen in the bus station by outreach' })
  scene.happen(1, 6, 'rough', man, { text: 'Seen in the bus station again' })
  scene.happen(130, 9, 'prison-release', man, { text: 'Released on licence' })
  scene.help('council-homelessness', 'RELF', [man], 118, 20, { by: 'ALD40001', next: [9, 'Personal housing plan review'] })
  scene.help('probation', 'LICENCE', [man], 130, 6, { by: 'PB80001', next: [8, 'Office appointment'] })
  scene.help('drug-and-alcohol', 'OPI', [man], 112, 12, { next: [2, 'Key-work'] })
  scene.help('nhs-patients', 'specialist-mental-health', [man], 90, 30)
  scene.called(40, 23, 'concern', man, {
    role: 'victim',
    result: 'RES',
    text: 'Asleep in a doorway in frost. Taken to the shelter.',
  })
  return scene.story({
    title: 'On licence and sleeping rough',
    about:
      'Craig Brightwell is with probation, housing options, recovery and mental health. The last two may not be shown to the others.',
    persona: 'yvonne-pryce',
  })
}

/** What two agencies know that the third must know before it knocks. */
export function beforeAVisit(maker: Maker): Story {
  const scene = new Scene(maker, 'before-a-visit')
  const home = scene.home(136, '19 Slate Row', 'AX1 9ZA', 'council', '2014-06-16')
  const man = scene.person(home, {
    part: 'occupier',
    name: 'Roy Locke',
    sex: 'M',
    born: '1958-03-29',
    mobile: '07700 900341',
    feeds: ['council-housing', 'police-incidents', 'fire-home-safety', 'nhs-patients'],
  })
  scene.tenancy(home, 90)
  scene.warn('police-incidents', 'dog', man, 240, 'Two dogs loose in the yard', false)
  scene.warn('council-housing', 'two', man, 130, 'Two to visit: shouted at an officer on the step', true)
  scene.help('fire-home-safety', 'visit', [man], 6, 6, { by: 'FRS7001', next: [2, 'Alarm check'] })
  return scene.story({
    title: 'Before he knocks',
    about: 'Sam is to visit Roy Locke the day after tomorrow. The police warn of dogs; housing says that two should go.',
    persona: 'sam-turnbull',
  })
}

/** He moved a fortnight ago; some have heard. */
export function movedAddress(maker: Maker): Story {
  const scene = new Scene(maker, 'moved-address')
  const home = scene.home(137, '21 Mill Bank', 'AX1 3LD', 'private', '2019-08-24')
  const before = home.stays[0]!.home
  const after = scene.address(138, '9 Weir Terrace', 'AX1 1CD')
  home.stays.push({ home: after, from: scene.asOf - 15 })
  const man = scene.person(home, {
    part: 'person',
    name: 'Tomasz Wrona',
    sex: 'M',
    born: '1985-11-30',
    mobile: '07700 900310',
    feeds: ['nhs-patients', 'council-tax', 'council-early-help', 'police-incidents'],
    spelt: { 'police-incidents': { home: before }, 'council-early-help': { home: before } },
  })
  scene.help('council-early-help', 'Parenting course', [man], 78, 20, { by: 'ALD30001', next: [4, 'Review'] })
  scene.happen(70, 9, 'tax-reminder', man, { amount: 22_500 })
  return scene.story({
    title: 'Moved, and half the agencies know',
    about:
      'Tomasz Wrona moved a fortnight ago. The NHS and council tax have his new address; family help and the police write to the old one.',
    persona: 'marcus-bell',
  })
}
