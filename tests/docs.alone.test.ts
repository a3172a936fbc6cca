import assert from 'node:assert/strict'
import { existsSync, globSync } from 'node:fs'
import { test } from 'node:test'
import { z } from 'zod'
import { settings } from '#platform/config'
import type { RoomRoutes } from '#platform/http/kernel'
import { askedFor, type Lock, productionTree, reasonsIn } from '../scripts/docs/dependencies.ts'
import { fromTheApp } from '../scripts/docs/from-app.ts'
import { errors, policies } from '../scripts/docs/rooms.ts'
import { made, read } from '../scripts/docs/write.ts'
import { readTexts } from './architecture/read.ts'

for (const [path, text] of await made()) {
  test(`${path} says what the code says (if not: npm run docs)`, () => {
    assert.ok(existsSync(path), `there is no ${path}: npm run docs`)
    assert.equal(read(path), text)
  })
}

const planted =
  (config: { act?: string; open?: string }): RoomRoutes =>
  (app) =>
    app.get('/planted', { config, schema: { response: { 200: z.any() } } }, () => null)

test('A5 a route that the authorisation matrix does not list fails the build, and one without an act that is known cannot start', async () => {
  const matrix = (await fromTheApp(planted({ act: 'feeds.read' }))).get('docs/authorisation-matrix.txt')!
  assert.match(matrix, /^\/planted +GET +feeds\.read +\w/m)
  assert.notEqual(matrix, read('docs/authorisation-matrix.txt'))
  await assert.rejects(fromTheApp(planted({})), /GET \/planted names no act/)
  await assert.rejects(fromTheApp(planted({ act: 'feeds.guess' })), /feeds\.guess/)
})

const byCode = [...(await errors())].flatMap(([room, codes]) => Object.keys(codes).map((code) => [code, room] as const))
const byAct = [...(await policies())].flatMap(([room, policy]) => Object.keys(policy).map((act) => [act, room] as const))

for (const [what, list] of [
  ['refusal', byCode],
  ['act', byAct],
] as const) {
  test(`no two rooms have a ${what} of one name`, () => {
    const names = list.map(([name]) => name)
    assert.ok(names.length > 0)
    assert.deepEqual(
      names.filter((name, i) => names.indexOf(name) !== i),
      [],
    )
  })
}

test('every act has roles, and says in words what it is', async () => {
  for (const [room, policy] of await policies()) {
    for (const [act, { roles, says }] of Object.entries(policy)) {
      assert.ok(roles.length > 0, `${room}: nobody may ${act}`)
      assert.match(says, /^[a-z].{2,}[^.]$/, `${act}: a phrase that follows "may", without a full stop`)
    }
  }
})

test('every refusal says what happened and what to do, in sentences', async () => {
  for (const [room, codes] of await errors()) {
    for (const [code, { sentence, whatToDo }] of Object.entries(codes)) {
      assert.match(code, /^[A-Z][A-Z0-9_]+$/, room)
      assert.ok(sentence, code)
      for (const text of [sentence, whatToDo].filter(Boolean)) assert.match(text, /^[A-Z{].*[.?}]$/, `${room} ${code}: ${text}`)
    }
  }
})

test('every refusal that is documented can happen', () => {
  const code = [...readTexts('.')]
    .filter(([path]) => path.startsWith('src/') && !/(?:^|\/)errors\.ts$|\.test\.ts$/.test(path))
    .map(([, text]) => text)
  const unused = byCode.filter(([name]) => !code.some((text) => text.includes(`'${name}'`)))
  assert.deepEqual(unused, [])
})

const manifest = JSON.parse(read('package.json'))
const reasons = reasonsIn(read('docs/dependencies.md'))

test('every dependency has its reason in docs/dependencies.md, and every reason its dependency', () => {
  assert.deepEqual([...reasons.keys()].sort(), askedFor(manifest).sort())
  for (const [name, reason] of reasons) assert.ok(reason.length >= 15, name)
})

test('docs/operating.md lists every setting as the code has it, and no other', () => {
  const listed = [...read('docs/operating.md').matchAll(/^\| `([A-Z_]+)` \| (.+?) \| (.+) \|$/gm)].map(
    ([, name, without, is]) => ({
      name,
      without,
      is,
    }),
  )
  assert.deepEqual(listed, settings)
})

test('every version is pinned', () => {
  for (const [name, version] of Object.entries({
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  })) {
    assert.match(String(version), /^(?:npm:@?[\w/.-]+@)?\d[\w.-]*$/, name)
  }
})

test('a production installation has at most 200 packages', () => {
  const tree = productionTree(JSON.parse(read('package-lock.json')) as Lock)
  assert.ok(tree.includes('fastify') && tree.length > 50)
  assert.ok(!tree.includes('typescript'))
  assert.ok(tree.length <= 200, `${tree.length} packages`)
})

test('every path that a document names is there', () => {
  const documents = globSync(['*.md', 'docs/**/*.md', 'src/**/README.md'])
  assert.ok(documents.length > 15)
  const paths = documents.flatMap((document) =>
    [...read(document).matchAll(/`((?:src|tests|docs|scripts|bench|tools)\/[\w./-]+)`/g)].map(([, path]) => ({
      document,
      path: path!,
    })),
  )
  assert.deepEqual(
    paths.filter(({ path }) => globSync([path, `${path}-*`]).length === 0),
    [],
  )
})

test('every picture that is kept is in the README, and every picture of the README is kept', () => {
  const shown = [...read('README.md').matchAll(/docs\/pictures\/[\w-]+\.png/g)].map(([path]) => path)
  assert.deepEqual(globSync('docs/pictures/*').toSorted(), [...new Set(shown)].toSorted())
})
