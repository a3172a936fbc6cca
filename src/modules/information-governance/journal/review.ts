import { namesOfOrganisations, namesOfWorkers } from '#modules/partnership'
import { recordAudit } from '#platform/audit'
import type { ReadTx } from '#platform/database'
import { type Instant, instant } from '#platform/dates'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'
import type { At } from '../at.ts'
import type { DeskItem } from '../desk/desk.rules.ts'
import { errors } from '../errors.ts'
import { nameOf } from '../words.rules.ts'
import * as journal from './journal.repository.ts'
import { journalFindings, readsSince } from './journal.rules.ts'

const act = 'governance.journal.review' as const

/** A read that went on, as its reviewer sees it: whom it was of is not said. */
export type ReviewedRead = { readonly at: Instant; readonly worker: string; readonly purpose: string; readonly people: number }
export type NamedItem = journal.ReviewedItem & { readonly organisation: string | null }

const named = async (tx: ReadTx, items: readonly journal.ReviewedItem[]): Promise<NamedItem[]> => {
  const names = await namesOfOrganisations(tx)
  return items.map((item) => ({
    ...item,
    organisation: item.organisationId && nameOf(names, item.organisationId),
  }))
}

/** What went on while the log was behind, of other organisations' workers, and what differs. */
export const readJournalItems = ({ house }: Services, caller: Caller): Promise<NamedItem[]> =>
  inTransaction(house, caller, act, async (tx) => named(tx, await journal.listItems(tx)))

/** One of them, with each read as the journal has it. */
export const openJournalItem = (
  { house, log }: Services,
  caller: Caller,
  id: string,
): Promise<NamedItem & { readonly shown: readonly ReviewedRead[] }> =>
  inTransaction(house, caller, act, async (tx) => {
    const item = await journal.findItem(tx, id)
    if (!item) throw refusal(errors, 'JOURNAL_ITEM_NOT_FOUND')
    const upTo = log.journal.lines().filter(({ n }) => n <= item.toLine)
    const its = item.organisationId ? (readsSince(upTo, item.fromLine - 1).get(item.organisationId) ?? []) : []
    const names = await namesOfWorkers(tx, [...new Set(its.map(({ actorId }) => actorId))])
    await recordAudit(tx, id, { opened: true })
    const shown = its.map(({ at, actorId, purpose, entries }) => ({
      at: instant(at),
      worker: names.get(actorId) ?? 'A worker who is not known any more',
      purpose,
      people: entries,
    }))
    return { ...(await named(tx, [item]))[0]!, shown }
  })

/** Reviews it, once, with reasons. */
export function reviewJournalItem(
  { house }: Services,
  caller: Caller,
  id: string,
  review: { readonly finding: string; readonly reasons: string },
): Promise<void> {
  return inTransaction(house, caller, act, async (tx) => {
    const item = await journal.findItem(tx, id)
    if (!item) throw refusal(errors, 'JOURNAL_ITEM_NOT_FOUND')
    const finding = journalFindings[item.kind].find((one) => one === review.finding)
    if (!finding || review.reasons === '') throw refusal(errors, 'ANSWER_REASON_MISSING')
    if (!(await journal.insertReview(tx, id, { finding, reasons: review.reasons }, house.now())))
      throw refusal(errors, 'REVIEWED_ALREADY')
    await recordAudit(tx, id, { finding })
  })
}

const titles = {
  reads: 'Records were read while the log was behind: review it',
  differs: 'The journal and the access log differ',
} as const

/** What waits of it, within two days. */
export const journalOnDesk = async (tx: ReadTx, _at: At): Promise<DeskItem[]> =>
  (await journal.listWaitingItems(tx)).map(({ id, kind, since }) => ({
    kind: 'journal',
    title: titles[kind],
    href: `/log-journal/${id}`,
    since,
    dueAt: since.add({ hours: 48 }),
  }))
