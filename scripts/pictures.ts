// "npm run pictures": takes the README's pictures anew, from the product itself, so that they stay true. Says which pages were seen.
//   npm run pictures -- --out var/pictures --width 375 --plain     to look at: each at another width, without JavaScript
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '#testing/browser'
import { withProduct } from '#testing/product'

type Picture = {
  readonly file: string
  readonly width: number
  /** Whom to sign in as first; nobody for a page that is open to all. */
  readonly as?: string
  readonly path: string
  /** Then follow the link of this name, and from there open a page below. */
  readonly follow?: RegExp
  readonly below?: string
  /** And there press this button. */
  readonly press?: RegExp
  /** Of a long page, its upper part of this height. */
  readonly most?: number
}

const kayleigh = { path: '/people?name=Kayleigh+Marsden', follow: /Kayleigh Marsden/ }

/** In the order in which a newcomer meets them. */
const pictures: readonly Picture[] = [
  { file: 'desk-first', width: 1280, path: '/' },
  { file: 'desk-myday', width: 1280, as: 'amina-hussain', path: '/my-day' },
  { file: 'desk-people', width: 1280, as: 'amina-hussain', path: '/people?name=Kayley+Marsden' },
  { file: 'desk-person', width: 1280, as: 'amina-hussain', ...kayleigh },
  { file: 'desk-answer', width: 1280, as: 'colin-mabey', path: '/access-requests/to-answer', follow: /Amina Hussain/ },
  {
    file: 'desk-worry',
    width: 1280,
    as: 'raymond-cole',
    path: '/contacts',
    follow: /Amina Hussain/,
    press: /Take it/,
    most: 1500,
  },
  { file: 'desk-plan', width: 1280, as: 'marcus-bell', path: '/plans', follow: /Deborah Castle/, most: 1700 },
  { file: 'desk-team', width: 1280, as: 'priti-desai', path: '/teams', follow: /North child protection/ },
  { file: 'phone-plan', width: 375, as: 'deborah-castle', path: '/account/plan' },
  { file: 'phone-services', width: 375, path: '/public/services?words=debt' },
  { file: 'desk-linked-records', width: 1280, as: 'amina-hussain', ...kayleigh, below: '/linked-records' },
  {
    file: 'desk-review',
    width: 1280,
    as: 'priya-nair',
    path: '/match-candidates',
    follow: /Schools|NHS|Council|Family help|Housing/,
  },
  { file: 'desk-protected', width: 1280, as: 'judith-marlowe', path: '/protected-matches', follow: /Fire/ },
  { file: 'desk-matching', width: 1280, as: 'zainab-malik', path: '/matching' },
  { file: 'phone-wholooked', width: 375, as: 'kayleigh-marsden', path: '/account/access-events' },
  { file: 'phone-facts', width: 375, as: 'kayleigh-marsden', path: '/account/facts', most: 1400 },
  { file: 'phone-copy', width: 375, as: 'kayleigh-marsden', path: '/account/subject-requests' },
  {
    file: 'desk-agreement',
    width: 1280,
    as: 'moses-adeyemi',
    path: '/sharing-agreements',
    follow: /Safe and well/,
    below: '/changes',
    most: 1500,
  },
  { file: 'desk-governance', width: 1280, as: 'owen-pritchard', path: '/governance' },
  { file: 'desk-odd-look', width: 1280, as: 'owen-pritchard', path: '/governance', follow: /odd look/i },
  { file: 'desk-continuity', width: 1280, as: 'leanne-foster', path: '/continuity' },
  { file: 'desk-log', width: 1280, path: '/public/data-use/log' },
  { file: 'desk-feeds', width: 1280, as: 'callum-reid', path: '/feeds' },
]

const { values } = parseArgs({
  options: { out: { type: 'string', default: 'docs/pictures' }, width: { type: 'string' }, plain: { type: 'boolean' } },
})
mkdirSync(values.out, { recursive: true })
await withProduct(600, console.log, async (url) => {
  const browser = await launchBrowser()
  try {
    for (const picture of pictures) await take(browser, url, picture)
  } finally {
    await browser.close()
  }
})

async function take(
  browser: Browser,
  url: string,
  { file, width, as, path, follow, press, below, most }: Picture,
): Promise<void> {
  const viewport = { width: Number(values.width ?? width), height: 800 }
  const context = await browser.newContext({ viewport, javaScriptEnabled: !values.plain })
  const page = await context.newPage()
  await page.goto(as ? `${url}/sign-in?as=${as}&return=${encodeURIComponent(path)}` : url + path)
  if (follow) await Promise.all([page.waitForNavigation(), page.getByRole('link', { name: follow }).first().click()])
  if (press) await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: press }).first().click()])
  if (below) await page.goto(page.url() + below)
  await page.waitForLoadState('networkidle')
  const clip = most && { clip: { x: 0, y: 0, width: viewport.width, height: most } }
  await page.screenshot({ path: join(values.out, `${file}.png`), fullPage: true, ...clip })
  console.log(`${file}.png: ${await page.title()}`)
  await context.close()
}
