// More than five minutes after she proved who she is: a page that says so, leads to sign-in, and from there back.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Browser, type Desk, openDesk, publicUrl } from './testing.ts'

let desk: Desk
let browser: Browser
before(async () => {
  desk = await openDesk()
  browser = desk.browser()
  await browser.signInAs('amina-hussain')
})
after(() => desk.close())

const sixMinutesPass = () => desk.admin(`update ctx.session set step_up_at = step_up_at - interval '6 minutes'`)
const wayOut = (page: Answer) => /href="(\/sign-in\?again=yes[^"]*)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&')

test('just after signing in nothing is asked', async () => {
  assert.equal((await browser.get('/needs-proof?of=that')).status, 200)
})

test('later, the page leads to sign-in and back to what was asked', async () => {
  await sixMinutesPass()
  const asked = await browser.get('/needs-proof?of=that')
  assert.equal(asked.status, 401)
  assert.match(asked.body, /Sign in again to do this/)
  assert.equal(wayOut(asked), '/sign-in?again=yes&return=%2Fneeds-proof%3Fof%3Dthat')
  const back = await browser.follow(await browser.get(`${wayOut(asked)}&as=amina-hussain`))
  assert.deepEqual([back.status, back.url.pathname + back.url.search], [200, '/needs-proof?of=that'])
})

const referers: [what: string, referer: string | undefined, leadsTo: string][] = [
  ['the form it came from', `${publicUrl}/batches/7?tab=rows`, '/batches/7?tab=rows'],
  ['the first page, when the browser does not say', undefined, '/'],
  ['the first page, when it came from another host', 'https://elsewhere.example.org/batches/7', '/'],
  ['the first page, when it came from sign-in itself', `${publicUrl}/sign-in?return=/x`, '/'],
  ['the first page, when it is no address', 'javascript:alert(1)', '/'],
]
for (const [what, referer, leadsTo] of referers) {
  test(`a form that was sent too late leads back to ${what}`, async () => {
    await sixMinutesPass()
    const sent = await browser.send('POST', '/needs-proof', { csrf: await browser.formToken() }, referer ? { referer } : {})
    assert.equal(sent.status, 401)
    assert.equal(wayOut(sent), `/sign-in?again=yes&return=${encodeURIComponent(leadsTo)}`)
  })
}

test('someone who could not be signed in is told so in Welsh, if her browser asks for Welsh first', async () => {
  const [english, welsh] = await Promise.all(
    ['en-GB', 'cy-GB,cy;q=0.9,en;q=0.8'].map((language) =>
      desk.browser().send('GET', '/sign-in/callback?state=unknown&code=x', undefined, { 'accept-language': language }),
    ),
  )
  assert.deepEqual([english!.status, welsh!.status], [400, 400])
  assert.match(english!.body, /lang="en".*You are not signed in/s)
  assert.match(welsh!.body, /lang="cy".*Nid ydych wedi mewngofnodi.*Mewngofnodwch eto/s)
})
