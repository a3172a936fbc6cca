// Every page of the product, with its nth statement failing, for every n: no word about anybody leaves without its entry in the log (L1).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#platform/ids'
import { breakConnections } from '#testing/broken-lines'
import { openPlace, type TestPlace } from '#testing/place'
import { type Visit, walkEverywhere } from '../pages/walks.ts'

let place: TestPlace
let visits: readonly Visit[]
/** Given and family names as some agency wrote them, of everybody who does not work here. */
let names: readonly string[]
before(async () => {
  place = await openPlace()
  ;({ visits } = await walkEverywhere(place))
  const staff = new Set((await place.admin<{ name: string }>('select name from partnership.worker')).map(({ name }) => name))
  const facts = await place.admin<{ name: string | null }>(
    `select distinct content ->> 'givenName' || ' ' || (content ->> 'familyName') as name from feeds.fact where kind = 'identity' and content is not null`,
  )
  names = facts.flatMap(({ name }) => (name && !staff.has(name) ? [name] : []))
})
after(() => place?.close())

/** Opens a page, with the nth statement failing (0: none); how many were sent, what came back, and how many entries it left. */
async function open({ path, visitor }: Visit, nth: number) {
  const requestId = newId()
  let sent = 0
  const stop = breakConnections(place.database, () => ++sent === nth)
  const { status, text } = await visitor.get(path, { 'x-request-id': requestId }).finally(stop)
  const [{ entries }] = (await place.admin<{ entries: number }>(
    'select count(*)::int as entries from platform.access_entry where request_id = $1',
    [requestId],
  )) as [{ entries: number }]
  return { status, text, sent, entries }
}

/** What somebody told stands on no record: opening it leaves a note of the audit, in the same transaction. */
const notedOtherwise = ['/contacts/:id']

test('on no page is somebody named without an entry, whatever statement fails (L1)', async (t) => {
  const wrong: string[] = []
  let [tried, people] = [0, 0]
  for (const visit of visits.filter(({ route }) => !notedOtherwise.includes(route))) {
    const whole = await open(visit, 0)
    if (whole.status !== 200) continue
    const ofEveryPage = (await visit.visitor.get('/account')).text
    const named = (text: string) =>
      names.filter((name) => text.includes(name) && !`${ofEveryPage} ${asked(visit)}`.includes(name))
    const shown = named(whole.text)
    if (shown.length > 0) people++
    if (shown.length > 0 && whole.entries === 0) wrong.push(`${visit.route} names ${shown.length} and leaves no entry`)
    for (let nth = 1; nth <= whole.sent; nth++) {
      const failed = await open(visit, nth)
      tried++
      if (named(failed.text).length > 0 && failed.entries < whole.entries)
        wrong.push(
          `${visit.route}: statement ${nth} of ${whole.sent} failed, it answered ${failed.status}, and left ${failed.entries} entries`,
        )
    }
  }
  t.diagnostic(`${visits.length} pages, ${people} of which name somebody; ${tried} failures`)
  assert.ok(people >= 20 && tried >= visits.length * 5, `${people} pages, ${tried} failures`)
  assert.deepEqual(wrong, [])
})
/** Whom a page was asked for by name. */
const asked = ({ path }: Visit) => decodeURIComponent(path.replaceAll('+', ' '))
