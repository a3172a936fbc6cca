import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#platform/embedded-postgres'
import { makeTemplate } from '#testing/database'
import { temporaryFolder } from '#testing/folder'

let server: EmbeddedPostgres
const data = join(temporaryFolder('test'), 'data')

/** One server for the whole run, with one migrated template; each test file copies the template. */
export async function globalSetup(): Promise<void> {
  // In a process of its own: unpacking sets variables that only a browser should have.
  execFileSync(process.execPath, [join(import.meta.dirname, 'unpack-browser.ts')])
  server = await startEmbeddedPostgres(data, { durable: false })
  process.env.TEST_SERVER_URL = server.url // inherited by the processes of the test files
  await makeTemplate(server.url)
}

export async function globalTeardown(): Promise<void> {
  await server.stop()
  rmSync(dirname(data), { recursive: true, force: true })
}
