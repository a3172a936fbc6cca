import { type RecordedAccess, recordAccess } from '#platform/access-log'
import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import { dayOf, instant } from '#platform/dates'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'
import { visibilityOf } from '../decide.ts'
import { findPurpose } from '../decision.repository.ts'
import * as continuity from './continuity.repository.ts'
import { listReceiver } from './keys.ts'
import { addedTo, type RecordFault, type RecordLine, readRecord } from './record.ts'

/** What came of a record that was handed in. */
export type HandedIn =
  | { readonly added: number; readonly before: number }
  | { readonly fault: RecordFault | { readonly kind: 'no-key' | 'unknown-list' | 'not-on-list'; readonly line?: number } }

/** Takes a record of openings, whole or not at all. What was handed in before is passed over, and must stand at its beginning. */
export async function handIn(services: Services, caller: Caller, text: string): Promise<HandedIn> {
  const result = await inTransaction(services.house, caller, 'governance.continuity.hand-in', (tx) => take(services, tx, text))
  if ('added' in result && result.added > 0) await mergeOpenings(services)
  return result
}

async function take(
  { house, vault, config }: Services,
  tx: Tx<'governance.continuity.hand-in'>,
  text: string,
): Promise<HandedIn> {
  const receiver = listReceiver({ config })
  if (!receiver) return { fault: { kind: 'no-key' } }
  await continuity.holdContinuity(tx)
  const record = readRecord(text, receiver.signs, house.now())
  if ('fault' in record) return record
  const known = await continuity.listHandedIn(tx, record.id)
  const its = addedTo(known, record.lines)
  if ('fault' in its) return its
  const stranger = await findStranger(tx, its.added)
  if (stranger) return { fault: stranger }

  const sittings = new Map<string, string>()
  const openings = its.added.map((line) => openingOf(line, sittings))
  await continuity.insertOpenings(tx, vault, openings, house.now())
  await recordAudit(tx, record.id, { added: its.added.length, before: known.length })
  return { added: its.added.length, before: known.length }
}

/**
 * A line as it is kept. What is handed in of one sitting at one time, by one reader for one reason, is reviewed as one: nothing joins what was reviewed before
 * under its name.
 */
const openingOf = (line: RecordLine, sittings: Map<string, string>) => ({
  id: line.id,
  recordId: line.record,
  nth: line.n,
  signature: line.signature,
  sittingId: sittingOf(line, sittings),
  listId: line.list,
  kind: line.kind,
  reader: line.reader,
  reason: line.reason,
  people: line.people.length,
  openedAt: instant(line.at),
  said: { words: line.words, people: line.people },
})

function sittingOf({ sitting, list, reader, reason, words }: RecordLine, sittings: Map<string, string>): string {
  const named = JSON.stringify([sitting, list, reader, reason, words])
  const id = sittings.get(named) ?? newId()
  sittings.set(named, id)
  return id
}

/** The first line that names a list which was not made here, or somebody who did not stand on it. */
async function findStranger(tx: ReadTx, lines: readonly RecordLine[]) {
  for (const [list, its] of Map.groupBy(lines, (line) => line.list)) {
    if ((await continuity.listKnownLists(tx, [list])).length === 0) return { kind: 'unknown-list', line: its[0]!.n } as const
    const asked = [...new Set(its.flatMap(({ people }) => people.map(({ id }) => id)))]
    const there = new Set(
      (await continuity.listOnList(tx, list, asked)).map(({ subjectId, purpose }) => `${subjectId} ${purpose}`),
    )
    const stranger = its.find(({ people }) => people.some(({ id, purpose }) => !there.has(`${id} ${purpose}`)))
    if (stranger) return { kind: 'not-on-list', line: stranger.n } as const
  }
  return undefined
}

const merger = (requestId: string, purpose: string) => ({
  requestId,
  system: { actor: 'clock', act: 'governance.continuity.merge', purpose },
})

/**
 * Puts what was looked up while the product was down into the access log: one entry for each person and opening, under the purpose for which she stood on the
 * list, and withheld from her as that purpose says (practice K3). Asked again, it adds nothing.
 */
export async function mergeOpenings(services: Services): Promise<number> {
  const { house, vault } = services
  const act = 'governance.continuity.merge' as const
  const waiting = await inTransaction(house, merger(newId(), 'running-the-product'), act, async (tx) => {
    const openings = await continuity.listUnmerged(tx, 500)
    const said = new Map<string, continuity.OpeningWords>()
    for (const { id } of openings) said.set(id, await continuity.openWordsOf(tx, vault, id))
    return openings.map((opening) => ({ opening, ...said.get(opening.id)! }))
  })
  for (const { opening, people } of waiting) {
    for (const [purpose, its] of Map.groupBy(people, (one) => one.purpose))
      await inTransaction(house, merger(opening.id, purpose), act, async (tx) => {
        const onList = await continuity.listOnList(
          tx,
          opening.listId,
          its.map(({ id }) => id),
        )
        const now = house.now()
        const visibility = visibilityOf(await findPurpose(tx, purpose, dayOf(now, 'UTC')), now)
        await recordAccess(
          tx,
          onList.filter((one) => one.purpose === purpose).map((one) => ({ ...lookOf(opening, one), visibility })),
        )
      })
    await inTransaction(house, merger(newId(), 'running-the-product'), act, (tx) =>
      continuity.markMerged(tx, opening.id, house.now()),
    )
  }
  return waiting.length
}

/** The entry of one person in one opening: what the list had of her, by the decision that put it there. A list of names had no more than the name. */
const lookOf = (opening: continuity.Opening, one: continuity.OnList): Omit<RecordedAccess, 'visibility'> => ({
  decisionId: one.decisionId,
  view: 'continuity-opened',
  subjectId: one.subjectId,
  sources: one.sources,
  role: 'front-door',
  outcome: { shown: true },
  agreements: one.agreements,
  cells:
    opening.kind === 'searched'
      ? Object.fromEntries(
          Object.entries(one.cells).flatMap(([dataset, classes]) =>
            classes.includes('identity') ? [[dataset, ['identity']]] : [],
          ),
        )
      : one.cells,
  reasons: [{ opening: opening.id, list: opening.listId, reader: opening.reader, at: opening.openedAt.toString() }],
})
