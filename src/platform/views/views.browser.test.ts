import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { accessibilityFailures, enhanced, hiddenFocus, launchBrowser, widerThanWindow } from '#testing/browser'
import { assets } from './assets.ts'
import { renderGallery } from './examples.ts'
import { examples as layout } from './layout.examples.ts'
import { examples as parts } from './page-parts.examples.ts'

const sets = { layout, 'page-parts': parts }
const files = new Map(assets().map((asset) => [asset.path, asset]))
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"

const server = createServer((request, response) => {
  const url = new URL(request.url!, 'http://localhost')
  const file = files.get(url.pathname)
  const page = url.pathname === '/' ? renderGallery(sets, url.searchParams.get('example') ?? undefined) : undefined
  const [status, type, body] = file
    ? [200, file.type, file.body]
    : page
      ? [200, 'text/html; charset=utf-8', page]
      : [404, 'text/plain', '']
  response.writeHead(status, { 'content-type': type, 'content-security-policy': policy }).end(body)
})

let browser: Browser
let address: string
before(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  server.close()
})

const urls: [name: string, query: string][] = [
  ['the gallery', ''],
  ...Object.keys(layout).map((name): [string, string] => [name, `?example=${encodeURIComponent(`layout/${name}`)}`]),
]

// Where the layout changes most on a phone; the check takes a second or two each.
const narrowToo = new Set(['the gallery', 'staff: the page of a person'])

for (const [name, query] of urls) {
  test(`${name}: accessible, no sideways scroll at 320 px, and nothing that the content security policy stops`, async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.goto(address + query)
    await enhanced(page)
    assert.deepEqual(await accessibilityFailures(page), [])
    await page.setViewportSize({ width: 320, height: 640 })
    assert.deepEqual(await widerThanWindow(page), [])
    if (narrowToo.has(name)) assert.deepEqual(await accessibilityFailures(page), [], 'at 320 px')
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test(`${name}: the same without JavaScript at 320 px`, async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } })
    const page = await context.newPage()
    await page.goto(address + query)
    assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1)
    assert.equal(await page.getByRole('main').count(), 1)
    await context.close()
  })
}

test('the person’s bar stays in sight, and what has the focus is not hidden behind it', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 700 } })
  await page.goto(`${address}?example=${encodeURIComponent('layout/staff: the page of a person')}`)
  await enhanced(page)
  const last = page.getByRole('link', { name: /Ask the police/ })
  await last.focus()
  assert.equal((await page.locator('.cw-person').boundingBox())!.y, 0)
  for (let steps = 0; steps < 8; steps++) {
    await page.keyboard.press('Shift+Tab')
    assert.equal(await hiddenFocus(page), null)
  }
  await page.close()
})

test('on paper the page stands alone: no sections, no buttons; an address elsewhere can be read, and a path of ours is left out', async () => {
  const page = await browser.newPage()
  await page.goto(`${address}?example=${encodeURIComponent('layout/staff: the page of a person')}`)
  await page.emulateMedia({ media: 'print' })
  for (const hidden of ['.govuk-service-navigation', '.govuk-back-link', '.moj-identity-bar__actions', '.cw-footer__links']) {
    assert.equal(await page.locator(hidden).first().isVisible(), false, hidden)
  }
  assert.ok(await page.getByRole('heading', { level: 1, name: 'Amina Yusuf' }).isVisible())
  assert.ok(await page.getByText('Rosa Khan').first().isVisible(), 'who printed it')
  const printed = (href: string) => `(() => {
    const link = [...document.querySelectorAll('main a')].find((one) => one.textContent.includes('Ask the police'))
    link.setAttribute('href', '${href}')
    return getComputedStyle(link, '::after').content
  })()`
  assert.match(String(await page.evaluate(printed('https://ico.org.uk/make-a-complaint/'))), /ico\.org\.uk/)
  assert.equal(await page.evaluate(printed('/people/5fe3ba65')), 'none')
  await page.close()
})
