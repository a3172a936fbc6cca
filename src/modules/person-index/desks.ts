import type { Protection } from '#modules/information-governance'

/**
 * The two desks where records are compared. A pair of which one side is a protected person's waits at the desk of the key-holders of the
 * agency that protects her, and at no other (practice K1).
 */
export const desks = {
  open: {
    name: 'open',
    path: '/match-candidates',
    acts: { read: 'person-index.review.read', work: 'person-index.review.work', answer: 'person-index.review.answer' },
    holding: 'review-in-hand',
    view: 'match-review',
  },
  protected: {
    name: 'protected',
    path: '/protected-matches',
    acts: {
      read: 'person-index.protected-review.read',
      work: 'person-index.protected-review.work',
      answer: 'person-index.protected-review.answer',
    },
    holding: 'protected-review-in-hand',
    view: 'protected-match',
  },
} as const
export type ReviewDesk = (typeof desks)[keyof typeof desks]

/**
 * Whether a pair of these belongs to this desk now: since it was put up, an agency may have protected one of them, or lifted it. From that
 * commit nobody compares her at the open desk, and nobody but a key-holder is shown who is held.
 */
export const belongsTo = (desk: ReviewDesk, sides: readonly { readonly protection: Protection }[]): boolean =>
  (desk.name === 'protected') === sides.some((side) => side.protection !== 'none')
