/**
 * A test runner for Stryker that stays in one process. For each change all modules are read anew, so that nothing which one change left
 * behind (a remembered answer, a list made once) is there for the next; packages are read once. A process for each change took most of the time.
 * Only the tests that reach a change are run, until the first that fails.
 */
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as collected from './collected.ts'

/** Of Stryker's own types only what is read here: its packages are not there when types are checked. */
type Options = { readonly inOneProcess: { readonly testFiles: readonly string[] } }
type MutantRun = {
  readonly activeMutant: { readonly id: string }
  readonly mutantActivation: 'static' | 'runtime'
  readonly testFilter?: readonly string[]
  readonly hitLimit?: number
}
type TestResult = { id: string; name: string; fileName: string; timeSpentMs: number } & (
  | { status: 0 }
  | { status: 1; failureMessage: string }
)
/** What the changed code reads and writes. */
type Changes = {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  mutantCoverage?: object
  hitCount?: number | undefined
  hitLimit?: number | undefined
}
const changes: Changes = {}
Object.assign(globalThis, { __stryker__: changes })

/** It adds to the types of days and times, which are there once. */
const readOnce = 'src/platform/dates.ts'

let reading = 0
class InOneProcess {
  static readonly inject = ['options'] as const
  readonly #files: readonly string[]
  constructor({ inOneProcess }: Options) {
    this.#files = inOneProcess.testFiles
  }
  capabilities = () => ({ reloadEnvironment: true })

  /** In the copy that Stryker has made, each module has the number of its reading in its address, and tests note themselves. */
  async init(): Promise<void> {
    const ours = pathToFileURL(join(process.cwd(), '/')).href
    registerHooks({
      resolve(specifier, context, next) {
        if (specifier === 'node:test' && context.parentURL?.startsWith(ours))
          return { url: new URL('collected.ts', import.meta.url).href, shortCircuit: true }
        const found = next(specifier, context)
        return found.url.startsWith(ours) && found.url !== `${ours}${readOnce}`
          ? { ...found, url: `${found.url}?reading=${reading}` }
          : found
      },
    })
  }

  async dryRun() {
    const tests = await this.#run({ asked: undefined, onLoaded: () => {}, stopAtFailure: false })
    return { status: 'complete', tests, mutantCoverage: changes.mutantCoverage }
  }

  async mutantRun({ activeMutant: { id }, mutantActivation, testFilter, hitLimit }: MutantRun) {
    Object.assign(changes, { hitCount: hitLimit === undefined ? undefined : 0, hitLimit })
    const activate = () => {
      changes.activeMutant = id
    }
    if (mutantActivation === 'static') activate()
    try {
      const asked = testFilter && new Set(testFilter)
      const tests = await this.#run({ asked, onLoaded: activate, stopAtFailure: true })
      if (hitLimit !== undefined && changes.hitCount! > hitLimit) return { status: 'timeout', reason: 'It never ends.' }
      const failed = tests.find((one) => one.status === 1)
      const nrOfTests = tests.length
      return failed
        ? { status: 'killed', killedBy: [failed.id], failureMessage: failed.failureMessage, nrOfTests }
        : { status: 'survived', nrOfTests }
    } finally {
      changes.activeMutant = undefined
    }
  }

  async #run(how: {
    readonly asked: ReadonlySet<string> | undefined
    readonly onLoaded: () => void
    readonly stopAtFailure: boolean
  }): Promise<TestResult[]> {
    const results: TestResult[] = []
    const attempt = async (id: string, fileName: string, work: () => unknown): Promise<boolean> => {
      const began = performance.now()
      const about = () => ({ id, name: id, fileName, timeSpentMs: performance.now() - began })
      try {
        await work()
        results.push({ ...about(), status: 0 })
        return true
      } catch (error) {
        results.push({ ...about(), status: 1, failureMessage: String(error) })
        return !how.stopAtFailure
      }
    }
    for (const path of this.#files) {
      const isAsked = (id: string) => how.asked?.has(id) ?? true
      if (how.asked && ![...how.asked].some((id) => id.startsWith(`${path} `))) continue
      reading++
      const file = collected.begin(path)
      if (!(await attempt(`${path}: it is read`, path, () => import(pathToFileURL(path).href)))) return results
      how.onLoaded()
      const before = file.before.map((run) => ({ id: undefined, run }))
      const tests = file.tests.map(({ name, run }, at) => ({ id: `${path} ${at} ${name}`, run })).filter(({ id }) => isAsked(id))
      for (const { id, run } of [...before, ...tests]) {
        changes.currentTestId = id
        const goesOn = await attempt(id ?? `${path}: before`, path, run)
        changes.currentTestId = undefined
        if (!goesOn) break
      }
      for (const run of file.after) await run()
      if (how.stopAtFailure && results.some(({ status }) => status === 1)) break
    }
    return results
  }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'in-one-process', injectableClass: InOneProcess }]
export const strykerValidationSchema = { type: 'object', properties: { inOneProcess: { type: 'object' } } }
