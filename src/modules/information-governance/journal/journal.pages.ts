import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longTime } from '#platform/dates'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import { govukWarningText } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  dataTable,
  factList,
  form,
  link,
  nothingHere,
  pageHeading,
  radiosField,
  submitButton,
  tag,
  textArea,
} from '#platform/views/page-parts'
import type { At } from '../at.ts'
import { inWords } from '../words.rules.ts'
import { type JournalFault, type JournalFinding, journalFindings } from './journal.rules.ts'
import { type NamedItem, openJournalItem, type ReviewedRead, readJournalItems, reviewJournalItem } from './review.ts'

const act = 'governance.journal.review'
type Typed = { finding: string; reasons: string }

/** Reads that went on while the log was behind, looked at afterwards; and where the journal of them and the log differ. */
export const journalPages: RoomRoutes = (app, services) => {
  const page = { config: { act, page: true } }
  const response = { 200: HtmlPage, 303: HtmlPage }
  const params = z.object({ id: z.uuid() })
  const at = (): At => ({ now: services.house.now(), zone: services.place.zone })

  app.get('/log-journal', { ...page, schema: { response } }, async (request, reply) => {
    const items = await readJournalItems(services, callerOf(request))
    return sendPage(request, reply, { title: 'While the log was behind', body: itemsView(items, at()) })
  })
  const one = async (request: FastifyRequest, reply: FastifyReply, id: string, typed: Typed, errors: PageError[]) => {
    const item = await openJournalItem(services, callerOf(request), id)
    return sendPage(request, reply, {
      title: titleOf(item),
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs: [{ text: 'While the log was behind', href: '/log-journal' }],
      body: itemView(item, typed, { ...at(), csrfToken: csrfOf(request), errors }),
    })
  }
  app.get('/log-journal/:id', { ...page, schema: { params, response } }, (request, reply) =>
    one(request, reply, request.params.id, { finding: '', reasons: '' }, []),
  )
  const body = formBody({ finding: z.string().default(''), reasons: z.string().trim().max(1000).default('') })
  app.post('/log-journal/:id', { ...page, schema: { params, body, response } }, async (request, reply) => {
    const { finding, reasons } = request.body
    const errors = [
      ...(finding in findingWords ? [] : [{ text: 'Choose what you found', href: '#finding' }]),
      ...(reasons === '' ? [{ text: 'Give your reasons', href: '#reasons' }] : []),
    ]
    if (errors.length > 0) return one(request, reply, request.params.id, { finding, reasons }, errors)
    await reviewJournalItem(services, callerOf(request), request.params.id, { finding, reasons })
    return reply.redirect('/log-journal', 303)
  })
}

const titleOf = ({ kind }: NamedItem) => (kind === 'reads' ? 'Read while the log was behind' : 'Journal and log differ')
const findingWords: Readonly<Record<JournalFinding, string>> = {
  justified: 'They were justified',
  talk: 'Talk with the workers: it was not clear',
  'not-justified': 'They were not justified: the workers’ employer is told',
  explained: 'It is explained, and nothing was hidden',
  incident: 'It is an incident: I have reported it',
}
const shortFindings: Readonly<Record<JournalFinding, string>> = {
  justified: 'Justified',
  talk: 'To talk about',
  'not-justified': 'Not justified',
  explained: 'Explained',
  incident: 'An incident',
}
const reviewTag = ({ review }: NamedItem): Html =>
  review
    ? tag(shortFindings[review.finding], review.finding === 'justified' || review.finding === 'explained' ? 'green' : 'orange')
    : tag('Waiting', 'yellow')
const reads = (count: number) => `${count} ${count === 1 ? 'read' : 'reads'}`

