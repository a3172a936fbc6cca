import * as casework from '#modules/casework'
import * as feeds from '#modules/feeds'
import * as governance from '#modules/information-governance'
import * as multiAgencyTeams from '#modules/multi-agency-teams'
import * as partnership from '#modules/partnership'
import * as personIndex from '#modules/person-index'
import * as residentPortal from '#modules/resident-portal'
import * as serviceDirectory from '#modules/service-directory'
import * as sharedRecord from '#modules/shared-record'
import type { Policy } from '#platform/acts'
import { deliverEvents, eventDelivery, type Subscription } from '#platform/events'
import type { RoomRoutes } from '#platform/http/kernel'
import { liveStream } from '#platform/http/live-stream'
import type { JobHandler, JobKind } from '#platform/jobs'
import type { Services } from '#platform/services'
import { policy as signInPolicy } from '#platform/sign-in/policy'
import { logPages } from './log-pages.ts'
import { policy as appPolicy } from './policy.ts'
import { startPage } from './start-page.ts'

/** Every room's acts, and who may do them. */
export const policy: Policy = {
  ...appPolicy,
  ...signInPolicy,
  ...partnership.policy,
  ...governance.policy,
  ...feeds.policy,
  ...personIndex.policy,
  ...sharedRecord.policy,
  ...serviceDirectory.policy,
  ...multiAgencyTeams.policy,
  ...casework.policy,
  ...residentPortal.policy,
}

/** Every kind of job, so that its queue exists. */
export const jobKinds: readonly JobKind[] = [
  deliverEvents,
  ...feeds.jobKinds,
  ...personIndex.jobKinds,
  ...serviceDirectory.jobKinds,
]

/** Every room's answers to events. */
export const subscriptions: readonly Subscription[] = [...personIndex.subscriptions]

/** Who does which job. */
export const handlersOf = (services: Services): JobHandler[] => [
  eventDelivery(services.house, subscriptions),
  ...feeds.jobHandlers(services),
  ...personIndex.jobHandlers(services),
  ...serviceDirectory.jobHandlers(services),
]

// What is written here about people is in the copies that they ask for.
sharedRecord.putInCopies(casework.written)

/** Where people begin, and every room's pages and JSON routes. What other rooms offer on a person's page is said here. */
export const roomRoutes: readonly RoomRoutes[] = [
  startPage,
  liveStream([casework.liveTopics]),
  logPages,
  partnership.routes,
  partnership.pages,
  governance.routesWith({ countPeople: personIndex.countPeople }),
  feeds.routes,
  feeds.gatewayRoutes,
  feeds.pages,
  sharedRecord.routesWith({ listDue: casework.listDue }),
  serviceDirectory.pages,
  multiAgencyTeams.pages,
  multiAgencyTeams.routes,
  serviceDirectory.orukRoutes,
  personIndex.routes,
  personIndex.pages,
  sharedRecord.pagesWith({
    personActions: [...casework.personActions, ...personIndex.personActions, ...residentPortal.personActions],
    personPanels: [casework.onPerson],
    dayNotices: [...casework.dayNotices, ...multiAgencyTeams.dayNotices, governance.oddLookNotices, ...residentPortal.dayNotices],
    listDue: casework.listDue,
    describe: casework.describeAction,
  }),
  casework.routes,
  casework.pages,
  residentPortal.routes,
]
