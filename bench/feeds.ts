// Applying a file of canonical rows with every check on, against a superuser's COPY of the same rows into the same tables
// and indexes without policies. Both run on one server, in turn; the ratio is of their medians.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CompactSign, exportJWK, generateKeyPair } from 'jose'
import { addConnection, policy as feedsPolicy, jobHandlers, jobKinds, receiveBatch, registerFeed } from '#modules/feeds'
import { policy as governancePolicy } from '#modules/information-governance'
import { policy as partnershipPolicy, registerOrganisation, registerWorker } from '#modules/partnership'
import { readConfig } from '#platform/config'
import { plainDate, systemClock } from '#platform/dates'
import { filesIn } from '#platform/files'
import { newId } from '#platform/ids'
import { startLive } from '#platform/live'
import { noLog } from '#platform/log/testing'
import type { Services } from '#platform/services'
import { type Caller, type House, inTransaction } from '#platform/transactions'
import { openVault } from '#platform/vault'
import { type Benchmark, median, rounded, secondsOf } from './support/benchmark.ts'
import { canonicalRows } from './support/canonical-rows.ts'
import { type BenchDatabase, benchDatabase } from './support/database.ts'

const council = 'GB-LAE-ALD'
const feedId = 'bench-feed'
const needed = 0.25

/** The tables that a batch's rows end in, with the columns that can be written. */
const tables = [
  ['feeds.source_person', 'id, controller_id, dataset_id, field_class, regime, source_key, first_batch_id'],
  [
    'feeds.fact',
    `controller_id, dataset_id, field_class, regime, source_person_id, kind, source_key, content, sealed, content_hash, other_source_person_id, household_key,
      valid_from, valid_to, event_at, recorded_at, batch_id, sequence, row_no, superseded_by_batch_id`,
  ],
  ['platform.data_key', 'subject_id, wrapped, made_at'],
  [
    'information_governance.relationship',
    'id, worker_id, team_id, controller_id, dataset_id, field_class, regime, source_person_id, kind, source_room, source_key, active_from, active_to, reason',
  ],
] as const

const as = (actor: string, act: string): Caller => ({ requestId: newId(), system: { actor, act, purpose: 'benchmark' } })

export const run: Benchmark = async (progress, { rows: wanted = '1000000', rounds: times = '3' }) => {
  const [rows, rounds] = [Number(wanted), Number(times)]
  const database = await benchDatabase(jobKinds)
  try {
    const services = servicesOver(database)
    const sender = await registerSender(services)
    progress(`Writing ${rows.toLocaleString('en-GB')} canonical rows …`)
    const file = join(database.folder, 'rows.ndjson')
    const sha256 = await writeRows(file, rows)

    const product: number[] = []
    const floor: number[] = []
    for (let round = 1; round <= rounds; round++) {
      await emptyTables(database)
      await receive(services, sender, file, sha256, rows, round)
      product.push(await secondsOf(() => applyReceived(services, database)))
      progress(`Round ${round}: applied in ${product.at(-1)!.toFixed(2)} s`)
      if (round === 1) await dumpTables(database)
      await emptyTables(database)
      floor.push(await secondsOf(() => copyTables(database)))
      progress(`Round ${round}: a superuser's COPY took ${floor.at(-1)!.toFixed(2)} s`)
    }
    const [productSeconds, floorSeconds] = [median(product), median(floor)]
    const ratio = floorSeconds / productSeconds
    return {
      name: 'feeds',
      ok: ratio >= needed,
      ratio: rounded(ratio),
      neededRatio: needed,
      against:
        "a superuser's COPY from files on the server, of the same rows into the same tables and indexes, without policies, in one transaction",
      rows,
      rounds,
      productSeconds: rounded(productSeconds),
      floorSeconds: rounded(floorSeconds),
      productRowsPerSecond: Math.round(rows / productSeconds),
      peakMB: Math.round(process.resourceUsage().maxRSS / 1024),
    }
  } finally {
    await database.stop()
  }
}

function servicesOver({ app, appUrl, feedIn, folder }: BenchDatabase): Services {
  const vault = openVault(join(folder, 'keys'), true)
  const policy = { ...feedsPolicy, ...governancePolicy, ...partnershipPolicy }
  const identify = () => Promise.reject(new Error('nobody signs in here'))
  const house: House = { db: app, policy, now: systemClock, identify }
  return {
    house,
    intake: { ...house, db: feedIn },
    vault,
    files: filesIn(join(folder, 'files'), vault),
    log: noLog,
    live: startLive(appUrl),
    config: readConfig({ DATA_DIR: folder }),
    place: { name: 'Aldermere', nation: 'england', zone: 'Europe/London', fictional: true },
  }
}

