// "npm run docs": writes the pages that are made from the code, and says which changed. Then look at the difference.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { made, read, shorterList, withoutProofPath } from './docs/write.ts'

const root = join(import.meta.dirname, '..')

for (const [path, text] of [...(await made()), [withoutProofPath, shorterList()] as const]) {
  const same = existsSync(join(root, path)) && read(path) === text
  if (!same) writeFileSync(join(root, path), text)
  console.log(`${same ? 'unchanged' : 'written  '}  ${path}`)
}
