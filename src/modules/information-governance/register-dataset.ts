import type { Tx } from '#platform/database'
import * as reference from './reference.repository.ts'

/** A dataset as its controller describes it: what is in it, how fresh it will be, and what others may know of its mere existence. */
export type Dataset = {
  readonly id: string
  readonly controllerId: string
  readonly name: string
  /** As a resident would name the service behind it. */
  readonly plainName: string
  readonly standard: string
  readonly updateFrequency: string
  readonly promisedHours: number
  readonly existence: 'shown' | 'named' | 'brokered' | 'sealed'
  readonly dutyTeam: string
  readonly dutyPhone: string
  readonly regime: 'general' | 'law-enforcement' | 'direct-care'
  readonly classes: readonly { readonly fieldClass: string; readonly specialCategory: boolean; readonly retention: string }[]
}

/** Registers a dataset, or restates its description. Every dataset has a log of who looked, which its subjects may read. */
export async function registerDataset(tx: Tx<'feeds.feed.register'>, dataset: Dataset): Promise<void> {
  await reference.upsertDataset(tx, dataset)
  const log = { fieldClass: 'access-log', specialCategory: false, retention: 'access-log' }
  await reference.upsertDatasetClasses(tx, dataset.id, [...dataset.classes, log])
}
