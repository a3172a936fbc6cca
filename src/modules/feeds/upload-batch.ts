import type { Tx } from '#platform/database'
import { refusal } from '#platform/errors'
import { FileTooLarge, type StoredFile } from '#platform/files'
import type { Services } from '#platform/services'
import { requireStepUp } from '#platform/sign-in/sessions'
import { type Caller, inTransaction } from '#platform/transactions'
import * as batches from './batches.repository.ts'
import { errors } from './errors.ts'
import { keepBatch, largestFileBytes, type Receipt, verifyDelivery } from './receive-batch.ts'
import type { Manifest } from './schemas.ts'
import { signUpload, uploadConnectionId } from './verify-signature.ts'

/** What a person says about the file that she uploads. */
export type Upload = {
  readonly feedId: string
  readonly fileName: string
  readonly content: AsyncIterable<Uint8Array>
  readonly stated: Pick<Manifest, 'rowCount' | 'periodFrom' | 'periodTo' | 'holds'>
}

const act = 'feeds.batch.upload'

/**
 * Receives a file from the upload page. The product writes the manifest and signs it in the uploader's name, for which she
 * must have proved who she is within five minutes. The same bytes uploaded twice are one batch.
 */
export async function uploadBatch(services: Services, caller: Caller, upload: Upload): Promise<Receipt> {
  const { house } = services
  await inTransaction(house, caller, act, async (tx) => requireStepUp(tx.actor, house.now().epochMilliseconds))
  const file = await services.files.write(upload.fileName, upload.content, largestFileBytes).catch(asRefusal)
  return inTransaction(house, caller, act, (tx) => keepUpload(tx, services, upload, file))
}

const asRefusal = (error: unknown): never => {
  throw error instanceof FileTooLarge ? refusal(errors, 'FILE_TOO_LARGE', { limit: largestFileBytes / 1024 ** 2 }) : error
}

async function keepUpload(
  tx: Tx<'feeds.batch.upload'>,
  services: Services,
  { feedId, fileName, content, stated }: Upload,
  file: StoredFile,
): Promise<Receipt> {
  const now = services.house.now()
  const connection = uploadConnectionId(feedId)
  const before = await batches.findByHash(tx, connection, file.sha256)
  if (before) return { batchId: before.id, sequence: before.sequence, again: true }
  const sequence = await batches.nextSequence(tx, connection)
  const manifest = { feed: feedId, sequence, sha256: file.sha256, ...stated, madeAt: now.toString(), uploadedBy: tx.actor.id }
  const signed = await signUpload(services.vault, feedId, manifest)
  const delivery = { act, way: 'upload', feedId, manifest: signed, fileName, content } as const
  return keepBatch(tx, services, delivery, await verifyDelivery(tx, delivery, now), file)
}
