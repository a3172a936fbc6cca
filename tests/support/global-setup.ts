import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#platform/embedded-postgres'
import { makeTemplate } from '#testing/database'
import { temporaryFolder } from '#testing/folder'

let server: EmbeddedPostgres
const folder = temporaryFolder('test')

/** One server for the whole run, with one migrated template, which each test file copies; and a folder for the place that they share. */
export async function globalSetup(): Promise<void> {
  // In a process of its own: unpacking sets variables that only a browser should have.
  execFileSync(process.execPath, [join(import.meta.dirname, 'unpack-browser.ts')])
  server = await startEmbeddedPostgres(join(folder, 'data'), { durable: false })
  process.env.TEST_PLACES = folder
  process.env.TEST_SERVER_URL = server.url // inherited by the processes of the test files
  await makeTemplate(server.url)
}

export async function globalTeardown(): Promise<void> {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
