import type { RelationshipKind } from '#modules/information-governance'
import { longDate } from '#platform/dates'
import { govukButton, govukInsetText } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import { dataTable, link, nothingHere, pageHeading, saysWhatChanged, tag, textField } from '#platform/views/page-parts'
import type { DayEntry, DueEntry } from '../my-day.rules.ts'
import type { MyDay } from '../my-day.ts'

const because: Partial<Record<RelationshipKind, string>> = {
  'allocated-worker': 'You are their worker',
  team: 'Your team works with them',
  'team-around': 'You are in the team around them',
  'contact-in-hand': 'You have a contact about them in hand',
}

const dueList = ({ due }: DueEntry): Html =>
  html`<ul class="govuk-list govuk-list--spaced govuk-!-margin-bottom-0">${due.map(({ text, by, isLate, href }) => html`<li>${isLate && html`${tag('Late', 'red')} `}${link(text, href)}${by && html`<br><span class="govuk-body-s">by ${longDate(by)}</span>`}</li>`)}</ul>`

/** My day: people with something new since yesterday, the urgent ones first, and why this worker sees them. */
export function myDayView(
  { news: entries, due, organisations }: MyDay,
  notices: readonly { readonly text: string; readonly link: { readonly text: string; readonly href: string } }[],
): Html {
  const from = (item: DayEntry['news'][number]) => organisations.get(item.controllerId) ?? item.controllerId
  const news = (entry: DayEntry): Html =>
    html`<ul class="govuk-list govuk-list--spaced govuk-!-margin-bottom-0">${entry.news.map((item) => html`<li>${item.critical && html`${tag('Urgent', 'red')} `}${item.text}<br><span class="govuk-body-s">${longDate(item.on)}, ${link(from(item), `/datasets/${item.datasetId}`)}</span></li>`)}</ul>`
  return html`${pageHeading('My day')}
${saysWhatChanged('day', 'contacts', 'referrals')}
<form class="cw-filter cw-filter--line" method="get" action="/people" novalidate>
  ${textField({ name: 'name', label: 'Find a person by name', width: 20, autocomplete: 'off' })}
  ${govukButton({ text: 'Find', classes: 'govuk-button--secondary' })}
</form>
${notices.map(({ text, link: to }) => govukInsetText({ html: html`${text} ${link(to.text, to.href)}` }))}
${
  due.length > 0 &&
  dataTable<DueEntry>({
    caption: 'Due this week',
    columns: [
      { heading: 'Person', cell: (entry) => link(html`<strong>${entry.name}</strong>`, `/people/${entry.personId}`) },
      { heading: 'What is due', cell: dueList },
    ],
    rows: due,
  })
}
${dataTable({
  caption: 'New since yesterday',
  columns: [
    { heading: 'Person', cell: (entry) => link(html`<strong>${entry.name}</strong>`, `/people/${entry.personId}`) },
    { heading: 'What is new', cell: news },
    { heading: 'Why you see it', cell: (entry) => because[entry.because] },
  ],
  rows: entries,
  note: 'That they were shown to you is in the access log.',
  empty: nothingHere(
    'Nothing new since yesterday about the people you and your team work with.',
    link('Find a person', '/people'),
  ),
})}`
}
