// "npm run journey -- NAME": drives a real browser through a journey of the product, on a place made for it, and prints what it
// took: pages, clicks, fields, things typed twice, milliseconds. The last line is one JSON object.
import { existsSync, globSync } from 'node:fs'
import { basename } from 'node:path'
import type { Journey } from './journey.ts'

const names = globSync('tests/journeys/*.journey.ts').map((path) => basename(path, '.journey.ts'))
const name = process.argv[2]
if (!name || !existsSync(`tests/journeys/${name}.journey.ts`)) {
  console.error(`npm run journey -- NAME, where NAME is one of: ${names.join(', ')}`)
  process.exit(2)
}
const { journey } = (await import(`./${name}.journey.ts`)) as { journey: Journey }
const { runJourney } = await import('./journey.ts')
const result = await runJourney(name, journey, (line) => console.log(line))
console.log(JSON.stringify(result))
process.exit(result.ok ? 0 : 1)
