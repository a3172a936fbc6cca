import { z } from 'zod'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { idSchema } from '#platform/ids'
import { inTransaction } from '#platform/transactions'
import { lacksOf, mayReadOf, missingSeats, seenBy, standingOf, type Writer } from './team.rules.ts'
import { readerOf, readTeam, readTeams, type Team } from './teams.ts'

const read = 'multi-agency-teams.read' as const
const tags = ['teams']
const Shown = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  phone: z.string(),
  purpose: z.string(),
  mandate: z.string(),
  agreement: z.string(),
  lead: z.string(),
  ended: z.string().nullable(),
  missingSeats: z.array(z.string()),
  members: z.array(
    z.object({
      workerId: z.string(),
      name: z.string(),
      organisation: z.string(),
      seat: z.string(),
      most: z.number(),
      standing: z.string().optional(),
      lacks: z.array(z.string()).optional(),
    }),
  ),
})
const shown = ({ id, now, entries, around }: Team, reader: Writer) => ({
  id,
  name: now.begun.name,
  kind: now.begun.team,
  phone: now.begun.phone,
  purpose: now.begun.purpose,
  mandate: now.begun.mandate,
  agreement: now.begun.agreement,
  lead: now.leadName,
  ended: now.ended?.why ?? null,
  missingSeats: now.ended ? [] : missingSeats(now).map(({ key }) => key),
  members: seenBy(now, entries, reader).members.map((one) => ({
    workerId: one.workerId,
    name: one.name,
    organisation: one.organisation,
    seat: one.seat,
    most: one.most,
    ...(mayReadOf(now, one, reader)
      ? { standing: standingOf(now, one, around), lacks: lacksOf(now, one, around).map(({ text }) => text) }
      : {}),
  })),
})

/** The JSON twins of the pages. */
export const routes: RoomRoutes = (app, services) => {
  app.get(
    '/api/v1/teams',
    {
      config: { act: read },
      schema: {
        tags,
        summary: 'Teams of several agencies',
        response: { 200: z.object({ teams: z.array(Shown) }).meta({ id: 'Teams' }) },
      },
    },
    async (request) => {
      const teams = await inTransaction(services.house, callerOf(request), read, (tx) => readTeams(services, tx))
      const reader = readerOf(services.house.policy, request.actor!)
      return { teams: teams.map((team) => shown(team, reader)) }
    },
  )
  app.get(
    '/api/v1/teams/:id',
    {
      config: { act: read },
      schema: {
        tags,
        summary: 'One team, with what each member lacks',
        params: z.object({ id: idSchema<'team'>() }),
        response: { 200: Shown.meta({ id: 'Team' }) },
      },
    },
    async (request) => {
      const team = await inTransaction(services.house, callerOf(request), read, (tx) => readTeam(services, tx, request.params.id))
      return shown(team, readerOf(services.house.policy, request.actor!))
    },
  )
}
