// The newcomer's first start: a fresh clone with a warm npm cache, to the first page served; then later starts.
import { execFileSync, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '#testing/folder'
import { type Benchmark, median } from './support/benchmark.ts'

const bars = { firstSeconds: 60, laterSeconds: 5 }

export const run: Benchmark = async (progress, { later = '3' }) => {
  const folder = temporaryFolder('start')
  const clone = join(folder, 'clone')
  try {
    progress('Cloning …')
    execFileSync('git', ['clone', '--quiet', process.cwd(), clone])
    const firstSeconds = await startAndStop(clone, progress)
    progress(`First start, installing and making the place: ${firstSeconds.toFixed(1)} s`)
    const laters: number[] = []
    for (let round = 1; round <= Number(later); round++) laters.push(await startAndStop(clone, () => {}))
    const laterSeconds = median(laters)
    return {
      name: 'start',
      ok: firstSeconds <= bars.firstSeconds && laterSeconds <= bars.laterSeconds,
      firstSeconds: round(firstSeconds),
      laterSeconds: round(laterSeconds),
      residents: 3000,
      against: 'bars of 60 s and 5 s, npm cache warm, 2 cores',
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const round = (value: number) => Math.round(value * 10) / 10

/** Runs "npm start" until its first page is served, and stops it. Seconds. */
async function startAndStop(folder: string, progress: (line: string) => void): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const began = performance.now()
  const child = spawn('node', ['scripts/run.mjs', 'src/app/main.ts'], {
    cwd: folder,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk
      progress(String(chunk).trim())
    })
  }
  try {
    while (!(await serves(port))) {
      if (child.exitCode !== null) throw new Error(`it did not start:\n${said.slice(-2000)}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    return (performance.now() - began) / 1000
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
}

const serves = (port: number) =>
  fetch(`http://127.0.0.1:${port}/`).then(
    (answer) => answer.ok,
    () => false,
  )
