import { z } from 'zod'
import { idSchema } from '#platform/ids'

export const FreezeParams = z.object({ id: idSchema<'freeze'>() })
export const Redirected = z.string().describe('Done; the page to go to is in the Location header.')
export const ThawFields = { reason: z.string().max(1000).default('') }

export const FrozenAccountsResponse = z
  .object({
    people: z.array(
      z.object({
        personId: z.string(),
        name: z.string(),
        accounts: z.array(
          z.object({
            id: z.string(),
            accountName: z.string(),
            openedAt: z.string(),
            wasTied: z.boolean(),
            codeFrom: z.string().nullable(),
            frozenAt: z.string(),
          }),
        ),
        decided: z.object({ at: z.string(), by: z.string(), reason: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'FrozenAccounts' })
