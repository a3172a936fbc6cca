import { ageInWords, type Instant, longTime } from '#platform/dates'
import { govukInsetText, govukWarningText } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  checkboxesField,
  dataTable,
  factList,
  fileField,
  form,
  link,
  nothingHere,
  pageHeading,
  paragraph,
  sectionHeading,
  submitButton,
  tag,
  textField,
} from '#platform/views/page-parts'
import type { RefusedService } from '../record.ts'
import type { ShownSource } from '../sources.ts'

type Sent = { readonly csrfToken: string; readonly errors: readonly PageError[] }
type Typed = { readonly name: string; readonly address: string } | undefined
type Import = ShownSource['imports'][number]

const howItComes = ({ address, signed }: ShownSource): Part =>
  address ? html`<span class="cw-wrap">${address}</span>` : signed ? 'Signed files' : 'Uploaded files'

/** What came of a reading, in a few words. */
export function inWords({ problem, added, changed, unchanged, ended, kept, refused }: Import): string {
  if (problem) return `Nothing could be read: ${problem}`
  const parts = [
    [added, 'new'],
    [changed, 'changed'],
    [unchanged, 'unchanged'],
    [ended, 'ended'],
    [kept, 'missing, and kept'],
    [refused, 'refused'],
  ] as const
  return (
    parts
      .filter(([count]) => count > 0)
      .map(([count, what]) => `${count} ${what}`)
      .join(', ') || 'It lists no services'
  )
}

/** Where services are listed from. */
export const sourcesView = (
  sources: readonly ShownSource[],
  { csrfToken, errors, typed }: Sent & { readonly typed: Typed },
  zone: string,
): Html => html`${pageHeading('Directory sources')}
${paragraph('Where the services on ', link('Find help', '/public/services'), ' come from. An address is read every night. What a source no longer lists is no longer shown.')}
${dataTable({
  caption: 'Sources',
  columns: [
    {
      heading: 'Name',
      cell: (one: ShownSource) =>
        html`${link(one.name, `/directory-sources/${one.id}`)}${one.endedAt && html` ${tag('Ended', 'grey')}`}`,
    },
    { heading: 'Whose', cell: (one) => one.organisation },
    { heading: 'How it comes', cell: howItComes },
    { heading: 'Last read', cell: (one) => (one.readAt ? longTime(one.readAt, zone) : 'Not yet') },
    { heading: 'Services', cell: (one) => one.standing, numeric: true },
    { heading: 'The last reading', cell: (one) => (one.imports[0] ? inWords(one.imports[0]) : '') },
  ],
  rows: sources,
  empty: nothingHere('No source is registered.', 'Add the address of a directory below.'),
})}
${sectionHeading('Add a source')}
${paragraph('The address of an Open Referral UK 3.0 feed, without “/services” at its end. It is read at once, and every night from then on. A source that comes as files has none.')}
${form(
  { action: '/directory-sources', csrfToken },
  textField({ name: 'name', label: 'What is it called?', value: typed?.name, errors, width: 30 }),
  textField({
    name: 'address',
    label: 'Its address, if it has one',
    hint: 'For example https://directory.example.org/oruk',
    value: typed?.address,
    errors,
  }),
  submitButton('Add it'),
)}`

/** After so many hours without a reading, an address says so in words. */
const lateAfterHours = 48
const isLate = ({ address, readAt, endedAt }: ShownSource, now: Instant): boolean =>
  Boolean(address && readAt && !endedAt && readAt.epochMilliseconds < now.subtract({ hours: lateAfterHours }).epochMilliseconds)

/** One source: what came of its last readings, and what can be done. */
export const sourceView = (source: ShownSource, { csrfToken, errors }: Sent, zone: string, now: Instant): Html => {
  const [last] = source.imports
  return html`${pageHeading(source.name, 'Directory source')}
${source.endedAt && govukInsetText({ text: `Nothing is taken from it since ${longTime(source.endedAt, zone)}. What it listed has ended.` })}
${isLate(source, now) && govukWarningText({ text: `It could not be read for ${ageInWords(source.readAt!, now)}.`, iconFallbackText: 'Warning' })}
${factList([
  { label: 'Whose', value: source.organisation },
  { label: 'How it comes', value: howItComes(source) },
  { label: 'Last read', value: source.readAt ? longTime(source.readAt, zone) : 'Not yet' },
  { label: 'Services', value: source.standing },
])}
${last && last.kept > 0 && paragraph(html`<strong>The last reading lacked ${last.kept} services, more than half of what stood.</strong> That is more likely a mistake than true, so they stand. If it is true, read it again and tick that most may end.`)}
${dataTable({
  caption: 'The last readings',
  columns: [
    { heading: 'When', cell: (one: Import) => longTime(one.receivedAt, zone) },
    {
      heading: 'How',
      cell: (one) =>
        one.way === 'upload'
          ? `Uploaded by ${one.by || 'somebody'}: ${one.fileName}`
          : one.way === 'signed'
            ? `Signed file ${one.fileName}`
            : 'From its address',
    },
    { heading: 'What came of it', cell: inWords },
  ],
  rows: source.imports,
  empty: nothingHere(
    source.address ? 'It is being read for the first time.' : 'Nothing came yet.',
    source.address ? 'Reload the page in a minute.' : undefined,
  ),
})}
${
  last &&
  last.refusals.length > 0 &&
  dataTable({
    caption: 'Refused at the last reading',
    columns: [
      { heading: 'Service', cell: (one: RefusedService) => one.name || 'without a name' },
      { heading: 'Its id', cell: (one) => html`<span class="cw-wrap">${one.id || 'none'}</span>` },
      {
        heading: 'What is wrong',
        cell: (one) =>
          html`<ul class="govuk-list">${one.problems.map(({ field, reason }) => html`<li><code>${field}</code> ${reason}</li>`)}</ul>`,
      },
    ],
    rows: last.refusals,
    note:
      last.refused > last.refusals.length
        ? `The first ${last.refusals.length} of ${last.refused}. Its sender has to put these right.`
        : 'Its sender has to put these right. What stood of them stands.',
  })
}
${!source.endedAt && whatCanBeDone(source, { csrfToken, errors })}`
}

const whatCanBeDone = ({ id, address, standing }: ShownSource, { csrfToken, errors }: Sent): Html => html`${
  address &&
  html`${sectionHeading('Read it now')}${form({ action: `/directory-sources/${id}/read`, csrfToken }, endMost('sure', 'If most of its services are missing'), submitButton('Read it now'))}`
}
${sectionHeading('Upload a file')}
${form(
  { action: `/directory-sources/${id}/upload`, csrfToken, upload: true },
  endMost('sure-of-file', 'If most of its services are missing from the file'),
  fileField({
    name: 'file',
    label: 'The file',
    hint: 'JSON: a page of /services of Open Referral UK 3.0, a list of services, or one service. Where a page says that it holds all, what it lacks ends.',
    accept: '.json,application/json',
    errors,
  }),
  submitButton('Upload', 'secondary'),
)}
${sectionHeading('Take nothing from it any more')}
${paragraph(`All ${standing} services that it lists end at once, and are no longer shown to anybody.`)}
${form(
  { action: `/directory-sources/${id}/end`, csrfToken },
  checkboxesField({
    name: 'certain',
    label: 'Are you sure?',
    choices: [{ value: 'yes', text: 'Yes, end all its services' }],
    errors,
  }),
  submitButton('Take nothing from it any more', 'warning'),
)}`

const endMost = (name: string, label: string): Html =>
  checkboxesField({ name, label, choices: [{ value: 'yes', text: 'They have ended: I have asked its sender' }] })
