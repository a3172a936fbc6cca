import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { connect, type Database, newContextProcess, registerProcess } from '#platform/database'
import { startEmbeddedPostgres } from '#platform/embedded-postgres'
import { deliverEvents } from '#platform/events'
import { installJobs, type JobKind, openJobs } from '#platform/jobs'
import { migrate } from '#platform/migrate'
import { temporaryFolder } from '#testing/folder'

export type BenchDatabase = {
  readonly adminUrl: string
  readonly appUrl: string
  readonly app: Database
  readonly feedIn: Database
  /** The administrator's own connection, for floors: no row security applies to it. */
  readonly admin: pg.Client
  /** A folder for this run alone. */
  readonly folder: string
  stop(): Promise<void>
}

/** A migrated database of this run's own, as durable as the one that "npm start" brings up. */
export async function benchDatabase(kinds: readonly JobKind[]): Promise<BenchDatabase> {
  const folder = temporaryFolder('bench')
  const server = await startEmbeddedPostgres(join(folder, 'data'))
  const password = randomBytes(12).toString('hex')
  await migrate(server.url, () => password)
  await installJobs(server.url, [deliverEvents, ...kinds])
  const signer = newContextProcess()
  await registerProcess(server.url, signer)
  const urlOf = (role: string) => Object.assign(new URL(server.url), { username: role, password }).href
  const [app, feedIn] = [
    connect(urlOf('app'), signer, { max: 16 }),
    connect(urlOf('feed_in'), signer, { max: 2, pipeline: false }),
  ]
  const boss = await openJobs(urlOf('job_runner'))
  const admin = new pg.Client(server.url)
  await admin.connect()
  return {
    adminUrl: server.url,
    appUrl: urlOf('app'),
    app,
    feedIn,
    admin,
    folder,
    async stop() {
      await boss.stop({ graceful: false })
      await Promise.all([app.destroy(), feedIn.destroy(), admin.end()])
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
