/** What a test file has of `node:test` while changes are tried: it only notes the tests, and the runner calls them. */
export type Noted = { readonly name: string; readonly run: () => unknown }
type File = {
  readonly path: string
  readonly before: (() => unknown)[]
  readonly tests: Noted[]
  readonly after: (() => unknown)[]
}
let now: File

/** Begins a file: what is noted from here on is its. */
export const begin = (path: string): File => (now = { path, before: [], tests: [], after: [] })
export const test = (name: string, run: () => unknown): number => now.tests.push({ name, run })
export const before = (work: () => unknown): number => now.before.push(work)
export const after = (work: () => unknown): number => now.after.push(work)
