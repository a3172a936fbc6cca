import { hash } from 'node:crypto'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { listKeptFiles } from '#platform/files'
import { newId } from '#platform/ids'
import { canonical } from '#platform/log/canonical'
import type { Services } from '#platform/services'
import { grant, inTransaction } from '#platform/transactions'
import { certificateOf } from './certificate.rules.ts'
import type { Counts, Erasing, ErasingTx, Kept, Tombstone } from './interface.ts'
import { recordHash } from './interface.ts'
import { clock, listDue } from './list-due.ts'
import * as retention from './retention.repository.ts'
import { byOwnDate, type OwnDate } from './schedule.ts'
import { appendTombstones, readTombstones } from './tombstones.ts'

/** How many records one transaction erases. */
const atOnce = 50

/**
 * Erases what two people approved, after looking again whether it is still due and not held. What the access log is not sealed for yet waits for the next
 * time. Asked for by the clock every few minutes; asking twice changes nothing.
 *
 * @returns how many records were erased
 */
export async function eraseApproved(services: Services, kept: Kept): Promise<number> {
  const act = 'governance.retention.erase' as const
  const approved = (await inTransaction(services.house, clock(act), act, (tx) => retention.listOpenBatches(tx, null))).filter(
    (one) => one.approvals.length >= 2,
  )
  for (const dataset of new Set(approved.map((one) => one.datasetId))) await listDue(services, kept, dataset)
  let erased = 0
  for (const { id } of approved) {
    for (let more = true; more; ) {
      const done = await inTransaction(services.house, clock(act), act, (tx) => eraseSome(services, kept, tx, id))
      appendTombstones(services.config.TOMBSTONES, done.tombstones)
      erased += done.tombstones.length
      more = done.more
    }
  }
  return erased
}

async function eraseSome(
  services: Services,
  kept: Kept,
  tx: Tx<'governance.retention.erase'>,
  id: string,
): Promise<{ tombstones: Tombstone[]; more: boolean }> {
  if (!(await retention.tryLockErasing(tx))) return { tombstones: [], more: false }
  const at = services.house.now()
  const batch = (await retention.findBatch(tx, id))!
  if (batch.doneAt) return { tombstones: [], more: false }
  const members = await retention.listMembersOf(tx, id, atOnce)
  const unsealed = new Set(
    await retention.unsealedAmong(
      tx,
      members.map((one) => one.sourcePersonId),
    ),
  )
  const ready = members.filter((one) => !unsealed.has(one.sourcePersonId))
  if (ready.length === 0 && members.length > 0) return { tombstones: [], more: false }
  const counts = { ...batch.counts }
  if (ready.length > 0) {
    const erasing = { id, sources: ready.map((one) => one.sourcePersonId), hashes: ready.map((one) => one.recordHash), at }
    for (const [what, rows] of Object.entries(await eraseEverywhere(services, kept, tx, erasing)))
      counts[what] = (counts[what] ?? 0) + rows
    await retention.eraseMembers(tx, erasing.sources)
    await retention.markErased(tx, id, ready.length, counts)
  }
  const rest = await retention.listMembersOf(tx, id, 1)
  if (rest.length === 0) await certify(tx, (await retention.findBatch(tx, id))!, at.toString(), at)
  return {
    tombstones: ready.map((one) => ({ datasetId: batch.datasetId, hash: one.recordHash.toString('hex'), erasedAt: at })),
    more: rest.length > 0 && ready.length === members.length,
  }
}

/** Each room deletes its own; then the records' keys and what the access log says of them go. */
async function eraseEverywhere(services: Services, kept: Kept, tx: ErasingTx, erasing: Erasing): Promise<Counts> {
  const counts: Record<string, number> = {}
  for (const room of kept.rooms)
    for (const [what, rows] of Object.entries((await room.erase?.(services, tx, erasing)) ?? {}))
      counts[what] = (counts[what] ?? 0) + rows
  return counts
}

