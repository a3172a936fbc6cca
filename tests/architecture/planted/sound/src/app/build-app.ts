import { routes } from '#modules/decisions'
import { findOrganisation } from '#modules/partnership'
import type { Database } from '#platform/database'

export const buildApp = (database: Database) => ({ listen: async () => routes(database), identify: findOrganisation })
