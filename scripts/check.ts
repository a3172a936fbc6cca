// "npm run check": types, and lint and format, side by side. Seconds.
import { spawn } from 'node:child_process'

const checks = [
  ['types', 'tsc', '-p', '.'],
  ['lint and format', 'biome', 'check', '--error-on-warnings', '.'],
] as const

for (const [name, command, ...args] of checks) {
  const began = performance.now()
  let said = ''
  const child = spawn(command, args)
  for (const from of [child.stdout, child.stderr]) from.setEncoding('utf8').on('data', (chunk: string) => (said += chunk))
  child.on('error', (error) => (said += error.message))
  child.on('close', (status) => {
    console.log(`${said}${name}: ${status === 0 ? 'good' : 'FAILED'} in ${Math.round(performance.now() - began)} ms`)
    if (status !== 0) process.exitCode = 1
  })
}
