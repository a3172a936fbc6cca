import { definePolicy } from '#platform/acts'

export const policy = definePolicy({
  'resident-portal.home.read': { roles: ['resident'], says: 'open her own home page' },
  'resident-portal.access-log.read': { roles: ['resident'], says: 'see who looked at her record, and why' },
  'resident-portal.notice.read': {
    roles: ['resident'],
    says: 'read what services may share about people, and what was shared about her',
  },
  'resident-portal.code.use': { roles: ['resident'], says: 'tie her account to her record with a code from a worker' },
  'resident-portal.personas.open': {
    roles: ['founder'],
    says: 'open the fictional residents’ accounts (the product itself, at the first start of a fictional place)',
  },
  'resident-portal.code.issue': {
    roles: ['practitioner', 'lead-practitioner', 'front-door', 'team-lead'],
    says: 'give a one-time code, in person, to someone she knows',
  },
  'resident-portal.frozen.read': {
    roles: ['practitioner', 'lead-practitioner', 'front-door', 'team-lead'],
    says: 'see which accounts of the people she works with are frozen',
  },
  'resident-portal.account.thaw': {
    roles: ['lead-practitioner', 'team-lead'],
    says: 'give a frozen account back to the person she knows, with the reason, having signed in again; not where a code was hers',
  },
})
