// "npm run backup -- FOLDER" and "npm run restore -- BACKUP".
import { ConfigError, readConfig } from '#platform/config'
import { systemClock } from '#platform/dates'
import { backUp, restore } from './copies.ts'

const say = (line: string) => console.log(line)
const [what, path] = process.argv.slice(2)
try {
  if (!path)
    throw new ConfigError(
      what === 'restore'
        ? 'npm run restore -- BACKUP, a folder that a backup made'
        : 'npm run backup -- FOLDER, where the backup is to be',
    )
  const config = readConfig()
  if (what === 'restore') await restore(config, path, say)
  else
    say(
      `The backup is at ${await backUp(config, path, systemClock().toString(), say)}. Keep ${config.KEYS_DIR} apart from it: without the root key it cannot be opened.`,
    )
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : `It did not work.\n${(error as Error).stack}`)
  process.exit(1)
}
