// The process in which test files run one after another: what the product consists of is loaded once, not once for each file. Which file is next, and how
// it went, goes over the channel to whoever started it (`run-files.ts`).
import { describe } from 'node:test'
import { pathToFileURL } from 'node:url'
import { untilFileIsTold } from './reporter.ts'
import type { Said } from './run-files.ts'

const say = (said: Said) => process.send?.(said)
/** How long what a file left open may take to close: a socket ends a moment after it was told to. */
const graceMs = 3000

process.on('message', async (path: string) => {
  const before = keepsOpen()
  // Every test and hook of the file belongs to this group, and ends with it; none begins before the file is loaded.
  const told = untilFileIsTold()
  describe(path, async () => void (await import(pathToFileURL(path).href)))
  await told
  const left = await leftOpen(before)
  say({ ended: path, left })
})

/** What keeps this process from ending, counted by kind. */
function keepsOpen(): Map<string, number> {
  const kinds = new Map<string, number>()
  for (const kind of process.getActiveResourcesInfo()) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  return kinds
}

/** What a file opened and did not close. */
async function leftOpen(before: ReadonlyMap<string, number>): Promise<string[]> {
  for (const until = performance.now() + graceMs; ; ) {
    const left = [...keepsOpen()].filter(([kind, count]) => count > (before.get(kind) ?? 0)).map(([kind]) => kind)
    if (left.length === 0 || performance.now() > until) return left
    await new Promise((resolve) => setTimeout(resolve, 20).unref())
  }
}
