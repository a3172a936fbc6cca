import { hash } from 'node:crypto'
import { copyLine } from '#platform/copy'
import { seal } from '#platform/vault'
import type { CanonicalRow } from './canonical.ts'
import { sealedPlace } from './facts.repository.ts'
import { factsOf } from './facts.rules.ts'

/** One fact on its way into the staging table. `content` is its JSON. */
export type StagedFact = {
  readonly rowNo: number
  readonly kind: string
  readonly key: string
  readonly fieldClass: string
  readonly sourceId: string
  readonly otherId: string | null
  readonly household: string | null
  readonly content: string
  readonly from: string | null
  readonly to: string | null
  readonly eventAt: string
}

/** The facts of one canonical row about a known source person. `periodEnd` dates what the sender did not date. */
export function stagedFacts(
  row: CanonicalRow,
  rowNo: number,
  sourceId: string,
  otherId: string | null,
  periodEnd: string,
): StagedFact[] {
  return factsOf(row).map((fact) => ({
    rowNo,
    kind: fact.kind,
    key: fact.key,
    fieldClass: fact.fieldClass,
    sourceId,
    otherId,
    household: row.kind === 'household' ? row.household : null,
    content: JSON.stringify(fact.content),
    from: row.from ?? null,
    to: row.to ?? null,
    eventAt: row.eventAt ?? periodEnd,
  }))
}

/** How sealed facts are sealed, and their hashes keyed, so that the hash tells nobody what is inside. */
export type Sealing = {
  readonly datasetId: string
  readonly special: ReadonlySet<string>
  readonly hashKey: Buffer
  keyOf(sourceId: string): Buffer
}

/** The line of COPY that stages a fact; columns as in `stagingColumns`. */
export function stagingLine(fact: StagedFact, sealing: Sealing): string {
  const secret = sealing.special.has(fact.fieldClass)
  const said = `${fact.fieldClass}\n${fact.sourceId}\n${fact.otherId}\n${fact.household}\n${fact.from}\n${fact.to}\n${fact.content}`
  return copyLine([
    fact.rowNo,
    fact.kind,
    fact.key,
    fact.fieldClass,
    fact.sourceId,
    fact.otherId,
    fact.household,
    secret ? null : fact.content,
    secret ? sealed(fact, sealing) : null,
    (secret ? createHmac('sha256', sealing.hashKey).update(said).digest('base64url') : hash('sha256', said, 'base64url')).slice(
      0,
      22,
    ),
    fact.from,
    fact.to,
    fact.eventAt,
  ])
}

const sealed = (fact: StagedFact, sealing: Sealing): string =>
  `\\x${seal(sealing.keyOf(fact.sourceId), fact.content, sealedPlace(sealing.datasetId, fact.kind, fact.key)).toString('hex')}`
