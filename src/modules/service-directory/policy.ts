import { workerRoles } from '#modules/partnership'
import { definePolicy } from '#platform/acts'

const keepers = ['data-engineer', 'steward']

export const policy = definePolicy({
  'service-directory.public.read': {
    roles: ['service-directory'],
    says: 'show anybody which services there are (the product itself; nothing of anybody who uses one)',
  },
  'service-directory.read': {
    roles: workerRoles,
    says: 'look for services, and see their free places and when they were checked',
  },
  'service-directory.capacity.record': {
    roles: ['practitioner', 'lead-practitioner', 'front-door', 'team-lead', 'provider'],
    says: 'say how many places a service of her own organisation has',
  },
  'service-directory.service.assure': {
    roles: ['team-lead', 'provider', 'commissioner', 'steward'],
    says: 'say that what is listed of a service of her own organisation holds; the steward of any service',
  },
  'service-directory.source.read': { roles: keepers, says: 'see where services are listed from, and what came of each reading' },
  'service-directory.source.add': {
    roles: keepers,
    says: 'add a source of services: an address that is read every night, or one whose files she uploads',
  },
  'service-directory.source.refresh': { roles: keepers, says: 'have a source read now' },
  'service-directory.source.upload': { roles: keepers, says: 'upload a file of services' },
  'service-directory.source.end': {
    roles: keepers,
    says: 'take nothing from a source any more, so that what it listed ends',
  },
  'service-directory.source.seed': {
    roles: ['founder'],
    says: 'register the source of a place’s directory with its key (the product itself, when a place is set up)',
  },
  'service-directory.import': {
    roles: ['service-directory'],
    says: 'take in services from a signed file or an address, and want addresses read every night (the product itself)',
  },
})
