// Each journey holds its own bars: what the README says of it is what it prints.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'

const main = join(import.meta.dirname, 'journeys/main.ts')
for (const file of globSync('journeys/*.journey.ts', { cwd: import.meta.dirname }).sort()) {
  const name = basename(file, '.journey.ts')
  test(`the journey ${name} holds its bars`, () => {
    // What drives a browser sets __proto__ when it words an error: as `npm run journey` starts it.
    const options = process.execArgv
      .filter((option) => !option.startsWith('--test-'))
      .map((one) => one.replace('-proto=throw', '-proto=delete'))
    const { stdout, stderr } = spawnSync(process.execPath, [...options, main, name], { encoding: 'utf8' })
    const last = stdout.trim().split('\n').at(-1) ?? ''
    assert.match(last, /^\{.*"ok":true/, `${last}\n${stderr.slice(-2000)}`)
  })
}
