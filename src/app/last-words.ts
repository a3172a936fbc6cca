import { withoutValues } from '#platform/errors'

/** Has what nobody caught end the process with its kind and its place: as Node writes it, the row that a database would not take stands beside it. */
export function sayLastWordsOf(process: NodeJS.Process): void {
  process.on('uncaughtException', (error) => {
    process.stderr.write(`Commonweal has stopped.\n${withoutValues(error).stack}\n`, () => process.exit(1))
  })
}
