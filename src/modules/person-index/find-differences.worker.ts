// The thread of a comparison (`find-differences-apart.ts`).
import { parentPort } from 'node:worker_threads'
import { findDifferences, type LinkedHeld } from './find-differences.ts'
import type { ToThread } from './find-differences-apart.ts'

const records: LinkedHeld[] = []
parentPort!.on('message', (told: ToThread) => {
  if ('add' in told) for (const record of told.add) records.push(record)
  // What fails is thrown, and ends the thread with its error.
  else void findDifferences(records, told.begin, told.folder).then((found) => parentPort!.postMessage(found))
})
