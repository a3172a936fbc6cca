import { join } from 'node:path'
import { machineEntry, systemPurposes } from '#modules/information-governance'
import { recordAccess } from '#platform/access-log'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'
import { MatchKeys } from './compartments.ts'
import { DifferencesApart } from './find-differences-apart.ts'
import { lockLinking } from './link.repository.ts'
import * as runs from './match-run.repository.ts'
import { reviewedOf } from './match-run.rules.ts'
import { modelId } from './matching.ts'
import { relinkBecause } from './relink-because.ts'

/** The product itself, comparing; or linking what a comparison found missing. */
export const theMatcher = (act: 'person-index.compare' | 'person-index.link' = 'person-index.compare'): Caller => ({
  requestId: newId(),
  system: { actor: 'matcher', act, purpose: systemPurposes.matching },
})

/** More differences than these are counted, and not listed: something is wrong as a whole. */
const mostDifferences = 1000

/**
 * Matches all records at once and compares the people of that with those of the links, which came one by one. They should be the same: where they
 * are not, links were missed, or something is wrong. What it finds is listed for analysts, and changes no link, but for a protected person's
 * that is missing: until it is made, her record is open to others. The work is done in a thread of its own, so that pages go on meanwhile.
 */
export async function compareLinks(services: Services, caller: Caller, runId: string): Promise<void> {
  const { intake, config } = services
  const apart = new DifferencesApart(join(config.DATA_DIR, 'matching', runId))
  try {
    const { decided, reviewed } = await inTransaction(intake, theMatcher(), 'person-index.compare', (tx) =>
      readStanding(services, tx, apart),
    )
    // Nothing waits on the database meanwhile.
    const { differences, report, records, people } = await apart.find(decided)
    const unseen = await inTransaction(intake, caller, 'person-index.compare', async (tx) => {
      // Of people whom others must not find nothing is listed, and nothing counted.
      const kept = await runs.protectedAmong(tx, [...new Set(differences.flatMap(({ persons }) => persons))])
      const isKept = ({ persons, isMarked }: (typeof differences)[number]) =>
        isMarked || persons.some((person) => kept.has(person))
      const seen = differences.filter((one) => !isKept(one))
      const found: runs.Compared = {
        records,
        people,
        model: modelId,
        onlyLinked: seen.filter((one) => one.linked).length,
        onlyAtOnce: seen.filter((one) => !one.linked).length,
        report: { ...report, reviewed },
      }
      await runs.finishRun(tx, runId, found, seen.slice(0, mostDifferences), intake.now())
      const { onlyLinked, onlyAtOnce } = found
      await recordAudit(tx, runId, { records, onlyLinked, onlyAtOnce })
      return differences.filter(isKept)
    })
    const missing = unseen.filter((one) => !one.linked).flatMap(({ one, other }) => [one.source, other.source])
    if (missing.length > 0) await protectAgain(services, missing, runId)
  } finally {
    await apart.stop()
  }
}

/** Links the records of protected people that the links have missed: as the model and people say, like any other record that comes. */
const protectAgain = (services: Services, sources: readonly string[], runId: string): Promise<void> =>
  inTransaction(services.intake, theMatcher('person-index.link'), 'person-index.link', async (tx) => {
    await lockLinking(tx)
    await relinkBecause(services, tx, [...new Set(sources)], {
      subject: runId,
      reason: `comparison ${runId}`,
      isCounted: false,
    })
  })

/** Hands over everything as it is at one moment: no matcher works meanwhile. Leaves the machine's one entry in the access log. */
async function readStanding({ intake, vault }: Services, tx: Tx<'person-index.compare'>, apart: DifferencesApart) {
  await lockLinking(tx)
  const keys = new MatchKeys(vault)
  const classes = ['identity', 'identifier', 'address', 'contact']
  const datasets = new Set<string>()
  for await (const rows of runs.eachLinkedRecord(tx))
    apart.add(
      rows.map(({ source, epoch, person, datasetId, controllerId, regime, ...sealed }) => {
        const { comparable } = keys.open({ source, ...sealed })
        const { numbers, replaced } = comparable
        const content = `${datasetId}|${JSON.stringify(comparable)}`
        datasets.add(datasetId)
        return { source, epoch, numbers, replaced, content, comparable, person, datasetId, controllerId, regime }
      }),
    )
  const decided = await runs.listAllDecisions(tx)
  const reviewed = reviewedOf(await runs.listSettled(tx), await runs.listJudgedTwice(tx))
  await recordAccess(tx, [
    machineEntry(
      'person-index.compare',
      {
        agreements: [...datasets].toSorted().map((dataset) => `OWN-${dataset} v1`),
        classes: Object.fromEntries([...datasets].map((dataset) => [dataset, classes])),
      },
      intake.now(),
    ),
  ])
  return { decided, reviewed }
}
