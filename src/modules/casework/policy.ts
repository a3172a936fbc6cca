import { definePolicy } from '#platform/acts'

const frontLine = ['practitioner', 'lead-practitioner', 'front-door', 'team-lead']

export const policy = definePolicy({
  'casework.contact.send': { roles: frontLine, says: 'describe a person, and what is worrying, to the front door' },
  'casework.contact.read': {
    roles: frontLine,
    says: 'read the contacts that she sent, and what became of her worries; at the front door, what came in there',
  },
  'casework.contact.take': {
    roles: ['front-door'],
    says: 'take a contact from the front door’s queue, look for whom it is about, and close it when she has rung back',
  },
  'casework.concern.record': { roles: frontLine, says: 'record a worry about somebody she works with, for the front door' },
  'casework.concern.decide': {
    roles: ['front-door'],
    says: 'read a worry that was sent to the front door, and decide what follows, with the reason',
  },
  'casework.plan.begin': {
    roles: frontLine,
    says: 'begin a plan for somebody she works with, and ask those who work with them into its team',
  },
  'casework.plan.read': {
    roles: frontLine,
    says: 'read the plans of the people she works with, as far as an agreement shows them',
  },
  'casework.plan.change': { roles: frontLine, says: 'write into a plan whose team she is in' },
  'casework.referral.send': { roles: frontLine, says: 'refer somebody she works with to another organisation' },
  'casework.referral.read': { roles: frontLine, says: 'read the referrals that her organisation has, and those that it sent' },
  'casework.referral.answer': {
    roles: frontLine,
    says: 'answer a referral that her organisation has, or go on with one that it sent',
  },
  'casework.case-review.ask': {
    roles: ['resident'],
    says: 'ask the agencies to look together at how her reports of anti-social behaviour were answered, and follow it',
  },
  'casework.story.tell': { roles: ['resident'], says: 'tell her story once, in her own words, and send it to the front door' },
  'casework.plan.read-own': { roles: ['resident'], says: 'read the plan that she has with services' },
  'casework.plan.answer': { roles: ['resident'], says: 'agree to her plan, or ask for a change in her own words' },
})
