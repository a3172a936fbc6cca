import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Outcome } from './reporter.ts'

/** How one test file went. `said` is everything that it wrote, for when it failed. */
export type FileResult = { path: string; outcomes: Outcome[]; seconds: number; said: string }

/** What the process of the tests says: how one test went, or that a file is over and what it left open. */
export type Said = { readonly outcome: Outcome } | { readonly ended: string; readonly left: readonly string[] }

const [reporter, program] = [join(import.meta.dirname, 'reporter.ts'), join(import.meta.dirname, 'process.ts')]

// Node's own options are handed on, but not those of the run in which the runner itself is tested.
const handedOn = process.execArgv.filter((option) => !option.startsWith('--test-'))
/** How long a process may take to end after its last file. */
const endMs = 10_000
type Kind = 'usual' | 'browser' | 'alone'
const kindOf = (path: string): Kind =>
  path.endsWith('.browser.test.ts') ? 'browser' : /\.(alone|long)\.test\.ts$/.test(path) ? 'alone' : 'usual'
/** What drives a browser sets `__proto__` when it words an error: where that throws, the error is lost and its test waits for ever. */
const optionsFor = (kind: Kind) =>
  kind === 'browser' ? handedOn.map((option) => option.replace('-proto=throw', '-proto=delete')) : handedOn

/**
 * Runs test files one after another in one process, and in a new one after a file that ended it, left something open or had to be killed. One that measures its process, or needs it as it was started, is
 * called `.alone.test.ts`: it and each long one have a process of their own. Those that drive a browser share another.
 */
export class TestProcess {
  #child: ChildProcess | undefined
  #kind: Kind = 'usual'
  #said = ''
  #failed = false
  #runs = false
  #exited: Promise<number | null> = Promise.resolve(0)
  readonly #late: FileResult[] = []
  readonly #kill = () => this.#child?.kill('SIGKILL') // whoever interrupts the run must not leave a test behind

  /**
   * Runs a file and waits for its end. One that cannot be loaded, has no test, leaves something open, ends the process, or is not over after
   * `limitSeconds` and is then killed, has failed.
   */
  async run(path: string, limitSeconds: number): Promise<FileResult> {
    const began = performance.now()
    const kind = kindOf(path)
    if (kind !== this.#kind || kind === 'alone') await this.#stop()
    const child = (this.#child ??= this.#start(kind))
    this.#said = ''
    this.#runs = true
    const outcomes: Outcome[] = []
    const failed = (error: string) => outcomes.push({ result: 'failed', name: 'the file as a whole', line: 1, error })
    let late = false
    await new Promise<void>((resolve) => {
      const limit = setTimeout(() => {
        late = true
        child.kill('SIGKILL')
      }, limitSeconds * 1000)
      const over = () => {
        clearTimeout(limit)
        child.off('message', hear).off('close', gone)
        resolve()
      }
      const hear = (said: Said) => {
        if ('outcome' in said) return void outcomes.push(said.outcome)
        if (said.left.length > 0) {
          failed(`it left something open: ${said.left.join(', ')}`)
          child.kill('SIGKILL') // with that open it would not end
          this.#child = undefined
        }
        if (outcomes.length === 0) failed('no test in it')
        over()
      }
      const gone = (code: number | null) => {
        this.#child = undefined
        failed(
          late
            ? `not over after ${limitSeconds} seconds: a test waits for ever, or something was left open`
            : `it ended with ${code} before its tests were over`,
        )
        over()
      }
      child.on('message', hear).on('close', gone)
      child.send(path)
    })
    this.#runs = false
    this.#failed ||= outcomes.some(({ result }) => result === 'failed')
    return { path, outcomes, seconds: (performance.now() - began) / 1000, said: this.#said }
  }

  /** Ends the process. Returns what failed although all tests had passed: one went on after its file, or something held the process. */
  async end(): Promise<FileResult[]> {
    await this.#stop()
    return this.#late
  }

  async #stop(): Promise<void> {
    const child = this.#child
    if (!child) return
    this.#child = undefined
    if (child.connected) child.disconnect()
    const limit = setTimeout(() => child.kill('SIGKILL'), endMs)
    const code = await this.#exited // not "close", which does not come after our own disconnect
    clearTimeout(limit)
    process.off('exit', this.#kill)
    if (code !== 0 && !this.#failed) this.#tellLate(code)
  }

  #tellLate(code: number | null): void {
    const error = `the process of the tests did not end well: ${code ?? 'it had to be killed'}`
    const outcomes: Outcome[] = [{ result: 'failed', name: 'the process as a whole', line: 1, error }]
    this.#late.push({ path: 'scripts/testing/process.ts', outcomes, seconds: 0, said: this.#said })
  }

  #start(kind: Kind): ChildProcess {
    this.#kind = kind
    this.#failed = false
    const child = spawn(process.execPath, [...optionsFor(kind), `--test-reporter=${reporter}`, program], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    const hear = (chunk: string) => {
      this.#said = (this.#said + chunk).slice(-200_000)
    }
    child.stdout!.setEncoding('utf8').on('data', hear)
    child.stderr!.setEncoding('utf8').on('data', hear)
    this.#exited = new Promise((resolve) => child.once('exit', resolve))
    child.on('error', () => {}) // whoever waits for it sees that it is gone
    child.once('exit', (code) => {
      if (this.#child !== child || this.#runs) return
      this.#child = undefined // between two files: the next one has another
      this.#tellLate(code)
    })
    process.once('exit', this.#kill)
    return child
  }
}
