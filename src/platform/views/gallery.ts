import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Examples, renderGallery } from './examples.ts'

/** Every set of examples in the source tree, by file name, found and never listed: what a file exports as `examples`. */
export async function findExamples(folder = join(import.meta.dirname, '../..')): Promise<Record<string, Examples>> {
  const sets: Record<string, Examples> = {}
  for (const path of globSync('**/*.examples.ts', { cwd: folder }).sort()) {
    const { examples } = (await import(join(folder, path))) as { examples?: Examples }
    if (examples) sets[basename(path, '.examples.ts')] = examples
  }
  return sets
}

/** The gallery of all examples, or one of them: for a development route. Undefined when there is none of that name. */
export const gallery = async (chosen?: string): Promise<string | undefined> => renderGallery(await findExamples(), chosen)
