// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the cases are pieces of files, templates among them
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importsOf, tokensOf } from './scan.ts'

/** "value", "type" or "computed", then where to, then the names that are left at run time. */
const imports = (text: string): string[] =>
  importsOf(tokensOf(text)).map((found) =>
    [found.computed ? 'computed' : found.typeOnly ? 'type' : 'value', found.specifier, ...found.names].filter(Boolean).join(' '),
  )

// Each row is a piece of a file and the imports that stand in it.
const cases: [string, string[]][] = [
  [`import './side-effect.ts'`, ['value ./side-effect.ts']],
  [`import { a } from './a.ts'`, ['value ./a.ts a']],
  [`import {\n  a,\n  b as c,\n} from "./a.ts"`, ['value ./a.ts a b']],
  [`import a, { type B } from './a.ts'`, ['value ./a.ts a']],
  [`import * as a from './a.ts'`, ['value ./a.ts *']],
  [`import type { A } from './a.ts'`, ['type ./a.ts']],
  [`import { type A, type B as C } from './a.ts'`, ['type ./a.ts']],
  [`import type A from './a.ts'`, ['type ./a.ts']],
  [`import type from './a.ts'`, ['value ./a.ts type']],
  [`import { from } from './a.ts'`, ['value ./a.ts from']],
  [`import data from './a.json' with { type: 'json' }`, ['value ./a.json data']],
  [`export { a } from './a.ts'`, ['value ./a.ts a']],
  [`export * from './a.ts'`, ['value ./a.ts *']],
  [`export * as a from './a.ts'`, ['value ./a.ts *']],
  [`export type { A } from './a.ts'`, ['type ./a.ts']],
  [`export type * from './a.ts'`, ['type ./a.ts']],
  [`export { a }\nconst from = './a.ts'`, []],
  [`export const a = { from: './a.ts' }`, []],
  [`const a = await import('./a.ts')`, ['value ./a.ts']],
  ['const a = await import(`./a.ts`)', ['value ./a.ts']],
  ['const a = await import(`./${name}.ts`)', ['computed']],
  [`const a = await import(name)`, ['computed']],
  [`type A = import('./a.ts').A`, ['value ./a.ts']],
  [`const a = require('./a.cjs')`, ['value ./a.cjs']],
  [`const a = import.meta.url`, []],
  [`const a = { import: b, from: './a.ts' }`, []],
  [`loader.import('./a.ts')`, []],
  [`// import './a.ts'`, []],
  [`/* import './a.ts' */ import './b.ts'`, ['value ./b.ts']],
  [`const a = "import './a.ts'"`, []],
  [`const a = 'it\\'s'; import './b.ts'`, ['value ./b.ts']],
  ["const a = `import './a.ts'`", []],
  ["const a = `${b}import './a.ts'${`${c}import './a.ts'`}`; import './b.ts'", ['value ./b.ts']],
  ["const a = `${[{ b: { c: '}' } }]}import './a.ts'`", []],
  [`const a = /import '/; import './b.ts'`, ['value ./b.ts']],
  [`const a = /[/'"]/; import './b.ts'`, ['value ./b.ts']],
  [`const a = b / c; import './b.ts'; const d = e / f`, ['value ./b.ts']],
  [`const a = b! / c; import './b.ts'; const d = e! / f`, ['value ./b.ts']],
  [`const a = !/'/.test(b); import './b.ts'`, ['value ./b.ts']],
  [`const a = (b) / 2 // it's\nimport './b.ts'`, ['value ./b.ts']],
]

for (const [text, expected] of cases) {
  test(`imports of: ${text.replaceAll('\n', ' ')}`, () => assert.deepEqual(imports(text), expected))
}

test('a token knows its line, also after a comment and a template of several lines', () => {
  const tokens = tokensOf('/*\n*/ a `\n${b}\n`\nc')
  assert.deepEqual(
    tokens.filter((token) => token.kind === 'word').map((token) => [token.text, token.line]),
    [
      ['a', 2],
      ['b', 3],
      ['c', 5],
    ],
  )
})
