import { recordCapacity, searchServices } from '#modules/service-directory'
import { dayOf } from '#platform/dates'
import type { Services } from '#platform/services'
import { inTransaction } from '#platform/transactions'
import { sittingOf } from './demo-requests.ts'

/** Who says in the demonstration how many places a service of theirs has. */
const said = [
  ['bev-harker', 'childrens-family-help', 'Lantern family support', '6'],
  ['bev-harker', 'childrens-family-help', 'Lantern Families (North)', '0'],
  ['amina-hussain', 'tenancy-support', 'Housing options', '14'],
] as const

/** Free places that were said when the demonstration opens: one service has some, and one is full. */
export async function sayFreePlaces(services: Services, personaIssuer: string): Promise<void> {
  const { house, place } = services
  const act = 'service-directory.capacity.record'
  const today = dayOf(house.now(), place.zone)
  for (const [persona, purpose, name, places] of said) {
    const sitting = await sittingOf(services, personaIssuer, persona, purpose)
    if (!sitting) continue
    await inTransaction(house, sitting(), act, async (tx) => {
      const found = await searchServices(tx, { words: name, today })
      const service = found.services.find((one) => one.name === name)
      if (service) await recordCapacity(tx, { serviceId: service.id, places }, house.now(), today)
    })
  }
}
