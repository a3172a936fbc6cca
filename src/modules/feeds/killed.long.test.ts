// Kills the process that applies a batch, at several moments, with no chance to tidy up. This file is also that process.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { connect, newContextProcess, registerProcess } from '#platform/database'
import { type TestDatabase, testDatabase } from '#testing/database'
import { applyBatch } from './apply-batch.ts'
import { aCouncil, aFeed, as, identity, phone, testHouse } from './testing.ts'

type Task = {
  readonly batchId: string
  readonly adminUrl: string
  readonly appUrl: string
  readonly feedInUrl: string
  readonly runnerUrl: string
  readonly folder: string
}

if (process.env.BATCH_TO_APPLY) await applyInThisProcess(JSON.parse(process.env.BATCH_TO_APPLY) as Task)
else test('F2 a process killed in the middle of a batch leaves nothing, and the next try applies it whole', killedInTheMiddle)

async function applyInThisProcess({ batchId, adminUrl, appUrl, feedInUrl, runnerUrl, folder }: Task): Promise<void> {
  const signer = newContextProcess()
  await registerProcess(adminUrl, signer)
  const database = {
    adminUrl,
    appUrl,
    runnerUrl,
    app: connect(appUrl, signer, { max: 2 }),
    feedIn: connect(feedInUrl, signer, { max: 2, pipeline: false }),
    process: signer,
  } as TestDatabase
  const house = await testHouse(database, folder)
  await applyBatch(house.services, as('feeds', 'feeds.batch.apply'), batchId, 500)
}

async function killedInTheMiddle(): Promise<void> {
  const database = await testDatabase()
  const house = await testHouse(database)
  try {
    await aCouncil(house)
    const feed = await aFeed(house, { id: 'killed' })
    const people = Array.from({ length: 10_000 }, (_, n) => `P${n}`)
    const rows = people.flatMap((person) => [identity(person), phone(person, '07700 900111', '2026-03-01T10:00:00Z')])
    const { batchId } = await feed.send(rows)
    const feedInUrl = Object.assign(new URL(database.adminUrl), { username: 'feed_in', password: 'feed_in-of-the-tests' }).href
    const task: Task = {
      batchId,
      adminUrl: database.adminUrl,
      appUrl: database.appUrl,
      feedInUrl,
      runnerUrl: database.runnerUrl,
      folder: house.services.config.DATA_DIR,
    }
    const left = async () =>
      (
        await house.admin.query(
          'select (select count(*) from feeds.fact)::int + (select count(*) from feeds.source_person)::int + (select count(*) from feeds.batch where applied_at is not null)::int as rows',
        )
      ).rows[0].rows
    const writers = async (like: string) =>
      (
        await house.admin.query(
          "select 1 from pg_stat_activity where usename = 'feed_in' and datname = current_database() and query like $1",
          [like],
        )
      ).rowCount!

    for (const wait of [0, 150, 400, 800]) {
      const child = spawn(process.execPath, [...process.execArgv, import.meta.filename], {
        env: { ...process.env, BATCH_TO_APPLY: JSON.stringify(task), NODE_TEST_CONTEXT: undefined },
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      const ended = once(child, 'exit')
      while ((await writers('%insert into feeds.fact%')) === 0) {
        assert.equal(child.exitCode, null, 'it ended before it could be killed')
        await pause(5)
      }
      await pause(wait)
      child.kill('SIGKILL')
      assert.deepEqual((await ended)[1], 'SIGKILL', 'it was still at work')
      while ((await writers('%')) > 0) await pause(20)
      assert.equal(await left(), 0)
    }
    await house.work()
    const { rows: after } = await house.admin.query(
      'select applied_at is not null as applied, rows_read from feeds.batch where id = $1',
      [batchId],
    )
    assert.deepEqual(after, [{ applied: true, rows_read: rows.length }])
    assert.equal((await house.admin.query('select 1 from feeds.fact')).rowCount, rows.length)
  } finally {
    await house.close()
    await database.close()
  }
}
