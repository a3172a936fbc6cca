// Writes src/platform/views/components.generated.ts: one typed function for each official component of the two kits.
// Run: node scripts/run.mjs scripts/components.ts
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mojOptions, notOurs } from './moj-options.ts'

type Option = { name: string; type: string; required?: boolean; description: string; params?: Option[]; isComponent?: boolean }

const root = join(import.meta.dirname, '..')
const kits = {
  govuk: join(root, 'node_modules/govuk-frontend/dist/govuk/components'),
  moj: join(root, 'node_modules/@ministryofjustice/frontend/moj/components'),
}
const output = join(root, 'src/platform/views/components.generated.ts')

/** What macro-options.json does not say, or says wrongly. Each was read in the component's template. */
const corrections: Record<string, string> = {
  'table.rows': 'readonly (readonly (CELL)[])[]', // a row is a list of cells; the file describes the cell alone
  'radios.items': 'readonly ((CELL) | { divider: string })[]', // a divider stands alone, without text and value
  'checkboxes.items': 'readonly ((CELL) | { divider: string })[]',
  'checkboxes.values': 'readonly (string | number)[]',
  'date-input.day': 'GovukDatePart', // the three parts are described by “see items”
  'date-input.month': 'GovukDatePart',
  'date-input.year': 'GovukDatePart',
  'date-input.items.inputmode': 'string', // read by the template, absent from the file
  'service-navigation.slots.end': 'Html | { html: Html; align?: string | undefined }', // listed twice, as text and as an object
  'service-navigation.slots.start': 'Html', // these print unescaped
  'service-navigation.slots.navigationStart': 'Html',
  'service-navigation.slots.navigationEnd': 'Html',
}

/** Options that every caller must otherwise give though the component has a default for them. */
const optional = new Set(['service-navigation.navigation', 'error-summary.titleText', 'pagination.items.text'])

const pascal = (name: string) => name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase())
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const title = (name: string) => (name[0]!.toUpperCase() + name.slice(1)).replaceAll('-', ' ')
const folders = (kit: keyof typeof kits) =>
  readdirSync(kits[kit]).filter((name) => existsSync(join(kits[kit], name, 'macro.njk')) && !(`${kit}/${name}` in notOurs))

/** Paths of options to which the kit's own fixtures give a number where the file says text. */
function numbersInFixtures(component: string): Set<string> {
  const found = new Set<string>()
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'number') found.add(path)
    if (Array.isArray(value)) for (const one of value) walk(one, path)
    else if (typeof value === 'object' && value) for (const [name, one] of Object.entries(value)) walk(one, `${path}.${name}`)
  }
  const { fixtures } = JSON.parse(readFileSync(join(kits.govuk, component, 'fixtures.json'), 'utf8'))
  for (const { options } of fixtures) walk(options, component)
  return found
}

function docstring(text: string, indent: string): string {
  const lines = ['']
  for (const word of text.replace(/\s+/g, ' ').replaceAll('*/', '* /').trim().split(' ')) {
    if (lines.at(-1)!.length + word.length > 118 - indent.length) lines.push('')
    lines[lines.length - 1] += lines.at(-1) ? ` ${word}` : word
  }
  return lines.length === 1
    ? `${indent}/** ${lines[0]} */\n`
    : `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`
}

function plainType(option: Option, path: string, numbers: Set<string>): string {
  if (/^html$|Html$/.test(option.name)) return 'Html'
  if (/[aA]ttributes$/.test(option.name)) return 'Attributes'
  if (option.type === 'integer') return 'number'
  if (option.type === 'boolean') return 'boolean'
  if (option.type === 'object') return 'Readonly<Record<string, string>>' // messages by plural rule
  return option.name === 'text' || numbers.has(path) ? 'string | number' : 'string'
}

function typeOf(option: Option, path: string, numbers: Set<string>): string {
  const cell = option.params && objectType(option.params, path, numbers)
  const correction = corrections[path]
  if (correction) return correction.replace('CELL', cell ?? '')
  if (option.isComponent && !cell) return `Govuk${pascal(kebab(option.name))}`
  if (!cell) return plainType(option, path, numbers)
  return option.type === 'array' ? `readonly (${cell})[]` : cell
}

