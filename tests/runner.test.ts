// The runner is what says that all is well, so it is tried on files that are not.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { choiceOf, chosen } from '../scripts/testing/choose.ts'
import { TestProcess } from '../scripts/testing/run-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'commonweal-runner-'))
const tests = new TestProcess()
after(async () => {
  await tests.end()
  rmSync(folder, { recursive: true })
})
const head = `import { after, describe, test } from 'node:test'\n`

// Each row is a test file and how it must go.
const files: [string, string, RegExp[]][] = [
  ['passes', `test('a', () => {}); test('b', () => {})`, [/^passed a/, /^passed b/]],
  ['fails', `test('a', () => { throw new Error('no') })`, [/^failed a.*Error: no/s]],
  ['fails in a group, and is counted once', `describe('g', () => { test('a', () => { throw 1 }) })`, [/^failed a/]],
  [
    'fails in a part, and is counted once',
    `test('a', async (t) => { await t.test('part', () => { throw 1 }) })`,
    [/^failed part/],
  ],
  [
    'fails after its tests',
    `describe('g', () => { test('a', () => {}); after(() => { throw new Error('left') }) })`,
    [/^passed a/, /^failed g.*left/s],
  ],
  ['skips', `test('a', (t) => t.skip('no browser')); test('b', () => {})`, [/^skipped a/, /^passed b/]],
  ['has no test', `export const a = 1`, [/^failed the file as a whole no test in it/]],
  ['cannot be loaded', `import './nowhere.ts'`, [/^failed the file as a whole.*nowhere\.ts/s]],
  ['ends the process', `test('a', () => {}); test('b', () => process.exit(3))`, [/^failed the file as a whole it ended with 3/]],
  [
    'leaves something open',
    `test('a', () => void setInterval(() => {}, 1000))`,
    [/^passed a/, /^failed the file as a whole it left something open: Timeout/],
  ],
  ['never ends', `test('a', () => { for (;;); })`, [/^failed the file as a whole not over after 1 seconds/]],
]

for (const [how, text, expected] of files) {
  test(`a file that ${how}`, async () => {
    const path = join(folder, `${how.replaceAll(' ', '-')}.test.ts`)
    writeFileSync(path, head + text)
    const { outcomes } = await tests.run(path, how === 'never ends' ? 1 : 30)
    const said = outcomes.map((outcome) => `${outcome.result} ${outcome.name} ${outcome.error ?? ''}`)
    if (how === 'ends the process') return assert.match(said.at(-1)!, expected[0]!)
    assert.equal(said.length, expected.length, said.join('\n'))
    for (const [i, line] of said.entries()) assert.match(line, expected[i]!)
  })
}

const there = ['src/platform/money.test.ts', 'src/place/main.long.test.ts', 'tests/docs.test.ts']
const choices: [string[], string[]][] = [
  [[], ['src/platform/money.test.ts', 'tests/docs.test.ts']],
  [['--long'], there],
  [['src'], ['src/platform/money.test.ts']],
  [['./src/platform/'], ['src/platform/money.test.ts']],
  [['src/place/main.long.test.ts'], ['src/place/main.long.test.ts']],
  [['tests/*.test.ts'], ['tests/docs.test.ts']],
  [['src/plat'], []],
]
for (const [args, expected] of choices) {
  test(`npm test ${args.join(' ')} runs ${expected.join(', ') || 'nothing'}`, () =>
    assert.deepEqual(chosen(there, choiceOf(args, 1)), expected))
}

test('an option that does not exist is refused with those that do', () => {
  assert.throws(() => choiceOf(['--fast'], 1), /--no-check/)
})
