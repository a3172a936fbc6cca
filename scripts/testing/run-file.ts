import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Outcome } from './reporter.ts'

/** How one test file went. `said` is everything that it wrote, for when it failed. */
export type FileResult = { path: string; outcomes: Outcome[]; seconds: number; said: string }

const reporter = join(import.meta.dirname, 'reporter.ts')

// Node's own options are handed on, but not those of the run in which the runner itself is tested.
const handedOn = process.execArgv.filter((option) => !option.startsWith('--test-'))
/** What drives a browser sets `__proto__` when it words an error: where that throws, the error is lost and its test waits for ever. */
const optionsFor = (path: string) =>
  path.endsWith('.browser.test.ts') ? handedOn.map((option) => option.replace('-proto=throw', '-proto=delete')) : handedOn

/**
 * Runs one test file in a process of its own and waits for its end. A file that cannot be loaded, that ends without
 * having run a test, or that is not over after `limitSeconds` and is then killed, has failed.
 */
export async function runFile(path: string, limitSeconds: number): Promise<FileResult> {
  const began = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'commonweal-test-'))
  const report = join(folder, 'report')
  const child = spawn(
    process.execPath,
    [...optionsFor(path), `--test-reporter=${reporter}`, `--test-reporter-destination=${report}`, path],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let said = ''
  const hear = (chunk: string) => {
    said = (said + chunk).slice(-200_000)
  }
  child.stdout.setEncoding('utf8').on('data', hear)
  child.stderr.setEncoding('utf8').on('data', hear)

  let late = false
  const limit = setTimeout(() => {
    late = true
    child.kill('SIGKILL')
  }, limitSeconds * 1000)
  const killChild = () => child.kill('SIGKILL') // whoever interrupts the run must not leave a test behind
  process.once('exit', killChild)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  process.off('exit', killChild)
  clearTimeout(limit)

  const outcomes = outcomesIn(report)
  rmSync(folder, { recursive: true })
  const failed = (error: string) => outcomes.push({ result: 'failed', name: 'the file as a whole', line: 1, error })
  if (late) failed(`not over after ${limitSeconds} seconds: a test waits for ever, or something was left open`)
  else if (outcomes.length === 0) failed(code === 0 ? 'no test in it' : `it ended with ${code} before a test ran`)
  else if (code !== 0 && !outcomes.some((outcome) => outcome.result === 'failed')) failed(`it ended with ${code} after its tests`)
  return { path, outcomes, seconds: (performance.now() - began) / 1000, said }
}

/** A killed process may have left half a line. */
function outcomesIn(report: string): Outcome[] {
  try {
    const text = readFileSync(report, 'utf8')
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    return whole
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Outcome)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
