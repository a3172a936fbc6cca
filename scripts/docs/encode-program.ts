// The program that agencies encode with, made of the library's own code, so that both sides standardise alike.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join, posix } from 'node:path'

const root = join(import.meta.dirname, '../..')
const page = 'docs/encoded-records.md'
/** What stands before what uses it. */
const parts = [
  '../../src/matching/phonetic.ts',
  '../../src/matching/standardise.ts',
  '../../src/matching/encoding/csv.ts',
  '../../src/matching/encoding/profile.ts',
  '../../src/matching/encoding/code.ts',
  '../../src/matching/encoding/encoder.ts',
  '../../src/matching/encoding/secret.ts',
  '../../src/matching/encoding/shuffled.ts',
  '../../src/matching/encoding/spec.ts',
  '../../src/matching/encoding/main.ts',
]

/** The program, and the page for agencies with the program's own SHA-256. */
export function encodeProgram(): [path: string, text: string][] {
  const program = formatted(bundled(parts))
  const sum = createHash('sha256').update(program).digest('hex')
  return [
    ['tools/encode.mjs', program],
    [page, readFileSync(join(root, page), 'utf8').replace(/\b[0-9a-f]{64}\b/, sum)],
  ]
}

/**
 * One file of several: types off, imports of Node gathered at the top, all else one after the other.
 *
 * @throws Error where a part imports what is not among the parts, and not Node's
 */
function bundled(names: readonly string[]): string {
  const imports = new Set<string>()
  const bodies = names.map((name) => {
    const code = stripTypeScriptTypes(readFileSync(join(import.meta.dirname, name), 'utf8'))
    return code
      .replace(/^import\s+(?<what>[^']*?)\s+from\s+'(?<from>[^']+)'$/gm, (all, what: string, from: string) => {
        if (from.startsWith('node:')) for (const one of what.match(/\w+/g)!) imports.add(`import { ${one} } from '${from}'`)
        else if (!names.includes(posix.join(posix.dirname(name), from))) throw new Error(`${name}: ${all} is in no part`)
        return ''
      })
      .replace(/^export /gm, '')
  })
  return [
    '// Encodes records so that they can be compared without being read: docs/encoded-records.md. One file, for Node 18 or later.',
    '// Made of src/matching/encoding and what it uses by "npm run docs": change it there.',
    ...gathered(imports),
    ...bodies,
  ].join('\n')
}

/** One import for each module. */
function gathered(imports: ReadonlySet<string>): string[] {
  const byModule = Map.groupBy([...imports].sort(), (line) => line.slice(line.indexOf(' from ')))
  return [...byModule].map(([from, lines]) => `import { ${lines.map((line) => /\w+(?= })/.exec(line)![0]).join(', ')} }${from}`)
}

function formatted(code: string): string {
  const { stdout, stderr, status } = spawnSync(
    join(root, 'node_modules/.bin/biome'),
    ['format', '--stdin-file-path=scripts/encode.mjs'],
    { input: code, encoding: 'utf8', cwd: root },
  )
  if (status !== 0) throw new Error(`The program cannot be formatted: ${stderr}`)
  return stdout.replace(/\n{3,}/g, '\n\n')
}
