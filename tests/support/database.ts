import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { jobKinds } from '#app/wiring'
import { type ContextProcess, connect, type Database, newContextProcess, registerProcess } from '#platform/database'
import { deliverEvents } from '#platform/events'
import { installJobs } from '#platform/jobs'
import { grantOnDatabase, type LoginRole, migrate } from '#platform/migrate'

const template = 'commonweal_template'
export const passwordOf = (role: string) => `${role}-of-the-tests`

const withDatabase = (url: string, name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
function asRole(url: string, role: string): string {
  return Object.assign(new URL(url), { username: role, password: passwordOf(role) }).href
}

async function administer(url: string, work: string | ((client: pg.Client) => Promise<void>)): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await (typeof work === 'string' ? client.query(work) : work(client))
  } finally {
    await client.end()
  }
}

/** Makes the migrated template that every test database is copied from. */
export async function makeTemplate(serverUrl: string): Promise<void> {
  await administer(serverUrl, `create database ${template}`)
  await migrate(withDatabase(serverUrl, template), passwordOf)
  await installJobs(withDatabase(serverUrl, template), [deliverEvents, ...jobKinds])
}

export type TestDatabase = {
  readonly adminUrl: string
  /** As the product's own role, and as the feeds' role: what every test of access must use. */
  readonly app: Database
  readonly feedIn: Database
  readonly appUrl: string
  /** As the role that works jobs. */
  readonly runnerUrl: string
  /** As those that keep and read the log. */
  readonly sequencerUrl: string
  readonly auditorUrl: string
  readonly process: ContextProcess
  close(): Promise<void>
}

/** A database with nothing in it, not even the schema. */
export async function emptyDatabase(): Promise<{
  readonly adminUrl: string
  asRole(role: LoginRole): string
  close(): Promise<void>
}> {
  const serverUrl = process.env.TEST_SERVER_URL
  if (!serverUrl) throw new Error('run tests by "npm test -- FILE": they need its database server')
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(serverUrl, `create database ${name}`)
  const adminUrl = withDatabase(serverUrl, name)
  return {
    adminUrl,
    asRole: (role) => asRole(adminUrl, role),
    close: () => administer(serverUrl, `drop database ${name} with (force)`),
  }
}

/** A database of this test file's own, in a tenth of a second. */
export async function testDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env.TEST_SERVER_URL
  if (!serverUrl) throw new Error('run tests by "npm test -- FILE": they need its database server')
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(serverUrl, `create database ${name} template ${template}`)
  const adminUrl = withDatabase(serverUrl, name)
  await administer(adminUrl, grantOnDatabase)
  const signer = newContextProcess()
  await registerProcess(adminUrl, signer)
  const appUrl = asRole(adminUrl, 'app')
  const app = connect(appUrl, signer, { max: 6 })
  const feedIn = connect(asRole(adminUrl, 'feed_in'), signer, { max: 2, pipeline: false })
  return {
    adminUrl,
    appUrl,
    runnerUrl: asRole(adminUrl, 'job_runner'),
    sequencerUrl: asRole(adminUrl, 'sequencer'),
    auditorUrl: asRole(adminUrl, 'auditor'),
    app,
    feedIn,
    process: signer,
    async close() {
      await Promise.all([app.destroy(), feedIn.destroy()])
      await administer(serverUrl, `drop database ${name} with (force)`)
    },
  }
}
