// The log that nobody can rewrite: whatever is changed in it, left out, put in or moved, a stranger with the log's key finds it.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import pg from 'pg'
import { findLeaf, runsOn } from '#platform/log/log.repository'
import { signerFrom, verifierLine } from '#platform/log/note'
import { type EntryProof, proveEntry } from '#platform/log/prove'
import { sequenceBatch } from '#platform/log/sequencer'
import { exported, logKey, origin, type RunningWitness, settleLog, startWitness, verified } from '#testing/log'
import { runs, seed } from '#testing/random'
import { anInvolvement, aPerson, openWorld, type World } from '#testing/world'

let world: World
let person: string
let folder: string
const witnesses: RunningWitness[] = []
before(async () => {
  world = await openWorld()
  await world.load('council-housing', [
    ...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04', { household: 'h-1' }),
    ...aPerson('H2', 'Alfie', 'Marsden', '2016-11-12', { household: 'h-1' }),
    anInvolvement('H1', 'amina'),
  ])
  person = await world.personOf('council-housing', 'H1')
  folder = mkdtempSync(join(tmpdir(), 'commonweal-witness-'))
  for (const name of ['police.test/log', 'trust.test/log'])
    witnesses.push(await startWitness(name, join(folder, name.split('.')[0]!)))
  for (let round = 0; round < 4; round++) {
    await look(3)
    await settleLog(world.database, witnesses)
  }
})
after(async () => {
  for (const witness of witnesses) await witness.stop()
  rmSync(folder, { recursive: true, force: true })
  await world.close()
})

async function look(times: number): Promise<void> {
  const [amina, stranger] = [await world.session('amina'), await world.session('stranger')]
  for (let nth = 0; nth < times; nth++) await world.get(`/people/${person}`, nth % 3 === 2 ? stranger : amina)
}
const admin = async <Row>(text: string, values: unknown[] = []) => (await world.admin.query(text, values)).rows as Row[]
const keys = () => ({ witnesses: witnesses.map((one) => one.key) })

test('every entry has one place in the tree, without a gap, and the whole log verifies with both witnesses (L5)', async () => {
  const [counts] = await admin<{ entries: string; leaves: string; last: string; waiting: string }>(
    `select (select count(*) from platform.access_entry) as entries, (select count(*) from platform.access_leaf) as leaves,
      (select max(seq) + 1 from platform.access_leaf) as last, (select count(*) from platform.access_unsequenced) as waiting`,
  )
  assert.ok(Number(counts!.entries) > 10)
  assert.deepEqual([counts!.leaves, counts!.last, counts!.waiting], [counts!.entries, counts!.entries, 0n])
  const { code, said } = await verified('log', (await exported(world.database)).join(''), keys())
  assert.equal(code, 0, said)
  const told = JSON.parse(said)
  assert.deepEqual([told.entries, told.witnessedEntries, told.checkpoints], [Number(counts!.entries), Number(counts!.entries), 4])
  assert.ok(told.origin.startsWith(`${origin}/`))
})

