import { createHash } from 'node:crypto'
import { recordAccess } from '#platform/access-log'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { newId } from '#platform/ids'
import { countEntries, listMarks, listNotWritten } from '#platform/log/journal.repository'
import type { KeptLine } from '#platform/log/read-journal'
import type { Services } from '#platform/services'
import { inTransaction } from '#platform/transactions'
import { machineEntry } from '../decide.ts'
import * as journal from './journal.repository.ts'
import { differencesOf, readsSince } from './journal.rules.ts'

const act = 'governance.journal.compare' as const
const clock = () => ({ requestId: newId(), system: { actor: 'clock', act, purpose: 'running-the-product' } })
/** For how long back it is looked for reads that no line was written for. */
const hoursBack = 24

/**
 * Compares the journal with the log, if either is not as it was when they were compared last: what differs, and what went on while the log was behind, is put
 * before officers. Asked every few minutes while the log is being sealed. That they were compared, and how far the journal went, is an entry of the log itself:
 * once that has its leaf, whoever changes what was compared contradicts the witnesses.
 */
export async function compareJournal(services: Services): Promise<void> {
  const before = services.log.journal.lines()
  await inTransaction(services.house, clock(), act, (tx) => compare(services, tx, before))
}

async function compare({ house, log }: Services, tx: Tx<typeof act>, before: readonly KeptLine[]): Promise<void> {
  const now = house.now()
  const marks = await listMarks(tx)
  const last = await journal.findLastComparison(tx)
  const compared = { lines: last?.lines ?? 0, head: last?.head ?? '' }
  const fresh = before.filter(({ n, isGood }) => isGood && n > compared.lines)
  const entries = await countEntries(tx, [...new Set(fresh.map(({ requestId }) => requestId))])
  const known = new Set(await journal.listKnownNotWritten(tx))
  const notWritten = (await listNotWritten(tx, now.subtract({ hours: hoursBack }))).filter((one) => !known.has(one))
  const after = log.journal.lines()
  const digest = createHash('sha256')
    .update(JSON.stringify([after, marks]))
    .digest()
  const isNew = last ? !last.digest.equals(digest) : after.length > 0 || marks.length > 0
  if (!isNew && notWritten.length === 0) return

  const id = newId()
  const { n: lines, mac: head } = after.findLast(({ n }) => n > 0) ?? { n: 0, mac: '' }
  await journal.insertComparison(tx, { id, comparedAt: now, lines, head, digest })
  const faults = differencesOf({ before, after, marks, entries, notWritten, compared })
  const span = { fromLine: compared.lines + 1, toLine: lines, foundAt: now }
  if (faults.length > 0)
    await journal.insertItem(tx, id, { id: newId(), kind: 'differs', organisationId: null, reads: 0, faults, ...span })
  for (const [organisationId, its] of readsSince(after, compared.lines))
    await journal.insertItem(tx, id, { id: newId(), kind: 'reads', organisationId, reads: its.length, faults: [], ...span })
  await recordAccess(tx, [
    {
      ...machineEntry('journal-compared', { agreements: ['AUDIT'], classes: {} }, now),
      reasons: [{ lines, head, faults: faults.length }],
    },
  ])
  await recordAudit(tx, id, { lines, faults: faults.length })
}
