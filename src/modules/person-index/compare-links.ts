import { join } from 'node:path'
import { machineEntry, systemPurposes } from '#modules/information-governance'
import { recordAccess } from '#platform/access-log'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'
import { MatchKeys } from './compartments.ts'
import type { StaffDecision } from './grouping.rules.ts'
import { lockLinking } from './link.repository.ts'
import { type HeldRecord, matchAll } from './match-all.ts'
import * as runs from './match-run.repository.ts'
import { pairsWithin, reviewedOf } from './match-run.rules.ts'
import { compare, modelId } from './matching.ts'
import type { Origin } from './records.repository.ts'

/** The product itself, comparing. */
export const theMatcher = (): Caller => ({
  requestId: newId(),
  system: { actor: 'matcher', act: 'person-index.compare', purpose: systemPurposes.matching },
})

/** More differences than these are counted, and not listed: something is wrong as a whole. */
const mostDifferences = 1000

type Held = HeldRecord & Origin & { readonly person: string }
type Standing = {
  readonly held: ReadonlyMap<string, Held>
  readonly decided: readonly StaffDecision[]
  readonly settled: Awaited<ReturnType<typeof runs.listSettled>>
  readonly judgedTwice: readonly number[]
}

/**
 * Matches all records at once and compares the people of that with those of the links, which came one by one. They should be the same: where they
 * are not, links were missed, or something is wrong. Changes no link; what it finds is listed for analysts.
 */
export async function compareLinks(services: Services, caller: Caller, runId: string): Promise<void> {
  const { intake, config } = services
  const standing = await inTransaction(intake, theMatcher(), 'person-index.compare', (tx) => readStanding(services, tx))
  const { held, decided, settled, judgedTwice } = standing
  // Nothing waits on the database meanwhile.
  const all = await matchAll([...held.values()], decided, join(config.DATA_DIR, 'matching', runId))
  const linked = Map.groupBy(held.values(), ({ person }) => person)
  const [byLinks, atOnce] = [
    new Set(pairsWithin([...linked.values()].map((its) => its.map(({ source }) => source)))),
    new Set(pairsWithin(all.people)),
  ]
  const inOneAlone = [...[...byLinks].filter((pair) => !atOnce.has(pair)), ...[...atOnce].filter((pair) => !byLinks.has(pair))]
  const differing = inOneAlone.map((pair) => {
    const [one, other] = pair.split('|').map((source) => held.get(source)!) as [Held, Held]
    return { one, other, linked: byLinks.has(pair) }
  })
  await inTransaction(intake, caller, 'person-index.compare', async (tx) => {
    // Of people whom others must not find nothing is listed, and nothing counted.
    const kept = await runs.protectedAmong(tx, [...new Set(differing.flatMap(({ one, other }) => [one.person, other.person]))])
    const seen = differing.filter(
      ({ one, other }) => ![one, other].some((its) => kept.has(its.person) || its.comparable.protected),
    )
    const found: runs.Compared = {
      model: modelId,
      records: held.size,
      people: linked.size,
      peopleAtOnce: all.people.length,
      onlyLinked: seen.filter((one) => one.linked).length,
      onlyAtOnce: seen.filter((one) => !one.linked).length,
      report: { ...all.report, reviewed: reviewedOf(settled, judgedTwice) },
    }
    await runs.finishRun(tx, runId, found, seen.slice(0, mostDifferences).map(differenceOf), intake.now())
    const { onlyLinked, onlyAtOnce, records } = found
    await recordAudit(tx, runId, { records, onlyLinked, onlyAtOnce })
  })
}

function differenceOf({ one, other, linked }: { one: Held; other: Held; linked: boolean }): runs.Difference {
  const { bits, says } = compare(one.comparable, other.comparable)
  const originOf = ({ source, datasetId, controllerId, regime }: Held) => ({ source, datasetId, controllerId, regime })
  return { one: originOf(one), other: originOf(other), linked, bits: one.epoch === other.epoch ? bits : null, says }
}

/** Everything at one moment: no matcher works meanwhile. Leaves the machine's one entry in the access log. */
async function readStanding({ intake, vault }: Services, tx: Tx<'person-index.compare'>): Promise<Standing> {
  await lockLinking(tx)
  const keys = new MatchKeys(vault)
  const held = new Map<string, Held>()
  const classes = ['identity', 'identifier', 'address', 'contact']
  const datasets = new Set<string>()
  for await (const rows of runs.eachLinkedRecord(tx))
    for (const { source, epoch, person, datasetId, controllerId, regime, ...sealed } of rows) {
      const { comparable } = keys.open({ source, ...sealed })
      const { numbers, replaced } = comparable
      const content = `${datasetId}|${JSON.stringify(comparable)}`
      held.set(source, { source, epoch, numbers, replaced, content, comparable, person, datasetId, controllerId, regime })
      datasets.add(datasetId)
    }
  const standing = {
    held,
    decided: await runs.listAllDecisions(tx),
    settled: await runs.listSettled(tx),
    judgedTwice: await runs.listJudgedTwice(tx),
  }
  await recordAccess(tx, [
    machineEntry(
      'person-index.compare',
      { agreement: 'OWN v1 of each dataset', classes: Object.fromEntries([...datasets].map((dataset) => [dataset, classes])) },
      intake.now(),
    ),
  ])
  return standing
}
