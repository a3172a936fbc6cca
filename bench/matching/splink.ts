// Splink beside us: two versions, each in a Python environment of its own, made once and used again.
import { existsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measure, type Taken } from '../support/processes.ts'

export type Form = 'demo' | 'tuned'
export const forms: readonly Form[] = ['demo', 'tuned']

/** A version that is installed, and how to start it. */
export type Splink = { readonly asked: string; readonly python: string }

/** Version 4 as it was last made, and the newest 5. */
const versions = ['4.0.16', '>=5,<6']
const duckdb = '1.5.5'

/** Makes the environments. Without Python or pip: none, and `progress` is told why. */
export async function installSplink(progress: (line: string) => void): Promise<Splink[]> {
  const found: Splink[] = []
  for (const asked of versions) {
    const folder = join(tmpdir(), `commonweal-splink-${asked.replace(/\D+/g, '-')}-duckdb-${duckdb}`)
    const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
    const ready = join(folder, 'ready')
    try {
      if (!existsSync(ready)) {
        progress(`Installing Splink ${asked} into ${folder} …`)
        await measure('python3', ['-m', 'venv', folder])
        const wanted = /^\d/.test(asked) ? `splink==${asked}` : `splink${asked}`
        await measure(python, ['-m', 'pip', 'install', '--quiet', wanted, `duckdb==${duckdb}`])
        writeFileSync(ready, '')
      }
      found.push({ asked, python })
    } catch (error) {
      progress(`Splink ${asked} cannot be measured: ${(error as Error).message.split('\n').slice(0, 3).join(' ')}`)
    }
  }
  return found
}

/** What `splink_run.py` says of its run, and what the run took from outside. */
export type SplinkRun = Taken & {
  readonly version: string
  readonly form: Form
  /** Seconds of the whole process that went into loading Python and Splink, and into each step. */
  readonly stepsSeconds: Readonly<Record<string, number>>
  readonly keptPairs: number
  /** Parquet: left_id, right_id, match_weight. */
  readonly pairs: string
  /** Parquet: record_id, person_id; components at a probability of 0.95. Not written for FEBRL 4, which is judged by its pairs. */
  readonly clusters: string
}

export async function runSplink(
  splink: Splink,
  task: 'place' | 'febrl4',
  form: Form,
  inputs: readonly string[],
  out: string,
): Promise<SplinkRun> {
  const script = join(import.meta.dirname, 'splink_run.py')
  const taken = await measure(splink.python, [script, task, form, out, ...inputs])
  const said = JSON.parse(taken.lastLine) as Pick<SplinkRun, 'version' | 'stepsSeconds' | 'keptPairs'>
  return { ...taken, ...said, form, pairs: `${out}.pairs.parquet`, clusters: `${out}.clusters.parquet` }
}
