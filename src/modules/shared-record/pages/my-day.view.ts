import { longDate } from '#platform/dates'
import { type Html, html } from '#platform/views/html'
import { dataTable, link, nothingHere, pageHeading, tag } from '#platform/views/page-parts'
import type { DayEntry } from '../my-day.rules.ts'

/** My day: people with something new since yesterday, the urgent ones first, and why this worker sees them. */
export function myDayView(entries: readonly DayEntry[], agencies: ReadonlyMap<string, string>): Html {
  const from = (entry: DayEntry) =>
    [...new Set(entry.news.map((item) => agencies.get(item.controllerId) ?? item.controllerId))].join(', ')
  return html`${pageHeading('My day')}
${dataTable({
  caption: 'New since yesterday',
  columns: [
    { heading: 'Person', cell: (entry) => link(html`<strong>${entry.name}</strong>`, `/people/${entry.personId}`) },
    { heading: 'What is new', cell: news },
    { heading: 'From', cell: from },
  ],
  rows: entries,
  note: 'You see these people because you or your team have an open involvement with them. That they were shown to you is in the access log.',
  empty: nothingHere(
    'Nothing new since yesterday about the people you and your team work with.',
    link('Find a person', '/people'),
  ),
})}`
}

const news = (entry: DayEntry): Html =>
  html`<ul class="govuk-list govuk-!-margin-bottom-0">${entry.news.map((item) => html`<li>${item.critical && html`${tag('Urgent', 'red')} `}${item.text} <span class="govuk-body-s">${longDate(item.on)}</span></li>`)}</ul>`
