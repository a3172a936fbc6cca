import { definePolicy } from '#platform/acts'

const frontLine = ['practitioner', 'lead-practitioner', 'front-door', 'team-lead']

export const policy = definePolicy({
  'shared-record.person.search': { roles: frontLine, says: 'find people with whom she or her team works' },
  'shared-record.person.read': { roles: frontLine, says: 'open a person: who is involved, and what the agreements allow' },
  'shared-record.my-day.read': { roles: frontLine, says: 'see what is new about the people she works with' },
})
