import { ageInWords, type Instant } from '#platform/dates'
import { type Html, html } from '#platform/views/html'
import { dataTable, factList, nothingHere, pageHeading, paragraph, sectionHeading } from '#platform/views/page-parts'
import { type Reviewer, type Reviewing, reviewingDays } from '../read-reviewing.ts'

export const reviewingTitle = 'How reviewing gets on'

const count = (value: number): string => value.toLocaleString('en-GB')
/** "9 of 10", or that there was none. */
const outOf = (some: number, all: number): string => (all === 0 ? 'none' : `${count(some)} of ${count(all)}`)

/** The lead's page of the open review desk: what waits, where reviewers disagree, and how each of them gets on. */
export function reviewingView(reviewing: Reviewing, now: Instant): Html {
  const { waiting, oldest, answered, disputed, needMore, reviewers } = reviewing
  return html`${pageHeading(reviewingTitle)}
${paragraph('Pairs of records that may be one person wait until reviewers have compared them. Pairs of protected people are not counted here: their key-holders have a desk of their own. Counted are also pairs between services whose records no agreement lets reviewers compare: those nobody is shown.')}
${sectionHeading('What waits now')}
${factList([
  { label: 'Pairs that wait', value: count(waiting) },
  { label: 'The oldest', value: oldest ? `Put up ${ageInWords(oldest, now)} ago` : 'None waits' },
  { label: 'With one answer already', value: count(answered) },
  { label: 'Two reviewers said otherwise', value: count(disputed) },
  { label: 'A reviewer needs to know more', value: count(needMore) },
])}
${sectionHeading(`What reviewers answered in the last ${reviewingDays} days`)}
${dataTable<Reviewer>({
  caption: 'Reviewers, by name',
  columns: [
    { heading: 'Reviewer', cell: (one) => one.name },
    { heading: 'Answers', cell: (one) => count(one.answers), numeric: true },
    { heading: 'Could not say', cell: (one) => count(one.unsure), numeric: true },
    { heading: 'Said what a colleague said', cell: (one) => outOf(one.saidTheSame, one.judgedByTwo), numeric: true },
    { heading: 'Said what was known', cell: (one) => outOf(one.asKnown, one.known), numeric: true },
  ],
  rows: reviewers,
  empty: nothingHere('No pair has been answered in this time.', 'Reviewers find what waits under “Records to compare”.'),
})}
${paragraph('One pair in ten that a reviewer answers has been decided already; she is not told. “Known” is a pair of which two others had said the same. Where she says otherwise about a pair that only one had decided, that decision is taken back and the pair waits again. Few pairs say little: look at the pairs with the reviewer before you judge.')}`
}
