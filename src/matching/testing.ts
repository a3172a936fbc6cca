/** For tests: invented people in households, and what several clerks wrote of them. */
import { writeFileSync } from 'node:fs'

const forenames =
  'Amina Kayleigh Tomos Mark Owen Priya Chidinma Jakub Siân Hassan Rhys Grace Leon Farida Ruth Dylan Elsie Noor Pavel Zara James Thomas Emily Jack'.split(
    ' ',
  )
const surnames =
  'Marsden Hussain Okafor Kowalczyk Davies Smith Begum Oldfield Patel Ashdown Novak Whitlock Iqbal Rowntree Sutcliffe Adeyemi'.split(
    ' ',
  )
const streets = 'Foundry Quarry Tannery Castle Weaver Miller Chapel Spring Orchard Albert'.split(' ')

export type MadeRecord = {
  readonly record_id: string
  readonly source: string
  readonly forename: string
  readonly surname: string
  readonly dob: string
  readonly postcode: string
  readonly address: string
  readonly nhs_number: string
}
export type MadePeople = { readonly records: readonly MadeRecord[]; readonly personOf: ReadonlyMap<string, string> }

/** Mulberry32: small, seeded, good enough to invent people with. */
export function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** So many households of one to five, twins among them; each person in one to four of four sources, written with mistakes. */
export function makePeople(households: number, seed: number): MadePeople {
  const roll = dice(seed)
  const of = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)]!
  const records: MadeRecord[] = []
  const personOf = new Map<string, string>()
  let people = 0
  for (let house = 0; house < households; house++) {
    const surname = `${of(surnames)}${roll() < 0.5 ? '' : of(['son', 'ton', 'ley', 'worth', 'field'])}`
    const address = `${1 + Math.floor(roll() * 90)} ${of(streets)} ${of(['Road', 'Lane', 'Street', 'Close'])}`
    const postcode = `AX${1 + Math.floor(roll() * 9)} ${1 + Math.floor(roll() * 9)}${of([...'ABDEFG'])}${of([...'HJLNPQ'])}`
    let dob = ''
    for (let member = 0; member < 1 + Math.floor(roll() * 5); member++) {
      if (dob === '' || roll() > 0.05) dob = born(roll)
      const person = `P${people++}`
      const forename = of(forenames)
      const nhs = String(9_000_000_000 + Math.floor(roll() * 999_999_999))
      for (const source of ['housing', 'school', 'police', 'health']) {
        if (roll() < 0.45) continue
        const record_id = `${source}-${person}`
        personOf.set(record_id, person)
        records.push({
          record_id,
          source,
          forename: roll() < 0.06 ? misspelt(forename, roll) : forename,
          surname: roll() < 0.06 ? misspelt(surname, roll) : source === 'police' ? surname.toUpperCase() : surname,
          dob: roll() < 0.1 ? '' : roll() < 0.03 ? `${dob.slice(0, 4)}-${dob.slice(8)}-${dob.slice(5, 7)}` : dob,
          postcode: roll() < 0.05 ? '' : postcode,
          address: roll() < 0.3 ? `${address}, Aldermere` : address,
          nhs_number: source === 'health' || roll() < 0.2 ? nhs : '',
        })
      }
    }
  }
  return { records, personOf }
}

const two = (value: number): string => String(value).padStart(2, '0')
const born = (roll: () => number): string =>
  `${1940 + Math.floor(roll() * 84)}-${two(1 + Math.floor(roll() * 12))}-${two(1 + Math.floor(roll() * 28))}`

function misspelt(name: string, roll: () => number): string {
  const at = 1 + Math.floor(roll() * (name.length - 2))
  return roll() < 0.5 ? name.slice(0, at) + name.slice(at + 1) : name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2)
}

/** The records as a CSV file, in this order. */
export function writeRecords(records: readonly MadeRecord[], file: string): void {
  const columns = Object.keys(records[0]!) as (keyof MadeRecord)[]
  const cell = (text: string) => (/[",]/.test(text) ? `"${text}"` : text)
  writeFileSync(
    file,
    `${[columns.join(','), ...records.map((record) => columns.map((column) => cell(record[column])).join(','))].join('\n')}\n`,
  )
}
