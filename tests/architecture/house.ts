// The house as the rules see it: every file by its path, what it imports and where that leads. Pure, so that a planted
// fault is judged exactly as the real tree is.
import { posix } from 'node:path'
import { type Import, importsOf, type Token, tokensOf } from './scan.ts'

/** `to`: the file of ours that an import leads to. `packageName`: or the package, "node:fs" included. */
export type Lead = Import & { to?: string; packageName?: string }
export type SourceFile = { path: string; text: string; room: Room; tokens: Token[]; imports: Lead[] }

/** Where a file lives. `outside` is what stands around the house: tests, benchmarks, scripts. */
export type Room = { layer: 'app' | 'modules' | 'platform' | 'matching' | 'place' | 'outside' | 'unknown'; module?: string }

export type House = {
  /** TypeScript, by path from the root of the repository. */
  files: ReadonlyMap<string, SourceFile>
  /** Every path that was read, TypeScript or not, with its text. */
  texts: ReadonlyMap<string, string>
  /** Module → the modules that it may import: architecture.json. */
  graph: Readonly<Record<string, readonly string[]>>
  /** Files that a command of package.json starts. */
  commands: ReadonlySet<string>
}

/** One breach. `why` is for the person who has to mend it. */
export type Finding = { path: string; line: number; why: string }
export type Rule = { id: string; sentence: string; find(house: House): Finding[] }

/** Makes the house of a set of files (path → text), architecture.json and package.json among them. */
export function houseOf(texts: ReadonlyMap<string, string>): House {
  const json = (path: string) => JSON.parse(texts.get(path) ?? '{}')
  const { imports: aliases = {}, scripts = {} } = json('package.json') as Record<string, Record<string, string>>
  const files = new Map<string, SourceFile>()
  for (const [path, text] of texts) {
    if (!path.endsWith('.ts')) continue
    const tokens = tokensOf(text)
    const imports = importsOf(tokens).map((found) => ({ ...found, ...leadOf(path, found.specifier, aliases) }))
    files.set(path, { path, text, room: roomOf(path), tokens, imports })
  }
  const commands = new Set(Object.values(scripts).flatMap((command) => command.match(/[\w./-]+\.ts\b/g) ?? []))
  return { files, texts, graph: json('architecture.json'), commands }
}

/** Where a specifier leads from a file. */
export function leadOf(from: string, specifier: string, aliases: Record<string, string>): { to?: string; packageName?: string } {
  if (specifier === '') return {}
  if (specifier.startsWith('.')) return { to: posix.join(posix.dirname(from), specifier) }
  if (!specifier.startsWith('#')) return { packageName: packageOf(specifier) }
  for (const [alias, target] of Object.entries(aliases)) {
    const [before = '', after = ''] = alias.split('*')
    if (!specifier.startsWith(before) || !specifier.endsWith(after)) continue
    return { to: posix.normalize(target.replaceAll('*', specifier.slice(before.length, specifier.length - after.length))) }
  }
  return { to: specifier }
}

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

export function roomOf(path: string): Room {
  const [top, layer = '', module = '', ...rest] = path.split('/')
  if (top !== 'src') return { layer: 'outside' }
  if (layer === 'modules') return rest.length > 0 ? { layer, module } : { layer: 'unknown' }
  return layer === 'app' || layer === 'platform' || layer === 'matching' || layer === 'place' ? { layer } : { layer: 'unknown' }
}

export const sameRoom = (a: Room, b: Room): boolean => a.layer === b.layer && a.module === b.module

/** Module → its PostgreSQL schema. */
export const schemaOf = (module: string): string => module.replaceAll('-', '_')

export const isTest = (path: string): boolean => /\.(?:test|examples)\.ts$/.test(path) || /[/-]testing\.ts$/.test(path)
export const isRepository = (path: string): boolean => path.endsWith('.repository.ts')
export const nameOf = (path: string): string => posix.basename(path)

/** The files of src that run in production. */
export const production = (house: House): SourceFile[] =>
  [...house.files.values()].filter((file) => file.room.layer !== 'outside' && !isTest(file.path))

/** The files of one kind of room, tests among them. */
export const filesIn = (house: House, ...layers: Room['layer'][]): SourceFile[] =>
  [...house.files.values()].filter((file) => layers.includes(file.room.layer))

/** The modules that have a folder. */
export const modulesOf = (house: House): string[] => [
  ...new Set([...house.texts.keys()].flatMap((path) => /^src\/modules\/([^/]+)\//.exec(path)?.[1] ?? [])),
]

/** Each breach as one line: "src/x.ts:3 why". */
export const print = ({ path, line, why }: Finding): string => `${path}:${line} ${why}`
