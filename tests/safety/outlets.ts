// Where the product speaks, writes or keeps something: each outlet read whole, for planted words.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { policy } from '#app/wiring'
import { registeredRoutes } from '#platform/http/kernel'
import { newId } from '#platform/ids'
import { staff, type World } from '#testing/world'
import { plantedIn } from './needles.ts'
import type { PlantedWorld, Reader } from './planted.ts'

const hired: Partial<Record<Reader, readonly string[]>> = {
  fiona: ['front-door'],
  audrey: ['auditor'],
  anna: ['analyst'],
  kayleigh: ['resident'],
  otherResident: ['resident'],
  nobody: [],
}
const rolesOf = (reader: Reader): readonly string[] => hired[reader] ?? staff[reader as keyof typeof staff].roles

/** Every address of a route, its ids filled in with those of what was made. */
const addressesOf = (url: string, things: PlantedWorld['things']): string[] =>
  url
    .split('/')
    .reduce<string[]>(
      (found, part, at, parts) =>
        found.flatMap((address) =>
          (part.startsWith(':') ? (things[parts[at - 1]!] ?? [newId()]) : [part]).map((id) => `${address}/${id}`),
        ),
      [''],
    )
    .map((address) => address.slice(1))

export type Seen = { readonly word: string; readonly reader: Reader; readonly url: string }

/** Opens what each reader's role opens, or everything, and of the open pages all as nobody: which words came back, in body or headers. */
export async function walk(
  world: World,
  made: PlantedWorld,
  choose: (addresses: string[]) => string[],
  everything = false,
): Promise<{ answers: number; seen: Seen[] }> {
  const seen: Seen[] = []
  let answers = 0
  const routes = registeredRoutes.get(world.app)!.filter(({ method, url }) => method === 'GET' && !url.startsWith('/assets/'))
  for (const { reader, token } of made.sessions)
    for (const { url, act, open } of routes) {
      const opens = open === null ? policy[act!]!.roles.some((role) => rolesOf(reader).includes(role)) : reader === 'nobody'
      for (const address of opens || everything ? choose(addressesOf(url, made.things)) : []) {
        const { headers, body } = await world.get(address, token)
        answers++
        for (const word of plantedIn(JSON.stringify(headers) + body)) seen.push({ word, reader, url })
      }
    }
  return { answers, seen }
}

/** What was seen by readers who may not: each word with its field, by whom and where. */
export function wrongly(seen: readonly Seen[], { planted }: PlantedWorld): string[] {
  const found = seen.flatMap(({ word, reader, url }) => {
    const one = planted.find((some) => some.word.toLowerCase() === word)
    return one?.knows.includes(reader) ? [] : [`${one ? one.fields.join(', ') : word}, to ${reader}, at ${url}`]
  })
  return [...new Set(found)].toSorted()
}

/** Each table that holds planted words, or others, as a dump of the database would write it down, with which. */
export async function tablesWithPlanted(admin: pg.Client, others: readonly string[] = []): Promise<Map<string, string[]>> {
  const { rows } = await admin.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema)' order by 1`,
  )
  const found = new Map<string, string[]>()
  for (const { name } of rows) {
    const said = await admin.query<{ row: string }>(`select t::text as row from ${name} t`)
    const words = plantedIn(said.rows.map(({ row }) => row).join('\n'), others)
    if (words.length > 0) found.set(name, words)
  }
  return found
}

/** Every file below a folder, with the planted words in it. */
export const filesBelow = (folder: string): { path: string; words: string[] }[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, words: plantedIn(readFileSync(path)) }))
