import { reportIncident } from '#modules/information-governance'
import type { Services } from '#platform/services'
import { inTransaction } from '#platform/transactions'
import { sittingOf } from './demo-requests.ts'

/** What went wrong in the demonstration when it opens: an e-mail to the wrong person, of which 20 of the 72 hours are over. */
export async function reportAround(services: Services, personaIssuer: string): Promise<void> {
  const amina = await sittingOf(services, personaIssuer, 'amina-hussain', 'tenancy-support')
  if (!amina) return
  const reportedAt = services.house.now().subtract({ hours: 19 })
  const earlier = { ...services, house: { ...services.house, now: () => reportedAt } }
  await inTransaction(services.house, amina(), 'governance.incident.report', (tx) =>
    reportIncident(earlier, tx, {
      said: 'I sent the list of this week’s repairs, with eleven addresses, to a contractor with the same first name as ours. He rang to say so. I asked him to delete it.',
      noticedAt: reportedAt.subtract({ hours: 1 }),
      goingOn: 'not-known',
    }),
  )
}
