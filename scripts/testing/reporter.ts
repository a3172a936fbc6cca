// The reporter of the process that runs test files: each test that ended is told to whoever started it (`run-files.ts`).
import { AssertionError } from 'node:assert'
import { inspect } from 'node:util'
import type { Said } from './run-files.ts'

/** How one test ended. `error` is for people: message, difference, where from. */
export type Outcome = { result: 'passed' | 'failed' | 'skipped'; name: string; line: number; error?: string }

type Ended = {
  name: string
  nesting: number
  line?: number
  skip?: boolean | string
  todo?: boolean | string
  details?: { type?: string; error?: Error & { failureType?: string; cause?: unknown } }
}

let fileIsTold: () => void = () => {}
/** Until all that the file now running has to tell was told: tests end before their reporter hears of it. */
export const untilFileIsTold = () =>
  new Promise<void>((resolve) => {
    fileIsTold = resolve
  })

export default async function* reporter(events: AsyncIterable<{ type: string; data: unknown }>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue
    const ended = data as Ended
    const outcome = outcomeOf(type === 'test:pass', ended)
    if (outcome) process.send?.({ outcome } satisfies Said)
    if (ended.nesting === 0) fileIsTold()
  }
  yield '' // a reporter is what writes; this one tells
}

/** A group, or a file, counts only when it failed by itself, in a hook; what failed within it is counted there. */
function outcomeOf(passed: boolean, { name, nesting, line = 0, skip, todo, details }: Ended): Outcome | undefined {
  const error = details?.error
  if (skip !== undefined || todo !== undefined) return { result: 'skipped', name, line }
  if (passed) return nesting === 0 || details?.type === 'suite' ? undefined : { result: 'passed', name, line }
  if (error?.failureType === 'subtestsFailed') return undefined
  return { result: 'failed', name: nesting === 0 ? 'the file as a whole' : name, line, error: inWords(error?.cause ?? error) }
}

/** What went wrong and where in our own files; an assertion's message says all that its fields do. */
function inWords(error: unknown): string {
  const text = error instanceof AssertionError ? (error.stack ?? error.message) : inspect(error)
  return text.replace(/\n +at .*(?:\(node:|at node:|node:internal).*/g, '')
}
