import { definePolicy } from '#platform/acts'

const frontLine = ['practitioner', 'lead-practitioner', 'front-door', 'team-lead']

export const policy = definePolicy({
  'casework.contact.send': { roles: frontLine, says: 'describe a person, and what is worrying, to the front door' },
  'casework.contact.read': {
    roles: frontLine,
    says: 'read the contacts that she sent; at the front door, those that came in there',
  },
  'casework.contact.take': {
    roles: ['front-door'],
    says: 'take a contact from the front door’s queue, look for whom it is about, and close it when she has rung back',
  },
})
