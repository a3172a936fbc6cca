import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { seed } from '#testing/random'
import { schoolsFor } from './schools.ts'
import { MadePlace, personColumns, type Row, type TruePerson } from './testing.ts'
import type { Feed } from './types.ts'

const residents = 12_000
const place = new MadePlace(residents, seed)
after(() => place.remove())

test(`the place is like one of its size, by published figures (seed ${seed})`, () => {
  const rates = place.json<{ what: string; counted: number; expected: number }[]>('truth/rates.json')
  assert.ok(rates.length >= 15)
  for (const { what, counted, expected } of rates) {
    // Four times what chance does to three brothers and sisters who are counted together, on top of a third for what we know.
    const room = expected * 0.35 + 4 * Math.sqrt(expected * 3)
    assert.ok(Math.abs(counted - expected) < room, `${what}: ${counted}, where ${expected} were expected`)
  }
})

test('forty schools at full size, and four at least, each with a safeguarding lead', () => {
  assert.deepEqual(
    [schoolsFor(300), schoolsFor(300_000), schoolsFor(3_000_000)].map((schools) => schools.length),
    [4, 40, 400],
  )
  const { organisations, teams } = place.json<{
    organisations: { id: string; kind: string }[]
    teams: { id: string; organisation: string }[]
  }>('place.json')
  const staff = place.lines<{ organisation: string; teams: string[] }>('staff.ndjson')
  const schools = organisations.filter(({ kind }) => kind === 'school')
  assert.equal(schools.length, 4)
  for (const { id } of schools) {
    const team = teams.find(({ organisation }) => organisation === id)!
    assert.ok(
      staff.some((worker) => worker.organisation === id && worker.teams.includes(team.id)),
      id,
    )
  }
})

type Clerk = { misspelt: number; swappedDate: number; swappedNames: number; noBirth: number }
type Written = { family: string | undefined; given: string | undefined; born: string | undefined }

const iso = (day: string, form: RegExp): string => day.replace(form, '$<y>-$<m>-$<d>')
/** Feeds with forename, surname and date of birth in columns of their own. */
const written: readonly [Feed, (row: Row) => Written][] = [
  [
    'council-housing',
    (row) => ({
      family: row.Surname,
      given: row.Forenames,
      born: row['Date of Birth'] && iso(row['Date of Birth'], /(?<d>..)\/(?<m>..)\/(?<y>....)/),
    }),
  ],
  [
    'police-incidents',
    (row) => ({
      family: row['name.surname'],
      given: row['name.forenames'],
      born: row.dob && iso(row.dob, /(?<y>....)(?<m>..)(?<d>..)/),
    }),
  ],
  [
    'council-homelessness',
    (row) => ({ family: row.SURNAME, given: row.FORENAME, born: row.DOB && iso(row.DOB, /(?<y>....)(?<m>..)(?<d>..)/) }),
  ],
  ['school-census', (row) => ({ family: row.Surname, given: row.Forename, born: row['Date Of Birth'] })],
]

test('names and dates are written wrongly as often as truth/mistakes.json says', () => {
  const clerks = place.json<Record<Feed, Clerk>>('truth/mistakes.json')
  for (const [feed, read] of written) {
    const first = new Map<string, Row>()
    for (const { row } of place.rows(feed)) {
      const key = row[personColumns[feed]]!
      if (!first.has(key) && (feed !== 'school-census' || row['Record Type'] === 'P')) first.set(key, row)
    }
    const known = place.people.flatMap((person) => {
      const row = first.get(person.keys[feed]?.[0] ?? '')
      return row && !person.story && person.born < '2026-01-01' ? [{ person, is: read(row) }] : []
    })
    const { misspelt, swappedNames, swappedDate, noBirth } = clerks[feed]
    // A baby has no forename yet, and its mother's surname; accents come and go.
    const plain = known.filter(({ person, is }) => is.given && !person.maiden && /^[A-Za-z-]+$/.test(person.family))
    expectShare(
      feed,
      'another surname',
      plain,
      ({ person, is }) => is.family?.toLowerCase() !== person.family.toLowerCase(),
      misspelt + swappedNames,
    )
    expectShare(feed, 'no date of birth', known, ({ is }) => !is.born, noBirth)
    const swappable = known.filter(({ person }) => turned(person) !== person.born)
    expectShare(feed, 'day and month changed round', swappable, ({ person, is }) => is.born === turned(person), swappedDate)
  }
})

type Known = { person: TruePerson; is: Written }

/** The share of those for whom it holds, within four times what chance does. */
function expectShare(feed: Feed, what: string, among: readonly Known[], holds: (one: Known) => boolean, share: number): void {
  assert.ok(among.length > 60, `${feed}: only ${among.length} to look at for ${what}`)
  const counted = among.filter(holds).length
  const expected = among.length * share
  const room = 4 * Math.sqrt(expected * (1 - share)) + 2
  assert.ok(
    Math.abs(counted - expected) < room,
    `${feed}, ${what}: ${counted} of ${among.length}, where ${expected.toFixed(1)} were expected`,
  )
}

/** Day and month changed round, where that is another date. */
function turned({ born }: TruePerson): string {
  const [year, month, day] = born.split('-') as [string, string, string]
  return Number(day) <= 12 ? `${year}-${day}-${month}` : born
}
