import { definePolicy } from '#platform/acts'
import { workerRoles } from './worker.rules.ts'

export const policy = definePolicy({
  'partnership.read': { roles: workerRoles, says: 'read who the partners are, their teams and their duty numbers' },
  'partnership.organisation.register': { roles: ['steward'], says: 'register an organisation as a partner' },
  'partnership.organisation.rename': { roles: ['steward', 'executive'], says: 'give an organisation its new name' },
  'partnership.organisation.succeed': {
    roles: ['steward'],
    says: 'have an organisation hand over to its successor from a day on',
  },
  'partnership.team.register': {
    roles: ['steward', 'executive', 'team-lead'],
    says: "register a team of one's own organisation",
  },
  'partnership.worker.register': {
    roles: ['steward', 'executive', 'team-lead'],
    says: 'register someone who comes to work here',
  },
  'partnership.worker.train': { roles: ['steward', 'executive', 'team-lead'], says: "record a colleague's training" },
  'partnership.employment.end': {
    roles: ['steward', 'executive', 'team-lead'],
    says: 'end an employment, and with it every session',
  },
  'partnership.roles.change': { roles: ['steward', 'executive', 'team-lead'], says: "change a colleague's roles" },
  'partnership.delegation.give': { roles: ['executive'], says: 'delegate a function of the organisation, up to a sum' },
  'partnership.delegation.pass-on': { roles: workerRoles, says: 'pass on a delegation that one holds, within its limits' },
  'partnership.delegation.withdraw': { roles: workerRoles, says: 'withdraw a delegation that one gave' },
  'partnership.delegation.withdraw-any': { roles: ['executive'], says: "withdraw any delegation of one's organisation" },
  'partnership.people.load': { roles: ['founder'], says: 'register a whole place (the product itself, at the first start)' },
})
