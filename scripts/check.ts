// "npm run check": types, then lint and format. Seconds.
import { spawnSync } from 'node:child_process'

const checks = [
  ['types', 'tsc', '-p', '.'],
  ['lint and format', 'biome', 'check', '--error-on-warnings', '.'],
] as const

for (const [name, command, ...args] of checks) {
  const began = performance.now()
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  console.log(`${name}: ${status === 0 ? 'good' : 'FAILED'} in ${Math.round(performance.now() - began)} ms`)
  if (status !== 0) process.exitCode = 1
}
