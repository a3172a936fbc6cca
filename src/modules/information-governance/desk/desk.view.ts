import { ageInWords, longTime } from '#platform/dates'
import { type Html, html } from '#platform/views/html'
import { dataTable, link, nothingHere, pageHeading, paragraph, sectionHeading, tag } from '#platform/views/page-parts'
import type { At } from '../at.ts'
import type { DeskItem, DeskKind } from './desk.rules.ts'

const kindWords: Readonly<Record<DeskKind, string>> = {
  incident: 'Incident',
  'subject-request': 'Rights',
  'odd-look': 'Odd look',
  emergency: 'Emergency access',
  continuity: 'Continuity list',
  journal: 'Log journal',
  request: 'Question',
  agreement: 'Agreement',
  assessment: 'Assessment',
  expiring: 'About to run out',
  erasure: 'Erasure',
}
const day = 86_400_000

function dueTag({ dueAt }: DeskItem, { now, zone }: At): Html {
  if (!dueAt) return html`No date`
  const left = dueAt.epochMilliseconds - now.epochMilliseconds
  const when = longTime(dueAt, zone)
  if (left < 0) return html`${tag('Late', 'red')} ${when}`
  return left < day ? html`${tag('Within a day', 'orange')} ${when}` : html`${when}`
}

/** Everything that waits, in the order in which it is due; late work says so. */
export const deskView = (items: readonly DeskItem[], at: At, also: readonly { text: string; href: string }[]): Html => {
  const late = items.filter(({ dueAt }) => dueAt && dueAt.epochMilliseconds < at.now.epochMilliseconds).length
  return html`${pageHeading('What waits for you')}
${paragraph(items.length === 0 ? 'Nothing waits.' : `${items.length} ${items.length === 1 ? 'thing waits' : 'things wait'}${late > 0 ? `, ${late} of them late` : ''}.`)}
${dataTable({
  caption: 'By when it is due',
  columns: [
    { heading: 'What', cell: (one) => link(one.title, one.href) },
    { heading: 'Kind', cell: (one) => tag(kindWords[one.kind], 'grey') },
    { heading: 'Due', cell: (one) => dueTag(one, at) },
    { heading: 'Waits since', cell: (one) => ageInWords(one.since, at.now) },
  ],
  rows: items,
  empty: nothingHere(
    'When a party asks what you think of an agreement, when a question climbs to you, or when something has to be reviewed, it stands here.',
  ),
})}
${also.length > 0 && html`${sectionHeading('Also here')}<ul class="govuk-list">${also.map(({ text, href }) => html`<li>${link(text, href)}</li>`)}</ul>`}`
}
