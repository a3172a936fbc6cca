// Records of as many people as are asked for, quickly: the households of the fictional place with its names, homes and numbers, written
// down by its clerks with their mistakes, but without the lives, files and mappings that make the place's own records slow.
import { createWriteStream } from 'node:fs'
import { Streets } from '../../src/place/addresses.ts'
import { careful, hurried, writeDown } from '../../src/place/agencies/mistakes.ts'
import { iso, on } from '../../src/place/days.ts'
import { Dice } from '../../src/place/random.ts'
import { settle } from '../../src/place/world/households.ts'
import { newMaker } from '../../src/place/world/making.ts'
import { currentHome, type Human } from '../../src/place/world/people.ts'

/** Agencies: how many of the people each knows, and how its clerks write. About as many records as people, as in the place. */
const sources = [
  { name: 'health', knows: 0.62, clerk: careful },
  { name: 'council', knows: 0.3, clerk: hurried },
  { name: 'police', knows: 0.12, clerk: hurried },
] as const
const columns = 'record_id,source,forename,surname,dob,sex,postcode,address,nhs_number,phone,email,person\n'
const asOf = on('2026-03-31')

/**
 * Writes a CSV of so many records with a column `person`, who each truly is. The same number and seed give the same records.
 * A place's NHS numbers (800,000), telephones and postcodes do not grow with it: beyond a million people ever fewer have a number.
 */
export async function writeCrowd(file: string, records: number, seed: number): Promise<void> {
  const out = createWriteStream(file)
  out.write(columns)
  const residents = Math.ceil(records / sources.reduce((sum, one) => sum + one.knows, 0))
  const maker = newMaker(seed, residents, asOf, new Streets(residents))
  const dice = new Dice(seed, 'crowd')
  let lines: string[] = []
  for (let written = 0; written < records; ) {
    for (const human of settle(maker).people)
      for (const { name, knows, clerk } of sources) {
        if (written >= records || !dice.chance(knows)) continue
        const given = writeDown(dice, human, clerk, asOf, asOf)
        lines.push(lineOf(`${name}-${++written}`, name, human, given, dice))
      }
    if (lines.length < 5000 && written < records) continue
    if (!out.write(lines.join(''))) await new Promise<void>((resolve) => out.once('drain', () => resolve()))
    lines = []
  }
  await new Promise<void>((resolve) => out.end(() => resolve()))
}

/** One record: the current home, or now and then one that the person has left; contacts as often as the place's agencies hold them. */
function lineOf(id: string, source: string, human: Human, spelt: ReturnType<typeof writeDown>, dice: Dice): string {
  const { stays } = human.household
  const home = dice.chance(0.1) ? stays[0]!.home : currentHome(human.household)
  const cells = [
    id,
    source,
    spelt.given ?? '',
    spelt.family,
    spelt.born === null ? '' : iso(spelt.born),
    spelt.sex === null ? '' : { F: 'female', M: 'male' }[spelt.sex],
    home.postcode,
    `"${home.line}"`,
    spelt.nhs ?? '',
    dice.chance(0.85) ? (human.mobile ?? '') : '',
    dice.chance(0.6) ? (human.email ?? '') : '',
    human.id,
  ]
  return `${cells.join(',')}\n`
}
