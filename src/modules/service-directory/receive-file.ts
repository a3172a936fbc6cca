import { createHash } from 'node:crypto'
import { errors as feedErrors, Manifest, verifyByKey } from '#modules/feeds'
import type { ReadTx } from '#platform/database'
import { Refusal, refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'
import { errors } from './errors.ts'
import { keepProblem, keepServices } from './keep-services.ts'
import { type Listed, readList } from './record.ts'
import * as sources from './sources.repository.ts'

/** The largest file of services that is taken. */
export const largestDirectoryBytes = 40 * 1024 ** 2

export type DirectoryFile = { readonly fileName: string; readonly content: AsyncIterable<Uint8Array> }

/**
 * Receives a signed file of services: its manifest is verified against the source's key before a byte is read, and the bytes
 * against the manifest. The same number with the same bytes changes nothing.
 */
export async function receiveDirectoryFile(
  { house }: Services,
  caller: Caller,
  { feed, manifest, fileName, content }: DirectoryFile & { readonly feed: string; readonly manifest: string },
): Promise<sources.Import> {
  const act = 'service-directory.import'
  const now = house.now()
  const verify = async (tx: ReadTx) => {
    const source = await sources.findSource(tx, { feed })
    if (!source?.signed) throw refusal(errors, 'DIRECTORY_SOURCE_NOT_FOUND')
    const signed = await verifyByKey(source.signed.key, feed, manifest, Manifest, now)
    const known = await sources.findImport(tx, source.id, signed.sequence)
    if (known && known.sha256 !== signed.sha256) throw refusal(feedErrors, 'SEQUENCE_USED', { sequence: signed.sequence })
    return { source, signed, known }
  }
  const { known } = await inTransaction(house, caller, act, verify)
  if (known) return known
  const bytes = await bytesOf(content)
  return inTransaction(house, caller, act, async (tx) => {
    const { source, signed, known: meanwhile } = await verify(tx)
    if (meanwhile) return meanwhile
    const { sequence, sha256 } = signed
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw refusal(feedErrors, 'FILE_ALTERED')
    const { contents, isAll } = listedIn(bytes)
    const whole = isAll && signed.holds !== 'changes'
    return keepServices(
      tx,
      { sourceId: source.id, way: 'signed', contents, isAll: whole, mayEndMost: false, fileName, sequence, sha256 },
      now,
    )
  })
}

/** Takes in a file that somebody uploads. One that is no list of services is refused, and the refusal kept beside its source. */
export async function uploadDirectoryFile(
  { house }: Services,
  caller: Caller,
  { sourceId, fileName, content, mayEndMost }: DirectoryFile & { readonly sourceId: string; readonly mayEndMost: boolean },
): Promise<sources.Import> {
  const act = 'service-directory.source.upload'
  const now = house.now()
  const find = async (tx: ReadTx) => {
    if (!(await sources.findSource(tx, { id: sourceId }))) throw refusal(errors, 'DIRECTORY_SOURCE_NOT_FOUND')
  }
  await inTransaction(house, caller, act, find)
  const of = { sourceId, way: 'upload', fileName } as const
  try {
    const bytes = await bytesOf(content)
    const { contents, isAll } = listedIn(bytes)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const reading = { ...of, contents, isAll, mayEndMost, sequence: null, sha256 }
    return await inTransaction(house, caller, act, (tx) => keepServices(tx, reading, now))
  } catch (error) {
    if (error instanceof Refusal && error.code === 'DIRECTORY_UNREADABLE')
      await inTransaction(house, caller, act, (tx) => keepProblem(tx, of, error.message, now))
    throw error
  }
}

async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of content) {
    length += chunk.length
    if (length > largestDirectoryBytes) throw refusal(feedErrors, 'FILE_TOO_LARGE', { limit: largestDirectoryBytes / 1024 ** 2 })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The services in a file. */
export function listedIn(bytes: Uint8Array): Listed {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw refusal(errors, 'DIRECTORY_UNREADABLE', { because: 'it is not JSON' })
  }
  const listed = readList(json)
  if (!listed)
    throw refusal(errors, 'DIRECTORY_UNREADABLE', { because: 'it is neither a page of services nor a list nor a service' })
  return listed
}