const itemsView = (items: readonly NamedItem[], { zone }: At): Html => html`${pageHeading('While the log was behind')}
<p class="govuk-body-l">When the access log is not sealed in time, ordinary reads stop. The front door, child and adult protection and what is opened in an emergency go on, and each read is written into a journal beside the log. Afterwards the two are compared here.</p>
${dataTable<NamedItem>({
  caption: 'What was found',
  columns: [
    { heading: 'What', cell: (one) => link(titleOf(one), `/log-journal/${one.id}`) },
    { heading: 'Whose workers', cell: (one) => one.organisation ?? '–' },
    { heading: 'How much', cell: (one) => (one.kind === 'reads' ? reads(one.reads) : `${one.faults.length} differences`) },
    { heading: 'Found', cell: (one) => longTime(one.foundAt, zone) },
    { heading: 'Review', cell: reviewTag },
  ],
  rows: items,
  empty: nothingHere('The log has been sealed in time, or only your own organisation’s workers read meanwhile.'),
})}`

function faultWords(fault: JournalFault): string {
  switch (fault.kind) {
    case 'changed':
      return `Line ${fault.line} of the journal is not as it was written, or does not follow the line before it.`
    case 'cut':
      return `The journal ends before line ${fault.line}, which was there before: its end was cut off.`
    case 'taken-out':
      return `Line ${fault.line} of the journal is gone.`
    case 'replaced':
      return `Line ${fault.line} of the journal is another than the one that was there before.`
    case 'log-lacks':
      return `Line ${fault.line} says that ${fault.entries} ${fault.entries === 1 ? 'entry was' : 'entries were'} written. The log has ${fault.found}, or has no mark of that read.`
    case 'not-written':
      return 'The log has a read from while it was behind, and nobody wrote it into the journal.'
  }
}

const itemView = (
  item: NamedItem & { readonly shown: readonly ReviewedRead[] },
  typed: Typed,
  { zone, csrfToken, errors }: At & { csrfToken: string; errors: readonly PageError[] },
): Html => html`${pageHeading(titleOf(item), item.organisation ?? 'Access log')}
${
  item.kind === 'differs' &&
  !item.review &&
  html`${govukWarningText({ text: 'Somebody may have changed what was written down. Before you close this, find out what happened.', iconFallbackText: 'Warning' })}
<p class="govuk-body">${link('Report it as an incident', `/incidents/new?about=${encodeURIComponent('The journal and the access log differ')}`)}</p>`
}
${factList([
  { label: 'Lines of the journal', value: item.toLine < item.fromLine ? 'None new' : `${item.fromLine} to ${item.toLine}` },
  { label: 'Found', value: longTime(item.foundAt, zone) },
  { label: 'Review', value: reviewTag(item) },
  ...(item.review
    ? [
        { label: 'Reasons', value: html`<span class="cw-as-typed">${item.review.reasons}</span>` },
        { label: 'By', value: `${item.review.byName}, ${longTime(item.review.at, zone)}` },
      ]
    : []),
])}
${
  item.kind === 'reads'
    ? dataTable<ReviewedRead>({
        caption: reads(item.reads),
        columns: [
          { heading: 'When', cell: (one) => longTime(one.at, zone) },
          { heading: 'Who', cell: (one) => one.worker },
          { heading: 'For', cell: (one) => inWords(one.purpose) },
          { heading: 'People shown', cell: (one) => one.people },
        ],
        rows: item.shown,
        empty: nothingHere('The journal does not have these lines any more: see what differs.'),
      })
    : dataTable<{ fault: JournalFault }>({
        caption: 'What differs',
        columns: [
          { heading: 'What', cell: ({ fault }) => faultWords(fault) },
          {
            heading: 'Request',
            cell: ({ fault }) =>
              'requestId' in fault && fault.requestId !== '' ? html`<code class="cw-break">${fault.requestId}</code>` : '–',
          },
        ],
        rows: item.faults.map((fault) => ({ fault })),
        empty: nothingHere('Nothing differs.'),
      })
}
${
  !item.review &&
  html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
    { action: `/log-journal/${item.id}`, csrfToken },
    radiosField({
      name: 'finding',
      label: 'What did you find?',
      value: typed.finding,
      errors,
      choices: journalFindings[item.kind].map((one) => ({ value: one, text: findingWords[one] })),
    }),
    textArea({ name: 'reasons', label: 'Your reasons', value: typed.reasons, rows: 3, errors }),
    submitButton('Close the review'),
  )}</div></div>`
}`
