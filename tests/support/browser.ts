import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'

/** The system's Chromium where there is one (`CHROMIUM` names another), else the one that npm brought. */
export async function browserPath(): Promise<string> {
  const found = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => path && existsSync(path))
  return found ?? unpackedBrowser()
}

/** The package unpacks into the folder for temporary files, for its user alone: so each user of the machine has a folder of her own. */
async function unpackedBrowser(): Promise<string> {
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs24.x' // makes the package unpack the NSS libraries that it carries, too
  const { TMPDIR } = process.env
  process.env.TMPDIR = join(tmpdir(), `commonweal-browser-${userInfo().uid}`)
  mkdirSync(process.env.TMPDIR, { recursive: true, mode: 0o700 })
  useFontsIn(process.env.TMPDIR)
  try {
    return await (await import('@sparticuz/chromium')).default.executablePath()
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
  }
}

/** The package's own font settings know /tmp/fonts alone: without these, a machine that has no fonts draws every text with no height. */
function useFontsIn(folder: string): void {
  const dirs = ['/usr/share/fonts', join(folder, 'fonts')].map((dir) => `<dir>${dir}</dir>`).join('')
  const file = join(folder, 'system-and-own-fonts.conf')
  const unfinished = `${file}.${process.pid}` // test files start at the same moment: none may read half of it
  writeFileSync(
    unfinished,
    `<?xml version="1.0"?><fontconfig>${dirs}<cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>`,
  )
  renameSync(unfinished, file)
  process.env.FONTCONFIG_FILE = file
}

/** Starts a browser without a window. Close it when the tests end. */
export const launchBrowser = async (): Promise<Browser> =>
  chromium.launch({ executablePath: await browserPath(), args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] })

/** What axe finds against WCAG 2.2 AA on the page as it stands: each rule with the elements that break it. Wanted: none. */
export async function accessibilityFailures(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  // Our pages hold no frames, so that axe need not open a second page for each look to put frames together.
  const found = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(tags)
    .setLegacyMode(true)
    .analyze()
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`)
}

// What runs in the page is text: the rest of this program has no document, and its types should not say so.
const wide = `(() => {
  const room = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= room) return []
  const wide = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > room + 1)
  return wide.map((element) => element.tagName.toLowerCase() + '.' + element.getAttribute('class'))
})()`

/** Elements that reach past the right edge of the window, for pages that must not scroll sideways. Wanted: none. */
export const widerThanWindow = (page: Page): Promise<string[]> => page.evaluate(wide)

// True when something lies over the middle of the element that has the focus.
const covered = `(() => {
  const focused = document.activeElement
  const box = focused.getBoundingClientRect()
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  return top !== null && !focused.contains(top) && !top.contains(focused) ? focused.outerHTML : null
})()`

/** The element that has the focus, as HTML, when something hides it (WCAG 2.4.11). Wanted: null. */
export const hiddenFocus = (page: Page): Promise<string | null> => page.evaluate(covered)

/** Waits until the scripts of the page have run. */
export const enhanced = (page: Page): Promise<void> => page.waitForSelector('body.govuk-frontend-supported').then(() => {})
