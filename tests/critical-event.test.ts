import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { CompactSign, importJWK } from 'jose'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '#testing/browser'
import { withProduct } from '#testing/product'

/** How soon a critical event is with the lead worker (practice K11). */
const secondsLimit = 60

let browser: Browser
before(async () => {
  browser = await launchBrowser()
})
after(() => browser?.close())

type Place = { readonly url: string; readonly folder: string }

/** Signs an event with the key of the agency's own system, and sends it as that system would: with no session. */
async function send({ url, folder }: Place, feed: string, row: object): Promise<Response> {
  const jwk = JSON.parse(readFileSync(join(folder, `place/keys/aldermere-${feed}.private.jwk`), 'utf8'))
  const event = { feed, sequence: 1, madeAt: new Date().toISOString(), row }
  const body = await new CompactSign(Buffer.from(JSON.stringify(event)))
    .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid })
    .sign(await importJWK(jwk, 'EdDSA'))
  const headers = { 'content-type': 'application/jose' }
  return fetch(`${url}/api/v1/feeds/${feed}/events`, { method: 'POST', headers, body })
}

async function myDayOf({ url }: Place, who: string): Promise<Page> {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await page.goto(`${url}/sign-in?as=${who}&return=/my-day`)
  assert.equal(await page.locator('h1').innerText(), 'My day')
  return page
}

test('a critical event is on the lead worker’s day and on the person’s page within a minute, and on nobody else’s (K11)', () =>
  withProduct(
    300,
    () => {},
    async (url, folder) => {
      const place = { url, folder }
      const summary = 'Eviction notice served at the door'
      const amina = await myDayOf(place, 'amina-hussain')
      assert.equal(await amina.getByText(summary).count(), 0)

      const began = performance.now()
      const occurredAt = new Date().toISOString()
      const said = { kind: 'event', class: 'event', person: 'H0000001', key: 'eviction-1', type: 'eviction-notice' }
      const reply = await send(place, 'council-housing', { ...said, occurredAt, summary })
      assert.equal(reply.status, 201)
      await amina.reload()
      await amina.getByRole('listitem').filter({ hasText: summary }).getByText('Urgent').waitFor()
      await amina.getByRole('link', { name: 'Kayleigh Marsden' }).first().click()
      await amina.getByText(summary).first().waitFor()
      assert.ok((await amina.locator('a[href^="tel:"]').count()) > 0, 'whom to ring')
      const seconds = (performance.now() - began) / 1000
      assert.ok(seconds < secondsLimit, `${seconds.toFixed(1)} s`)

      const another = await myDayOf(place, 'colm-brady')
      assert.equal(await another.getByText(summary).count(), 0)
    },
  ))
