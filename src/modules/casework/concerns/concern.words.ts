import type { Agrees, ConcernDecision, Danger } from './concern.rules.ts'
import { thresholds } from './concern.rules.ts'

/** Words that more than one page says of a worry. */
export const dangerWords: Readonly<Record<Danger, string>> = {
  now: 'In danger now',
  soon: 'Danger may come soon',
  no: 'No danger that I know of',
}
export const agreesWords: Readonly<Record<Agrees, string>> = {
  yes: 'Yes, they know and agree',
  no: 'They know, and do not agree',
  'not-safe-to-ask': 'It is not safe to ask',
  'not-asked': 'Not asked yet',
}
export const decisionWord = (decision: ConcernDecision): string => thresholds.find((one) => one.decision === decision)!.name
