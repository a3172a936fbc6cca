// What a page that stands open shows by itself, and what it only says.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { accessibilityFailures, enhanced, launchBrowser } from '#testing/browser'
import { openPlace, type TestPlace, type Visitor } from '#testing/place'

let browser: Browser
let place: TestPlace
let officer: Visitor
let kayleigh: string
before(async () => {
  place = await openPlace()
  browser = await launchBrowser()
  officer = await place.as('amina-hussain')
  const found = await officer.json<{ people: { personId: string; name: string }[] }>('/api/v1/people?name=Kayleigh+Marsden')
  kayleigh = found.people.find(({ name }) => name === 'Kayleigh Marsden')!.personId
})
after(async () => {
  await browser?.close()
  await place?.close()
})

async function aWorry(): Promise<string> {
  const concernId = randomUUID()
  const told = { seen: 'The flat was cold.', danger: 'no', agrees: 'yes' }
  const sent = await officer.post(`/people/${kayleigh}/concerns`, { concernId, ...told })
  assert.equal(sent.url, '/contacts', sent.text)
  return concernId
}

/** A page that is open and follows; what its browser complains of; and whether it is still the same page, not loaded again. */
async function open(path: string): Promise<{ page: Page; complaints: string[]; isSamePage(): Promise<boolean> }> {
  const page = await (await browser.newContext()).newPage()
  page.setDefaultTimeout(5000)
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  const follows = page.waitForResponse((response) => response.url().endsWith('/live'))
  await page.goto(`${place.url}/sign-in?as=raymond-cole&return=${path}`)
  await enhanced(page)
  assert.equal((await follows).status(), 200)
  await page.evaluate('window.samePage = true')
  return { page, complaints, isSamePage: () => page.evaluate('window.samePage === true') }
}

test('a worry is on the front door’s open page without a reload', async () => {
  const { page, complaints, isSamePage } = await open('/contacts')
  const row = page.locator(`a[href="/concerns/${await aWorry()}"]`)
  await row.waitFor()
  assert.ok(await isSamePage())
  assert.deepEqual(await accessibilityFailures(page), [])
  assert.deepEqual(complaints, [])
})

test('what somebody is reading with the keyboard is not replaced: it is said, with a link', async () => {
  await aWorry()
  const { page, isSamePage } = await open('/contacts')
  const first = page.locator('a[href^="/concerns/"]').first()
  await first.focus()
  const row = page.locator(`a[href="/concerns/${await aWorry()}"]`)
  const says = page.getByRole('status').getByText('Something has changed')
  await says.waitFor()
  assert.equal(await row.count(), 0)
  assert.ok(await first.evaluate((link) => link === link.ownerDocument.activeElement))
  assert.deepEqual(await accessibilityFailures(page), [])
  assert.ok(await isSamePage())
  await page.getByRole('link', { name: 'Show it' }).click()
  await row.waitFor()
})

test('whoever stops what moves reads it as it was, is told, and goes on when she wants (WCAG 2.2.2)', async () => {
  const { page, complaints } = await open('/contacts')
  await page.getByRole('button', { name: 'Stop showing changes as they come' }).press('Enter')
  await page.reload()
  await enhanced(page)
  const again = page.getByRole('button', { name: 'Show changes as they come' })
  const row = page.locator(`a[href="/concerns/${await aWorry()}"]`)
  await page.getByRole('status').getByText('Something has changed').waitFor()
  assert.equal(await row.count(), 0)
  assert.deepEqual(await accessibilityFailures(page), [])
  await again.click()
  const next = page.locator(`a[href="/concerns/${await aWorry()}"]`)
  await next.waitFor()
  assert.equal(await row.count(), 1)
  assert.deepEqual(complaints, [])
})

test('a worker’s day is not read again by itself, since who is shown there is logged: it is said', async () => {
  const { page } = await open('/my-day')
  await aWorry()
  await page.getByRole('status').getByText('Something has changed').waitFor()
  assert.deepEqual(await accessibilityFailures(page), [])
})
