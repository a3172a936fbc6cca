import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { systemPurposes } from '#modules/information-governance'
import type { Instant } from '#platform/dates'
import { Refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { receiveBatch } from './receive-batch.ts'
import { FeedId } from './schemas.ts'

export type DropFolder = { stop(): Promise<void> }

const signatureOf = (file: string) => `${file}.manifest.jws`
/** A manifest is a few hundred bytes; nothing larger is read. */
const largestManifest = 64 * 1024

/**
 * Watches `folder/<feed>/` for a file with its manifest beside it (`FILE` and `FILE.manifest.jws`). Once both have stopped
 * growing they are received, and moved to `received/`, or to `refused/` with the reason. What cannot be received for a reason
 * of ours stays, and is tried again.
 */
export function watchDropFolder(services: Services, folder: string, everySeconds = 5): DropFolder {
  const sizes = new Map<string, number>()
  let stopped = false
  let looking: Promise<void> = Promise.resolve()
  const look = async (): Promise<void> => {
    for (const found of listDropped(folder)) {
      if (stopped) return
      const path = join(folder, found.feed, found.file)
      const bytes = statSync(path).size
      const stable = sizes.get(path) === bytes
      sizes.set(path, bytes)
      if (stable && (await takeDropped(services, folder, found))) sizes.delete(path)
    }
  }
  const timer = setInterval(() => {
    looking = looking.then(look).catch(() => {}) // a folder that cannot be read now may be readable next time
  }, everySeconds * 1000)
  timer.unref()
  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      await looking
    },
  }
}

export type Dropped = { readonly feed: string; readonly file: string }

/** The files that lie in a drop folder with their manifests, by feed and name. */
export function listDropped(folder: string): Dropped[] {
  if (!existsSync(folder)) return []
  const feeds = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && FeedId.safeParse(entry.name).success,
  )
  return feeds.flatMap(({ name: feed }) => {
    const names = new Set(
      readdirSync(join(folder, feed), { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : [])),
    )
    return [...names]
      .filter((name) => names.has(signatureOf(name)))
      .sort()
      .map((file) => ({ feed, file }))
  })
}

/** Receives one dropped file and moves it where it belongs. False: it stays, because something of ours failed. */
export async function takeDropped(services: Services, folder: string, { feed, file }: Dropped): Promise<boolean> {
  const path = join(folder, feed, file)
  const act = 'feeds.batch.receive' as const
  const caller = { requestId: newId(), system: { actor: 'feed-gateway', act, purpose: systemPurposes.feeds } }
  try {
    const manifest = statSync(signatureOf(path)).size > largestManifest ? '' : readFileSync(signatureOf(path), 'utf8').trim()
    await receiveBatch(services, caller, {
      act,
      way: 'drop',
      feedId: feed,
      manifest,
      fileName: file,
      content: createReadStream(path),
    })
    moveAway(join(folder, feed), file, 'received')
    return true
  } catch (error) {
    if (!(error instanceof Refusal)) return false
    moveAway(join(folder, feed), file, 'refused')
    writeFileSync(join(folder, feed, 'refused', `${file}.reason.txt`), `${error.code}\n${error.message}\n`)
    return true
  }
}

/**
 * Deletes what was moved away before a moment: it was received, and lies sealed, or was refused, and its sender has it.
 *
 * @returns how many files
 */
export function sweepDropped(folder: string, feed: string, before: Instant): number {
  let gone = 0
  for (const into of ['received', 'refused']) {
    const aside = join(folder, feed, into)
    for (const name of existsSync(aside) ? readdirSync(aside) : []) {
      // When it was moved here, not when its sender wrote it.
      if (statSync(join(aside, name)).ctimeMs >= before.epochMilliseconds) continue
      rmSync(join(aside, name))
      gone++
    }
  }
  return gone
}

function moveAway(folder: string, file: string, into: 'received' | 'refused'): void {
  mkdirSync(join(folder, into), { recursive: true })
  for (const name of [file, signatureOf(file)]) renameSync(join(folder, name), join(folder, into, name))
}
