// What attacks are written with.
import { type Attacker, literal, type Means } from '../attacker.ts'
import { known } from '../loot.ts'

/** Does what it can. What the server says to it, and to a plain read afterwards, is looked at. */
export type Attack = (attacker: Attacker, means: Means) => Promise<void>
/** Attacks by what they are. */
export type Attacks = Readonly<Record<string, Attack>>

/** Statements, one after another; one that fails does not stop the next. */
export const sql =
  (...statements: string[]): Attack =>
  async ({ run }) => {
    for (const statement of statements) await run(statement)
  }
/** The table as it would be read. */
export const all = `select to_jsonb(t) as row from {table} t`

/** Sets the two settings to these texts. */
export const settings = (claims: string, granted = claims): Attack =>
  sql(`select set_config('ctx.claims', ${literal(claims)}, false), set_config('ctx.granted', ${literal(granted)}, false)`, all)

/** Begins a context with the attacker's own, genuine session. */
export const signedIn = async (attacker: Attacker, { ownToken, process }: Means) => {
  await attacker.run('select * from ctx.begin($1, $2)', [ownToken, process.id])
}
/** Statements in the attacker's own session. */
export const inOwnSession =
  (...statements: string[]): Attack =>
  async (attacker, means) => {
    await signedIn(attacker, means)
    await sql(...statements)(attacker, means)
  }

export const forgedClaims = JSON.stringify({
  session: known.id,
  kind: 'worker',
  actor: known.id,
  organisation: known.controller,
  purpose: 'family-help',
})
export const systemClaims = JSON.stringify({
  session: null,
  kind: 'system',
  actor: 'founder',
  organisation: 'system',
  purpose: 'x',
  act: 'person-index.link',
  vouched: true,
})
export const forgedGrant = JSON.stringify({
  cells: [{ dataset: known.dataset, classes: [known.fieldClass, 'access-log'], sources: [known.id] }],
  bound: {
    scope: 'network',
    persons: [known.id],
    sources: [known.id],
    teams: [known.id],
    keys: [String(known.key)],
    accounts: [known.id],
    code: known.codeHash,
    dataset: known.dataset,
    controller: known.controller,
  },
})
export const noughts = '0'.repeat(64)
