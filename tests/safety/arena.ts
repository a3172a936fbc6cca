// A database with something to steal in it, somebody who reads lawfully, and a place for attackers.
import pg from 'pg'
import { newContextProcess } from '#platform/database'
import { newId } from '#platform/ids'
import { testDatabase } from '#testing/database'
import { attacker, lawfully, type Means, openSession, wholeGrant } from './attacker.ts'
import type { Attack } from './attacks/means.ts'
import { bookkeeping, known, personalTables, plantLoot, secret } from './loot.ts'

export type Role = 'app' | 'feed_in'

export type Arena = {
  readonly admin: pg.Client
  /** Every table about people. */
  readonly tables: readonly string[]
  /** What an attack heard about each of them, or of other tables, with a plain read after it. */
  heardBy(role: Role, attack: Attack, of?: readonly string[]): Promise<Map<string, string[]>>
  /** Which tables, of people or not, hold something else after an attack that was committed. */
  changedBy(role: Role, attack: Attack): Promise<string[]>
  close(): Promise<void>
}

/** Opens an arena. `hole`: SQL that the administrator runs first, to see whether an attack finds it. */
export async function openArena(hole?: string): Promise<Arena> {
  const db = await testDatabase()
  const admin = new pg.Client(db.adminUrl)
  await admin.connect()
  const tables = await personalTables(admin)
  await plantLoot(admin, [...tables, ...bookkeeping.filter((table) => table.startsWith('platform.'))])
  await plantRegister(admin)
  await plantJob(admin)
  if (hole) await admin.query(hole)

  const setUp = await attacker(db.appUrl)
  const [ownId, ownToken, residentToken] = [newId(), 'a-token-of-her-own', 'a-token-as-a-resident']
  await openSession(setUp, db.process, ownId, ownToken)
  await openSession(setUp, db.process, ownId, residentToken, 'resident')
  await openSession(setUp, db.process, known.id, 'a-token-of-the-victim')
  await setUp.end()

  // Beside every attack somebody reads lawfully, in a transaction that stays open; the attacker has seen its settings.
  const victim = await attacker(db.appUrl)
  const lawful = await lawfully(victim, db.process, { token: 'a-token-of-the-victim' }, wholeGrant)
  const claims = (await victim.ask(`select current_setting('ctx.claims')`))!
  const granted = (await victim.ask(`select current_setting('ctx.granted')`))!
  const theirs = { claims, granted, grant: wholeGrant, ...lawful }
  const means: Means = { process: db.process, stranger: newContextProcess(), ownToken, residentToken, ownId, theirs }

  return {
    admin,
    tables,
    async heardBy(role, attack, of = tables) {
      const one = await attacker(db.appUrl.replace('//app:app-of', `//${role}:${role}-of`))
      const heard = new Map<string, string[]>()
      try {
        for (const table of of) {
          await one.turnTo(table)
          await attack(one, means)
          await one.probe()
          heard.set(table, one.heard)
        }
      } finally {
        await one.end()
      }
      return heard
    },
    async changedBy(role, attack) {
      const before = await contents(admin)
      const one = await attacker(db.appUrl.replace('//app:app-of', `//${role}:${role}-of`))
      try {
        await attack(one, means)
        await one.run('commit')
      } finally {
        await one.end()
      }
      const after = await contents(admin)
      return [...after].filter(([table, held]) => held !== before.get(table)).map(([table]) => table)
    },
    async close() {
      await victim.end()
      await admin.end()
      await db.close()
    },
  }
}

/** A job of the matcher waits in the queue, with its token, as the product would leave it there. */
async function plantJob(admin: pg.Client): Promise<void> {
  const token = 'a-token-of-a-job'
  await admin.query(
    `insert into ctx.job_token (token_hash, actor, act, purpose) values (ctx.digest($1, 'sha256'), 'matcher', 'person-index.link', 'person-matching')`,
    [token],
  )
  await admin.query(`insert into jobs.job (name, data) values ('person-index.link-batch', $1)`, [
    { token, data: { note: secret.text } },
  ])
}

/** One row in each table of the register and of the partnership, so that there is something to change. */
async function plantRegister(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(`
    select c.oid::regclass::text as name from pg_class c
    where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('information_governance', 'partnership', 'feeds', 'person_index')`)
  const empty: string[] = []
  for (const { name } of rows) {
    const { rows: held } = await admin.query(`select from ${name} limit 1`)
    if (held.length === 0) empty.push(name)
  }
  await plantLoot(admin, empty)
}

/** What every table holds, as one word for each. */
async function contents(admin: pg.Client): Promise<Map<string, string>> {
  const { rows } = await admin.query<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema|migration)' order by 1`)
  const words = rows.map(
    ({ name }) => `select '${name}' as name, md5(string_agg(t::text, '|' order by t::text)) as word from ${name} t`,
  )
  const { rows: held } = await admin.query<{ name: string; word: string | null }>(words.join(' union all '))
  return new Map(held.map(({ name, word }) => [name, word ?? 'empty']))
}

/** Reads as the victim, under a grant of everything; and as the matcher. So much a right context shows. */
export const asVictim: Attack = async (one, { process }) =>
  void (await lawfully(one, process, { token: 'a-token-of-the-victim' }, wholeGrant))
const whole = JSON.parse(wholeGrant) as { bound: object }
/** Reads as a reviewer at her desk. */
export const asReviewer: Attack = async (one, { process }) =>
  void (await lawfully(
    one,
    process,
    { token: 'a-token-of-the-victim' },
    JSON.stringify({ ...whole, act: 'person-index.review.read', bound: { ...whole.bound, datasets: [known.dataset] } }),
  ))
/** Reads as somebody at work who does this act. */
const asDoing =
  (act: string): Attack =>
  async (one, { process }) =>
    void (await lawfully(one, process, { token: 'a-token-of-the-victim' }, JSON.stringify({ ...whole, act })))
/** Reads as a lead who looks at who may act for somebody. */
export const asLead = asDoing('governance.proxy.read')
/** Reads as an officer who answers for her organisation what somebody asks about her own data. */
export const asOfficer = asDoing('governance.rights.answer')
/** Reads as one who answers somebody who says that a fact about her is wrong. */
export const asAnswering = asDoing('governance.dispute.answer')
/** Reads as an officer who tells those whom a breach reached. */
export const asTelling = asDoing('governance.incident.tell')
/** Reads as the clock, when it lists what is due to be erased. */
export const asClock: Attack = async (one, { process }) =>
  void (await lawfully(one, process, { act: 'governance.retention.list' }, wholeGrant))
/** Reads as an officer who decides whether a colleague's look was rightful. */
export const asDeciding: Attack = async (one, { process, ownToken }) =>
  void (await lawfully(one, process, { token: ownToken }, JSON.stringify({ ...whole, act: 'governance.odd-look.review' })))
export const asMatcher: Attack = async (one, { process }) =>
  void (await lawfully(one, process, { act: 'person-index.link' }, wholeGrant))
