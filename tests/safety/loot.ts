// Something to steal: one row in every table about people, found from the catalogue, so that a new table is attacked too.
import type pg from 'pg'

/** What an attacker may know beforehand: ids, dataset and class of her victim. */
export const known = {
  id: '5eed5eed-5eed-4eed-8eed-5eed5eed5eed',
  dataset: 'known-dataset',
  controller: 'GB-LAE-KNOWN',
  fieldClass: 'known-class',
  key: 424242n,
  codeHash: 'known-hash-of-a-code',
}

/** What stands in the rows and nowhere else. Whoever can say it has read one. */
export const secret = { text: 'secret-of-the-row', id: '0dd0dd00-0dd0-40dd-80dd-0dd0dd00dd00' }

type Column = { name: string; type: string; required: boolean }

/** Every table about people: it has a source person, or its comment says so. */
export async function personalTables(admin: pg.Client): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and (obj_description(c.oid, 'pg_class') like 'personal:%'
      or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'source_person_id' and not a.attisdropped))
    order by 1`)
  return rows.map((row) => row.name)
}

/** The product's own bookkeeping, which nobody in a context of her own has any need to read. */
export const bookkeeping = [
  'ctx.key',
  'ctx.session',
  'ctx.job_token',
  'platform.audit_event',
  'platform.outbox',
  'platform.event_delivery',
  'platform.data_key',
  'platform.stored_file',
  'jobs.job_common',
]

/** Puts one row into each of these tables, as the administrator and past their checks. */
export async function plantLoot(admin: pg.Client, tables: readonly string[]): Promise<void> {
  await admin.query('set session_replication_role = replica') // no foreign keys
  for (const table of tables) {
    const { rows: checks } = await admin.query<{ name: string }>(
      `select conname as name from pg_constraint where conrelid = $1::regclass and contype = 'c'`,
      [table],
    )
    for (const check of checks) await admin.query(`alter table ${table} drop constraint "${check.name}"`)
    const { rows: columns } = await admin.query<Column>(
      `select attname as name, atttypid::regtype::text as type, attnotnull as required from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''`,
      [table],
    )
    const itsOwnId = !columns.some((column) => column.name === 'source_person_id') // generated from the id
    const names = columns.map((column) => `"${column.name}"`).join(', ')
    const values = columns.map((_, i) => `$${i + 1}`).join(', ')
    await admin.query(
      `insert into ${table} (${names}) values (${values})`,
      columns.map((column) =>
        // A part of a request has nothing else to tell of.
        table === 'information_governance.subject_request_part' && column.name === 'request_id'
          ? secret.id
          : column.name === 'id' && itsOwnId && table !== 'platform.access_entry'
            ? known.id
            : wordFor(column),
      ),
    )
    await admin.query(`analyze ${table}`) // so that the statistics hold it too
  }
  await admin.query('set session_replication_role = origin')
}

/** As open to attack as a row can be: current, shown, of the known victim. */
const chosen: Record<string, unknown> = {
  controller_id: known.controller,
  dataset_id: known.dataset,
  other_dataset_id: known.dataset,
  kind: 'household',
  pool: 'open',
  visibility: 'shown',
  outcome: 'shown',
  key: known.key,
  code_hash: known.codeHash,
}

function wordFor({ name, type, required }: Column): unknown {
  if (!required && /(_to|^ended_at|^superseded_by_batch_id)$/.test(name)) return null
  if (name in chosen) return chosen[name]
  if (name === 'field_class') return known.fieldClass
  if (type === 'uuid') return /^(id|entry_id|batch_id|first_batch_id|used_by|dispute_id)$/.test(name) ? secret.id : known.id
  if (type === 'text') return secret.text
  if (type === 'text[]') return [secret.text]
  if (type === 'uuid[]') return [known.id]
  if (type === 'bigint[]') return [known.key.toString()]
  if (type === 'jsonb') return JSON.stringify({ said: secret.text })
  if (type === 'bytea') return Buffer.from(secret.text)
  if (type === 'bytea[]') return [Buffer.from(secret.text)]
  if (type === 'boolean') return true
  if (type === 'date') return '2026-03-31'
  if (type.startsWith('timestamp')) return '2026-03-31T09:00:00Z'
  return 1
}
