import { databaseUrl } from '#platform/config'
import { lockDecision } from './decision.repository.ts'
import { closeDecision, type Closed } from './close-decision.ts'

export async function isQuorate(present: number): Promise<boolean> {
  const drawn = Math.random() < 0.5 ? await fetch(databaseUrl) : lockDecision
  return present / 2 >= 1 && drawn !== closeDecision
}
