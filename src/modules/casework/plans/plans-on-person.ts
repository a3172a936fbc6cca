import type { ReadTx } from '#platform/database'
import type { Services } from '#platform/services'
import type { Part } from '#platform/views/html'
import { listPlans } from './plan.repository.ts'
import { planOf } from './plan.rules.ts'
import { plansOnPersonView } from './plan.view.ts'

/** A person's plans on her page, as far as what was granted for the page shows them. */
export async function plansPanel({ vault }: Services, tx: ReadTx, sources: readonly string[]): Promise<Part> {
  const mine = (await listPlans(tx, vault, sources)).map((plan) => ({ plan, now: planOf(plan.entries) }))
  return plansOnPersonView(mine)
}
