import type { ReadTx } from '#platform/database'
import { newId } from '#platform/ids'
import type { BatchFacts } from './settle.repository.ts'
import * as sources from './sources.repository.ts'

/** One human in one system. `identified`: a fact says who she is, so that others may be stated about her. */
export type Source = {
  readonly id: string
  readonly key: string
  identified: boolean
  /** Made by this very batch, so that nobody else can have made her a key. */
  readonly isNew: boolean
  dataKey?: Buffer
}

/** The source persons of one dataset, as far as one batch has come upon them. */
export type SourceRegister = {
  /** Whether keys have to be looked up. Not in a dataset in which nobody was known, as long as all can be remembered. */
  readonly looksUp: boolean
  /** Makes these keys known: from the database, or new where this part of the batch says who they are. Returns the new ones. */
  resolve(keys: ReadonlySet<string>, identifiedHere: ReadonlySet<string>): Promise<Source[]>
  /** The source person with this key, if someone has said who she is. */
  find(key: string): Source | undefined
}

/** How many are remembered at once: a batch may state more people than fit in memory. */
const remembered = 400_000

/** Opens the register for a batch. The new ones it names must be inserted before their keys are resolved again. */
export async function openSources(tx: ReadTx, batch: BatchFacts): Promise<SourceRegister> {
  const known = new Map<string, Source>()
  let looksUp = await sources.hasSources(tx, batch.datasetId)

  const forgetSome = (): void => {
    if (known.size <= remembered) return
    known.clear()
    looksUp = true
  }
  const lookUp = async (keys: readonly string[]): Promise<void> => {
    if (!looksUp || keys.length === 0) return
    for (const { sourceKey, ...source } of await sources.listSources(tx, batch.datasetId, keys))
      known.set(sourceKey, { ...source, key: sourceKey, isNew: false })
  }
  return {
    get looksUp() {
      return looksUp || known.size > remembered
    },
    async resolve(keys, identifiedHere) {
      forgetSome()
      await lookUp([...keys].filter((key) => !known.has(key)))
      const added: Source[] = []
      for (const key of identifiedHere) {
        const before = known.get(key)
        if (before) {
          before.identified = true
          continue
        }
        const source: Source = { id: newId<'source-person'>(), key, identified: true, isNew: true }
        known.set(key, source)
        added.push(source)
      }
      return added
    },
    find: (key) => {
      const source = known.get(key)
      return source?.identified ? source : undefined
    },
  }
}