/** An object's type. Where text and html are both "required", the file means one of the two: that is `TextOrHtml`. */
function objectType(options: Option[], path: string, numbers: Set<string>): string {
  const named = new Map(options.filter((option) => option.name !== 'caller').map((option) => [option.name, option]))
  const either = named.get('text')?.required === true && named.get('html')?.required === true && !optional.has(`${path}.text`)
  if (either) for (const name of ['text', 'html']) named.delete(name)
  const members = [...named.values()].map((option) => {
    const place = `${path}.${option.name}`
    const type = typeOf(option, place, numbers)
    const must =
      option.required &&
      !optional.has(place) &&
      !/ (is set|is provided)/.test(option.description) &&
      !/^(html|text)$/.test(option.name)
    return `${docstring(option.description, '  ')}${option.name}${must ? '' : '?'}: ${type}${must ? '' : ' | undefined'}`
  })
  const body = `{\n${members.join('\n')}\n}`
  return either ? (members.length ? `TextOrHtml & ${body}` : 'TextOrHtml') : body
}

function govukComponent(name: string): string {
  const options: Option[] = JSON.parse(readFileSync(join(kits.govuk, name, 'macro-options.json'), 'utf8'))
  const wraps = options.some((option) => option.name === 'caller')
  const guidance = `${title(name)}, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/${name}/`
  return component('govuk', name, guidance, objectType(options, name, numbersInFixtures(name)), wraps)
}

function mojComponent(name: string): string {
  const files = readdirSync(join(kits.moj, name)).filter((file) => file.endsWith('.njk'))
  const templates = files.map((file) => readFileSync(join(kits.moj, name, file), 'utf8')).join('\n')
  const options = mojOptions[name]
  if (!options) throw new Error(`scripts/moj-options.ts says nothing about the component ${name}.`)
  for (const [, read] of templates.matchAll(/\bparams\.(\w+)/g)) {
    const known = new RegExp(`\\b${read}\\??:`).test(options) || (/^(text|html)$/.test(read!) && options.startsWith('TextOrHtml'))
    if (!known) throw new Error(`The template of ${name} reads “${read}”, which scripts/moj-options.ts does not name.`)
  }
  const guidance = `${title(name)}, of the MoJ kit. When to use it: https://design-patterns.service.justice.gov.uk/components/${name}`
  return component('moj', name, guidance, options, /\bcaller\(\)/.test(templates))
}

function component(kit: keyof typeof kits, name: string, guidance: string, type: string, wraps: boolean): string {
  const typeName = pascal(kit) + pascal(name)
  const macro = kit + pascal(name)
  const [parameter, argument] = wraps ? [', content?: Html', ', content'] : ['', '']
  const path = `${kit}/components/${name}`
  const shipped = /\{%-? *macro (\w+)/.exec(readFileSync(join(kits[kit], name, 'macro.njk'), 'utf8'))?.[1] // not always the folder's name
  return `/** Options of \`${macro}\`. */\nexport type ${typeName} = ${type}
${docstring(guidance, '')}export const ${macro} = (options: ${typeName}${parameter}): Html => renderMacro('${path}', '${shipped}', options${argument})\n`
}

const version = (name: string) => JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version

/** The whole generated file, formatted as the rest of the code. */
export function generate(): string {
  const source = `// Made by scripts/components.ts from govuk-frontend ${version('govuk-frontend')} and @ministryofjustice/frontend ${version('@ministryofjustice/frontend')}.
// Do not edit: run “node scripts/run.mjs scripts/components.ts”.
import type { Html } from './html.ts'
import { type Attributes, renderMacro, type TextOrHtml } from './macros.ts'

/** One of the three inputs of a date. */
export type GovukDatePart = Omit<NonNullable<GovukDateInput['items']>[number], 'name'> & { name?: string | undefined }

${[...folders('govuk').map(govukComponent), ...folders('moj').map(mojComponent)].join('\n')}`
  const formatted = spawnSync(join(root, 'node_modules/.bin/biome'), ['format', '--stdin-file-path', output], {
    input: source,
    encoding: 'utf8',
    cwd: root,
  })
  if (formatted.status !== 0) throw new Error(`The generated file does not parse:\n${formatted.stderr}`)
  return formatted.stdout
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = generate()
  writeFileSync(output, text)
  console.log(`${output}: ${text.split('\n').length} lines, ${text.match(/^export const /gm)?.length} components`)
}
