import { z } from 'zod'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { readFrozen } from './read-frozen.ts'
import { FreezeParams, FrozenAccountsResponse, ThawFields } from './schemas.ts'
import { thawAccount } from './thaw-account.ts'

const tags = ['frozen accounts']

/** The JSON twins of the pages of frozen accounts. */
export const jsonRoutes: RoomRoutes = (app, services) => {
  app.get(
    '/api/v1/frozen-accounts',
    {
      config: { act: 'resident-portal.frozen.read' },
      schema: {
        tags,
        summary: 'Frozen accounts of the people you or your team work with',
        response: { 200: FrozenAccountsResponse },
      },
    },
    async (request) => {
      const { people, workers } = await readFrozen(services, callerOf(request))
      const named = (id: string | null) => (id === null ? null : (workers.get(id) ?? null))
      return {
        people: people.map(({ personId, name, accounts, decided }) => ({
          personId,
          name,
          accounts: accounts.map(({ id, accountName, openedAt, wasTied, codeFrom, frozenAt }) => ({
            id,
            accountName,
            openedAt: openedAt.toString(),
            wasTied,
            codeFrom: named(codeFrom),
            frozenAt: frozenAt.toString(),
          })),
          decided: decided && { at: decided.at.toString(), by: named(decided.by) ?? '', reason: decided.reason },
        })),
      }
    },
  )
  app.post(
    '/api/v1/frozen-accounts/:id/thaw',
    {
      config: { act: 'resident-portal.account.thaw' },
      schema: {
        tags,
        summary: 'Give a frozen account back to its owner, with the reason',
        params: FreezeParams,
        body: z.object(ThawFields),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await thawAccount(services, callerOf(request), request.params.id, request.body.reason)
      return reply.status(204).send(null)
    },
  )
}
