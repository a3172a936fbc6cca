import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

/** One request. `{concern}` in its path or form is an id that is new in each turn, `{after}` the last entry of the turn's plan. */
export type Step = {
  readonly kind: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly cookie: string
  readonly form?: Readonly<Record<string, string>>
  /** Adds an entry to the plan. */
  readonly writes?: boolean
}
export type Turn = { readonly steps: readonly Step[]; readonly plan: string; readonly after: number }
export type Turned = {
  readonly perSecond: number
  readonly wrong: number
  readonly firstWrong?: string
  readonly kinds: Readonly<Record<string, { readonly count: number; readonly p50: number; readonly p95: number }>>
  /** The last entry of each plan that was written into. */
  readonly after: Readonly<Record<string, number>>
}

/** Has each client take its turns again and again, for so many seconds, from another process than the server's. */
export async function takeTurns(url: string, clients: readonly (readonly Turn[])[], seconds: number): Promise<Turned> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'turns.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify({ url, clients, seconds }))
  const said = await text(child.stdout)
  return JSON.parse(said.trim().split('\n').at(-1)!) as Turned
}
