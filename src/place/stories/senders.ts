/** Stories of those who send: files late, twice and at odds; an organisation that merges; a colleague who is a resident. */
import { on } from '../days.ts'
import { mergingFrom, mergingInto } from '../organisations.ts'
import type { Maker } from '../world/making.ts'
import { Scene, type Story } from './scene.ts'

/**
 * One woman in three sorts of trouble: the fire service's second file arrives after its third, so that "closed" comes before
 * "open"; family help sends one file twice; and three agencies disagree on her birthday and her house number.
 */
export function lateTwiceAndAtOdds(maker: Maker): Story {
  const scene = new Scene(maker, 'late-twice-and-at-odds')
  const home = scene.home(151, '3 Tannery Lane', 'AX1 3HJ', 'association', '2017-01-16')
  const wrong = scene.address(152, '8 Tannery Lane', 'AX1 3HJ')
  const woman = scene.person(home, {
    part: 'person',
    name: 'Kirsty Oldfield',
    sex: 'F',
    born: '1991-07-04',
    mobile: '07700 900512',
    feeds: ['fire-home-safety', 'council-early-help', 'charity-family-support', 'nhs-patients'],
    spelt: {
      'fire-home-safety': { born: null },
      'council-early-help': { home: wrong },
      'charity-family-support': { born: on('1991-07-14') },
    },
  })
  scene.help('fire-home-safety', 'visit', [woman], 20, 5, { by: 'FRS7001', closed: 5 })
  scene.help('council-early-help', 'Short contact', [woman], 20, 14, { by: 'ALD30001', next: [6, 'Review'] })
  scene.help('charity-family-support', 'family', [woman], 209, 12, { by: 'LFS-02', next: [9, 'Home visit'] })
  return scene.story({
    title: 'Late, twice and at odds',
    about:
      'The fire visit to Kirsty Oldfield closed in a file that came before the one that opened it. Family help sent her row twice. Charity and family help are wrong about her birthday and her house number.',
    persona: 'callum-reid',
  })
}

/** A housing association that goes on in another from 1 October: its people and what it wrote go over, and nothing is rewritten. */
export function partnerMerges(maker: Maker): Story {
  const scene = new Scene(maker, 'partner-merges-mid-year')
  const home = scene.home(153, '30 Foundry Lane', 'AX1 6TU', 'association', '2016-03-07')
  const tenant = scene.person(home, {
    part: 'tenant',
    name: 'Malcolm Ferris',
    sex: 'M',
    born: '1961-09-09',
    mobile: '07700 900361',
    feeds: ['council-homelessness', 'nhs-patients'],
  })
  scene.help('council-homelessness', 'PREV', [tenant], 26, 8, { by: 'ALD40001', next: [7, 'Call landlord'] })
  return scene.story({
    title: 'A partner merges in the middle of the year',
    about:
      'Foundry Housing, landlord of Malcolm Ferris and a partner in the pool that the council hosts, became part of Foundry Mere Homes on 1 October. Its agreements and its people go on under the new name.',
    persona: 'hugh-penrose',
    organisations: { before: mergingFrom, after: mergingInto },
  })
}

/** A housing officer who is a tenant on the patch she works: her own record is not hers to open. */
export function staffAndResident(maker: Maker): Story {
  const scene = new Scene(maker, 'staff-and-resident')
  const home = scene.home(105, '27 Bracken Row', 'AX1 2BD', 'council', '2018-03-05')
  scene.person(home, {
    part: 'tenant',
    name: 'Grace Adeyemi',
    sex: 'F',
    born: '1986-02-17',
    feeds: ['council-housing', 'nhs-patients'],
  })
  scene.tenancy(home, 120)
  return scene.story({
    title: 'A member of staff is also a resident',
    about:
      'Grace Adeyemi works for the council and is its tenant. No colleague without a reason may look, and she herself may not look at work.',
    persona: 'grace-adeyemi',
  })
}
