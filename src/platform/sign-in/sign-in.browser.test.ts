import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { accessibilityFailures, enhanced, launchBrowser, widerThanWindow } from '#testing/browser'
import { type Desk, freePort, openDesk } from './testing.ts'

let browser: Browser
let desk: Desk
let home: string
before(async () => {
  const port = await freePort()
  home = `http://127.0.0.1:${port}`
  desk = await openDesk({ publicUrl: home })
  await desk.app.listen({ port, host: '127.0.0.1' })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await desk.close()
})

/** A page of a new visitor, and what its browser complained of, among others what the content security policy stopped. */
async function visit(javaScriptEnabled = true): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  const complaints: string[] = []
  // The tests' product has no first page: that it is not found is not what is looked at here.
  page.on(
    'console',
    (message) => message.type() === 'error' && !message.text().includes('404') && complaints.push(message.text()),
  )
  page.on('pageerror', (error) => complaints.push(String(error)))
  return { page, complaints }
}
const heading = (page: Page) => page.locator('h1').first().innerText()
const signOutButton = (page: Page) => page.getByRole('button', { name: 'Sign out' })

test('in a real browser: choose someone, land on the page, change the purpose, sign out, and come back to the first page', async () => {
  const { page, complaints } = await visit()
  await page.goto(`${home}/sign-in?return=/who-am-i`)
  assert.equal(await heading(page), 'Who do you want to be?')
  await page.getByRole('button', { name: 'Amina Hussain' }).click()
  await page.waitForURL(`${home}/who-am-i`)
  assert.match(await heading(page), /Amina Hussain, tenancy-support/)
  await page.goto(`${home}/session/purpose?return=/who-am-i`)
  await page.getByLabel('Preventing homelessness').check()
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.waitForURL(`${home}/who-am-i`)
  assert.match(await heading(page), /homelessness-prevention/)
  await signOutButton(page).click()
  await page.waitForURL(`${home}/`)
  assert.deepEqual(
    (await page.context().cookies()).filter(({ name }) => name === 'session'),
    [],
  )
  assert.deepEqual(complaints, [])
})

test('and without JavaScript', async () => {
  const { page } = await visit(false)
  await page.goto(`${home}/sign-in?return=/who-am-i`)
  await page.getByRole('button', { name: 'Joanne Tully' }).click()
  assert.match(await heading(page), /Joanne Tully/)
  await signOutButton(page).click()
  await page.goto(`${home}/sign-in?return=/who-am-i`)
  assert.equal(await heading(page), 'Who do you want to be?')
})

const pages: [name: string, path: string, who: string | null, says: RegExp][] = [
  ['whom to be', '/sign-in', null, /Who do you want to be/],
  ['an unknown sign-in', '/sign-in?as=nobody-here', null, /You are not signed in/],
  ['a sign-in that is over', '/sign-in/callback?state=x&code=y', null, /You are not signed in/],
  ['which purpose', '/session/purpose', 'amina-hussain', /What are you working on/],
]
for (const [name, path, who, says] of pages) {
  test(`the page of ${name}: accessible, and no sideways scroll at 320 px`, async () => {
    const { page } = await visit()
    if (who) await page.goto(`${home}/sign-in?as=${who}&return=/who-am-i`)
    await page.goto(home + path)
    await enhanced(page)
    assert.match(await heading(page), says)
    assert.deepEqual(await accessibilityFailures(page), [])
    await page.setViewportSize({ width: 320, height: 640 })
    assert.deepEqual(await widerThanWindow(page), [])
  })
}