async function certify(
  tx: Tx<'governance.retention.erase'>,
  batch: retention.ErasureBatch,
  erasedAt: string,
  at: Parameters<typeof retention.markDone>[4],
): Promise<void> {
  const certificate = certificateOf(batch, await retention.listClasses(tx, batch.datasetId), erasedAt)
  const sha256 = hash('sha256', canonical(certificate), 'hex')
  await retention.markDone(tx, batch.id, certificate, sha256, at)
  await recordAudit(tx, batch.id, { certificate: sha256, records: batch.erased, leftOut: batch.leftOut })
}

/**
 * Before the port opens: whatever the tombstones outside the database say was erased, and this database, which may have come out of an older backup, does
 * not know of, is erased again (E4). And a tombstone that a crash kept from the file is written there.
 *
 * @returns how many records came back and were erased
 */
export async function replayTombstones(services: Services, kept: Kept): Promise<number> {
  const { house, intake, vault, config } = services
  const act = 'governance.retention.replay' as const
  const caller = () => ({ requestId: newId(), system: { actor: 'founder', act, purpose: 'running-the-product' } })
  const standing = await inTransaction(house, caller(), act, (tx) => kept.records.tombstones(tx))
  const nameOf = ({ datasetId, hash: its }: Tombstone) => `${datasetId} ${its}`
  const known = new Map(standing.map((one) => [nameOf(one), one.erasedAt.epochMilliseconds]))
  const outside = readTombstones(config.TOMBSTONES)
  const written = new Map(outside.map((one) => [nameOf(one), one.erasedAt.epochMilliseconds]))
  appendTombstones(
    config.TOMBSTONES,
    standing.filter((one) => (written.get(nameOf(one)) ?? 0) < one.erasedAt.epochMilliseconds),
  )
  let erased = 0
  const missing = outside.filter((one) => (known.get(nameOf(one)) ?? 0) < one.erasedAt.epochMilliseconds)
  for (const [datasetId, its] of Map.groupBy(missing, (one) => one.datasetId)) {
    const records = await inTransaction(intake, caller(), act, async (tx) => {
      await grant(intake, tx, { bound: { dataset: datasetId } })
      return kept.records.keys(tx, datasetId)
    })
    const source = new Map(records.map((one) => [recordHash(vault, datasetId, one.key).toString('hex'), one.sourcePersonId]))
    for (let from = 0; from < its.length; from += atOnce) {
      const some = its.slice(from, from + atOnce)
      await inTransaction(house, caller(), act, async (tx) => {
        // The dates stay those of the erasure: what happened after it is a new record.
        for (const [, same] of Map.groupBy(some, (one) => one.erasedAt.epochMilliseconds)) {
          const back = same.filter((one) => source.has(one.hash))
          const at = same[0]!.erasedAt
          await kept.records.keepTombstones(tx, same)
          if (back.length === 0) continue
          const sources = back.map((one) => source.get(one.hash)!)
          const hashes = back.map((one) => Buffer.from(one.hash, 'hex'))
          await eraseEverywhere(services, kept, tx, { id: newId(), sources, hashes, at })
          erased += back.length
        }
        await recordAudit(tx, datasetId, { tombstones: some.length })
      })
    }
  }
  return erased
}

/** Deletes what goes by its own date, and the files to which nothing refers any more. Asked for by the clock. */
export async function sweep(services: Services, kept: Kept): Promise<void> {
  const act = 'governance.retention.sweep' as const
  const now = services.house.now()
  for (const room of kept.rooms) {
    if (!room.sweep) continue
    await inTransaction(services.house, clock(act), act, async (tx) => {
      const gone = await room.sweep!(services, tx, now)
      if (gone > 0) await recordAudit(tx, room.room, { gone })
    })
  }
  const files = await inTransaction(services.house, clock(act), act, (tx) => listKeptFiles(tx))
  services.files.sweep(new Set(files), now.epochMilliseconds)
}

/** Before which moment something of this class goes. */
export const goesBefore = (what: OwnDate, now: ReturnType<Services['house']['now']>) =>
  now.subtract({ hours: byOwnDate[what].days * 24 })
