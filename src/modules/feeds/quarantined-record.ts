import type { StoredFile } from '#platform/files'
import { open, seal, type Vault } from '#platform/vault'
import type { SourceRecord } from './readers/index.ts'

const place = (rowId: string) => ({ table: 'feeds.quarantined_row', column: 'record_sealed', row: rowId, version: 1 })

/** Seals a sender's record with the key of the file it came in, so that erasing the file erases the record too. */
export const sealRecord = (vault: Vault, file: StoredFile, rowId: string, record: SourceRecord): Buffer =>
  seal(vault.unwrap(file.wrappedKey), JSON.stringify(record), place(rowId))

/** Opens it again. */
export const openRecord = (vault: Vault, file: StoredFile, rowId: string, sealed: Buffer): SourceRecord =>
  JSON.parse(open(vault.unwrap(file.wrappedKey), sealed, place(rowId))) as SourceRecord
