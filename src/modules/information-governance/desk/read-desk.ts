import type { ReadTx, Tx } from '#platform/database'
import { agreementsOnDesk } from '../agreements/agreements.ts'
import { assessmentsOnDesk } from '../assessments/assessments.ts'
import type { At } from '../at.ts'
import { continuityOnDesk } from '../continuity/review.ts'
import { disputesOnDesk } from '../disputes/disputes.ts'
import { incidentsOnDesk } from '../incidents/incidents.ts'
import { journalOnDesk } from '../journal/review.ts'
import { oddLooksOnDesk } from '../odd-looks/odd-looks.ts'
import { erasuresOnDesk } from '../retention/read-retention.ts'
import { subjectRequestsOnDesk } from '../rights/answer.ts'
import { listWaiting } from './desk.repository.ts'
import { type DeskItem, inOrder } from './desk.rules.ts'

type Source = (tx: ReadTx, at: At) => Promise<readonly DeskItem[]>

const places = {
  request: { title: 'A partner’s question that nobody answered in time', href: '/access-requests/to-answer' },
  emergency: { title: 'An emergency access to review', href: '/access-reviews' },
} as const
const questionsAndEmergencies: Source = async (tx) =>
  (await listWaiting(tx)).map(({ kind, id, ...clock }) => ({
    kind,
    title: places[kind].title,
    href: `${places[kind].href}/${id}`,
    ...clock,
  }))

/** Where work for an officer comes from. Each names what waits, and no person. */
const sources: readonly Source[] = [
  questionsAndEmergencies,
  continuityOnDesk,
  journalOnDesk,
  agreementsOnDesk,
  assessmentsOnDesk,
  incidentsOnDesk,
  oddLooksOnDesk,
  subjectRequestsOnDesk,
  erasuresOnDesk,
  disputesOnDesk,
]

/** Everything that waits for an officer of this organisation, what is due first before the rest. */
export async function readDesk(tx: Tx<'governance.desk.read'>, at: At): Promise<DeskItem[]> {
  const items: DeskItem[] = []
  for (const source of sources) items.push(...(await source(tx, at)))
  return inOrder(items)
}
