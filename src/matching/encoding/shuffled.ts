/** Lines in the order of their random ids, so that their order says nothing: by way of files that each hold a share of them. */
import { appendFileSync, closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'

const shares = 256
const mostWaiting = 64 * 1024

export class Shuffled {
  readonly #file: string
  readonly #waiting: string[] = new Array<string>(shares).fill('')
  readonly #written = new Set<number>()

  constructor(file: string) {
    this.#file = file
  }

  /** @param id hexadecimal digits at random */
  add(id: string, cells: readonly string[]): void {
    const share = Number.parseInt(id.slice(0, 2), 16)
    this.#waiting[share] += `${id},${cells.join(',')}\n`
    if (this.#waiting[share]!.length > mostWaiting) this.#flush(share)
  }

  /** Writes the file: what it begins with, and all lines. */
  write(head: string): void {
    const out = openSync(this.#file, 'wx', 0o600)
    writeSync(out, head)
    for (let share = 0; share < shares; share++) {
      const before = this.#written.has(share) ? readFileSync(this.#part(share), 'utf8') : ''
      const lines = (before + this.#waiting[share]!).split('\n').filter((line) => line !== '')
      if (lines.length > 0) writeSync(out, `${lines.sort().join('\n')}\n`)
    }
    closeSync(out)
  }

  /** Takes away what it needed in between. */
  close(): void {
    for (const share of this.#written) rmSync(this.#part(share), { force: true })
  }

  #part(share: number): string {
    return `${this.#file}.part-${share}`
  }

  #flush(share: number): void {
    appendFileSync(this.#part(share), this.#waiting[share]!, { mode: 0o600 })
    this.#written.add(share)
    this.#waiting[share] = ''
  }
}
