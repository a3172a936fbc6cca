import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import nunjucks from 'nunjucks'
import { generate } from '../../../scripts/components.ts'
import { notOurs } from '../../../scripts/moj-options.ts'
import * as components from './components.generated.ts'
import { dateFilters } from './date-filters.ts'
import { Html, html } from './html.ts'
import { macroFolders } from './macros.ts'
import { mojExamples } from './moj.examples.ts'

type Fixture = { name: string; options: Record<string, unknown>; html: string }
type Render = (options: unknown, content?: Html) => Html

const [govukFolder, mojFolder] = macroFolders() as [string, string]
const functions = components as unknown as Record<string, Render>
const functionName = (kit: string, name: string) =>
  kit + name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase())
// Layout only: the kits' own white space between tags changes with how a macro is called.
const settled = (text: string) => text.replace(/\s+/g, ' ').replace(/> </g, '><').trim()

/** A fixture's options are plain JSON: where our functions want Html, its text becomes Html. */
function asOptions(value: unknown, name = ''): unknown {
  if (typeof value === 'string' && /^(html|.*Html|start|end|navigationStart|navigationEnd)$/.test(name)) return new Html(value)
  if (Array.isArray(value)) return value.map((one) => asOptions(one, name))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asOptions(one, key)]))
}

test('the generated file is what the generator writes from the installed kits', () => {
  const current = readFileSync(join(import.meta.dirname, 'components.generated.ts'), 'utf8')
  assert.ok(current === generate(), 'Run: node scripts/run.mjs scripts/components.ts')
})

const govukComponents = readdirSync(join(govukFolder, 'govuk/components'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !(`govuk/${entry.name}` in notOurs))
  .map((entry) => entry.name)

for (const name of govukComponents) {
  test(`${functionName('govuk', name)} gives the HTML of each official fixture`, () => {
    const { fixtures } = JSON.parse(readFileSync(join(govukFolder, 'govuk/components', name, 'fixtures.json'), 'utf8'))
    assert.ok(fixtures.length > 0)
    for (const fixture of fixtures as Fixture[]) {
      const { caller, ...options } = fixture.options
      const content = typeof caller === 'string' ? new Html(caller) : undefined
      assert.equal(
        settled(functions[functionName('govuk', name)]!(asOptions(options), content).value),
        settled(fixture.html),
        fixture.name,
      )
    }
  })
}

/** An environment without our caches, to hold ours against. */
function plainMacro(name: string, options: object): string {
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(macroFolders()), {
    trimBlocks: true,
    lstripBlocks: true,
  })
  for (const [filter, run] of Object.entries(dateFilters)) environment.addFilter(filter, run)
  const file = readFileSync(join(mojFolder, 'moj/components', name, 'macro.njk'), 'utf8')
  const macro = /macro (\w+)/.exec(file)![1]!
  const call = file.includes('macro interruptionCard') ? `{% call ${macro}(options) %}{% endcall %}` : `{{ ${macro}(options) }}`
  return environment.renderString(`{% from "moj/components/${name}/macro.njk" import ${macro} %}${call}`, { options })
}

for (const [macro, examples] of Object.entries(mojExamples)) {
  test(`${macro} gives what the kit's own macro gives`, () => {
    const name = macro.slice(3).replace(/[A-Z]/g, (letter, at) => (at ? '-' : '') + letter.toLowerCase())
    for (const options of examples) {
      const ours = functions[macro]!(options, macro === 'mojInterruptionCard' ? new Html('') : undefined)
      assert.equal(settled(ours.value), settled(plainMacro(name, plainOptions(options) as object)))
    }
  })
}

function plainOptions(value: unknown): unknown {
  if (value instanceof Html) return value.value
  if (Array.isArray(value)) return value.map(plainOptions)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plainOptions(one)]))
}

test('a component that wraps others prints its content between its tags', () => {
  const card = components.mojInterruptionCard(
    { heading: 'Before you go on', primaryAction: { text: 'Go on', href: '/on' } },
    html`<p>${'1 < 2'}</p>`,
  )
  assert.match(card.value, /<p>1 &lt; 2<\/p>/)
})

test('text is escaped and Html is not, at any depth', () => {
  const table = components.govukTable({ head: [{ text: '<b>' }], rows: [[{ html: html`<i>${'<'}</i>` }], [{ text: '<u>' }]] })
  assert.match(table.value, /&lt;b&gt;/)
  assert.match(table.value, /<i>&lt;<\/i>/)
  assert.match(table.value, /&lt;u&gt;/)
})

test('every component that is left out says why, and is really there', () => {
  for (const [path, why] of Object.entries(notOurs)) {
    const [kit, name] = path.split('/') as ['govuk' | 'moj', string]
    assert.ok(readdirSync(join(kit === 'govuk' ? govukFolder : mojFolder, kit, 'components')).includes(name), path)
    assert.ok(why.length > 20)
    assert.equal(functions[functionName(kit, name)], undefined)
  }
})

test('rendering does not change the options it was given', () => {
  const options = Object.freeze({ rows: Object.freeze([Object.freeze([Object.freeze({ html: html`<b>x</b>` })])]) })
  components.govukTable(options)
  assert.ok(options.rows[0]![0]!.html instanceof Html)
})
