// "npm run bench -- NAME [--rows=200000] …": one benchmark. It tells how it gets on, and prints one JSON object as its last
// line. Figures of one run are only compared with figures of the same run.
import { existsSync, readdirSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import type { Benchmark } from './support/benchmark.ts'

const here = import.meta.dirname
const names = readdirSync(here)
  .filter((file) => file.endsWith('.ts') && file !== 'main.ts')
  .map((file) => file.slice(0, -3))

const [name = '', ...rest] = process.argv.slice(2)
const options = Object.fromEntries(rest.map((option) => option.replace(/^--/, '').split('=') as [string, string]))
const odd = rest.find((option) => !/^--[a-zA-Z]+=./.test(option))
if (odd !== undefined) {
  console.error(`"${odd}" is no option. Write each as one word with its value: --rounds=3.`)
  process.exit(2)
}

if (!existsSync(join(here, `${name}.ts`)) || !names.includes(name)) {
  console.error(`There is no benchmark called "${name}". There are: ${names.join(', ')}.`)
  process.exit(2)
}
const { run } = (await import(`./${name}.ts`)) as { run: Benchmark }
const began = performance.now()
const result = await run(
  (line) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`),
  options,
)
console.log(
  JSON.stringify({
    ...result,
    node: process.version,
    cores: cpus().length,
    tookSeconds: Math.round((performance.now() - began) / 1000),
  }),
)
process.exit(result.ok ? 0 : 1)
