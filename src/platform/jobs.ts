import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { fromKysely, PgBoss } from 'pg-boss'
import { z } from 'zod'
import type { ReadTx } from './database.ts'
import { withoutValues } from './errors.ts'
import { newId } from './ids.ts'
import { type Caller, issueJobToken, JobAlreadyDone } from './transactions.ts'

/**
 * A kind of job: its queue, who acts in it (a system actor that `policy.ts` names), which act, for which purpose, and
 * its payload, which holds ids only.
 */
export type JobKind<Data extends z.ZodType = z.ZodType> = {
  readonly queue: string
  readonly actor: string
  readonly act: string
  readonly purpose: string
  readonly data: Data
}

/** Declares a kind of job. Ids only: a payload never carries personal data. */
export const defineJob = <Data extends z.ZodType>(job: JobKind<Data>): JobKind<Data> => job

const Envelope = z.strictObject({ token: z.string(), data: z.unknown() })

/** The handler of a kind of job. It begins its own transactions with `caller`, whose token is used up when one commits. */
export type JobHandler<Data extends z.ZodType = z.ZodType> = {
  readonly kind: JobKind<Data>
  handle(caller: Caller, data: z.output<Data>): Promise<void>
}

export const handles = <Data extends z.ZodType>(kind: JobKind<Data>, handle: JobHandler<Data>['handle']): JobHandler =>
  ({ kind, handle }) as never

/** The jobs of this process, open for enqueueing and working. */
export type Jobs = PgBoss

let sender: PgBoss | undefined

/**
 * Makes the job tables and queues, as the database's administrator. The role `job_runner` works them and reaches nothing else; `app`
 * and `feed_in`, who do what jobs say, can add a job and neither see nor change one.
 */
export async function installJobs(adminUrl: string, kinds: readonly JobKind[]): Promise<void> {
  const boss = new PgBoss({ connectionString: adminUrl, schema: 'jobs', max: 1, supervise: false, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  for (const { queue } of kinds)
    if (!(await boss.getQueue(queue))) await boss.createQueue(queue, { retryLimit: 5, retryDelay: 2, retryBackoff: true })
  await boss.stop({ graceful: false })
  const client = new pg.Client(adminUrl)
  await client.connect()
  try {
    for (const grant of grants) await client.query(grant)
  } finally {
    await client.end()
  }
}

/** What a queue's row says of how its jobs are kept; how many there are is not among it. */
const queueSettings =
  'name, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds, retention_seconds, deletion_seconds, dead_letter, heartbeat_seconds'
const grants = [
  ...['tables', 'sequences', 'functions'].map((what) => `revoke all on all ${what} in schema jobs from app, feed_in`),
  'grant usage on schema jobs to app, feed_in, job_runner',
  'grant insert on jobs.job_common to app, feed_in',
  `grant select (${queueSettings}) on jobs.queue to app, feed_in`,
  'grant select, insert, update, delete on all tables in schema jobs to job_runner',
  'grant usage on all sequences in schema jobs to job_runner',
]

/** Connects this process to the jobs as the role \`job_runner\`, so that it can enqueue. Working them is apart: \`workJobs\`. */
export async function openJobs(runnerUrl: string, pollSeconds = 2): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: runnerUrl,
    schema: 'jobs',
    max: 2,
    migrate: false,
    createSchema: false,
    schedule: false,
  })
  boss.on('error', () => {})
  await boss.start()
  sender = boss
  polling = pollSeconds
  return boss
}
let polling = 2

/** Works the jobs of these kinds, one at a time each. What a handler throws is tried again, then kept as failed. */
export async function workJobs(
  boss: PgBoss,
  handlers: readonly JobHandler[],
  onError: (queue: string, error: unknown) => void,
): Promise<void> {
  for (const { kind, handle } of handlers) {
    await boss.work(kind.queue, { pollingIntervalSeconds: polling, batchSize: 1 }, async ([job]) => {
      try {
        await handleOne(kind, handle, job!.data)
      } catch (error) {
        onError(kind.queue, error)
        throw withoutValues(error) // the queue keeps what it is thrown
      }
    })
  }
}

/**
 * Works everything that waits, and what that causes, until nothing is left; then returns. For a first start and for tests,
 * where someone is waiting. Throws what a handler throws.
 */
export async function drainJobs(boss: PgBoss, handlers: readonly JobHandler[]): Promise<void> {
  for (let busy = true; busy; ) {
    busy = false
    for (const { kind, handle } of handlers) {
      for (let [job] = await boss.fetch(kind.queue); job; [job] = await boss.fetch(kind.queue)) {
        busy = true
        await handleOne(kind, handle, job.data)
        await boss.complete(kind.queue, job.id)
      }
    }
  }
}

/** What a job's token is for, as the database compares it: this payload in this queue. */
const workOf = ({ queue }: JobKind, data: unknown): string => JSON.stringify({ queue, data })

async function handleOne(kind: JobKind, handle: JobHandler['handle'], envelope: unknown): Promise<void> {
  const { token, data } = Envelope.parse(envelope)
  try {
    await handle({ jobToken: token, work: workOf(kind, data), requestId: newId() }, kind.data.parse(data))
  } catch (error) {
    if (!(error instanceof JobAlreadyDone)) throw error
  }
}

/** Enqueues a job in the causing transaction: it exists only if that commits. */
export async function enqueue<Data extends z.ZodType>(tx: ReadTx, kind: JobKind<Data>, data: z.input<Data>): Promise<void> {
  if (!sender) throw new Error('jobs are not open: call openJobs first')
  const token = randomBytes(32).toString('base64url')
  const payload = kind.data.parse(data) as object
  await issueJobToken(tx, token, kind, workOf(kind, payload))
  // Not \`send\`, which asks for the new row's id: whoever enqueues sees no row of the queue.
  await sender.insert(kind.queue, [{ data: { token, data: payload } }], { db: fromKysely(tx as never) })
}
