// How our matching grows: the same command on ever more records, with what it takes of time, memory and disk, and how right it is.
// "npm run bench -- matching-scale", or one large run: "--records=10000000 --memory=12GB --threads=2".
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '#testing/folder'
import { writeCrowd } from './matching/crowd-records.ts'
import { type Benchmark, rounded } from './support/benchmark.ts'
import { measure } from './support/processes.ts'

/** Bars: the power of the pairs by which time may grow, and what all processes of the largest run may hold. */
const bars = { exponent: { most: 1 }, peakMB: { most: 18 * 1024 } }

type Said = {
  records: number
  people: number
  comparedPairs: number
  writtenPairs: number
  unlinkable: number
  precision: number
  recall: number
  stepsMs: object
}

export const run: Benchmark = async (progress, options) => {
  const { records = '100000,300000,1000000', memory = '4GB', threads = '1', seed = '1', folder } = options
  const sizes = records
    .split(',')
    .map(Number)
    .sort((a, b) => a - b)
  if (!sizes.every((size) => Number.isInteger(size) && size >= 1000))
    throw new RangeError(`--records=${records}: give whole numbers from 1000, such as --records=100000,1000000.`)
  const work = folder ?? temporaryFolder('matching-scale')
  mkdirSync(work, { recursive: true })
  try {
    const measured = []
    for (const size of sizes) {
      progress(`Making ${size.toLocaleString('en-GB')} records …`)
      const file = join(work, `${size}.csv`)
      await writeCrowd(file, size, Number(seed))
      const one = await matched(file, join(work, 'run'), ['--memory', memory, '--threads', threads])
      rmSync(file)
      measured.push(one)
      progress(
        `${size.toLocaleString('en-GB')} records, ${one.comparedPairs.toLocaleString('en-GB')} pairs: ${one.seconds} s, ${one.peakMB ?? '?'} MB, ${one.diskGB} GB of disk`,
      )
    }
    const [first, largest] = [measured[0]!, measured.at(-1)!]
    const exponent =
      measured.length > 1
        ? rounded(Math.log(largest.seconds / first.seconds) / Math.log(largest.comparedPairs / first.comparedPairs))
        : null
    return {
      name: 'matching-scale',
      ok: (exponent ?? 0) <= bars.exponent.most && (largest.peakMB ?? 0) <= bars.peakMB.most,
      memoryLimit: memory,
      threads: Number(threads),
      ...largest,
      exponent,
      bars,
      measured,
    }
  } finally {
    if (!folder) rmSync(work, { recursive: true, force: true })
  }
}

/** Our command as a user runs it, in a folder for temporary files of its own, so that what it spills can be measured. */
async function matched(file: string, folder: string, more: readonly string[]) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  let bytes = 0
  const watch = setInterval(() => {
    bytes = Math.max(bytes, bytesIn(folder))
  }, 500)
  try {
    const args = ['src/matching/main.ts', 'dedupe', '--in', file, '--out', join(folder, 'clusters.parquet'), '--truth', 'person']
    const { seconds, peakMB, lastLine } = await measure(process.execPath, [...args, ...more])
    const { records, people, comparedPairs, writtenPairs, unlinkable, precision, recall, stepsMs } = JSON.parse(lastLine) as Said
    const diskGB = rounded(Math.max(bytes, bytesIn(folder)) / 1e9)
    return {
      records,
      people,
      comparedPairs,
      writtenPairs,
      unlinkable,
      precision,
      recall,
      seconds: rounded(seconds),
      peakMB,
      diskGB,
      stepsMs,
    }
  } finally {
    clearInterval(watch)
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

/** Bytes of all files in a folder; what goes meanwhile counts nothing. */
function bytesIn(folder: string): number {
  let bytes = 0
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    try {
      if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name)).size
    } catch {
      // It has gone.
    }
  }
  return bytes
}
