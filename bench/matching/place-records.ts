// The place's extracts as one table of records, as a matcher would be given them: one row per source person, read and mapped
// as the product does. The truth stands beside it in a file of its own.
import { createReadStream, createWriteStream, globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { type CanonicalRow, canonicalRowsOf, mappedFeeds } from '../../src/modules/feeds/testing.ts'

export const recordColumns = [
  'record_id',
  'source',
  'forename',
  'surname',
  'dob',
  'sex',
  'postcode',
  'address',
  'nhs_number',
  'phone',
  'email',
] as const
type PlaceRecord = { -readonly [Column in (typeof recordColumns)[number]]: string }

/**
 * Writes the table of records and, to a file of its own, who is who (record_id, person): both CSV with a header.
 *
 * Left out: who is known by nothing but an identity that ended with adoption or a change of gender (never to be linked, so
 * that there is no truth to hold a link against), and who has neither a name nor a number.
 *
 * @param place the folder of a place, as `src/place/main.ts` makes it
 * @returns how many records there are
 */
export async function writePlaceRecords(place: string, records: string, truth: string): Promise<number> {
  const personOf = await truthOf(place)
  const out = createWriteStream(records)
  const known = createWriteStream(truth)
  out.write(csvLine(recordColumns))
  known.write('record_id,person\n')
  let count = 0
  for (const feed of mappedFeeds) {
    const people = new Map<string, PlaceRecord>()
    for (const path of globSync(join(place, 'extracts', feed, '*'))
      .filter((one) => !one.endsWith('.jws'))
      .sort()) {
      for await (const row of canonicalRowsOf(feed, path)) note(people, feed, row)
    }
    const named = [...people.values()].filter(
      (one) => personOf.has(one.record_id) && (one.forename || one.surname || one.nhs_number),
    )
    for (let at = 0; at < named.length; at += 5000) {
      const some = named.slice(at, at + 5000)
      if (!out.write(some.map((one) => csvLine(recordColumns.map((column) => one[column]))).join('')))
        await new Promise<void>((resolve) => out.once('drain', () => resolve()))
      known.write(some.map((one) => `${one.record_id},${personOf.get(one.record_id)}\n`).join(''))
    }
    count += named.length
  }
  await Promise.all([out, known].map((stream) => new Promise<void>((resolve) => stream.end(() => resolve()))))
  return count
}

const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`

/** What a feed said last of each person; what has ended (an earlier address, a number that was replaced) does not count. */
function note(people: Map<string, PlaceRecord>, feed: string, row: CanonicalRow): void {
  const id = `${feed}|${row.person}`
  let person = people.get(id)
  if (!person) {
    person = Object.fromEntries(recordColumns.map((column) => [column, ''])) as PlaceRecord
    Object.assign(person, { record_id: id, source: feed })
    people.set(id, person)
  }
  if (row.kind === 'identity' && row.nameUse !== 'former' && row.nameUse !== 'alias') {
    Object.assign(person, {
      forename: row.givenName ?? '',
      surname: row.familyName ?? '',
      dob: row.dateOfBirth ?? '',
      sex: row.sex === 'unknown' ? '' : row.sex,
    })
  } else if (row.kind === 'residence' && !row.to) {
    Object.assign(person, { postcode: row.postcode ?? '', address: row.address })
  } else if (row.kind === 'identifier' && row.scheme === 'nhs-number' && !row.to) person.nhs_number = row.value
  else if (row.kind === 'contact-point') person[row.system] = row.value
}

async function truthOf(place: string): Promise<Map<string, string>> {
  const personOf = new Map<string, string>()
  for await (const line of createInterface({ input: createReadStream(join(place, 'truth/people.ndjson')) })) {
    const person = JSON.parse(line) as { id: string; keys: Record<string, string[]> }
    for (const [feed, keys] of Object.entries(person.keys)) for (const key of keys) personOf.set(`${feed}|${key}`, person.id)
  }
  return personOf
}

if (process.argv[1] === import.meta.filename) {
  const [place, records, truth] = process.argv.slice(2) as [string, string, string]
  console.log(basename(records), await writePlaceRecords(place, records, truth))
}
