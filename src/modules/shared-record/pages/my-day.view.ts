import { longDate } from '#platform/dates'
import { govukButton, govukInsetText, govukTable, govukTag } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import type { DayEntry } from '../my-day.rules.ts'

/** My day: people with something new since yesterday, the urgent ones first, and why this worker sees them. */
export function myDayView(entries: readonly DayEntry[], agencies: ReadonlyMap<string, string>, firstName: string): Html {
  return html`<h1 class="govuk-heading-l">My day</h1>
${entries.length === 0 ? nothingNew(firstName) : table(entries, agencies)}
<div class="cw-no-print">${govukButton({ text: 'Find a person', href: '/people' })}</div>`
}

const nothingNew = (firstName: string): Html =>
  html`${govukInsetText({ text: `Nothing new since yesterday about the people you and your team work with, ${firstName}.` })}`

function table(entries: readonly DayEntry[], agencies: ReadonlyMap<string, string>): Html {
  return html`${govukTable({
    caption: 'New since yesterday',
    captionClasses: 'govuk-table__caption--m',
    classes: 'cw-table-stack',
    head: ['Person', 'What is new', 'From'].map((text) => ({ text })),
    rows: entries.map((entry) => [
      { html: html`<a class="govuk-link" href="/people/${entry.personId}"><strong>${entry.name}</strong></a>` },
      { html: html`<ul class="govuk-list govuk-!-margin-bottom-0">${entry.news.map((item) => html`<li>${item.critical && html`${govukTag({ text: 'Now', classes: 'govuk-tag--red' })} `}${item.text} <span class="cw-quiet">${longDate(item.on)}</span></li>`)}</ul>` },
      { html: html`${[...new Set(entry.news.map((item) => agencies.get(item.controllerId) ?? item.controllerId))].join(', ')}` },
    ]),
  })}
<p class="govuk-body-s">You see these people because you or your team have an open involvement with them. Each person on this page is in the access log as seen by you.</p>`
}
