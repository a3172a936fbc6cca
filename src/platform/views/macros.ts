import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import nunjucks from 'nunjucks'
import { dateFilters } from './date-filters.ts'
import { Html } from './html.ts'

/** HTML attributes for an element of a component, by name. */
export type Attributes = Readonly<Record<string, string | number | boolean>>
/** What a person reads in a place of its own: plain text, which is escaped, or HTML made with html``. One of the two must be there. */
export type TextOrHtml = { text: string | number; html?: Html | undefined } | { html: Html; text?: string | number | undefined }

type Macro = (...args: unknown[]) => { toString(): string }
type Macros = Record<string, Macro>
type Compiled = { getExported(done: (error: Error | null, exported: Macros) => void): void }
type Found = (error: Error | null, template: Compiled) => void
type GetTemplate = (name: string, eager: unknown, parent: unknown, ignoreMissing: unknown, done?: Found) => Compiled | undefined

const packageFolder = (name: string) => dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))

/** Where the official macros live: `govuk/components/…` and `moj/components/…`. */
export const macroFolders = (): string[] => [
  join(packageFolder('govuk-frontend'), 'dist'),
  packageFolder('@ministryofjustice/frontend'),
]

/** The one environment. Templates are compiled at first use and kept: the packages do not change while the process lives. */
function environment(): nunjucks.Environment {
  const made = new nunjucks.Environment(new nunjucks.FileSystemLoader(macroFolders()), {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  })
  for (const [name, filter] of Object.entries(dateFilters)) made.addFilter(name, filter)
  remember(made)
  return made
}

/**
 * Keeps each template by who asks for it, and the macros each exports. A component asks for its template and helpers at every
 * call; Nunjucks would resolve the path and run the helper's file anew each time, which is most of the cost of a small component.
 */
function remember(made: nunjucks.Environment): void {
  const get: GetTemplate = made.getTemplate.bind(made) as never
  const kept = new Map<string, Compiled>()
  const quick: GetTemplate = (name, _eager, parent, ignoreMissing, done) => {
    const [parentName, callback] = typeof parent === 'function' ? ['', parent as Found] : [String(parent ?? ''), done]
    const key = `${parentName} ${name}`
    let template = kept.get(key)
    if (!template) {
      template = get(name, true, parentName || undefined, ignoreMissing)!
      rememberExports(template)
      kept.set(key, template)
    }
    if (callback) callback(null, template)
    return template
  }
  Object.assign(made, { getTemplate: quick })
}

/** Macros imported without a context depend on their arguments alone, so one run of their file serves every import. */
function rememberExports(template: Compiled): void {
  const run = template.getExported.bind(template)
  let kept: Macros | undefined
  template.getExported = (...args: unknown[]) => {
    const done = args.at(-1) as (error: Error | null, exported: Macros) => void
    if (kept) return done(null, kept)
    if (args.length > 1) return (run as (...all: unknown[]) => void)(...args) // imported with a context: not ours to keep
    run((error, exported) => {
      if (!error) kept = exported
      done(error, exported)
    })
  }
}

let shared: nunjucks.Environment | undefined
const macros = new Map<string, Macro>()

function findMacro(path: string, name: string): Macro {
  shared ??= environment()
  let found: Macro | undefined
  const template = shared.getTemplate(`${path}/macro.njk`, true) as unknown as Compiled
  template.getExported((error, exported) => {
    if (error) throw error
    found = exported[name]
  })
  if (!found) throw new Error(`${path} has no macro named ${name}.`)
  macros.set(name, found)
  return found
}

/** Options as the macros take them: each `Html` becomes its text; a branch without any is passed on as it is. */
function unwrap(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Html) return value.value
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined
    for (let i = 0; i < value.length; i++) {
      const plain = unwrap(value[i])
      if (plain !== value[i]) (copy ??= [...value])[i] = plain
    }
    return copy ?? value
  }
  let copy: Record<string, unknown> | undefined
  for (const name in value) {
    const before = (value as Record<string, unknown>)[name]
    const plain = unwrap(before)
    if (plain !== before) (copy ??= { ...value })[name] = plain
  }
  return copy ?? value
}

/** Renders one official macro. `content` is what stands between the tags of a component that wraps others. */
export function renderMacro(path: string, name: string, options: object, content?: Html): Html {
  const macro = macros.get(name) ?? findMacro(path, name)
  const body = content && { __keywords: true, caller: () => new nunjucks.runtime.SafeString(content.value) }
  return new Html(String(body ? macro(unwrap(options), body) : macro(unwrap(options))))
}

/** Renders a template of the kits that is not a macro, such as the page template, with the blocks that `source` fills. */
export function renderSource(source: string, values: object): string {
  shared ??= environment()
  return shared.renderString(source, values)
}
