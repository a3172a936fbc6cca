import type { RoomRoutes } from '#platform/http/kernel'
import { findHelpPages } from './find-help.pages.ts'
import { servicesPages } from './services.pages.ts'
import { sourcesPages } from './sources.pages.ts'

export const pages: RoomRoutes = (app, services) => {
  findHelpPages(app, services)
  servicesPages(app, services)
  sourcesPages(app, services)
}
