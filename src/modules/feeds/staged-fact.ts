import { hash } from 'node:crypto'
import { copyLine } from '#platform/copy'
import { seal } from '#platform/vault'
import { saysAbuse } from './abuse.rules.ts'
import type { CanonicalRow } from './canonical.ts'
import { sealedPlace } from './facts.repository.ts'
import { factsOf } from './facts.rules.ts'
import type { Source } from './sources.ts'

/** One fact on its way into the staging table. `content` is its JSON. */
export type StagedFact = {
  readonly rowNo: number
  readonly kind: string
  readonly key: string
  readonly fieldClass: string
  readonly source: Source
  readonly otherId: string | null
  readonly household: string | null
  readonly content: string
  readonly from: string | null
  readonly to: string | null
  readonly eventAt: string
  /** Noted here, since some classes are sealed next. */
  readonly saysAbuse: boolean
}

/** The facts of one canonical row about a known source person. `periodEnd` dates what the sender did not date. */
export function stagedFacts(
  row: CanonicalRow,
  rowNo: number,
  source: Source,
  otherId: string | null,
  periodEnd: string,
): StagedFact[] {
  return factsOf(row).map((fact) => ({
    rowNo,
    kind: fact.kind,
    key: fact.key,
    fieldClass: fact.fieldClass,
    source,
    otherId,
    household: row.kind === 'household' ? row.household : null,
    content: JSON.stringify(fact.content),
    from: row.from ?? null,
    to: row.to ?? null,
    eventAt: row.eventAt ?? periodEnd,
    saysAbuse: saysAbuse(row),
  }))
}

/** How facts of special categories are sealed. `secret` keys their hashes, so that a hash tells nobody what is inside. */
export type Sealing = { readonly datasetId: string; readonly special: ReadonlySet<string>; readonly secret: string }

/** The line of COPY that stages a fact; columns as in `stagingColumns`. Whoever has special facts has her data key by now. */
export function stagingLine(fact: StagedFact, sealing: Sealing): string {
  const isSpecial = sealing.special.has(fact.fieldClass)
  const { source, content } = fact
  const said = `${fact.fieldClass}\n${source.id}\n${fact.otherId}\n${fact.household}\n${fact.from}\n${fact.to}\n${content}`
  return copyLine([
    fact.rowNo,
    fact.kind,
    fact.key,
    fact.fieldClass,
    source.id,
    fact.otherId,
    fact.household,
    isSpecial ? null : content,
    isSpecial ? sealed(fact, sealing) : null,
    digest(isSpecial ? sealing.secret + said : said),
    fact.from,
    fact.to,
    fact.eventAt,
    fact.saysAbuse ? 't' : 'f',
  ])
}

/** Cut to 132 bits: enough to tell two statements apart, and what is cut off cannot be continued by whoever lacks the secret. */
const digest = (said: string): string => hash('sha256', said, 'base64url').slice(0, 22)

const sealed = ({ source, kind, key, content }: StagedFact, { datasetId }: Sealing): string =>
  `\\x${seal(source.dataKey!, content, sealedPlace(datasetId, kind, key)).toString('hex')}`
