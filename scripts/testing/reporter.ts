// The reporter of one test file: one line of JSON for each test that ended. `run-file.ts` reads them.
import { AssertionError } from 'node:assert'
import { inspect } from 'node:util'

/** How one test ended. `error` is for people: message, difference, where from. */
export type Outcome = { result: 'passed' | 'failed' | 'skipped'; name: string; line: number; error?: string }

type Ended = {
  name: string
  line?: number
  skip?: boolean | string
  todo?: boolean | string
  details?: { type?: string; error?: Error & { failureType?: string; cause?: unknown } }
}

export default async function* reporter(events: AsyncIterable<{ type: string; data: unknown }>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    const outcome = type === 'test:pass' || type === 'test:fail' ? outcomeOf(type === 'test:pass', data as Ended) : undefined
    if (outcome) yield `${JSON.stringify(outcome)}\n`
  }
}

/** A group counts only when it failed by itself, in a hook; what failed within it is counted there. */
function outcomeOf(passed: boolean, { name, line = 0, skip, todo, details }: Ended): Outcome | undefined {
  const error = details?.error
  if (skip !== undefined || todo !== undefined) return { result: 'skipped', name, line }
  if (passed) return details?.type === 'suite' ? undefined : { result: 'passed', name, line }
  if (error?.failureType === 'subtestsFailed') return undefined
  return { result: 'failed', name, line, error: inWords(error?.cause ?? error) }
}

/** What went wrong and where in our own files; an assertion's message says all that its fields do. */
function inWords(error: unknown): string {
  const text = error instanceof AssertionError ? (error.stack ?? error.message) : inspect(error)
  return text.replace(/\n +at .*(?:\(node:|at node:|node:internal).*/g, '')
}
