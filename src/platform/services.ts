import type { Config } from './config.ts'
import type { Files } from './files.ts'
import type { Live } from './live.ts'
import type { LogKeeping } from './log/keeping.ts'
import type { House } from './transactions.ts'
import type { Vault } from './vault.ts'

/** What the product's rooms are given at start. Nothing else is ambient. */
export type Services = {
  /** Transactions as the role `app`: every request. */
  readonly house: House
  /** Transactions as the role `feed_in`: applying batches and linking, bound to one dataset at a time. */
  readonly intake: House
  readonly vault: Vault
  readonly files: Files
  readonly log: LogKeeping
  /** What has changed, for pages that are open. */
  readonly live: Live
  readonly config: Config
  readonly place: Place
}

/** The place this database is for. */
export type Place = { readonly name: string; readonly nation: string; readonly zone: string; readonly fictional: boolean }
