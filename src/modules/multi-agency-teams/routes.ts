import { z } from 'zod'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { idSchema } from '#platform/ids'
import { inTransaction } from '#platform/transactions'
import { lacksOf, missingSeats, standingOf } from './team.rules.ts'
import { readTeam, readTeams, type Team } from './teams.ts'

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
      standing: z.string(),
      lacks: z.array(z.string()),
    }),
  ),
})
const shown = ({ id, now, around }: Team) => ({
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
  members: now.members.map((one) => ({
    workerId: one.workerId,
    name: one.name,
    organisation: one.organisation,
    seat: one.seat,
    most: one.most,
    standing: standingOf(now, one, around),
    lacks: lacksOf(now, one, around).map(({ text }) => text),
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
      return { teams: teams.map(shown) }
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
      return shown(team)
    },
  )
}
