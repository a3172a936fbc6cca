import { ConfigError, readConfig } from '#platform/config'
import { sayLastWordsOf } from './last-words.ts'
import { start } from './start.ts'

sayLastWordsOf(process)

try {
  const running = await start(readConfig(), (line) => console.log(line))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      running.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : `Commonweal did not start.\n${(error as Error).message}`)
  process.exit(1)
}
