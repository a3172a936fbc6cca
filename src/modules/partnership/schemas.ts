import { z } from 'zod'
import { organisationKinds } from './organisation.rules.ts'

export const OrganisationParams = z.object({ id: z.string().max(80) })

const Day = z.iso.date()
const Named = z.object({ id: z.string(), name: z.string() })

const Partner = z.object({
  id: z.string().describe('A scheme and a code in it, such as GB-COH-01234567.'),
  name: z.string(),
  kind: z.enum(organisationKinds),
  dutyTeam: z.string(),
  dutyPhone: z.string(),
  from: Day,
  to: Day.nullable().describe('The first day on which it no longer acts.'),
  successorId: z.string().nullable(),
  ended: z.boolean(),
  inItsPlace: Named.nullable().describe('Who answers for it today, once it has ended.'),
})

export const OrganisationsResponse = z.object({ organisations: z.array(Partner) })

export const OrganisationResponse = Partner.extend({
  identifiers: z.array(z.object({ scheme: z.string(), value: z.string() })),
  teams: z.array(z.object({ id: z.uuid(), name: z.string(), phone: z.string() })),
  peopleAtWork: z.number().int(),
  history: z.array(
    z.discriminatedUnion('what', [
      z.object({ what: z.literal('joined'), day: Day }),
      z.object({ what: z.literal('renamed'), day: Day, from: z.string() }),
      z.object({ what: z.literal('took-over'), day: Day, other: Named }),
      z.object({ what: z.literal('ended'), day: Day, successor: Named.nullable() }),
    ]),
  ),
})
