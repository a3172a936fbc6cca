import { definePolicy } from '../acts.ts'

const staff = [
  'practitioner',
  'lead-practitioner',
  'front-door',
  'team-lead',
  'information-governance',
  'data-engineer',
  'analyst',
  'commissioner',
  'finance',
  'executive',
  'matching-reviewer',
  'protection-key-holder',
  'agreement-approver',
  'data-owner',
  'scrutiny',
  'steward',
  'provider',
  'auditor',
]
const everyone = [...staff, 'resident']

export const policy = definePolicy({
  'session.open': { roles: ['sign-in'], says: 'open a session for someone who has just signed in (the product itself)' },
  'session.offer-personas': {
    roles: ['sign-in'],
    says: 'offer invented people to sign in as, over a fictional place (the product itself)',
  },
  'session.read': { roles: everyone, says: "see one's own name, organisation and purpose" },
  'session.follow': { roles: staff, says: 'be told, while a page is open, that something on it has changed, and not what' },
  'session.end': { roles: everyone, says: 'sign out' },
  'session.change-purpose': { roles: staff, says: 'go on working under another of the purposes that one may work under' },
})
