import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { App } from '#platform/http/kernel'
import { assets } from '#platform/views/assets'
import { accessibilityFailures, launchBrowser, widerThanWindow } from '#testing/browser'
import { type TestDatabase, testDatabase } from '#testing/database'
import { pages } from './pages.ts'
import { aCouncil, aFeed, anApp, identity, phone, type TestHouse, testHouse } from './testing.ts'

let database: TestDatabase
let house: TestHouse
let app: App
let browser: Browser
let home: string
let session: string

before(async () => {
  database = await testDatabase()
  house = await testHouse(database)
  await aCouncil(house)
  app = await anApp(house, [pages])
  home = await app.listen({ port: 0, host: '127.0.0.1' })
  session = ((await house.workerSession(['data-engineer'], true)) as { sessionToken: string }).sessionToken
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await app.close()
  await house.close()
  await database.close()
})

const styles = new Map(assets().map((asset) => [asset.path, asset]))

/** The data engineer's browser: a phone without JavaScript, or a desk with it. */
async function engineer(javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled,
    viewport: { width: javaScriptEnabled ? 1280 : 375, height: 800 },
  })
  await context.route(
    ({ pathname }) => styles.has(pathname),
    (route) => {
      const { body, type } = styles.get(new URL(route.request().url()).pathname)!
      return route.fulfill({ body, contentType: type })
    },
  )
  await context.addCookies([{ name: 'session', value: session, url: home }])
  return context.newPage()
}
const follow = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first().click()
const press = (page: Page, name: string) => page.getByRole('button', { name }).click()
const sees = async (page: Page, what: string | RegExp) =>
  assert.ok((await page.getByText(what).count()) > 0, `${what} on ${page.url()}`)

/** All that stands about anyone of a feed, in order. */
const standing = async (feed: string): Promise<string[]> => {
  const { rows } = await house.admin.query(
    `select concat_ws(' ', f.kind, f.source_key, f.content, f.valid_to) as said from feeds.fact f
     where f.dataset_id = $1 and f.superseded_by_batch_id is null order by 1`,
    [feed],
  )
  return rows.map((row) => row.said)
}

const people = Array.from({ length: 40 }, (_, n) => identity(`P${n}`))
const linesOf = (rows: readonly object[]) => Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))

for (const javaScript of [false, true]) {
  const how = javaScript ? 'at a desk' : 'on a phone without JavaScript'
  test(`a file is uploaded, a row of it put right and replayed, and the whole reversed to what stood before, ${how}`, async () => {
    const feed = javaScript ? 'housing-desk' : 'housing-phone'
    await (await aFeed(house, { id: feed, name: `Tenancies ${feed}` })).load(people)
    const before = await standing(feed)
    const page = await engineer(javaScript)
    const looks = async () => {
      if (!javaScript) return
      assert.deepEqual(await accessibilityFailures(page), [], page.url())
      await page.setViewportSize({ width: 320, height: 800 })
      assert.deepEqual(await widerThanWindow(page), [], page.url())
      await page.setViewportSize({ width: 1280, height: 800 })
    }

    await page.goto(`${home}/feeds`)
    await looks()
    await follow(page, `Tenancies ${feed}`)
    await looks()
    await follow(page, 'Upload a file')
    await press(page, 'Upload')
    await sees(page, 'There is a problem')
    await looks()
    for (const [group, [day, month, year]] of Object.entries({
      'First day that it covers': ['1', '4', '2026'],
      'First day that it no longer covers': ['2', '4', '2026'],
    })) {
      const fields = page.getByRole('group', { name: group })
      await fields.getByLabel('Day').fill(day!)
      await fields.getByLabel('Month').fill(month!)
      await fields.getByLabel('Year').fill(year!)
    }
    await page.getByLabel('How many rows it has').fill('41')
    const changed = [...people.slice(0, 39), identity('P39', { givenName: 'Kayley', eventAt: '2026-03-20T10:00:00Z' })]
    const buffer = linesOf([...changed, phone('P1', '07700 900123', 'soon')])
    await page.getByLabel('The file').setInputFiles({ name: 'april.ndjson', mimeType: 'application/x-ndjson', buffer })
    await press(page, 'Upload')
    await sees(page, 'Waiting its turn')
    await house.work()
    await page.reload()
    await sees(page, 'Applied')
    await looks()
    const batchPage = page.url()

    await follow(page, 'Row 41')
    await looks()
    await page.getByLabel('The right value of eventAt').fill('2026-03-21T10:00:00Z')
    await press(page, 'Correct this row')
    await press(page, 'Replay corrected rows')
    await house.work()
    await page.reload()
    await sees(page, 'Replayed')
    assert.equal((await standing(feed)).length, before.length + 1)

    for (const replay of [true, false]) {
      await page.goto(batchPage)
      if (replay) await page.getByRole('table', { name: 'Replays' }).getByRole('link').click()
      await page.getByLabel('Why it is reversed').fill('Sent by mistake.')
      await press(page, 'Reverse this batch')
      await house.work()
      await page.reload()
      await sees(page, 'Reversed')
    }
    assert.deepEqual(await standing(feed), before)
  })
}
