// "npm run place -- --residents 3000 --seed 1 --as-of 2026-03-31 --out DIR": makes the fictional place.
import { parseArgs } from 'node:util'
import { parseDay } from './days.ts'
import { generate } from './generate.ts'

const { values } = parseArgs({
  options: {
    residents: { type: 'string', default: '3000' },
    seed: { type: 'string', default: '1' },
    'as-of': { type: 'string', default: '2026-03-31' },
    out: { type: 'string' },
  },
})
const [residents, seed, asOf] = [Number(values.residents), Number(values.seed), parseDay(values['as-of'])]

function wrong(text: string): never {
  console.error(`${text}\nFor example: npm run place -- --residents 3000 --seed 1 --as-of 2026-03-31 --out /tmp/aldermere`)
  process.exit(2)
}
if (!Number.isInteger(residents) || residents < 300 || residents > 3_000_000)
  wrong(`--residents ${values.residents}: give a whole number from 300 to 3000000.`)
if (!Number.isInteger(seed)) wrong(`--seed ${values.seed}: give a whole number.`)
if (asOf === null) wrong(`--as-of ${values['as-of']}: give a date, such as 2026-03-31.`)
if (!values.out) wrong('--out: say which folder to write to.')

const began = performance.now()
const made = generate({ residents, seed, asOf, out: values.out }, (people) =>
  console.error(`${people.toLocaleString('en-GB')} residents …`),
)
const seconds = (performance.now() - began) / 1000
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024)
console.error(
  `${made.people.toLocaleString('en-GB')} residents in ${made.households.toLocaleString('en-GB')} households; ${made.rows.toLocaleString('en-GB')} rows, ${made.broken} of them broken on purpose; ${seconds.toFixed(1)} s, ${megabytes} MB.`,
)
