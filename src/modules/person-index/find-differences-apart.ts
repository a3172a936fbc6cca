import { Worker } from 'node:worker_threads'
import type { Found, LinkedHeld } from './find-differences.ts'
import type { StaffDecision } from './grouping.rules.ts'

/** What the thread is told: records, some at a time, and then to begin. */
export type ToThread =
  | { readonly add: readonly LinkedHeld[] }
  | { readonly begin: readonly StaffDecision[]; readonly folder: string }

/** `findDifferences` in a thread of its own: a place of 300,000 keeps a core busy for a minute, in which pages must go on. */
export class DifferencesApart {
  readonly #folder: string
  readonly #thread = new Worker(new URL('./find-differences.worker.ts', import.meta.url))
  readonly #answer = new Promise<Found>((resolve, reject) => {
    this.#thread.once('message', resolve)
    this.#thread.once('error', reject)
    this.#thread.once('exit', () => reject(new Error('the thread of the comparison ended before it had answered')))
  })

  constructor(folder: string) {
    this.#folder = folder
    this.#answer.catch(() => {}) // whoever waits for it is told; where nobody does yet, it is told what went wrong first
  }

  add(records: readonly LinkedHeld[]): void {
    this.#tell({ add: records })
  }

  /** Finds the differences among the records that were added. */
  find(decided: readonly StaffDecision[]): Promise<Found> {
    this.#tell({ begin: decided, folder: this.#folder })
    return this.#answer
  }

  async stop(): Promise<void> {
    await this.#thread.terminate()
  }

  #tell(what: ToThread): void {
    this.#thread.postMessage(what)
  }
}