test('every column of an entry is in its leaf', async () => {
  const columns = (
    await admin<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = 'platform.access_entry'::regclass and attnum > 0 and not attisdropped`,
    )
  ).map((row) => row.name)
  const entry = JSON.parse((await exported(world.database)).find((line) => line.includes('"kind":"entry"'))!)
  assert.deepEqual([...Object.keys(entry.shown), ...Object.keys(entry.rest)].sort(), [...columns, 'sources'].sort())
})

// Each kind of tampering, on an export whose signer did not do it: the database's administrator, or whoever sends the file.
type Lines = string[]
type Said = { readonly seq: number; readonly shown: object; readonly rest: object }
const entriesIn = (lines: Lines) => lines.flatMap((line, at) => (line.startsWith('{"kind":"entry"') ? [at] : []))
const checkpointsIn = (lines: Lines) => lines.flatMap((line, at) => (line.startsWith('{"kind":"checkpoint"') ? [at] : []))
const without = (lines: Lines, at: number) => lines.filter((_, nth) => nth !== at)
const renumbered = (lines: Lines) => {
  let seq = 0
  return lines.map((line) => (line.startsWith('{"kind":"entry"') ? line.replace(/"seq":\d+/, `"seq":${seq++}`) : line))
}
const changed = (lines: Lines, at: number, change: (said: Said) => object) =>
  lines.map((line, nth) => (nth === at ? `${JSON.stringify(change(JSON.parse(line)))}\n` : line))
const tampered: [what: string, tamper: (lines: Lines) => Lines, says: RegExp][] = [
  [
    'who it was',
    (lines) => changed(lines, entriesIn(lines)[2]!, (said) => ({ ...said, rest: { ...said.rest, actor_id: 'somebody-else' } })),
    /was changed/,
  ],
  [
    'when it was',
    (lines) =>
      changed(lines, entriesIn(lines)[0]!, (said) => ({
        ...said,
        shown: { ...said.shown, occurred_at: '2026-01-01T00:00:00.000000Z' },
      })),
    /was changed/,
  ],
  [
    'whose data it was',
    (lines) => changed(lines, entriesIn(lines)[1]!, (said) => ({ ...said, rest: { ...said.rest, sources: [] } })),
    /was changed/,
  ],
  [
    'that it was refused',
    (lines) =>
      changed(
        lines,
        lines.findIndex((line) => line.includes('"outcome":"refused"')),
        (said) => ({
          ...said,
          rest: { ...said.rest, outcome: 'shown', refusal_code: null },
        }),
      ),
    /was changed/,
  ],
  ['an entry left out', (lines) => without(lines, entriesIn(lines)[3]!), /left out/],
  [
    'an entry left out, the rest numbered anew',
    (lines) => renumbered(without(lines, entriesIn(lines)[3]!)),
    /stands after|left out or put in/,
  ],
  [
    'two entries the other way round',
    (lines) => {
      const [a, b] = entriesIn(lines) as [number, number]
      return lines.map((line, nth) => (nth === a ? lines[b]! : nth === b ? lines[a]! : line))
    },
    /moved/,
  ],
  [
    'two entries the other way round, numbered anew',
    (lines) => {
      const [a, b] = entriesIn(lines) as [number, number]
      return renumbered(lines.map((line, nth) => (nth === a ? lines[b]! : nth === b ? lines[a]! : line)))
    },
    /moved/,
  ],
  [
    'an entry twice',
    (lines) => {
      const [a] = entriesIn(lines) as [number]
      return renumbered([...lines.slice(0, a), lines[a]!, ...lines.slice(a)])
    },
    /left out or put in/,
  ],
  [
    'its last entries cut off',
    (lines) => lines.slice(0, entriesIn(lines).at(-1)!),
    /last checkpoint covers|cosigned|Unexpected|covers/,
  ],
  ['cut in the middle of a line', (lines) => [lines.join('').slice(0, -200)], /is not JSON/],
  ['without a checkpoint at the end', (lines) => without(lines, checkpointsIn(lines).at(-1)!), /last checkpoint covers/],
  ['without any checkpoint', (lines) => lines.filter((line) => !line.startsWith('{"kind":"checkpoint"')), /no checkpoint/],
  [
    'a checkpoint from another place',
    (lines) => {
      const [a, b] = checkpointsIn(lines) as [number, number]
      return lines.map((line, nth) => (nth === a ? lines[b]! : line))
    },
    /stands after/,
  ],
  [
    'an entry erased that was not',
    (lines) =>
      changed(lines, entriesIn(lines)[1]!, (said) => ({
        kind: 'erased',
        seq: said.seq,
        leaf: Buffer.alloc(32).toString('base64'),
      })),
    /was changed/,
  ],
]
for (const [what, tamper, says] of tampered)
  test(`${what}: found`, async () => {
    const { code, said } = await verified('log', tamper(await exported(world.database)).join(''), keys())
    assert.equal(code, 1, said)
    assert.match(said, says)
  })

test('one byte changed, wherever it is: found, or nothing that was signed has changed', async () => {
  const text = (await exported(world.database)).join('')
  const about = text.indexOf('\n')
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: about + 1, max: text.length - 2 }),
      fc.integer({ min: 32, max: 126 }),
      async (at, code) => {
        const letter = String.fromCharCode(code)
        if (text[at] === letter) return
        const verdict = await verified('log', text.slice(0, at) + letter + text.slice(at + 1), keys())
        // What is no part of an entry: the spelling of a name between the quotes of our own file.
        if (verdict.code === 0) assert.deepEqual(JSON.parse(verdict.said).entries, text.match(/"kind":"entry"/g)!.length)
        else assert.match(verdict.said, /WRONG/)
      },
    ),
    { seed, numRuns: runs(25) },
  )
})

test('what an administrator changes in the database itself is found', async () => {
  const lines = await exported(world.database)
  const [entry] = await admin<{ id: string; actor_id: string }>(
    'select id, actor_id from platform.access_entry order by occurred_at limit 1',
  )
  await admin(`update platform.access_entry set actor_id = 'nobody' where id = $1`, [entry!.id])
  const verdict = await verified('log', (await exported(world.database)).join(''), keys())
  await admin('update platform.access_entry set actor_id = $2 where id = $1', [entry!.id, entry!.actor_id])
  assert.match(verdict.said, /was changed, moved, left out or put in/)
  assert.deepEqual(await exported(world.database), lines)
})

test('another’s signature, too few witnesses, witnesses that are others: found', async () => {
  const text = (await exported(world.database)).join('')
  const stranger = verifierLine(signerFrom(origin, Buffer.alloc(32, 1)), 'log')
  assert.match((await verified('log', text, { log: stranger })).said, /is not signed by the log/)
  const other = await startWitness('police.test/log', join(folder, 'other'))
  await other.stop()
  const verdict = await verified('log', text, { witnesses: [other.key, witnesses[1]!.key] })
  assert.match(verdict.said, /no checkpoint is cosigned by 2 of the witnesses/)
  assert.equal((await verified('log', text, { witnesses: [other.key, witnesses[1]!.key], quorum: 1 })).code, 0)
})

test('a log that is shown in two versions: a witness cosigns one of them (threat 14)', async () => {
  const other = await openWorld()
  try {
    await other.load('council-housing', [...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04'), anInvolvement('H1', 'amina')])
    for (let nth = 0; nth < 30; nth++)
      await other.get(`/people/${await other.personOf('council-housing', 'H1')}`, await other.session('amina'))
    // Under a name of its own nobody cosigns it either: whoever runs a witness must agree to that.
    await assert.rejects(settleLog(other.database, witnesses), /refused: 403 this log began anew/)
    await other.admin.query('select platform.begin_log_anew()')
    const [{ origin: name }] = (await admin<{ origin: string }>('select origin from platform.log_origin')) as [{ origin: string }]
    await other.admin.query('insert into platform.log_origin (origin) values ($1)', [name])
    await assert.rejects(settleLog(other.database, witnesses), /refused: (409|422)/)
  } finally {
    await other.close()
  }
  await look(1)
  await settleLog(world.database, witnesses)
})

test('a witness that was stopped remembers what it cosigned, and one that was down catches up', async () => {
  const [police, trust] = witnesses as [RunningWitness, RunningWitness]
  await police.stop()
  await look(2)
  await settleLog(world.database, [trust])
  await look(2)
  witnesses[0] = await startWitness('police.test/log', join(folder, 'police'))
  assert.equal(witnesses[0].key, police.key)
  await settleLog(world.database, witnesses)
  const verdict = await verified('log', (await exported(world.database)).join(''), keys())
  assert.equal(verdict.code, 0, verdict.said)
})

test('each entry can be proved alone, and neither another text nor another place for it', async () => {
  const client = new pg.Client(world.database.adminUrl)
  await client.connect()
  try {
    const run = runsOn(client)
    for (const { id } of await admin<{ id: string }>('select id from platform.access_entry')) {
      const proof = await proveEntry(run, id, 2)
      assert.ok(proof && proof !== 'waiting')
      if (Number(id[0]) % 4 === 0) assert.equal((await verified('proof', JSON.stringify(proof), keys())).code, 0)
    }
    const [{ id }] = (await admin<{ id: string }>('select id from platform.access_entry limit 1')) as [{ id: string }]
    const proof = (await proveEntry(run, id, 2)) as EntryProof
    const bent: [string, object][] = [
      ['another day', { shown: { ...proof.shown, occurred_at: '2026-02-01T00:00:00.000000Z' } }],
      ['another place', { index: proof.index + 1 }],
      ['another rest', { rest: Buffer.alloc(32).toString('base64') }],
      ['a step less', { proof: proof.proof.slice(1) }],
      ['a step more', { proof: [...proof.proof, proof.proof[0]] }],
    ]
    for (const [what, bend] of bent) {
      const { code, said } = await verified('proof', JSON.stringify({ ...proof, ...bend }), keys())
      assert.equal(code, 1, what)
      assert.match(said, /is not in the log/)
    }
    assert.equal(await proveEntry(run, '00000000-0000-4000-8000-000000000001', 2), undefined)
  } finally {
    await client.end()
  }
})

test('an entry that is erased leaves its hash, and the log verifies as before (E3)', async () => {
  const copy = await openWorld()
  try {
    await copy.load('council-housing', [...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04'), anInvolvement('H1', 'amina')])
    for (let nth = 0; nth < 5; nth++)
      await copy.get(`/people/${await copy.personOf('council-housing', 'H1')}`, await copy.session('amina'))
    await settleLog(copy.database)
    const { rows } = await copy.admin.query('select id from platform.access_entry order by id limit 2')
    for (const { id } of rows) {
      await copy.admin.query('update platform.access_leaf set salt = null, rest_salt = null where entry_id = $1', [id])
      await copy.admin.query('delete from platform.access_entry_source where entry_id = $1', [id])
      await copy.admin.query('delete from platform.access_entry where id = $1', [id])
    }
    const lines = await exported(copy.database)
    assert.equal(lines.filter((line) => line.startsWith('{"kind":"erased"')).length, 2)
    assert.match(
      (await verified('log', lines.join(''))).said,
      /2 entries are there as their hash alone/,
      'nobody passes a look off as erased',
    )
    const { code, said } = await verified('log', lines.join(''), { erased: 2 })
    assert.equal(code, 0, said)
    assert.equal(JSON.parse(said).erased, 2)
    assert.ok(!lines.join('').includes(rows[0].id), 'nothing of it is left')
  } finally {
    await copy.close()
  }
})

test('two that sequence at once, and entries that commit out of order: each has one place, none is left out (L5)', async () => {
  const clients = [new pg.Client(world.database.sequencerUrl), new pg.Client(world.database.sequencerUrl)] as const
  for (const client of clients) await client.connect()
  try {
    // One writes early and commits late.
    const late = new pg.Client(world.database.adminUrl)
    await late.connect()
    await late.query('begin')
    await late.query(`insert into platform.access_entry select gen_random_uuid(), gen_random_uuid(), now(), actor_kind, actor_id, actor_role, organisation_id, session_id,
      purpose, act, view, subject_id, outcome, refusal_code, decision_id, decision, agreements, cells, visibility, withheld_ground, reviewer, review_on
      from platform.access_entry limit 1`)
    await late.query(
      'insert into platform.access_unsequenced select id from platform.access_entry e where not exists (select from platform.access_leaf l where l.entry_id = e.id)',
    )
    await look(6)
    await Promise.allSettled(clients.map(sequenceBatch))
    await late.query('commit')
    await late.end()
    for (let tries = 0; tries < 5; tries++) await Promise.allSettled(clients.map(sequenceBatch))
  } finally {
    for (const client of clients) await client.end()
  }
  await settleLog(world.database, witnesses)
  const [counts] = await admin<{ entries: string; leaves: string; last: string }>(
    `select (select count(*) from platform.access_entry) as entries, count(*) as leaves, max(seq) + 1 as last from platform.access_leaf`,
  )
  assert.deepEqual([counts!.leaves, counts!.last], [counts!.entries, counts!.entries])
  assert.equal((await verified('log', (await exported(world.database)).join(''), keys())).code, 0)
})

test('the product itself can change nothing of the log: no entry, leaf, node or checkpoint (L6)', async () => {
  const app = new pg.Client(world.database.appUrl)
  await app.connect()
  const writes = [
    ...[
      'access_entry',
      'access_entry_source',
      'access_leaf',
      'access_unsequenced',
      'log_node',
      'log_checkpoint',
      'log_cosignature',
      'log_origin',
    ].flatMap((table) => [`delete from platform.${table}`, `truncate platform.${table}`]),
    `update platform.access_entry set actor_id = 'x'`,
    `update platform.access_leaf set leaf = salt`,
    `update platform.log_checkpoint set note = ''`,
    `insert into platform.access_leaf (seq, entry_id, rest, leaf) select 999, gen_random_uuid(), salt, salt from platform.access_leaf limit 1`,
    `insert into platform.log_checkpoint select size + 1, root, signed_at, note from platform.log_checkpoint limit 1`,
    `select platform.begin_log_anew()`,
  ]
  try {
    for (const text of writes) await assert.rejects(app.query(text), { code: '42501' }, text)
    // Outside a context it reads nothing either.
    for (const table of ['access_leaf', 'log_node', 'log_checkpoint'])
      assert.equal((await app.query(`select count(*)::int as n from platform.${table}`)).rows[0].n, 0, table)
  } finally {
    await app.end()
  }
  const sequencer = new pg.Client(world.database.sequencerUrl)
  await sequencer.connect()
  try {
    for (const text of [
      `update platform.access_entry set actor_id = 'x'`,
      'delete from platform.access_entry',
      'delete from platform.access_leaf',
      `update platform.access_leaf set seq = 1`,
      'delete from platform.log_checkpoint',
      'select * from feeds.fact',
    ])
      await assert.rejects(sequencer.query(text), { code: '42501' }, text)
  } finally {
    await sequencer.end()
  }
  assert.ok(
    logKey &&
      (await findLeaf(
        runsOn(world.admin),
        (
          await admin<{ id: string }>('select entry_id as id from platform.access_leaf limit 1')
        )[0]!.id,
      )),
  )
})
