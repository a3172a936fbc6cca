/** How people's particulars come to be written down wrongly. */
import { civil, type Day, dayOf } from '../days.ts'
import { familiarForm, unaccented } from '../names.ts'
import type { Dice } from '../random.ts'
import type { Human, Spelling } from '../world/people.ts'
import type { Spelt } from './record.ts'

/** How often one agency's clerks make each mistake, of every record. */
export type Clerk = {
  misspelt: number
  swappedDate: number
  swappedNames: number
  maiden: number
  familiar: number
  merged: number
  noBirth: number
  noSex: number
  noNhs: number
  oldNhs: number
  /** Of names that have accents: written without. */
  unaccented: number
}

export const careful: Clerk = {
  misspelt: 0.015,
  swappedDate: 0.003,
  swappedNames: 0.002,
  maiden: 0.03,
  familiar: 0.01,
  merged: 0.01,
  noBirth: 0.003,
  noSex: 0.002,
  noNhs: 0.05,
  oldNhs: 0.4,
  unaccented: 0.3,
}

export const hurried: Clerk = {
  misspelt: 0.05,
  swappedDate: 0.012,
  swappedNames: 0.008,
  maiden: 0.06,
  familiar: 0.06,
  merged: 0.02,
  noBirth: 0.03,
  noSex: 0.01,
  noNhs: 0.3,
  oldNhs: 0.6,
  unaccented: 0.7,
}

/** By ear and from handwriting, with little to check against. */
export const byEar: Clerk = { ...hurried, misspelt: 0.09, familiar: 0.14, noBirth: 0.12, noNhs: 1 }

const sounds: readonly (readonly [RegExp, string])[] = [
  [/ph/, 'f'],
  [/ey$/, 'y'],
  [/y$/, 'ie'],
  [/ie$/, 'y'],
  [/leigh$/, 'ley'],
  [/ley$/, 'leigh'],
  [/ck/, 'k'],
  [/c(?=[aou])/, 'k'],
  [/ee/, 'ea'],
  [/ai/, 'ay'],
  [/([^aeiou])\1/, '$1'],
  [/([lntr])(?=[aeiou])/, '$1$1'],
  [/sen$/, 'son'],
  [/son$/, 'sen'],
  [/mohammed/i, 'Muhammad'],
  [/ssain/, 'sein'],
]

const accented = /\P{ASCII}/u

/** The name as somebody might hear or mistype it; always different from the name. */
export function misspell(dice: Dice, name: string): string {
  const heard = sounds.filter(([sound]) => sound.test(name))
  if (heard.length > 0 && dice.chance(0.6)) {
    const [sound, written] = dice.pick(heard)
    const spelt = name.replace(sound, written)
    if (spelt !== name) return spelt
  }
  return mistype(dice, name)
}

/** Two letters swapped, one left out, or one doubled. */
function mistype(dice: Dice, name: string): string {
  if (name.length < 3) return `${name}${name.at(-1)!}`
  const i = dice.between(1, name.length - 2)
  const swapped = name.slice(0, i) + name[i + 1] + name[i] + name.slice(i + 2)
  if (dice.chance(0.4) && swapped !== name) return swapped
  return dice.chance(0.6) ? name.slice(0, i) + name.slice(i + 1) : name.slice(0, i) + name[i] + name.slice(i)
}

/** The date with day and month changed round, where that is a date; otherwise as it was. */
export function swapDayAndMonth(day: Day): Day {
  const date = civil(day)
  return date.day <= 12 ? dayOf(date.year, date.day, date.month) : day
}

/** A human as this clerk writes her down on a day. A baby has no name yet; a few of those stand so for years. */
export function writeDown(dice: Dice, human: Human, clerk: Clerk, on: Day, asOf: Day): Spelt {
  const spelt = truly(human)
  if (on - human.born < 60 && dice.chance(asOf - human.born < 60 ? 0.5 : 0.03)) return asBaby(spelt, human)
  if (human.maiden && dice.chance(clerk.maiden)) spelt.family = human.maiden
  else if (human.maiden && dice.chance(0.3)) spelt.former = human.maiden
  const short = familiarForm(human.given)
  const usesShort = dice.next()
  if (short && usesShort < clerk.familiar) spelt.given = short
  else if (short && usesShort < clerk.familiar * 2) spelt.alias = short
  if (!dice.chance(0.5)) spelt.middle = null
  if (spelt.middle && dice.chance(clerk.merged)) {
    spelt.given = spelt.given + spelt.middle.toLowerCase()
    spelt.middle = null
  }
  if (dice.chance(clerk.misspelt)) spelt.given = misspell(dice, spelt.given!)
  if (dice.chance(clerk.misspelt)) spelt.family = misspell(dice, spelt.family)
  if (accented.test(spelt.given! + spelt.family) && dice.chance(clerk.unaccented)) {
    spelt.given = unaccented(spelt.given!)
    spelt.family = unaccented(spelt.family)
  }
  if (dice.chance(clerk.swappedNames)) [spelt.given, spelt.family] = [spelt.family, spelt.given!]
  mistakeNumbers(dice, spelt, clerk)
  return spelt
}

function mistakeNumbers(dice: Dice, spelt: Spelt, clerk: Clerk): void {
  if (dice.chance(clerk.swappedDate)) spelt.born = swapDayAndMonth(spelt.born!)
  if (dice.chance(clerk.noBirth)) spelt.born = null
  if (dice.chance(clerk.noSex)) spelt.sex = null
  if (dice.chance(clerk.noNhs)) spelt.nhs = null
  else if (spelt.oldNhs && dice.chance(clerk.oldNhs)) spelt.nhs = spelt.oldNhs.value
}

const truly = (human: Human): Spelt => ({
  given: human.given,
  middle: human.middle,
  family: human.family,
  former: null,
  alias: null,
  born: human.born,
  sex: human.sex,
  nhs: human.nhs,
  oldNhs: human.oldNhs,
  baby: false,
})

function asBaby(spelt: Spelt, human: Human): Spelt {
  return { ...spelt, given: null, middle: null, family: human.parents[0]?.family ?? human.family, baby: true }
}

/** A human in a story: exactly as the story says, without mistakes of chance. */
export function asScripted(human: Human, spelling: Spelling | undefined): Spelt {
  const spelt = truly(human)
  if (!spelling) return spelt
  if (spelling.baby) return asBaby(spelt, human)
  return {
    ...spelt,
    given: spelling.given ?? spelt.given,
    middle: spelling.middle === undefined ? spelt.middle : spelling.middle,
    family: spelling.family ?? spelt.family,
    former: spelling.former ?? null,
    alias: spelling.alias ?? null,
    born: spelling.born === undefined ? spelt.born : spelling.born,
    nhs: spelling.nhs === undefined ? spelt.nhs : spelling.nhs,
  }
}

/** The same human before adoption or a change of gender. */
export function asBefore(human: Human): Spelt {
  const before = human.earlierEpoch!
  return { ...truly(human), given: before.given, family: before.family, sex: before.sex, nhs: before.nhs, oldNhs: null }
}
