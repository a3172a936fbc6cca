/** Stories of people who must not be found: a protected address, and a service of which nothing may show. */
import { on } from '../days.ts'
import type { Maker } from '../world/making.ts'
import { Scene, type Story } from './scene.ts'

/**
 * Known for years to seven agencies; then she had to go. One agency was told that her address is protected. Another, never told,
 * learned the new address and sends it unmarked (practice K1).
 */
export function protectedAddress(maker: Maker): Story {
  const scene = new Scene(maker, 'protected-address')
  const home = scene.home(141, '16 Station Lane', 'AX1 2CE', 'private', '2017-10-30')
  const before = { home: home.stays[0]!.home }
  home.stays.push({ home: scene.address(142, 'Flat 3, 8 Foundry Court', 'AX1 4RT'), from: scene.asOf - 190 })
  const since = { 'council-childrens-services': scene.asOf - 189 }
  const mother = scene.person(home, {
    part: 'mother',
    name: 'Hannah Whitlock',
    sex: 'F',
    born: '1990-06-17',
    mobile: '07700 900951',
    protectedBy: since,
    feeds: [
      'council-childrens-services',
      'school-census',
      'nhs-patients',
      'police-incidents',
      'council-homelessness',
      'domestic-abuse',
      'fire-home-safety',
    ],
    spelt: {
      // The fire service fitted alarms at the new address for a woman of her name with another birthday: is this her?
      'fire-home-safety': { born: on('1990-07-16') },
      'school-census': before,
      'police-incidents': before,
      'council-homelessness': before,
      'domestic-abuse': before,
    },
  })
  const child = scene.person(home, {
    part: 'child',
    name: 'Isobel Whitlock',
    sex: 'F',
    born: scene.asOf - 3100,
    parents: [mother],
    protectedBy: since,
    feeds: ['council-childrens-services', 'school-census', 'nhs-patients'],
    spelt: { 'school-census': before },
  })
  scene.help('council-childrens-services', 'CIN', [child], 1150, 840, { by: 'ALD20001', closed: 840 })
  scene.help('council-childrens-services', 'CIN', [child], 188, 10, { by: 'ALD20001', next: [11, 'Child in need review'] })
  scene.help('nhs-patients', 'health-visiting', [child], 1400, 1100, { closed: 1100 })
  scene.help('council-homelessness', 'PREV', [mother], 230, 195, { by: 'ALD40001', closed: 195 })
  scene.help('domestic-abuse', 'SUPPORT', [mother], 176, 4, {
    by: 'HAV-01',
    existence: 'SEALED',
    next: [3, 'Safety plan'],
  })
  scene.happen(160, 10, 'abuse-marac', mother)
  scene.called(196, 1, 'domestic', mother, { role: 'victim', result: 'CHG', text: 'Threat to kill by former partner.' })
  return scene.story({
    title: 'A protected address',
    about:
      'Hannah Whitlock and her daughter moved to safety. Only children’s services say that the address is protected; the NHS has the new one and was never told, and the fire service has a record that may be hers.',
    persona: 'rosa-delgado',
  })
}

/** With a service whose very existence her partner must not learn: what it looks up is withheld from her own page, which he reads. */
export function lookUpToHide(maker: Maker): Story {
  const scene = new Scene(maker, 'abuse-service-brokered')
  const home = scene.home(143, '26 Mill Bank', 'AX1 3LD', 'private', '2018-02-10')
  const woman = scene.person(home, {
    part: 'survivor',
    name: 'Sofia Kowalczyk',
    sex: 'F',
    born: '1987-01-25',
    mobile: '07700 900952',
    feeds: ['nhs-patients', 'domestic-abuse', 'council-early-help'],
  })
  const man = scene.person(home, {
    part: 'partner',
    name: 'Marek Kowalczyk',
    sex: 'M',
    born: '1983-07-08',
    mobile: '07700 900953',
    feeds: ['nhs-patients', 'council-early-help'],
  })
  woman.partner = man
  man.partner = woman
  scene.help('council-early-help', 'Parenting course', [woman, man], 60, 15, { by: 'ALD30001', next: [13, 'Review'] })
  scene.help('domestic-abuse', 'SUPPORT', [woman], 47, 1, {
    by: 'HAV-01',
    existence: 'BROKERED',
    next: [2, 'Call at a safe time'],
  })
  scene.happen(47, 12, 'abuse-referred', woman)
  scene.happen(1, 14, 'abuse-marac', woman)
  return scene.story({
    title: 'A look-up that must not show',
    about:
      'Sofia Kowalczyk is with Haven; her partner reads her phone. When Rosa opens her record, Sofia’s own page must look as if nobody had.',
    persona: 'rosa-delgado',
  })
}
