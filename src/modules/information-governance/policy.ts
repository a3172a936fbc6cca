import { definePolicy } from '#platform/acts'

const everyone = [
  'practitioner',
  'lead-practitioner',
  'front-door',
  'team-lead',
  'information-governance',
  'data-engineer',
  'analyst',
  'matching-reviewer',
  'protection-key-holder',
  'agreement-approver',
  'data-owner',
  'commissioner',
  'finance',
  'executive',
  'scrutiny',
  'steward',
  'provider',
  'auditor',
]

export const policy = definePolicy({
  'governance.read': { roles: [...everyone], says: 'read the agreements, purposes and gateways in force' },
  'governance.seed': {
    roles: ['founder'],
    says: 'set up a place: datasets, purposes, agreements (the product itself, at the first start)',
  },
  'governance.bar': {
    roles: ['founder'],
    says: 'close a worker’s own record to her (the product itself, when it learns of one)',
  },
  'governance.contact.take': {
    roles: ['front-door'],
    says: 'take a contact in hand: a relationship of 24 hours with the person it is about',
  },
})
