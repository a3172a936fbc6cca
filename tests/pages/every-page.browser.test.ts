// Every page of the product in a real browser over a small place.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { accessibilityFailures, launchBrowser, widerThanWindow } from '#testing/browser'
import { openPlace, type TestPlace } from '#testing/place'
import { seed } from '#testing/random'
import { leadElsewhere, type Visit, walkEverywhere } from './walks.ts'

const widths = [1280, 375] as const
let place: TestPlace
let browser: Browser
let routes: readonly string[]
let visits: readonly Visit[]
before(async () => {
  ;[place, browser] = await Promise.all([openPlace(), launchBrowser()])
  ;({ routes, visits } = await walkEverywhere(place))
})
after(async () => {
  await browser?.close()
  await place?.close()
})

test('every page is reached by links, as someone who may open it', () => {
  const seen = new Set([...visits.map((visit) => visit.route), ...leadElsewhere])
  assert.deepEqual(
    routes.filter((route) => !seen.has(route)),
    [],
  )
})

test('on no page does axe find a fault, at the width of a desk or of a phone (every second page, and one width of each, drawn by lot; all in the long set); none scrolls sideways at 320 pixels, or enlarged four times', async () => {
  const faults: string[] = []
  const left = visits.filter((_, nth) => process.env.TEST_LONG || (seed + nth) % 2 > 0)
  const look = async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    for (let visit = left.pop(); visit; visit = left.pop()) {
      await context.clearCookies()
      await context.addCookies([...visit.visitor.cookies].map(([name, value]) => ({ name, value, url: place.url })))
      faults.push(...(await faultsOf(page, visit.path)))
    }
    await context.close()
  }
  await Promise.all([look(), look()])
  assert.deepEqual(faults, [])
})

async function faultsOf(page: Page, path: string): Promise<string[]> {
  const drawn = widths[(seed + visits.findIndex((visit) => visit.path === path)) % 2]!
  const looked = process.env.TEST_LONG ? widths : [drawn]
  await page.setViewportSize({ width: looked[0]!, height: 800 })
  try {
    await page.goto(place.url + path)
  } catch (error) {
    // A look that was sealed meanwhile has its proof as a file.
    if (path.endsWith('/proof') && String(error).includes('Download is starting')) return []
    throw error
  }
  const found: string[] = []
  for (const width of looked) {
    await page.setViewportSize({ width, height: 800 })
    found.push(...(await accessibilityFailures(page)).map((fault) => `${path} at ${width}: ${fault}`))
  }
  // 1280 pixels enlarged four times are 320: WCAG 1.4.10 is one question.
  await page.setViewportSize({ width: 320, height: 640 })
  found.push(...(await widerThanWindow(page)).map((element) => `${path} at 320: ${element} reaches past the edge`))
  return found
}

test('the first page undoes all that was done, signs everyone out, and takes no word but its own', async () => {
  const officer = await place.as('amina-hussain')
  const first = await officer.get('/')
  assert.match(first.text, /Undoes all that was done here/)
  const [before] = await place.admin<{ n: bigint }>('select count(*) as n from casework.contact')
  assert.ok(before!.n > 0n)

  assert.equal((await officer.post('/start-again')).status, 403, 'a session’s token is not the first page’s')
  const csrf = /action="\/start-again".*?name="csrf" value="([^"]+)"/s.exec(first.text)![1]!
  const began = performance.now()
  const again = await officer.post('/start-again', { csrf })
  assert.deepEqual([again.status, again.url], [200, '/'], again.text)
  assert.ok(performance.now() - began < 10_000, 'ten seconds')

  const [emptied] = await place.admin<{ n: bigint }>('select count(*) as n from casework.contact')
  assert.equal(emptied!.n, 0n)
  for (const { visitor } of visits) assert.doesNotMatch((await visitor.get('/')).text, /Sign out/)
  const anew = await place.as('amina-hussain')
  assert.match((await anew.get('/people?name=Kayleigh+Marsden')).text, /4 July 1993/)
})
