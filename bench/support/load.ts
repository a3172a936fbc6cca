import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

export type Load = {
  readonly url: string
  readonly cookie: string
  readonly paths: readonly string[]
  readonly connections: number
  readonly seconds: number
  readonly rate?: number
}
export type LoadResult = {
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly wrong: number
}

/** Puts load on a server from another process, so that making it does not slow the server's own thread. */
export async function load(what: Load): Promise<LoadResult> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'load.mjs'), JSON.stringify(what)], {
    maxBuffer: 1e7,
  })
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as LoadResult
}