/** A council with 200 people at work, and its signed feed of canonical rows. */
async function registerSender({ house, vault }: Services) {
  const from = plainDate('2010-01-01')
  await inTransaction(house, as('steward', 'partnership.organisation.register'), 'partnership.organisation.register', (tx) =>
    registerOrganisation(tx, {
      id: council,
      name: 'Aldermere Council',
      kind: 'council',
      dutyTeam: 'Duty team',
      dutyPhone: '01632 960100',
      from,
      identifiers: [],
    }),
  )
  await inTransaction(house, as('team-lead', 'partnership.worker.register'), 'partnership.worker.register', async (tx) => {
    for (let n = 0; n < 200; n++) {
      const staffRef = `ALD${10_000 + n}`
      const worker = {
        organisationId: council,
        staffRef,
        name: 'Amina Hussain',
        email: `${staffRef}@example.org`,
        phone: null,
        from,
      }
      await registerWorker(tx, { ...worker, roles: ['practitioner'], teamIds: [], trainings: [], signIn: null })
    }
  })
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true })
  await inTransaction(house, as('founder', 'feeds.feed.register'), 'feeds.feed.register', async (tx) => {
    const classes = [
      'identity',
      'identifier',
      'contact',
      'address',
      'household',
      'relationship',
      'involvement',
      'involvement-exists',
      'event',
      'health',
    ]
    await registerFeed(
      tx,
      vault,
      {
        id: feedId,
        controllerId: council,
        name: 'Benchmark',
        plainName: 'Council housing',
        standard: 'none',
        updateFrequency: 'daily',
        promisedHours: 24,
        existence: 'shown',
        dutyTeam: 'Duty team',
        dutyPhone: '01632 960100',
        regime: 'general',
        classes: classes.map((fieldClass) => ({ fieldClass, specialCategory: fieldClass === 'health', retention: 'none' })),
        changeCapPercent: 30,
        shape: 'canonical',
      },
      house.now(),
    )
    const key = (await exportJWK(publicKey)) as Record<string, unknown>
    await addConnection(tx, {
      id: 'bench',
      feedId,
      organisationId: council,
      keyId: 'bench-key',
      publicKey: key,
      activeFrom: house.now().subtract({ hours: 1 }),
    })
  })
  return privateKey
}

type Sender = Awaited<ReturnType<typeof registerSender>>

async function writeRows(path: string, rows: number): Promise<string> {
  const hash = createHash('sha256')
  async function* chunks() {
    let text = ''
    for (const row of canonicalRows(rows)) {
      text += `${JSON.stringify(row)}\n`
      if (text.length < 1_000_000) continue
      hash.update(text)
      yield text
      text = ''
    }
    hash.update(text)
    yield text
  }
  await pipeline(Readable.from(chunks()), createWriteStream(path))
  return hash.digest('hex')
}

async function receive(
  services: Services,
  sender: Sender,
  path: string,
  sha256: string,
  rowCount: number,
  sequence: number,
): Promise<void> {
  const signed = {
    feed: feedId,
    sequence,
    sha256,
    rowCount,
    periodFrom: '2026-03-01',
    periodTo: '2026-04-01',
    madeAt: services.house.now().toString(),
    holds: 'everything',
  }
  const manifest = await new CompactSign(Buffer.from(JSON.stringify(signed)))
    .setProtectedHeader({ alg: 'EdDSA', kid: 'bench-key' })
    .sign(sender)
  const caller = as('feed-gateway', 'feeds.batch.receive')
  await receiveBatch(services, caller, {
    act: 'feeds.batch.receive',
    way: 'api',
    feedId,
    manifest,
    fileName: 'rows.ndjson',
    content: createReadStream(path),
  })
}

/** Applies the batch that was received last, as its job does. */
async function applyReceived(services: Services, { admin }: BenchDatabase): Promise<void> {
  const { rows } = await admin.query<{ id: string }>('select id from feeds.batch order by received_at desc limit 1')
  const apply = jobHandlers(services).find((handler) => handler.kind.queue === 'feeds.apply-batch')!
  const batchId = rows[0]!.id
  await apply.handle(as('feeds', 'feeds.batch.apply'), { batchId } as never)
  const { rows: after } = await admin.query<{ applied: boolean; code: string | null }>(
    'select applied_at is not null as applied, refusal_code as code from feeds.batch where id = $1',
    [batchId],
  )
  if (!after[0]!.applied) throw new Error(`the batch was not applied: ${after[0]!.code}`)
}

async function emptyTables({ admin }: BenchDatabase): Promise<void> {
  await admin.query(`truncate ${tables.map(([name]) => name).join(', ')}, feeds.confirmation`)
  await admin.query('checkpoint')
}

const dumpOf = (folder: string, table: string) => join(folder, 'dump', table)

async function dumpTables({ admin, folder }: BenchDatabase): Promise<void> {
  await mkdir(join(folder, 'dump'), { recursive: true })
  await chmod(join(folder, 'dump'), 0o777) // the server runs as another user when this one is root
  for (const [name, columns] of tables) await admin.query(`copy ${name} (${columns}) to '${dumpOf(folder, name)}'`)
}

async function copyTables({ admin, folder }: BenchDatabase): Promise<void> {
  await admin.query('begin')
  for (const [name, columns] of tables) await admin.query(`copy ${name} (${columns}) from '${dumpOf(folder, name)}'`)
  await admin.query('commit')
}
