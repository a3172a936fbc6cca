import { longDate, longTime, type PlainDate } from '#platform/dates'
import { govukInsetText } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  dataTable,
  factList,
  form,
  link,
  nothingHere,
  pageHeading,
  pagination,
  paragraph,
  phoneLink,
  sectionHeading,
  submitButton,
  tag,
  textField,
} from '#platform/views/page-parts'
import { areasOf } from '../facts.rules.ts'
import type { OpenedService } from '../read-services.ts'
import type { ShownService } from '../search-services.ts'
import { queryOf, type Results, searchForm, type Typed } from './find-help.view.ts'
import { contactOf, costOfService, whenOf, whereOf, whomOf } from './service-parts.view.ts'

const lang = 'en'

/** How many places are free, and since when that was said. */
const placesOf = ({ capacity }: ShownService, zone: string): Part =>
  capacity
    ? html`<strong>${capacity.places === 0 ? 'Full' : capacity.places}</strong><br><span class="cw-source">${longTime(capacity.asOf, zone)}</span>`
    : 'Not said'

/** When it was checked, and whether that is long ago. */
const checkedOf = ({ checkedOn, freshness }: ShownService): Part =>
  checkedOn
    ? html`${longDate(checkedOn)}${freshness === 'old' && html` ${tag('Over a year ago', 'orange')}`}`
    : tag('Not known', 'orange')

/** The search for people at work: with free places and freshness. */
export function servicesView(
  typed: Typed,
  topics: readonly string[],
  { services, total, page }: Results,
  { zone, errors }: { readonly zone: string; readonly errors: readonly PageError[] },
): Html {
  return html`${pageHeading('Services')}
<div class="cw-columns cw-columns--filter"><div>${searchForm('/services', typed, topics, { lang, errors })}${queryOf(typed) !== '' && paragraph(link('Clear the search', '/services'))}</div>
<div>${
    errors.length === 0 &&
    dataTable({
      caption: 'Services found',
      columns: [
        {
          heading: 'Service',
          cell: (one: ShownService) =>
            html`${link(one.name, `/services/${one.id}`)}${one.record.status === 'temporarily closed' && html` ${tag('Closed for now', 'orange')}`}`,
        },
        { heading: 'Run by', cell: (one) => one.record.organization?.name ?? 'Not said' },
        { heading: 'For whom', cell: (one) => whomOf(one, lang) },
        { heading: 'Where', cell: (one) => whereOf(one, lang) },
        { heading: 'Free places', cell: (one) => placesOf(one, zone) },
        { heading: 'Last checked', cell: checkedOf },
      ],
      rows: services,
      empty: nothingHere(
        'No service fits this.',
        html`Use fewer words, or leave the place or the day empty. ${link('See all services', '/services')}.`,
      ),
    })
  }${
    errors.length === 0 &&
    services.length > 0 &&
    pagination({ page, total, things: 'services', hrefOf: (number) => `/services?${queryOf(typed, { page: String(number) })}` })
  }</div></div>`
}

type Opened = {
  readonly csrfToken: string
  readonly errors: readonly PageError[]
  readonly today: PlainDate
  readonly zone: string
  readonly mayRecord: boolean
  readonly mayAssure: boolean
}

/** One service: what is listed, free places, who checked it; and for its own people what they can say of it. */
export function openedView(opened: OpenedService, { csrfToken, errors, today, zone, mayRecord, mayAssure }: Opened): Html {
  const { service, runBy, source, placesSaidBy, assuredBy } = opened
  const { record, capacity, assurance } = service
  const areas = areasOf(record)
  return html`${pageHeading(service.name, record.organization?.name)}
${service.endedAt && govukInsetText({ text: `${source} no longer lists it, since ${longTime(service.endedAt, zone)}. Nobody can be sent there.` })}
${record.alert && govukInsetText({ text: record.alert })}
${record.description && html`<p class="govuk-body-l cw-as-typed">${record.description}</p>`}
<div class="cw-columns cw-columns--aside"><div>
${factList([
  { label: 'Free places', value: capacity ? placesOf(service, zone) : 'Not said', ...(capacity ? { source: placesSaidBy } : {}) },
  { label: 'Get in touch', value: contactOf(service, lang) },
  { label: 'When', value: whenOf(service, today, lang) },
  { label: 'Where', value: whereOf(service, lang) },
  { label: 'Cost', value: costOfService(service, lang) },
  { label: 'Who it is for', value: whomOf(service, lang) },
  ...(areas.length > 0 ? [{ label: 'For people in', value: areas.join(', ') }] : []),
  ...(service.topics.length > 0 ? [{ label: 'Kind of help', value: service.topics.join(', ') }] : []),
  {
    label: 'Run by',
    value: runBy
      ? html`${link(runBy.name, `/organisations/${runBy.id}`)}, duty team ${phoneLink(runBy.dutyPhone, runBy.name)}`
      : `${record.organization?.name ?? 'Not said'}: not a partner here`,
  },
  {
    label: 'Last checked',
    value: checkedOf(service),
    ...(assurance && assurance.on === service.checkedOn ? { source: assuredBy } : {}),
  },
  { label: 'Listed by', value: html`${source}, last received ${longTime(service.receivedAt, zone)}` },
])}
${paragraph(link('As the public sees it', `/public/services/${service.id}`))}
</div><div>
${
  mayRecord &&
  html`${sectionHeading('Say how many places are free')}${form(
    { action: `/services/${service.id}/places`, csrfToken },
    textField({ name: 'places', label: 'Places now', hint: '0 when it is full', width: 4, numeric: true, errors }),
    submitButton('Save'),
  )}`
}
${
  mayAssure &&
  html`${sectionHeading('Is this entry right?')}${paragraph('If something is wrong, have it put right where it is listed: ', source, '.')}${form({ action: `/services/${service.id}/checked`, csrfToken }, submitButton('All of it is right today', 'secondary'))}`
}
</div></div>`
}
