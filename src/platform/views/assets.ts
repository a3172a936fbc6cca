import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { macroFolders } from './macros.ts'

/** A file that pages load: its whole address (which changes with its content, so it may be kept for ever), body and media type. */
export type Asset = { path: string; body: Buffer; type: string }

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}
const [govuk, moj] = macroFolders().map((folder, at) => join(folder, at === 0 ? 'govuk' : 'moj')) as [string, string]
const own = join(import.meta.dirname, 'assets')
const fontStack = 'system-ui,arial,sans-serif'

const read = (...path: string[]) =>
  readFileSync(join(...path), 'utf8').replace(/(\/\*|\/\/)# sourceMappingURL=\S+( \*\/)?\s*$/, '')

/**
 * A kit's styles without what belongs to GOV.UK alone: the GDS Transport typeface and the royal crest.
 * https://design-system.service.gov.uk/styles/typeface/ allows them on GOV.UK only.
 */
const withoutBrand = (css: string): string =>
  css
    .replace(/^@charset "UTF-8";/, '')
    .replace(/@font-face\s*\{[^}]*\}/g, '')
    .replace(/\/\*![^*]*(Calvert|Kubel)[\s\S]*?\*\//g, '')
    .replaceAll('GDS Transport,arial,sans-serif', fontStack)
    .replaceAll(/url\(\/assets\/images\/govuk-crest\.svg\)/g, 'none')

/** Styles, scripts and the pictures that the styles name, by file name. */
function files(): Map<string, string> {
  const css = [read(govuk, 'govuk-frontend.min.css'), read(moj, 'moj-frontend.min.css')].map(withoutBrand)
  const pictures = new Set<string>()
  const relative = css.join('\n').replace(/url\(\/assets\/images\/([\w-]+\.svg)\)/g, (_, picture: string) => {
    pictures.add(picture)
    return `url(${picture})`
  })
  const all = new Map([
    ['commonweal.css', `@charset "UTF-8";${relative}\n${read(own, 'commonweal.css')}`],
    ['commonweal.js', read(own, 'commonweal.js')],
    ['live.js', read(own, 'live.js')],
    ['icon.svg', read(own, 'icon.svg')],
    ['govuk-frontend.min.js', read(govuk, 'govuk-frontend.min.js')],
    ['moj-frontend.min.js', read(moj, 'moj-frontend.min.js')],
  ])
  for (const picture of pictures) all.set(basename(picture), read(moj, 'assets/images', picture))
  return all
}

let prepared: Map<string, Asset> | undefined

/** One hash over all files: they name one another by relative address, so they change their address together. */
function prepare(): Map<string, Asset> {
  const all = [...files()].sort(([a], [b]) => (a < b ? -1 : 1))
  const hash = createHash('sha256')
  for (const [name, text] of all) hash.update(name).update('\0').update(text).update('\0')
  const folder = `/assets/${hash.digest('hex').slice(0, 16)}`
  return new Map(
    all.map(([name, text]) => [
      name,
      { path: `${folder}/${name}`, body: Buffer.from(text), type: types[name.split('.').at(-1)!]! },
    ]),
  )
}

/** Every file that pages load. Serve each at its path with `cache-control: public, max-age=31536000, immutable`. */
export function assets(): Asset[] {
  prepared ??= prepare()
  return [...prepared.values()]
}

/** The address of one of them, by its name: `href('commonweal.css')`. */
export function href(name: string): string {
  prepared ??= prepare()
  const found = prepared.get(name)
  if (!found) throw new Error(`There is no asset named ${name}.`)
  return found.path
}
