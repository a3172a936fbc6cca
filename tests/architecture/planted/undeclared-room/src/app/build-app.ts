import { routes } from '#modules/decisions'
import { heard } from '#modules/gossip'
import type { Database } from '#platform/database'

export const buildApp = (database: Database) => ({ listen: async () => routes(database), heard })
