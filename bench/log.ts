// What the log that nobody can rewrite costs: a read with its entry, against the same statements with a bare insert into tables with the same keys; the same
// with the sequencer at work beside it, each for long enough that it seals most of what was read meanwhile; and how long a stranger takes to check a million
// entries. Eight clients, in turn.
import { spawnSync } from 'node:child_process'
import { createWriteStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { makeFictionalPlace } from '#app/first-start'
import { openHouse, type RunningHouse } from '#app/house'
import { handlersOf } from '#app/wiring'
import { readConfig } from '#platform/config'
import { preparingPool } from '#platform/database'
import { newId } from '#platform/ids'
import { canonical, leafOf, newSalts, restHash, type Salts } from '#platform/log/canonical'
import { signCheckpoint, signerFrom, verifierLine } from '#platform/log/note'
import { nodeHash } from '#platform/log/tree'
import { temporaryFolder } from '#testing/folder'
import { appUrl, signIn } from './person-view.ts'
import { type Benchmark, median, rounded, secondsOf } from './support/benchmark.ts'

const needed = { ratio: 0.85, sequencerRatio: 0.95, verifySeconds: 30 }
const clients = 8

export const run: Benchmark = async (progress, { residents = '600', rounds = '24', seconds = '4', entries = '1000000' }) => {
  const folder = temporaryFolder('bench')
  const running = await openHouse(
    readConfig({ DATA_DIR: folder, RESIDENTS: residents, LOG_LEVEL: 'silent', PORT: '0' }),
    progress,
  )
  try {
    await makeFictionalPlace(running, handlersOf, progress)
    const cost = await measure(running, progress, Number(rounds), Number(seconds))
    progress(`Writing a log of ${Number(entries).toLocaleString('en-GB')} entries …`)
    const verifySeconds = await verifyMany(join(folder, 'log.ndjson'), Number(entries))
    progress(`Checked in ${verifySeconds.toFixed(1)} s`)
    // The machine's own speed changes from round to round by more than what is measured; each way comes first, second and third as often as the others, so
    // all that was done in all rounds is compared: from run to run that differs less than what the rounds' own ratios say.
    const ratio = sum(cost.logged) / sum(cost.bare)
    const sequencerRatio = sum(cost.sequenced) / sum(cost.logged)
    return {
      name: 'log',
      ok: ratio >= needed.ratio && sequencerRatio >= needed.sequencerRatio && verifySeconds <= needed.verifySeconds,
      ratio: rounded(ratio),
      neededRatio: needed.ratio,
      loggedPerSecond: rounded(median(cost.logged)),
      barePerSecond: rounded(median(cost.bare)),
      sequencerRatio: rounded(sequencerRatio),
      neededSequencerRatio: needed.sequencerRatio,
      sequencedPerSecond: rounded(median(cost.sequenced)),
      spreadOfRoundsRatio: rounded(Math.max(...cost.logged) / Math.min(...cost.logged)),
      entries: Number(entries),
      verifySeconds: rounded(verifySeconds),
      neededVerifySeconds: needed.verifySeconds,
      clients,
      against:
        'the same context, grant and read with a bare insert of the same values into tables with the same keys, without row security, function or queue',
    }
  } finally {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0)

async function measure(running: RunningHouse, progress: (line: string) => void, rounds: number, seconds: number) {
  const admin = new pg.Client(running.adminUrl)
  await admin.connect()
  const { token, session, workerId } = await signIn(running, admin)
  const sources = (
    await admin.query<{ id: string; dataset: string }>(
      `select distinct r.source_person_id as id, r.dataset_id as dataset from information_governance.relationship r where r.worker_id = $1 limit 40`,
      [workerId],
    )
  ).rows
  await admin.query(`create table platform.bare_entry (like platform.access_entry including all);
    create table platform.bare_source (like platform.access_entry_source including all);
    grant insert on platform.bare_entry, platform.bare_source to app`)
  const pool = preparingPool(appUrl(running), clients)
  const { id, sign } = running.services.house.db.process
  const one = async (client: pg.PoolClient, isBare: boolean, nth: number) => {
    const source = sources[nth % sources.length]!
    const cells = { [source.dataset]: ['identity', 'address', 'involvement'] }
    await client.query('begin isolation level repeatable read')
    const [begun] = (await client.query('select * from ctx.begin($1, $2)', [token, id])).rows
    const granted = JSON.stringify({
      cells: [{ dataset: source.dataset, classes: cells[source.dataset], sources: [source.id] }],
      bound: {},
      act: 'shared-record.person.read',
    })
    await client.query('select ctx.grant($1, $2, $3)', [granted, id, sign(`grant|${begun.here}|${session}|${granted}`)])
    await client.query('select kind, content from feeds.fact where source_person_id = $1 and superseded_by_batch_id is null', [
      source.id,
    ])
    const [request, entry] = [newId(), newId()]
    if (isBare) {
      await client.query(
        `insert into platform.bare_entry values ($1, $2, now(), 'worker', $3, 'practitioner', $4, $5, 'tenancy-support', 'shared-record.person.read', 'person', $6,
         'shown', null, $7, '[]', array['AHP v1'], $8, 'shown', null, null, null)`,
        [entry, request, begun.actor_id, begun.organisation_id, session, source.id, newId(), JSON.stringify(cells)],
      )
      await client.query('insert into platform.bare_source values ($1, $2, now())', [entry, source.id])
    } else {
      const said = [
        {
          id: entry,
          role: 'practitioner',
          view: 'person',
          subject: source.id,
          outcome: 'shown',
          code: null,
          decision_id: newId(),
          decision: [],
          agreements: ['AHP v1'],
          cells,
          visibility: 'shown',
          ground: null,
          reviewer: null,
          review_on: null,
          sources: [source.id],
        },
      ]
      await client.query('select platform.record_access($1, $2)', [JSON.stringify(said), request])
    }
    await client.query('commit')
  }
  const perSecond = async (isBare: boolean) => {
    const until = performance.now() + seconds * 1000
    let done = 0
    const began = performance.now()
    await Promise.all(
      Array.from({ length: clients }, async () => {
        const client = await pool.connect()
        try {
          while (performance.now() < until) await one(client, isBare, done++)
        } finally {
          client.release()
        }
      }),
    )
    return done / ((performance.now() - began) / 1000)
  }
  const [logged, bare, sequenced]: [number[], number[], number[]] = [[], [], []]
  await perSecond(true)
  await perSecond(false)
  const settle = async () => {
    const sequencer = running.keepLog((error) => progress(String(error)))
    await sequencer.settle()
    return sequencer
  }
  const ways = [
    async () => void logged.push(await perSecond(false)),
    async () => void bare.push(await perSecond(true)),
    async () => {
      const sequencer = await settle()
      sequenced.push(await perSecond(false))
      await sequencer.stop()
    },
  ]
  for (let round = 1; round <= rounds; round++) {
    for (const nth of ways.keys()) await ways[(nth + round) % ways.length]!()
    progress(
      `Round ${round}: logged ${logged.at(-1)!.toFixed(0)}/s, bare ${bare.at(-1)!.toFixed(0)}/s, with the sequencer ${sequenced.at(-1)!.toFixed(0)}/s`,
    )
  }
  await pool.end()
  await admin.end()
  return { logged, bare, sequenced }
}

/** Writes a log of so many entries as an export is, a checkpoint at each thousandth part, and has the shipped program check it. */
async function verifyMany(path: string, entries: number): Promise<number> {
  const signer = signerFrom('bench/access-log', Buffer.alloc(32, 3))
  const peaks: { level: number; hash: Buffer }[] = []
  function* lines() {
    const every = Math.max(1, Math.floor(entries / 1000))
    for (let seq = 0; seq < entries; seq++) {
      const [{ salt, restSalt }] = newSalts(1) as [Salts]
      const shown = {
        id: newId(),
        occurred_at: '2026-11-27T09:00:00.000000Z',
        actor_kind: 'worker',
        actor_role: 'practitioner',
        organisation_id: 'GB-LAE-ALD',
        purpose: 'tenancy-support',
        view: 'person',
        cells: { 'council-housing': ['identity', 'address', 'involvement', 'involvement-exists'] },
      }
      const rest = {
        actor_id: newId(),
        request_id: newId(),
        session_id: newId(),
        decision_id: newId(),
        subject_id: newId(),
        act: 'shared-record.person.read',
        decision: [{ term: 'Who is involved', relationship: 'allocated-worker', allowed: true, because: ['agreement-in-force'] }],
        agreements: ['AHP v1'],
        outcome: 'shown',
        refusal_code: null,
        visibility: 'shown',
        withheld_ground: null,
        reviewer: null,
        review_on: null,
        sources: [newId()],
      }
      let leaf = { level: 0, hash: leafOf(shown, restHash(rest, restSalt), salt) }
      while (peaks.at(-1)?.level === leaf.level) leaf = { level: leaf.level + 1, hash: nodeHash(peaks.pop()!.hash, leaf.hash) }
      peaks.push(leaf)
      yield `{"kind":"entry","seq":${seq},"salt":"${salt.toString('base64')}","restSalt":"${restSalt.toString('base64')}","shown":${canonical(shown)},"rest":${canonical(rest)}}\n`
      if ((seq + 1) % every === 0 || seq === entries - 1) {
        const root = peaks.map(({ hash }) => hash).reduceRight((right, left) => nodeHash(left, right))
        yield `${JSON.stringify({ kind: 'checkpoint', note: signCheckpoint({ origin: signer.name, size: seq + 1, root }, signer) })}\n`
      }
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(path))
  return secondsOf(async () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['tools/verify.mjs', 'log', path, `--log=${verifierLine(signer, 'log')}`],
      { encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(stderr)
  })
}
