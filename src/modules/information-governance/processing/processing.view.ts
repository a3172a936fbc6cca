import { longDate, plainDate } from '#platform/dates'
import { govukDetails, govukWarningText } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import { dataTable, factList, link, nothingHere, pageHeading, paragraph, sectionHeading, tag } from '#platform/views/page-parts'
import { inWords, nameOf } from '../words.rules.ts'
import type { PublicRegister } from './processing.repository.ts'
import { daysUntilIdle, type Flowed, isIdle, saidOf } from './processing.rules.ts'
import type { ProcessingRead } from './processing.ts'

/** The record of processing: first of her own organisation, then of each partner. */
export function processingView({ rows, uncovered, names, own, at }: ProcessingRead, asked?: string): Html {
  const controllers = [...new Set(rows.map(({ controllerId }) => controllerId))].sort(
    (a, b) => Number(b === own) - Number(a === own) || (nameOf(names, a) < nameOf(names, b) ? -1 : 1),
  )
  const shown = controllers.find((id) => id === asked) ?? controllers[0]
  const others = controllers.filter((id) => id !== shown)
  return html`${pageHeading('Record of processing')}
${paragraph('Article 30 of the UK GDPR. Nobody types it: it is worked out from the agreements, purposes and assessments that hold now, and from the log of what was looked at in the last year. What services looked at that may not be known to be involved stands in their own record alone.')}
${paragraph(link('Download it (CSV)', '/processing-record.csv'))}
${
  uncovered.length > 0 &&
  govukWarningText({
    iconFallbackText: 'Warning',
    text: `Looked at in the last year, and under no agreement that holds now: ${uncovered.map((one) => `${nameOf(names, one.organisationId)}, ${nameOf(names, one.purpose)}, ${nameOf(names, one.datasetId)} (${one.looks})`).join('; ')}.`,
  })
}
${
  shown !== undefined &&
  dataTable<Flowed>({
    caption: nameOf(names, shown),
    columns: [
      {
        heading: 'Purpose',
        cell: (row) =>
          html`${row.purpose} <span class="govuk-body-s">${row.law}. ${row.article6}${row.article9 && html`; ${row.article9}`}${row.schedule1 && html`; ${row.schedule1}`}</span>`,
      },
      {
        heading: 'Whose data, and how it is kept safe',
        cell: (row) =>
          govukDetails({
            summaryText: 'People, security, transfers',
            html: factList([
              { label: 'People', value: saidOf(row, 'people') },
              { label: 'Security', value: row.security.join(' ') || 'Not written' },
              { label: 'Processors and transfers', value: saidOf(row, 'processors') },
            ]),
          }),
      },
      {
        heading: 'Categories of data',
        cell: (row) =>
          govukDetails({
            summaryText: `${row.data.length} ${row.data.length === 1 ? 'dataset' : 'datasets'}`,
            html: html`<ul class="govuk-list">${row.data.map(({ dataset, name, classes, retention }) => html`<li>${link(name, `/datasets/${dataset}`)}: ${classes.map(inWords).join(', ')}. Kept: ${retention.map(inWords).join(', ')}</li>`)}</ul>`,
          }),
      },
      {
        heading: 'Recipients',
        cell: (row) =>
          govukDetails({
            summaryText: `${row.recipients.length} ${row.recipients.length === 1 ? 'organisation' : 'organisations'}`,
            text: row.recipients.map((id) => nameOf(names, id)).join(', '),
          }),
      },
      {
        heading: 'Agreement',
        cell: (row) =>
          html`<ul class="govuk-list cw-close">${row.agreements.map(({ id, title }) => html`<li>${link(title, `/sharing-agreements/${id}`)}</li>`)}</ul>`,
      },
      {
        heading: 'Assessed',
        cell: (row) =>
          row.assessments.length === 0
            ? tag('Not assessed', 'red')
            : html`<ul class="govuk-list cw-close">${row.assessments.map(({ id, title }) => html`<li>${link(title, `/assessments/${id}`)}</li>`)}</ul>`,
      },
      {
        heading: 'Looks in a year',
        cell: (row) =>
          html`${row.looks > 0 && `${row.looks.toLocaleString('en-GB')} by ${row.lookers} `}${isIdle(row, at.now, at.zone) ? tag(`None for ${daysUntilIdle} days`, 'yellow') : row.looks === 0 && 'none'}`,
        numeric: true,
      },
    ],
    rows: rows.filter(({ controllerId }) => controllerId === shown),
  })
}
${others.length > 0 && html`${sectionHeading('Other controllers')}<ul class="govuk-list">${others.map((id) => html`<li>${link(nameOf(names, id), `/processing-record?controller=${encodeURIComponent(id)}`)}</li>`)}</ul>`}
${rows.length === 0 && nothingHere('No agreement holds, so nothing is shared.')}`
}

