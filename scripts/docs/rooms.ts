// What the rooms themselves say: found by file name, so that a new room cannot be forgotten.
import { globSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Policy } from '#platform/acts'
import type { ErrorDefinition } from '#platform/errors'

const root = join(import.meta.dirname, '../..')

export type Errors = Readonly<Record<string, ErrorDefinition>>
/** Room → what it exports. The platform's own parts stand under their path, "platform/sign-in". */
export type ByRoom<T> = ReadonlyMap<string, T>

export const policies = (): Promise<ByRoom<Policy>> => exported<Policy>('policy')
export const errors = (): Promise<ByRoom<Errors>> => exported<Errors>('errors')

/** The value called `name` of every `name.ts` of a room, rooms in the order of their names. */
async function exported<T>(name: string): Promise<ByRoom<T>> {
  const found = new Map<string, T>()
  for (const path of globSync([`src/modules/*/${name}.ts`, `src/platform/**/${name}.ts`, `src/app/${name}.ts`], {
    cwd: root,
  }).sort()) {
    const value = (await import(pathToFileURL(join(root, path)).href))[name] as T | undefined
    if (!value) throw new Error(`${path} exports no ${name}`)
    found.set(
      relative(join(root, 'src'), join(root, dirname(path)))
        .split(sep)
        .join('/')
        .replace(/^modules\//, ''),
      value,
    )
  }
  return found
}
