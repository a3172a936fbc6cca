import { definePolicy } from '#platform/acts'

export const policy = definePolicy({
  'person-index.link': { roles: ['matcher'], says: 'link the records of a batch by the exact rules (the product itself)' },
})
