// Nothing is missing, nothing is left over, and the rules have seen it all.
import { posix } from 'node:path'
import { type House, modulesOf, nameOf, type Rule } from '../house.ts'

/** Files that somebody finds by their name: the tests, the printed tables, the processes. */
const foundByName =
  /\.(?:test|examples)\.ts$|\.d\.ts$|\/(?:policy|errors|testing|seeds|tables\.generated)\.ts$|^src\/app\/(?:main|worker|cli)\.ts$/

const orphans: Rule = {
  id: 'orphan',
  sentence: 'every file of src is reached from a process, a command, a test or a benchmark',
  find: (house) => {
    const reached = reachedFrom(
      house,
      [...house.files.keys()].filter((path) => !path.startsWith('src/') || house.commands.has(path) || foundByName.test(path)),
    )
    return [...house.files.keys()]
      .filter((path) => !reached.has(path))
      .map((path) => ({ path, line: 1, why: 'nothing reaches this file' }))
  },
}

/** Everything that these files lead to: by import, or by naming a file in a string, as a worker is started. */
function reachedFrom(house: House, start: readonly string[]): Set<string> {
  const reached = new Set(start)
  for (const path of reached) {
    const file = house.files.get(path)
    for (const lead of file?.imports ?? []) if (lead.to && house.files.has(lead.to)) reached.add(lead.to)
    for (const token of file?.tokens ?? []) {
      const named =
        token.kind === 'string' && /^\.{1,2}\/.*\.ts$/.test(token.text) ? posix.join(posix.dirname(path), token.text) : undefined
      if (named && house.files.has(named)) reached.add(named)
    }
  }
  return reached
}

const furnished: Rule = {
  id: 'unfurnished-room',
  sentence: 'every module has its README.md and its index.ts, and a policy.ts if it has routes or pages',
  find: (house) =>
    modulesOf(house).flatMap((module) => {
      const has = (name: string) => house.texts.has(`src/modules/${module}/${name}`)
      const wanted = ['README.md', 'index.ts', ...(hasRoutes(house, module) ? ['policy.ts'] : [])]
      return wanted
        .filter((name) => !has(name))
        .map((name) => ({ path: `src/modules/${module}`, line: 1, why: `there is no ${name}` }))
    }),
}

const hasRoutes = (house: House, module: string): boolean =>
  [...house.files.keys()].some(
    (path) => path.startsWith(`src/modules/${module}/`) && /(?:^|\.)(?:routes|pages)\.ts$/.test(nameOf(path)),
  )

const unread: Rule = {
  id: 'code-the-rules-cannot-read',
  sentence: 'all code of src is TypeScript that Node runs as it is; a script for the browser stands in an assets folder',
  find: (house) =>
    [...house.texts.keys()]
      .filter((path) => path.startsWith('src/') && /\.(?:[cm]?jsx?|[cm]ts|tsx|node)$/.test(path) && !path.includes('/assets/'))
      .map((path) => ({ path, line: 1, why: 'the rules read .ts files only' })),
}

export const whole: Rule[] = [orphans, furnished, unread]

/** The paths of a listing that the house did not read. Fewer files read than there are makes every other rule worthless. */
export const notRead = (house: House, listing: readonly string[]): string[] => listing.filter((path) => !house.texts.has(path))
