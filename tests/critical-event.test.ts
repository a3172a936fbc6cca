import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { CompactSign, importJWK } from 'jose'
import type { Browser, Page } from 'playwright-core'
import { type Running, start } from '#app/start'
import { readConfig } from '#platform/config'
import { launchBrowser } from '#testing/browser'

/** How soon a critical event is with the lead worker (practice K11). */
const secondsLimit = 60

let folder: string
let product: Running
let browser: Browser
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'commonweal-critical-'))
  const port = String(20_000 + Math.floor(Math.random() * 20_000))
  product = await start(readConfig({ DATA_DIR: folder, PORT: port, RESIDENTS: '300', LOG_LEVEL: 'silent' }), () => {})
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await product?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Signs an event with the key of the agency's own system, and sends it as that system would: with no session. */
async function send(feed: string, sequence: number, row: object): Promise<Response> {
  const jwk = JSON.parse(readFileSync(join(folder, `place/keys/aldermere-${feed}.private.jwk`), 'utf8'))
  const event = { feed, sequence, madeAt: new Date().toISOString(), row }
  const body = await new CompactSign(Buffer.from(JSON.stringify(event)))
    .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid })
    .sign(await importJWK(jwk, 'EdDSA'))
  return fetch(`${product.url}/api/v1/feeds/${feed}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/jose' },
    body,
  })
}

async function signedIn(who: string, path: string): Promise<Page> {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await page.goto(`${product.url}/sign-in?as=${who}&return=${path}`)
  return page
}

test('a critical event is on the lead worker’s day and on the person’s page within a minute, and on nobody else’s (K11)', async () => {
  const summary = 'Eviction notice served at the door'
  const amina = await signedIn('amina-hussain', '/my-day')
  assert.equal(await amina.getByText(summary).count(), 0)

  const began = performance.now()
  const reply = await send('council-housing', 1, {
    kind: 'event',
    class: 'event',
    person: 'H0000001',
    key: 'eviction-1',
    type: 'eviction-notice',
    occurredAt: new Date().toISOString(),
    summary,
  })
  assert.equal(reply.status, 201)
  await amina.reload()
  const line = amina.getByRole('listitem').filter({ hasText: summary })
  await line.getByText('Urgent').waitFor()
  await amina.getByRole('link', { name: 'Kayleigh Marsden' }).first().click()
  await amina.getByText(summary).first().waitFor()
  assert.ok((await amina.locator('a[href^="tel:"]').count()) > 0, 'whom to ring')
  const seconds = (performance.now() - began) / 1000
  assert.ok(seconds < secondsLimit, `${seconds.toFixed(1)} s`)

  const another = await signedIn('colm-brady', '/my-day')
  assert.equal(await another.getByText(summary).count(), 0)
})
