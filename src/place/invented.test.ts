import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { seed } from '#testing/random'
import { isInventedNhsNumber } from './numbers.ts'
import { isInvented } from './phones.ts'
import { allFeeds, MadePlace, personColumns } from './testing.ts'

const place = new MadePlace(3000, seed)
after(() => place.remove())
const extracts = place.files().filter((path) => path.startsWith('extracts/') && !path.endsWith('.jws'))
const written = [...extracts, 'place.json', 'staff.ndjson']

/** Every match in every file, with the file. */
const found = (pattern: RegExp): [path: string, text: string][] =>
  written.flatMap((path) => [...place.text(path).matchAll(pattern)].map((match): [string, string] => [path, match[0]]))

test(`NHS numbers are of the range that is never issued, with the right last digit (seed ${seed})`, () => {
  const numbers = found(/(?<![\d-])\d{10}(?!\d)/g).filter(([path]) => /nhs-patients|childrens|adult-social/.test(path))
  assert.ok(numbers.length > 1000)
  for (const [path, number] of numbers) assert.ok(isInventedNhsNumber(number), `${path}: ${number}`)
})

test('every telephone number is one that nobody can be rung on', () => {
  const phones = found(/(?<![\w/.:+-])0\d{3,4}[ ]?\d{3}[ ]?\d{3,4}(?![\w-])/g)
  assert.ok(phones.length > 2000)
  for (const [path, phone] of phones) assert.ok(isInvented(phone), `${path}: ${phone}`)
})

test('every e-mail address is at example.org', () => {
  const addresses = found(/[\w.+’'-]+@[\w.-]+/g)
  assert.ok(addresses.length > 1000)
  for (const [path, address] of addresses) assert.match(address, /example\.org$/, path)
})

/** Royal Mail's postcode areas. */
const realAreas = new Set(
  (
    'AB AL B BA BB BD BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY ' +
    'HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO ' +
    'PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE'
  ).split(' '),
)

test('no postcode is real', () => {
  const postcodes = found(/\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b/g)
  assert.ok(postcodes.length > 2000)
  for (const [path, postcode] of postcodes) assert.ok(!realAreas.has(/^[A-Z]+/.exec(postcode)![0]), `${path}: ${postcode}`)
})

test('truth and extracts know the same people, each under her own key', () => {
  const { people } = place
  for (const feed of allFeeds) {
    const keys = people.flatMap((person) => [...(person.keys[feed] ?? []), ...(person.earlierKeys[feed] ?? [])])
    assert.equal(new Set(keys).size, keys.length, `${feed}: two people have one key`)
    const sent = new Set(place.rows(feed).map(({ row }) => row[personColumns[feed]]!))
    const unknown = [...sent].filter((key) => !keys.includes(key))
    assert.deepEqual(unknown, [], `${feed} has rows of people of whom truth knows nothing`)
    // A parent whose child is not on a school's roll is in the school's books and in no row of its return.
    const silent = keys.filter((key) => !sent.has(key)).length
    assert.ok(feed === 'school-census' ? silent < keys.length / 20 : silent === 0, `${feed}: ${silent} keys stand in no row`)
  }
})

/** Where a row names someone else whom the agency has on file, if it does. */
const kin: Readonly<Record<string, (row: Readonly<Record<string, string>>) => string | undefined>> = {
  'council-housing': (row) => (['MT', 'LO'].includes(row.Relationship!) ? undefined : row['Main Tenant Ref']),
  'council-childrens-services': (row) => row.related_person_id,
  'council-early-help': (row) => row['Parent ID'],
  'school-census': (row) => row['Linked Pupil ID'],
  'council-homelessness': (row) => (row.MEMBER === 'MA' ? undefined : row.MAINREF),
  'charity-family-support': (row) => row['Child of'],
  'council-adult-social-care': (row) => row.CarerForClientID,
}

test('nobody is named as kin before there is a record of her', () => {
  for (const [feed, other] of Object.entries(kin)) {
    const files = [...new Set(place.rows(feed).map(({ file }) => file))]
    const known = new Set<string>()
    let named = 0
    for (const file of files) {
      const rows = place.rows(feed).filter((one) => one.file === file)
      for (const { row } of rows) known.add(row[personColumns[feed as 'council-housing']]!)
      for (const { row, line } of rows) {
        const key = other(row)
        if (!key) continue
        named++
        assert.ok(known.has(key), `${feed} ${file} line ${line}: ${key}`)
      }
    }
    assert.ok(named > 0, feed)
  }
})

test('every row that is broken on purpose stands in truth, with why', () => {
  const { broken } = place
  assert.ok(broken.length >= 8)
  for (const { feed, file, line, what } of broken) {
    const text = place.text(`extracts/${feed}/${file}`).split('\n')[line - 1]
    assert.ok(text && what, `${feed} ${file} line ${line}`)
  }
})

test('each sender writes as its system does', () => {
  const charity = place.bytes('extracts/charity-family-support/0001-opening.csv')
  assert.deepEqual([...charity.subarray(0, 3)], [0xef, 0xbb, 0xbf])
  assert.match(charity.toString(), /^.*,,,\r\n.*\r\nPrinted \d{1,2}\/\d{1,2}\/\d{4},,,\r\n,,,\r\nOur ref,/)
  assert.match(charity.toString(), /,7700900\d{3},/, 'a spreadsheet takes a telephone number for a number')
  const fire = place.bytes('extracts/fire-home-safety/0001-opening.csv')
  assert.ok(fire.includes(0x96) && fire.includes(0x92), 'a dash and an apostrophe of Windows-1252')
  assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(fire))
  assert.match(place.text('extracts/council-housing/0001-opening.csv'), /,\d\d\/\d\d\/\d{4} \d\d:\d\d\n/)
})
