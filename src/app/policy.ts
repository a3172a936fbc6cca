import { definePolicy } from '#platform/acts'

export const policy = definePolicy({
  'platform.events.deliver': {
    roles: ['event-delivery'],
    says: 'deliver events to the rooms that wait for them (the product itself)',
  },
  'log.publish': {
    roles: ['log-publisher'],
    says: 'publish what anybody may know of the access log: its checkpoints (the product itself)',
  },
  'log.read': {
    roles: ['auditor', 'information-governance'],
    says: 'see how the access log is kept: its size, its witnesses, what waits',
  },
  'log.export': { roles: ['auditor'], says: 'take the whole access log, to check it: who looked at whom, by their ids' },
  'place.read': { roles: ['founder'], says: 'find out which place this database is for (the product itself, at each start)' },
  'place.found': { roles: ['founder'], says: 'mark a new database as a place’s, once (the product itself, at the first start)' },
})