/** "October 2026". */
const monthOf = ({ month }: PublicRegister): string => longDate(plainDate(`${month}-01`)).slice(2)

/** What everyone may read, in plain words. */
export function publicRegisterView(register: PublicRegister | undefined): Html {
  if (!register)
    return html`${pageHeading('What we share, and why')}${nothingHere('The register is made each night. It is not there yet: come back tomorrow.')}`
  return html`${pageHeading('What we share, and why')}
<p class="govuk-body-l">Services share only what is on this list. Each line names the law that allows it.</p>
${dataTable({
  caption: 'Agreements',
  columns: [
    { heading: 'Agreement', cell: (one) => html`${one.title}${one.stopped && html` ${tag('Stopped', 'red')}`}` },
    { heading: 'What for', cell: (one) => one.purposes.join(', ') || 'The rules that all others keep' },
    {
      heading: 'Who takes part',
      cell: (one) => govukDetails({ summaryText: `${one.parties.length} services`, text: one.parties.join(', ') }),
    },
    { heading: 'The law', cell: (one) => one.law.join('; ') },
    { heading: 'Since', cell: (one) => longDate(plainDate(one.since)) },
  ],
  rows: register.agreements,
  empty: nothingHere('Nothing is shared.'),
})}
${dataTable({
  caption: `How often somebody looked in ${monthOf(register)}`,
  columns: [
    { heading: 'What for', cell: (one) => one.purpose },
    { heading: 'Looks', cell: (one) => one.looks, numeric: true },
  ],
  rows: register.looks,
  note: 'Small numbers are not told apart, others are to the nearest five, so that nobody can be found in them.',
  narrow: 'scroll',
})}
${register.emergencies && html`${sectionHeading('In an emergency')}${paragraph(`When somebody is in danger, a worker who works with them can see more for one hour. They must say why, and another service checks each time. How often in ${monthOf(register)}: ${register.emergencies}.`)}`}
${register.oddLooks && html`${sectionHeading('Looks that seemed odd')}${paragraph('Sometimes a worker opens a record and something is not usual: it is a neighbour’s, or it is the middle of the night. The worker is asked why on the same day, and somebody checks the answer.')}`}
${
  register.oddLooks &&
  dataTable({
    caption: `Looks that seemed odd in ${monthOf(register)}`,
    captionSize: 's',
    columns: [
      { heading: 'Whose workers', cell: (one) => one.organisation },
      { heading: 'Looks', cell: (one) => one.looks, numeric: true },
      { heading: 'Seemed odd', cell: (one) => one.odd, numeric: true },
      { heading: 'Found wrong', cell: (one) => one.notRightful, numeric: true },
    ],
    rows: register.oddLooks,
    empty: nothingHere('Nobody looked at anybody in that month.'),
    note: 'A look seems odd when the worker may know the person in private life, at strange hours, or when somebody opens very many records. The worker is asked why, and an officer decides. Services that keep secret who comes to them are not listed.',
    narrow: 'scroll',
  })
}
${sectionHeading('What could go wrong, and what we do about it')}
${register.assessments.map(({ title, about, risks }) =>
  govukDetails({
    summaryText: title,
    html: html`<p class="govuk-body">${about}</p><ul class="govuk-list govuk-list--bullet">${risks.map(({ risk, measure, left }) => html`<li>${risk}. <strong>What we do:</strong> ${measure}. Risk that is left: ${left}.</li>`)}</ul>`,
  }),
)}
${paragraph(link('The same as data (JSON)', '/public/data-use/register.json'), `. Made on ${longDate(plainDate(register.day))}.`)}`
}
