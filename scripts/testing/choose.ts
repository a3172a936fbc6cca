import { globSync } from 'node:fs'
import { matchesGlob } from 'node:path'

export type Choice = {
  long: boolean
  check: boolean
  seed: number
  concurrency: number
  limitSeconds: number
  patterns: string[]
}

/** Reads the command line. Throws with the options there are when it is wrong. */
export function choiceOf(args: readonly string[], randomSeed: number): Choice {
  const choice: Choice = { long: false, check: true, seed: randomSeed, concurrency: 2, limitSeconds: 300, patterns: [] }
  for (const arg of args) {
    const [, name, value] = /^--([a-z-]+)(?:=(\d+))?$/.exec(arg) ?? []
    if (name === 'long' && !value) Object.assign(choice, { long: true, limitSeconds: 3600 })
    else if (name === 'no-check' && !value) choice.check = false
    else if (name === 'seed' && value) choice.seed = Number(value)
    else if (name === 'at-once' && value) choice.concurrency = Math.max(1, Number(value))
    else if (name === 'limit' && value) choice.limitSeconds = Number(value)
    else if (arg.startsWith('-')) {
      throw new Error(
        `There is no option ${arg}. There are --long, --no-check, --seed=N, --at-once=N, --limit=SECONDS, and files, folders or patterns.`,
      )
    } else choice.patterns.push(arg.replace(/^\.\//, '').replace(/\/$/, ''))
  }
  return choice
}

/** The test files that there are, without the planted faults of the house rules. Those that take minutes come first, so that none is left alone at the end. */
export const testFiles = (): string[] =>
  globSync(['src/**/*.test.ts', 'tests/**/*.test.ts'], { exclude: ['tests/architecture/planted/**'] }).sort(
    (a, b) => place(a) - place(b) || a.localeCompare(b),
  )
const first = ['tests/pages/', 'tests/safety/']
const place = (path: string) => (first.some((folder) => path.startsWith(folder)) ? 0 : 1)

/** The files to run. A long one runs with --long, or when it is named itself. */
export const chosen = (files: readonly string[], { long, patterns }: Pick<Choice, 'long' | 'patterns'>): string[] =>
  files.filter((path) => {
    if (patterns.includes(path)) return true
    if (path.endsWith('.long.test.ts') && !long) return false
    return patterns.length === 0 || patterns.some((pattern) => path.startsWith(`${pattern}/`) || matchesGlob(path, pattern))
  })
