import type { ReadTx } from '#platform/database'
import type { Services } from '#platform/services'
import { html, type Part } from '#platform/views/html'
import { listPlans } from './plans/plan.repository.ts'
import { planOf } from './plans/plan.rules.ts'
import { plansOnPersonView } from './plans/plans-list.view.ts'
import { listReferrals } from './referrals/referral.repository.ts'
import { referralsOnPersonView } from './referrals/referral.view.ts'

/** A person's plans and referrals on her page, as far as what was granted for the page shows them. */
export async function onPerson({ vault }: Services, tx: ReadTx, sources: readonly string[]): Promise<Part> {
  const plans = (await listPlans(tx, vault, sources)).map((plan) => ({ plan, now: planOf(plan) }))
  const referrals = await listReferrals(tx, vault, sources)
  return html`${plansOnPersonView(plans)}${referralsOnPersonView(referrals)}`
}
