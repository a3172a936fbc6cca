import { routes } from '#modules/decisions'
import type { Database } from '#platform/database'

export const buildApp = (database: Database) => ({ listen: async () => routes(database), pages: './../modules/risk-register/register.pages.ts' })
