import type { ReadTx } from '#platform/database'
import { newId } from '#platform/ids'
import type { BatchFacts } from './settle.repository.ts'
import * as sources from './sources.repository.ts'

/** One human in one system. `identified`: a fact says who she is, so that others may be stated about her. */
export type Source = {
  readonly id: string
  identified: boolean
  /** Made by this very batch, so that nobody else can have made her a key. */
  readonly isNew: boolean
  dataKey?: Buffer
}

/** The source persons of one dataset, as far as one batch has come upon them. */
export type SourceRegister = {
  /** Makes these keys known: from the database, or new where this part of the batch says who they are. */
  resolve(keys: ReadonlySet<string>, identifiedHere: ReadonlySet<string>): Promise<void>
  /** The source person with this key, if someone has said who she is. */
  find(key: string): Source | undefined
}

/** How many are remembered at once: a batch may state more people than fit in memory. */
const remembered = 400_000

/** Opens the register for a batch. Nothing is looked up for a dataset in which nobody is known yet. */
export async function openSources(tx: ReadTx, batch: BatchFacts): Promise<SourceRegister> {
  const known = new Map<string, Source>()
  let complete = !(await sources.hasSources(tx, batch.datasetId))

  const lookUp = async (keys: readonly string[]): Promise<void> => {
    if (complete || keys.length === 0) return
    for (const { sourceKey, ...source } of await sources.listSources(tx, batch.datasetId, keys))
      known.set(sourceKey, { ...source, isNew: false })
  }

  return {
    async resolve(keys, identifiedHere) {
      if (known.size > remembered) {
        known.clear()
        complete = false
      }
      await lookUp([...keys].filter((key) => !known.has(key)))
      const added = []
      for (const key of identifiedHere) {
        const before = known.get(key)
        if (before) {
          before.identified = true
          continue
        }
        const source = { id: newId<'source-person'>(), identified: true, isNew: true }
        known.set(key, source)
        added.push({ id: source.id, sourceKey: key })
      }
      await sources.insertSources(tx, batch, added)
    },
    find: (key) => {
      const source = known.get(key)
      return source?.identified ? source : undefined
    },
  }
}
