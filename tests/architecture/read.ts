import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

const folders = ['src', 'tests', 'bench', 'scripts']
const isText = /\.(?:[cm]?[jt]sx?|json|sql|md|njk|txt|css)$/
const planted = 'tests/architecture/planted'

/** Path → text of every file that the rules judge, under `root`; later roots are laid over earlier ones. */
export function readTexts(...roots: string[]): Map<string, string> {
  const texts = new Map<string, string>()
  for (const root of roots) {
    for (const path of ['architecture.json', 'package.json', ...folders.flatMap((folder) => walk(root, folder))]) {
      if (path.startsWith(`${planted}/`)) continue
      const text = readIfThere(join(root, path))
      if (text !== undefined) texts.set(path, text)
    }
  }
  return texts
}

function walk(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      return entry.isDirectory() ? (path === planted ? [] : walk(root, path)) : isText.test(entry.name) ? [path] : []
    })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The code that there is, listed by another way than it is read. */
export const listCode = (root: string): string[] =>
  globSync([...folders.map((folder) => `${folder}/**/*.{ts,sql}`)], { cwd: root })
    .map((path) => relative('.', path).split(sep).join('/'))
    .filter((path) => !path.startsWith(`${planted}/`))
