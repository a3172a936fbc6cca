import { definePolicy } from '#platform/acts'

export const policy = definePolicy({
  'person-index.link': { roles: ['matcher'], says: 'link the records of a batch by the matching engine (the product itself)' },
  'person-index.compare': {
    roles: ['matcher'],
    says: 'match all records at once, and compare that with the links (the product itself)',
  },
  'person-index.quality.read': {
    roles: ['analyst', 'data-engineer'],
    says: 'see how well records are matched, in counts and shares, without whose they are',
  },
  'person-index.quality.ask': {
    roles: ['analyst', 'data-engineer'],
    says: 'have the links compared with the whole matching now',
  },
  'person-index.reviewing.read': {
    roles: ['analyst'],
    says: 'see how much waits at the open review desk and how each reviewer gets on, without whose the records are',
  },
  'person-index.link-again.ask': {
    roles: ['data-engineer'],
    says: 'have the records linked again in which the links differ from the whole matching',
  },
  'person-index.linked-records.read': {
    roles: ['practitioner', 'lead-practitioner', 'front-door', 'team-lead'],
    says: 'see which agencies’ records make up a person whom she works with, and why',
  },
  'person-index.link.decide': {
    roles: ['lead-practitioner', 'front-door', 'team-lead'],
    says: 'say, with a reason, that records are or are not of one person, and take that back',
  },
  'person-index.review.read': {
    roles: ['matching-reviewer'],
    says: 'see how many pairs of records wait for review, without whose they are',
  },
  'person-index.review.work': {
    roles: ['matching-reviewer'],
    says: 'open a pair of records that may be one person, and compare them side by side',
  },
  'person-index.review.answer': {
    roles: ['matching-reviewer'],
    says: 'say whether a pair that she has open is one person, and take that back',
  },
  'person-index.protected-review.read': {
    roles: ['protection-key-holder'],
    says: 'see how many records may be those of somebody whom her organisation protects',
  },
  'person-index.protected-review.work': {
    roles: ['protection-key-holder'],
    says: 'compare a record with that of somebody whom her organisation protects',
  },
  'person-index.protected-review.answer': {
    roles: ['protection-key-holder'],
    says: 'say whether a record is that of somebody whom her organisation protects, and take that back',
  },
})
