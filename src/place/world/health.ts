/** Births, growing old, everyday attendances, and deaths. */
import { age, type Day } from '../days.ts'
import { pickSurname } from '../names.ts'
import { about, begin, happen, help, helping, type Life, openTrouble, warn } from './life.ts'
import { bornAged, type Maker, someone } from './making.ts'

/** A month of growing old: frailty, a fall, social care, a carer, a visit by the fire service. */
export function ageing(life: Life, day: Day): void {
  const { dice } = life
  for (const adult of life.adults) {
    if (day - adult.born < 25_500) continue
    const years = age(adult.born, day)
    const frail = openTrouble(life, 'frailty', adult)
    if (!frail && dice.chance(0.0011 * 1.11 ** (years - 70))) begin(life, 'frailty', adult, day)
    if (frail) frailMonth(life, adult, day)
    else if (dice.chance(0.0035)) fireVisit(life, adult, day)
  }
  if (life.household.smokers && dice.chance(0.005)) fireVisit(life, life.adults[0], day)
  if (dice.chance(0.00022) && life.adults[0])
    happen(life, day + dice.below(28), dice.chance(0.06) ? 'fire-rescue' : 'house-fire', life.adults[0])
}

function frailMonth(life: Life, adult: Life['adults'][number], day: Day): void {
  const { dice } = life
  if (dice.chance(0.018)) {
    happen(life, day, 'ae', adult, { text: 'Fall at home' })
    if (dice.chance(0.6)) admitted(life, adult, day, dice.between(2, 24))
    if (dice.chance(0.2)) warn(life, 'council-adult-social-care', 'falls', adult, day + 3, 'Falls at home', null)
  }
  if (dice.chance(0.02) && !helping(life, 'nhs-patients', day))
    help(life, 'nhs-patients', 'district-nursing', [adult], day, 60 + about(dice, 300))
  if (dice.chance(0.035) && !helping(life, 'council-adult-social-care', day)) socialCare(life, adult, day)
  if (dice.chance(0.004)) happen(life, day, 'adult-concern', adult)
  if (dice.chance(0.006)) fireVisit(life, adult, day)
}

/** A stay in hospital after a fall, at whose end the ward is ready before the care at home is. */
function admitted(life: Life, adult: Life['adults'][number], day: Day, days: number): void {
  happen(life, day, 'admission', adult, { text: 'Fall at home', amount: days })
  if (life.dice.chance(0.5)) happen(life, day + days - 1, 'discharge-ready', adult, { text: 'Ready to leave the ward' })
}

function socialCare(life: Life, adult: Life['adults'][number], day: Day): void {
  const { dice } = life
  const feed = 'council-adult-social-care'
  help(life, feed, 'CONTACT', [adult], day - 6, 5)
  happen(life, day - 6, 'adult-contact', adult)
  help(life, feed, 'ASSESS', [adult], day, 28 + dice.below(30))
  if (dice.chance(0.65)) {
    help(life, feed, 'PACKAGE', [adult], day + 50, 500 + about(dice, 900))
    happen(life, day + 230, 'care-review', adult)
  }
  if (dice.chance(0.3)) {
    help(life, feed, 'S42', [adult], day + 90, 50)
    happen(life, day + 90, 'adult-enquiry', adult)
    if (dice.chance(0.2)) warn(life, feed, 'self-neglect', adult, day + 95, 'Lives in two rooms; the rest is full', null)
  }
  if (life.household.members.length === 1 && dice.chance(0.3)) warn(life, feed, 'alone', adult, day + 20, 'Lives alone', null)
  const carer = life.adults.find((a) => a !== adult)
  if (!carer || !dice.chance(0.3)) return
  carer.caresFor = adult
  begin(life, 'caring', carer, day)
  help(life, 'council-adult-social-care', 'CARER', [carer], day + 60, 700)
}

function fireVisit(life: Life, adult: Life['adults'][number] | undefined, day: Day): void {
  if (!adult || helping(life, 'fire-home-safety', day)) return
  const one = help(life, 'fire-home-safety', 'visit', [adult], day, 14 + life.dice.below(40))
  happen(life, one.opened + 12, 'fire-visit', adult)
  const { household, dice } = life
  if (household.dog && dice.chance(0.5))
    warn(life, 'fire-home-safety', 'dog', adult, one.opened + 12, 'Dog at the property', null)
  if (dice.chance(0.01)) warn(life, 'fire-home-safety', 'violence', adult, one.opened + 12, 'Threatened the crew', false)
}

/** Babies and their mothers are known to the health visitor. */
export function births(life: Life): void {
  for (const child of life.young) {
    if (life.asOf - child.born > 1826) continue
    happen(life, child.born, 'birth', child)
    help(life, 'nhs-patients', 'health-visiting', [child], child.born + 10, 1790)
  }
}

/** Attendances of the last year that have nothing to do with any trouble: 44 for each hundred people. */
export function ordinaryHealth(life: Life): void {
  for (const human of life.household.members) {
    const years = age(human.born, life.asOf)
    const rate = years < 5 ? 0.55 : years > 74 ? 0.62 : 0.33
    let left = life.dice.next()
    for (let term = Math.exp(-rate), n = 0; left > term && n < 6; n++, left -= term, term *= rate / n) {
      happen(life, life.asOf - 1 - life.dice.below(365), 'ae', human, {})
    }
  }
}

/** Somebody who lived in one of these homes and died in the last two years; they are over and above the residents counted. */
export function deaths(life: Life, maker: Maker): void {
  const { dice, household, cluster, adults } = life
  const survivor = adults.find((a) => life.asOf - a.born > 25_500)
  if (!survivor || !dice.chance(0.2)) return
  const born = bornAged(dice, life.asOf, Math.min(101, age(survivor.born, life.asOf) + dice.between(-3, 12)))
  const couple = !survivor.partner && dice.chance(0.7)
  const family = couple ? survivor.family : pickSurname(dice, survivor.community)
  const late = someone(maker, dice, cluster, household, {
    sex: couple && survivor.sex === 'F' ? 'M' : 'F',
    born,
    family,
    community: survivor.community,
  })
  late.died = life.asOf - 2 - dice.below(728)
  if (couple) late.partner = survivor
  if (dice.chance(0.12))
    happen(life, late.died, 'sudden-death', late, { role: 'victim', result: 'NFA', incident: life.incident() })
  else happen(life, late.died - 1, 'admission', late, { text: 'Admitted; died on the ward', amount: 1 })
  happen(life, late.died, 'death', late)
  if (dice.chance(0.5)) help(life, 'council-adult-social-care', 'PACKAGE', [late], late.died - 400, 400)
  if (dice.chance(0.4)) help(life, 'nhs-patients', 'district-nursing', [late], late.died - 200, 200)
}
