import { definePolicy } from '#platform/acts'

const engineer = ['data-engineer']

export const policy = definePolicy({
  'feeds.read': {
    roles: [...engineer, 'information-governance', 'auditor'],
    says: 'see the feeds: freshness, counts, errors and history, without personal data',
  },
  'feeds.feed.register': {
    roles: ['founder'],
    says: 'register a feed with its dataset and its keys (the product itself, when a place is set up)',
  },
  'feeds.source.find': {
    roles: ['founder'],
    says: 'find source persons by their senders’ keys (the product itself, when a place is set up)',
  },
  'feeds.key.revoke': { roles: [...engineer, 'information-governance'], says: 'revoke the key of a connection' },
  'feeds.batch.receive': {
    roles: ['feed-gateway'],
    says: 'receive a file whose manifest is signed (the product itself, for the interface and the drop folder)',
  },
  'feeds.batch.upload': { roles: engineer, says: 'upload a file in her own name, having signed in again' },
  'feeds.batch.apply': { roles: ['feeds'], says: 'check and apply a received batch (the product itself)' },
  'feeds.batch.release': { roles: engineer, says: 'release, or refuse, a batch of someone else that waits above its change cap' },
  'feeds.batch.ask-reversal': { roles: engineer, says: 'have an applied batch reversed, with the reason' },
  'feeds.batch.reverse': { roles: ['feeds'], says: 'reverse a batch that someone asked to have reversed (the product itself)' },
  'feeds.row.correct': { roles: engineer, says: 'give the right value for the failing field of a row in quarantine' },
  'feeds.row.replay': { roles: engineer, says: 'replay the corrected rows of a batch' },
  'feeds.row.dismiss': { roles: engineer, says: 'put a row in quarantine aside, with the reason' },
  'feeds.event.receive': { roles: ['feed-gateway'], says: 'receive and apply one signed event (the product itself)' },
})
