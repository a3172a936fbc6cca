import { CompiledQuery } from 'kysely'
import type pg from 'pg'
import type { ReadTx } from '../database.ts'
import type { Json, LoggedEntry, Salts } from './canonical.ts'
import type { Checkpoint } from './note.ts'
import type { NodeAt, NodePlace } from './tree.ts'

/** Anything that runs a statement: the sequencer's own connection, or one of the product's transactions. */
export type Runs = <Row>(text: string, values?: readonly unknown[]) => Promise<Row[]>
export const runsOn =
  (client: pg.Client | pg.PoolClient): Runs =>
  async (text, values = []) =>
    (await client.query(text, [...values])).rows

/** The same in one of the product's transactions. */
export const runsIn =
  (tx: ReadTx): Runs =>
  async <Row>(text: string, values: readonly unknown[] = []) =>
    (await tx.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows as Row[]

/** Takes up to so many entries out of the queue, for this transaction: whoever rolls back leaves them there. */
export async function takeUnsequenced(run: Runs, most: number): Promise<string[]> {
  const rows = await run<{ entry_id: string }>(
    `delete from platform.access_unsequenced where ctid = any (array(
       select ctid from platform.access_unsequenced order by queued_at limit $1)) returning entry_id`,
    [most],
  )
  return rows.map((row) => row.entry_id)
}

/** When the entry that waits longest was written, in milliseconds since 1970; null where none waits. */
export async function findOldestWaiting(run: Runs): Promise<number | null> {
  const [row] = await run<{ at: number | null }>(
    'select (extract(epoch from min(queued_at)) * 1000)::float8 as at from platform.access_unsequenced',
  )
  return row?.at ?? null
}

/** The two parts of an entry as the tree has it. Every column stands in one of them: a test holds this against the table. */
const shownColumns = ['id', 'occurred_at', 'actor_kind', 'actor_role', 'organisation_id', 'purpose', 'view', 'cells'] as const
const restColumns = [
  ...['request_id', 'actor_id', 'session_id', 'act', 'subject_id', 'outcome', 'refusal_code', 'decision_id', 'decision'],
  ...['agreements', 'visibility', 'withheld_ground', 'reviewer', 'review_on'],
]
const asWritten: Record<string, string> = {
  occurred_at: `to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as occurred_at`,
  review_on: 'e.review_on::text as review_on',
  agreements: 'to_jsonb(e.agreements) as agreements', // read faster than an array is
}
const selected = (columns: readonly string[]) => columns.map((column) => asWritten[column] ?? `e.${column}`).join(', ')
type Part = { readonly [column: string]: Json }
function partOf<Its extends Part>(row: Part, columns: readonly string[]): Its {
  const part: { [column: string]: Json } = {}
  for (const column of columns) part[column] = row[column]!
  return part as Its
}

/** These entries, the earliest first; one that has its leaf already is passed over. */
export async function listEntries(run: Runs, ids: readonly string[]): Promise<LoggedEntry[]> {
  const leaves = await run<{ entry_id: string }>('select entry_id from platform.access_leaf where entry_id = any ($1::uuid[])', [
    ids,
  ])
  const done = new Set(leaves.map((leaf) => leaf.entry_id))
  return readEntries(
    run,
    ids.filter((id) => !done.has(id)),
  )
}

/**
 * Both parts of these entries, the earliest first. Three plain questions by id rather than one: whatever the database believes of how much the tables
 * hold, none of them reads a table once for each entry.
 */
async function readEntries(run: Runs, ids: readonly string[]): Promise<LoggedEntry[]> {
  // Columns, not an object that the database builds: half the time of the whole batch went into building those.
  const entries = await run<Part & { readonly id: string }>(
    `select ${selected([...shownColumns, ...restColumns])} from platform.access_entry e where e.id = any ($1::uuid[]) order by e.occurred_at, e.id`,
    [ids],
  )
  const sources = await run<{ entry_id: string; sources: string }>(
    `select entry_id, string_agg(source_person_id::text, ' ' order by source_person_id) as sources from platform.access_entry_source
     where entry_id = any ($1::uuid[]) group by entry_id`,
    [ids],
  )
  const of = new Map(sources.map((row) => [row.entry_id, row.sources]))
  return entries.map((row) => ({
    shown: partOf<LoggedEntry['shown']>(row, shownColumns),
    rest: { ...partOf(row, restColumns), sources: of.get(row.id)?.split(' ') ?? [] },
  }))
}

export async function findSize(run: Runs): Promise<number> {
  const [row] = await run<{ size: string | number | bigint }>(
    'select coalesce(max(seq) + 1, 0) as size from platform.access_leaf',
  )
  return Number(row!.size)
}

export type NewLeaf = Salts & { readonly seq: number; readonly entryId: string; readonly rest: Buffer; readonly leaf: Buffer }
/** Leaves that follow one another. Their hashes go as one value and are cut apart there: as lists they took longer than all the rest. */
export async function insertLeaves(run: Runs, leaves: readonly NewLeaf[]): Promise<void> {
  await run(
    `insert into platform.access_leaf (seq, entry_id, salt, rest_salt, rest, leaf)
     select $1::bigint + n, ($2::uuid[])[n + 1], substr(b, n * 128 + 1, 32), substr(b, n * 128 + 33, 32), substr(b, n * 128 + 65, 32), substr(b, n * 128 + 97, 32)
     from (select $3::bytea as b) bytes, generate_series(0, cardinality($2::uuid[]) - 1) n`,
    [
      leaves[0]!.seq,
      leaves.map((one) => one.entryId),
      Buffer.concat(leaves.flatMap((one) => [one.salt, one.restSalt, one.rest, one.leaf])),
    ],
  )
}

export async function insertNodes(run: Runs, nodes: readonly (NodePlace & { hash: Buffer })[]): Promise<void> {
  if (nodes.length === 0) return
  await run(
    `insert into platform.log_node (level, index, hash) select ($1::int[])[n + 1], ($2::bigint[])[n + 1], substr(b, n * 32 + 1, 32)
     from (select $3::bytea as b) bytes, generate_series(0, cardinality($1::int[]) - 1) n`,
    [nodes.map((one) => one.level), nodes.map((one) => one.index), Buffer.concat(nodes.map((one) => one.hash))],
  )
}

/** Reads these nodes at once. Throws where one is missing: then the tree is damaged. */
export async function readNodes(run: Runs, places: readonly NodePlace[]): Promise<NodeAt> {
  const inner = places.filter((one) => one.level > 0)
  const leaves = places.filter((one) => one.level === 0).map((one) => one.index)
  const rows = [
    ...(await run<{ level: number; index: string | number | bigint; hash: Buffer }>(
      `select n.level, n.index, n.hash from unnest($1::int[], $2::bigint[]) w(level, index) join platform.log_node n using (level, index)`,
      [inner.map((one) => one.level), inner.map((one) => one.index)],
    )),
    ...(await run<{ level: number; index: string | number | bigint; hash: Buffer }>(
      // The sequencer reads the table itself; the product, which may read no one's leaf, asks for the hashes alone.
      `select 0 as level, w.seq as index, (select l.leaf from platform.log_leaf_hashes(w.seq, w.seq + 1) l) as hash from unnest($1::bigint[]) w(seq)`,
      [leaves],
    )),
  ]
  const found = new Map(rows.map((row) => [`${row.level} ${row.index}`, row.hash]))
  return (level, index) => {
    const hash = found.get(`${level} ${index}`)
    if (!hash) throw new Error(`the log's tree has no node ${index} at level ${level}`)
    return hash
  }
}

export async function findOrigin(run: Runs): Promise<string | undefined> {
  return (await run<{ origin: string }>('select origin from platform.log_origin'))[0]?.origin
}
export async function insertOrigin(run: Runs, origin: string): Promise<void> {
  await run('insert into platform.log_origin (origin) values ($1)', [origin])
}

export type StoredCheckpoint = {
  readonly size: number
  readonly note: string
  readonly signedAt: number
  readonly cosignatures: readonly string[]
}

/** The latest checkpoint, or the latest of at least this size that so many witnesses have cosigned. */
export async function findCheckpoint(
  run: Runs,
  { minSize = 1, witnesses = 0 }: { minSize?: number; witnesses?: number } = {},
): Promise<StoredCheckpoint | undefined> {
  const [row] = await run<{ size: string | number | bigint; note: string; signed_at: number; lines: string[] }>(
    `select c.size, c.note, (extract(epoch from c.signed_at) * 1000)::float8 as signed_at,
       array(select s.line from platform.log_cosignature s where s.size = c.size order by s.witness) as lines
     from platform.log_checkpoint c
     where c.size >= $1 and (select count(*) from platform.log_cosignature s where s.size = c.size) >= $2
     order by c.size desc limit 1`,
    [minSize, witnesses],
  )
  return row && { size: Number(row.size), note: row.note, signedAt: row.signed_at, cosignatures: row.lines }
}

export async function insertCheckpoint(run: Runs, { size, root }: Checkpoint, note: string, at: string): Promise<void> {
  await run('insert into platform.log_checkpoint (size, root, signed_at, note) values ($1, $2, $3, $4)', [size, root, at, note])
}
export async function insertCosignature(run: Runs, size: number, witness: string, line: string): Promise<void> {
  await run('insert into platform.log_cosignature (size, witness, line) values ($1, $2, $3) on conflict do nothing', [
    size,
    witness,
    line,
  ])
}

/** Of which size each of these witnesses has last cosigned. */
export async function listWitnessed(
  run: Runs,
  names: readonly string[],
): Promise<{ witness: string; size: number; at: number }[]> {
  const rows = await run<{ witness: string; size: string | number | bigint; at: number }>(
    `select w.witness, c.size, (extract(epoch from c.received_at) * 1000)::float8 as at from unnest($1::text[]) w(witness)
     cross join lateral (select s.size, s.received_at from platform.log_cosignature s where s.witness = w.witness order by s.size desc limit 1) c`,
    [names],
  )
  return rows.map((row) => ({ ...row, size: Number(row.size) }))
}

/** Whether this connection is, or has now become, the one that sequences. It stays so until the connection ends. */
export async function tryToLead(run: Runs): Promise<boolean> {
  const [row] = await run<{ leads: boolean }>(`select pg_try_advisory_lock(hashtext('the log''s sequencer')) as leads`)
  return row!.leads
}

type ProofOfEntry = { readonly seq: number; readonly salt: Buffer; readonly rest: Buffer; readonly shown: LoggedEntry['shown'] }
/** The leaf of an entry that this transaction may read, with what its subject reads of it; undefined where there is no such entry. */
export async function findLeaf(run: Runs, entryId: string): Promise<ProofOfEntry | 'waiting' | undefined> {
  const [row] = await run<Part & { seq: string | null; leaf_salt: string | null; leaf_rest: string | null }>(
    `select l.seq::text, encode(l.salt, 'base64') as leaf_salt, encode(l.rest, 'base64') as leaf_rest, ${selected(shownColumns)}
     from platform.access_entry e left join platform.access_leaf l on l.entry_id = e.id where e.id = $1`,
    [entryId],
  )
  return (
    row &&
    (row.seq === null
      ? 'waiting'
      : {
          seq: Number(row.seq),
          salt: Buffer.from(row.leaf_salt!, 'base64'),
          rest: Buffer.from(row.leaf_rest!, 'base64'),
          shown: partOf<LoggedEntry['shown']>(row, shownColumns),
        })
  )
}

export type LeafLine = {
  seq: number
  salt: Buffer | null
  rest_salt: Buffer | null
  leaf: Buffer
  /** Null where the entry is not there, though nobody erased it: whoever checks the line finds that. */
  shown: LoggedEntry['shown'] | null
  rest: LoggedEntry['rest']
}
/** Leaves with their entries, from this one on, in the order of the tree. For the auditor's connection. */
export async function listLeaves(run: Runs, from: number, most: number): Promise<LeafLine[]> {
  const leaves = await run<Omit<LeafLine, 'shown' | 'rest'> & { entry_id: string }>(
    'select seq, entry_id, salt, rest_salt, leaf from platform.access_leaf where seq >= $1 order by seq limit $2',
    [from, most],
  )
  const entries = await readEntries(
    run,
    leaves.map((leaf) => leaf.entry_id),
  )
  const of = new Map(entries.map((entry) => [entry.shown.id, entry]))
  return leaves.map(({ entry_id, seq, ...leaf }) => {
    const { shown, rest } = of.get(entry_id) ?? { shown: null, rest: null }
    return { ...leaf, seq: Number(seq), shown, rest }
  })
}

/** Every checkpoint with its cosignatures, the smallest first. */
export async function listCheckpoints(run: Runs): Promise<{ size: number; note: string; cosigned: number }[]> {
  const rows = await run<{ size: string | number | bigint; note: string; cosigned: number }>(
    `select c.size, (select count(*)::int from platform.log_cosignature s where s.size = c.size) as cosigned, c.note || coalesce((select string_agg(s.line, '' order by s.witness) from platform.log_cosignature s where s.size = c.size), '') as note
     from platform.log_checkpoint c order by c.size`,
  )
  return rows.map((row) => ({ ...row, size: Number(row.size) }))
}
