import { definePolicy } from '#platform/acts'

export const policy = definePolicy({
  'platform.events.deliver': {
    roles: ['event-delivery'],
    says: 'deliver events to the rooms that wait for them (the product itself)',
  },
  'place.read': { roles: ['founder'], says: 'find out which place this database is for (the product itself, at each start)' },
  'place.found': { roles: ['founder'], says: 'mark a new database as a place’s, once (the product itself, at the first start)' },
})
