// "npm test": the checks, then every test, two files at a time, against one embedded PostgreSQL.
//   npm test -- src/platform            only the tests there; files and patterns work too
//   npm test -- --no-check --seed=7     without types and lint; with the random cases of an earlier run
//   npm run test:long                   the long ones too
import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import { type Choice, choiceOf, chosen, testFiles } from './testing/choose.ts'
import { type FileResult, TestProcess } from './testing/run-files.ts'

type SetUp = { globalSetup?(): Promise<void>; globalTeardown?(): Promise<void> }

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))
process.exitCode = await main()

async function main(): Promise<number> {
  const choice = choiceOf(process.argv.slice(2), randomInt(2 ** 31))
  const paths = chosen(testFiles(), choice)
  let failed = choice.check && !check() ? 1 : 0
  if (paths.length === 0) console.log(`No test file is called ${choice.patterns.join(' or ')}.`)

  process.env.TEST_SEED = String(choice.seed)
  if (choice.long) process.env.TEST_LONG = '1'
  console.log(`\n${paths.length} test files, ${choice.concurrency} at a time. Random cases: --seed=${choice.seed}\n`)
  const results = paths.length === 0 ? [] : await withSetUp(() => runAll(paths, choice)).catch(notSetUp)

  for (const result of results) tellFailures(result)
  const count = (what: string) => results.flatMap((result) => result.outcomes).filter((outcome) => outcome.result === what).length
  failed += count('failed') + (paths.length === 0 ? 1 : 0)
  console.log(`\n${count('passed')} passed, ${failed} failed, ${count('skipped')} skipped`)
  return failed === 0 ? 0 : 1
}

/** Types and lint, as `npm run check` says them. */
function check(): boolean {
  return (
    spawnSync(process.execPath, [...process.execArgv, join(import.meta.dirname, 'check.ts')], { stdio: 'inherit' }).status === 0
  )
}

/** One database server for the whole run: its address reaches the test files in the environment. */
async function withSetUp<T>(work: () => Promise<T>): Promise<T> {
  const path = join(import.meta.dirname, '../tests/support/global-setup.ts')
  const setUp: SetUp = existsSync(path) ? await import(pathToFileURL(path).href) : {}
  await setUp.globalSetup?.()
  try {
    return await work()
  } finally {
    await setUp.globalTeardown?.()
  }
}

function notSetUp(error: unknown): FileResult[] {
  const outcome = { result: 'failed', name: 'the set-up of the whole run', line: 1, error: inspect(error) } as const
  return [{ path: 'tests/support/global-setup.ts', outcomes: [outcome], seconds: 0, said: '' }]
}

async function runAll(paths: readonly string[], { concurrency, limitSeconds }: Choice): Promise<FileResult[]> {
  const results: FileResult[] = []
  const waiting = [...paths]
  const worker = async () => {
    const process = new TestProcess()
    for (let path = waiting.shift(); path; path = waiting.shift()) {
      const result = await process.run(path, limitSeconds)
      results.push(result)
      tellProgress(result, results.length, paths.length)
    }
    results.push(...(await process.end()))
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  return results.sort((a, b) => a.path.localeCompare(b.path))
}

function tellProgress({ path, outcomes, seconds }: FileResult, done: number, all: number): void {
  const bad = outcomes.filter((outcome) => outcome.result === 'failed').length
  const how = bad === 0 ? 'good  ' : 'FAILED'
  console.log(
    `${String(done).padStart(String(all).length)}/${all}  ${how}  ${path}  ${outcomes.length} tests, ${seconds.toFixed(1)} s${bad ? `, ${bad} failed` : ''}`,
  )
}

function tellFailures({ path, outcomes, said }: FileResult): void {
  const failures = outcomes.filter((outcome) => outcome.result === 'failed')
  if (failures.length === 0) return
  for (const { name, line, error = '' } of failures) {
    console.log(`\nFAILED  ${path}:${line}  ${name}\n${error.replace(/^/gm, '    ')}`)
  }
  if (said.trim()) console.log(`\n    ${path} wrote:\n${said.trimEnd().replace(/^/gm, '    | ')}`)
}
