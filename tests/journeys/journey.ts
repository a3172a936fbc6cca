import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '#testing/browser'
import { withProduct } from '#testing/product'

export type Say = (line: string) => void
/** What a journey took, counted as screens.md section 8 counts: full page loads, clicks with submits, fields typed or chosen. */
export type Count = { pages: number; clicks: number; fields: number; rekeyed: number }
export type Walker = {
  readonly page: Page
  readonly count: Count
  open(path: string): Promise<void>
  /** Clicks what leads to another page, and waits for it. */
  follow(name: string | RegExp | { readonly endsWith: string }, role?: 'link' | 'button'): Promise<void>
  type(label: string, value: string): Promise<void>
  /** Chooses one of several, or ticks a box. */
  choose(label: string): Promise<void>
  /** Clicks what opens something on the same page. */
  press(text: string): Promise<void>
  /** Says what should be on the page, and fails the journey if it is not. */
  sees(what: string | RegExp): Promise<void>
  doesNotSee(what: string | RegExp): Promise<void>
}
export type Journey = {
  readonly title: string
  /** The bars that the journey must hold. */
  readonly bars: Partial<Count> & { ms?: number }
  walk(as: (viewport: { width: number; height: number }, javaScript?: boolean) => Promise<Walker>, say: Say): Promise<void>
}
export type JourneyResult = { name: string; ok: boolean; failed?: string } & Count & { ms: number }

/** Starts the product on a small place of its own, walks, and counts. */
export async function runJourney(name: string, journey: Journey, say: Say): Promise<JourneyResult> {
  const count: Count = { pages: 0, clicks: 0, fields: 0, rekeyed: 0 }
  let failed: string | undefined
  let ms = 0
  await withProduct(600, say, async (url) => {
    const browser = await launchBrowser()
    try {
      say(`${journey.title} …`)
      const began = performance.now()
      await journey.walk((viewport, javaScript = true) => walker(browser, url, viewport, javaScript, count), say)
      ms = Math.round(performance.now() - began)
    } finally {
      await browser.close()
    }
  }).catch((error: Error) => {
    failed = error.message
    say(`FAILED: ${failed}`)
  })
  const within = Object.entries(journey.bars).every(([bar, most]) => ({ ...count, ms })[bar as keyof Count | 'ms'] <= most)
  return { name, ok: failed === undefined && within, ...count, ms, ...(failed ? { failed } : {}) }
}

async function walker(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
  javaScriptEnabled: boolean,
  count: Count,
): Promise<Walker> {
  const context = await browser.newContext({ viewport, javaScriptEnabled })
  const page = await context.newPage()
  const typed = new Set<string>()
  page.setDefaultTimeout(15_000)
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame() && frame.url().startsWith('http')) count.pages++
  })
  const found = (what: string | RegExp) => page.getByText(what).locator('visible=true').first()
  return {
    page,
    count,
    async open(path) {
      await page.goto(url + path)
    },
    async follow(name, role = 'link') {
      count.clicks++
      const it =
        typeof name === 'object' && 'endsWith' in name
          ? page.locator(`a[href$="${name.endsWith}"]`)
          : page.getByRole(role, { name })
      await Promise.all([page.waitForNavigation(), it.first().click()])
      await page.waitForLoadState()
    },
    async type(label, value) {
      count.fields++
      if (typed.has(value)) count.rekeyed++
      typed.add(value)
      await page.getByLabel(label).locator('visible=true').first().fill(value)
    },
    async choose(label) {
      count.fields++
      await page.getByLabel(label, { exact: true }).check()
    },
    async press(text) {
      count.clicks++
      await page.getByText(text, { exact: true }).click()
    },
    async sees(what) {
      await found(what)
        .waitFor()
        .catch(() => {
          throw new Error(`"${what}" is not on ${page.url()}`)
        })
    },
    async doesNotSee(what) {
      if ((await page.getByText(what).count()) > 0) throw new Error(`"${what}" is on ${page.url()} and should not be`)
    },
  }
}
