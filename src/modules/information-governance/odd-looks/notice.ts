import { createHash } from 'node:crypto'
import { namesOfOrganisations, namesOfWorkers, workersWithRole } from '#modules/partnership'
import { recordAccess } from '#platform/access-log'
import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import { dayOf, type PlainDate } from '#platform/dates'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { inTransaction } from '#platform/transactions'
import { machineEntry } from '../decide.ts'
import * as odd from './odd-look.repository.ts'
import { isOdd, isPattern, isSettled, type LookFacts, type Sign, signsOf, strongest, toldOf, weightOf } from './odd-look.rules.ts'

/** A look whose ties are asked for: who looked, for whom she works, under which name, and at whose records. */
export type LookToTie = {
  readonly id: string
  readonly worker: string
  readonly organisation: string
  readonly surname: string
  readonly sources: readonly string[]
}
/** What ties a worker to whom she looked at, yes or no; whose records they are; and who reads nothing about it. */
export type Ties = Pick<
  LookFacts,
  'surname' | 'bearers' | 'ofRecords' | 'family' | 'home' | 'formerHome' | 'neighbour' | 'inTeam' | 'atEmployer' | 'people'
> & {
  readonly records: readonly odd.RecordOf[]
  /** Who at work is that person herself, or lives with her. */
  readonly barred: readonly string[]
}
/** Who lives where and is whose family is known to a room above this one, which answers with yes and no. `src/app` brings both together. */
export type TiesOf = (tx: ReadTx, looks: readonly LookToTie[], today: PlainDate) => Promise<ReadonlyMap<string, Ties>>

/** The looks at one person whom somebody chose to look at. Lists, reviews of records and what an officer answers are work that was given to her. */
const chosen = [
  'person',
  'linked-records',
  'link-candidates',
  'contact-in-hand',
  'concern',
  'plan',
  'emergency',
  'access-request',
  'ask-for-person',
  'binding-code',
  'proxies',
]
/** What began earlier and was committed later is weighed at the next time. */
const overlap = { minutes: 15 }
const atOnce = 200

/** What is compared of each record. */
const compared = ['identity', 'address', 'household', 'relationship']

const act = 'governance.odd-look.notice' as const
const clock = () => ({ requestId: newId(), system: { actor: 'clock', act, purpose: 'running-the-product' } })

type Weighed = {
  readonly look: odd.LoggedLook
  readonly ties: Ties
  readonly signs: readonly Sign[]
  readonly weight: number
}

/**
 * Weighs the looks since the last time, and writes down which of them are odd: who looked finds it on her day, her officer on his desk. Asked for by the clock
 * every few minutes; asked twice it writes nothing more.
 *
 * @returns how many were noticed
 */
export async function noticeOddLooks({ house, place }: Services, tiesOf: TiesOf): Promise<number> {
  return inTransaction(house, clock(), act, async (tx) => {
    const { until, now } = await odd.readRun(tx)
    const today = dayOf(house.now(), place.zone)
    const looks = await odd.listLooks(tx, until.subtract(overlap), chosen, place.zone)
    await odd.markRun(tx, now)
    if (looks.length === 0) return 0
    const workers = await namesOfWorkers(tx, [...new Set(looks.map((one) => one.workerId))])
    const ties = await compare(tx, looks, workers, tiesOf, today)
    const classes = Object.fromEntries(
      [...ties.values()].flatMap(({ records }) => records.map(({ datasetId }) => [datasetId, compared])),
    )
    await recordAccess(tx, [machineEntry(act, { agreements: ['odd look-ups'], classes }, house.now())])

    const organisations = await namesOfOrganisations(tx)
    const officers = await workersWithRole(tx, 'information-governance', today)
    let noticed = 0
    for (const { look, ties: its, signs } of oneForEachPage(weigh(looks, ties))) {
      const relationship = strongest(look.relationships)
      const pattern = isPattern(signs)
      if (!pattern && isSettled(signs, await odd.listNoticed(tx, look.workerId, look.subjectId), now)) continue
      const what = pattern ? signs.join(' ') : look.subjectId
      const id = idOf(`${look.workerId}|${what}|${dayOf(look.lookedAt, place.zone)}`)
      const refused = look.refusal !== null
      const of: odd.OddLook = {
        id,
        reference: referenceOf(id),
        entryId: look.entryId,
        personId: look.subjectId,
        workerId: look.workerId,
        workerName: workers.get(look.workerId) ?? 'Somebody who has left',
        workerRole: look.workerRole,
        workerOrganisationId: look.organisationId,
        workerOrganisation: organisations.get(look.organisationId) ?? look.organisationId,
        byOthers: isForOthers(officers, look, its.barred),
        barred: its.barred,
        purpose: look.purpose,
        relationship,
        refused,
        signs,
        told: toldOf(signs, refused),
        lookedAt: look.lookedAt,
        noticedAt: now,
      }
      if (!(await odd.insertOddLook(tx, of, its.records))) continue
      await recordAudit(tx, id, { signs })
      noticed++
    }
    return noticed
  })
}

async function compare(
  tx: Tx<typeof act>,
  looks: readonly odd.LoggedLook[],
  names: ReadonlyMap<string, string>,
  tiesOf: TiesOf,
  today: PlainDate,
): Promise<ReadonlyMap<string, Ties>> {
  const surnameOf = (worker: string) => names.get(worker)?.trim().split(/\s+/).at(-1) ?? ''
  const ties = new Map<string, Ties>()
  for (let from = 0; from < looks.length; from += atOnce) {
    const some = looks.slice(from, from + atOnce).map((look) => ({
      id: look.entryId,
      worker: look.workerId,
      organisation: look.organisationId,
      surname: surnameOf(look.workerId),
      sources: look.sources,
    }))
    for (const [id, its] of await tiesOf(tx, some, today)) ties.set(id, its)
  }
  return ties
}

/** The looks that are odd. What has no record any more, since it was erased, is not weighed. */
const weigh = (looks: readonly odd.LoggedLook[], ties: ReadonlyMap<string, Ties>): Weighed[] =>
  looks.flatMap((look) => {
    const its = ties.get(look.entryId)
    if (!its || its.records.length === 0) return []
    const relationship = look.refusal === null ? strongest(look.relationships) : 'none'
    const signs = signsOf({ ...look, ...its, relationship })
    if (!isOdd(signs, relationship)) return []
    return [{ look, ties: its, signs, weight: weightOf(signs, relationship) }]
  })

/** A page shows a household at once: it is noticed for one of them, whose signs weigh most. */
const oneForEachPage = (weighed: readonly Weighed[]): Weighed[] =>
  [...Map.groupBy(weighed, ({ look }) => look.decisionId).values()].map((its) =>
    its.reduce((most, one) => (one.weight > most.weight ? one : most)),
  )

/** Of whoever is an officer herself, or whose organisation has none but whose own record it is, another organisation's officer decides. */
const isForOthers = (
  officers: readonly { readonly workerId: string; readonly organisationId: string }[],
  look: odd.LoggedLook,
  barred: readonly string[],
): boolean =>
  officers.some(({ workerId }) => workerId === look.workerId) ||
  !officers.some(({ workerId, organisationId }) => organisationId === look.organisationId && !barred.includes(workerId))

/** The same matter has the same id, so that whatever is weighed again adds nothing. */
function idOf(what: string): string {
  const hex = createHash('sha256').update(`odd look|${what}`).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-')
}
/** Short enough to be read out on the telephone, and tells nothing. */
const referenceOf = (id: string): string => `L-${id.slice(0, 4).toUpperCase()}-${id.slice(4, 8).toUpperCase()}`
