import type { PlainDate } from '#platform/dates'
import { govukDetails, govukInsetText } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  checkboxesField,
  factList,
  link,
  nothingHere,
  pageHeading,
  pagination,
  sectionHeading,
  selectField,
  submitButton,
  tag,
  textField,
} from '#platform/views/page-parts'
import type { Lang } from '#platform/words'
import { areasOf, weekdays } from '../facts.rules.ts'
import { findHelpWords } from '../find-help.words.ts'
import type { ShownService } from '../search-services.ts'
import { checkedInWords, contactOf, costOfService, type Duty, dutyLine, whenOf, whereOf, whomOf } from './service-parts.view.ts'

/** What was typed into the search. */
export type Typed = {
  readonly words: string
  readonly place: string
  readonly topic: string
  readonly day: string
  readonly age: string
  readonly cost: string
}
export type Results = { readonly services: readonly ShownService[]; readonly total: number; readonly page: number }
type Around = { readonly lang: Lang; readonly today: PlainDate; readonly duty: Duty }

/** What stands in the address of a search, without what is empty. */
export function queryOf(typed: Typed, more: Readonly<Record<string, string>> = {}): string {
  const given = Object.entries({ ...typed, ...more }).filter(([, value]) => value !== '')
  return new URLSearchParams(given).toString()
}

/** The search: two questions, and more for those who want them. A plain form that asks for another page. */
export function searchForm(
  action: string,
  typed: Typed,
  topics: readonly string[],
  { lang, errors = [] }: { readonly lang: Lang; readonly errors?: readonly PageError[] },
): Html {
  const say = findHelpWords.plain(lang)
  const more = html`${selectField({
    name: 'topic',
    label: say.topic,
    value: typed.topic,
    choices: [{ value: '', text: say.anyTopic }, ...topics.map((topic) => ({ value: topic, text: topic }))],
    lang,
  })}${selectField({
    name: 'day',
    label: say.day,
    value: typed.day,
    choices: [{ value: '', text: say.anyDay }, ...weekdays.map((day) => ({ value: day, text: say[day] }))],
    lang,
  })}${textField({ name: 'age', label: say.age, hint: say.ageHint, value: typed.age, width: 3, numeric: true, errors, lang })}${checkboxesField(
    {
      name: 'cost',
      label: say.cost,
      choices: [{ value: 'free', text: say.onlyFree }],
      values: [typed.cost],
      lang,
    },
  )}`
  const isOpen = [typed.topic, typed.day, typed.age, typed.cost].some((value) => value !== '')
  return html`<form method="get" action="${action}" novalidate>${lang === 'cy' && html`<input type="hidden" name="lang" value="cy">`}
${textField({ name: 'words', label: say.need, hint: say.needHint, value: typed.words, type: 'search', errors, lang })}
${textField({ name: 'place', label: say.place, hint: say.placeHint, value: typed.place, width: 20, errors, lang })}
${govukDetails({ summaryText: say.more, html: more, open: isOpen })}
${submitButton(say.search)}</form>`
}

/** Find help: the search and what it found. */
export function findHelpView(
  typed: Typed,
  topics: readonly string[],
  { services, total, page }: Results,
  { lang, today, duty, errors }: Around & { readonly errors: readonly PageError[] },
): Html {
  const say = findHelpWords(lang)
  const plain = findHelpWords.plain(lang)
  const searched = queryOf(typed) !== ''
  const tongue = lang === 'cy' ? { lang } : {}
  const all = `/public/services${lang === 'cy' ? '?lang=cy' : ''}`
  return html`${pageHeading(say.title)}
<p class="govuk-body-l">${say.intro}</p>
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${searchForm('/public/services', typed, topics, { lang, errors })}
${searched && html`<p class="govuk-body">${link(say.startAgain, all)}</p>`}
${errors.length === 0 && sectionHeading(say.results, 'results')}
${
  errors.length > 0
    ? null
    : services.length > 0
      ? html`${typed.place && html`<p class="govuk-body">${say.nearest}</p>`}<ul class="govuk-list">${services.map((service) => resultView(service, { lang, today }))}</ul>
${pagination({
  page,
  total,
  things: plain.things,
  hrefOf: (number) => `/public/services?${queryOf(typed, { ...tongue, page: String(number) })}`,
  lang,
})}`
      : nothingFound(searched, all, { lang, duty })
}
</div></div>`
}

const nothingFound = (searched: boolean, all: string, { lang, duty }: { readonly lang: Lang; readonly duty: Duty }): Html => {
  const say = findHelpWords(lang)
  return html`${nothingHere(searched ? say.none : say.nothingListed)}
<h3 class="govuk-heading-s">${say.tryNext}</h3>
${searched && html`<ul class="govuk-list govuk-list--bullet"><li>${say.tryFewer}</li><li>${say.tryWider}</li><li>${link(say.tryAll, all)}</li></ul>`}
${dutyLine(duty, lang)}`
}

const labelled = (label: string, value: Part): Html =>
  html`<div class="govuk-body govuk-!-margin-bottom-1"><strong>${label}:</strong> ${value}</div>`

function resultView(service: ShownService, { lang, today }: { readonly lang: Lang; readonly today: PlainDate }): Html {
  const say = findHelpWords.plain(lang)
  const { record, name, id } = service
  return html`<li class="cw-panel govuk-!-margin-bottom-4"><h3 class="govuk-heading-s"><a class="govuk-link" href="/public/services/${id}${lang === 'cy' && '?lang=cy'}">${name}</a></h3>
${record.status === 'temporarily closed' && html`<p class="govuk-body">${tag(say.closedNow, 'orange')}</p>`}
${record.description && html`<p class="govuk-body cw-as-typed">${shortened(record.description)}</p>`}
${record.organization && labelled(say.by, record.organization.name)}
${labelled(say.forWhom, whomOf(service, lang))}
${labelled(say.when, whenOf(service, today, lang))}
${labelled(say.where, whereOf(service, lang))}
${labelled(say.costs, costOfService(service, lang))}
${labelled(say.contact, contactOf(service, lang))}
${labelled(say.checked, checkedInWords(service, lang))}</li>`
}

/** So much of a description stands in a list: whole words. */
const mostInAList = 240
const shortened = (text: string): string =>
  text.length <= mostInAList ? text : `${text.slice(0, mostInAList).replace(/\s+\S*$/, '')} …`

/** One service, whole. */
export function serviceView(service: ShownService, { lang, today, duty }: Around): Html {
  const say = findHelpWords(lang)
  const plain = findHelpWords.plain(lang)
  const { record } = service
  if (service.endedAt || record.status === 'defunct' || record.status === 'inactive')
    return html`${pageHeading(service.name)}${govukInsetText({ html: html`<strong>${say.ended}</strong> ${say.endedText}` })}${dutyLine(duty, lang)}<p class="govuk-body">${link(say.back, '/public/services')}</p>`
  const areas = areasOf(record)
  const access = (record.service_at_locations ?? []).flatMap(({ location }) =>
    (location?.accessibility ?? []).flatMap((one) => [
      ...new Set([one.description, one.details].filter((text) => text !== undefined)),
    ]),
  )
  const languages = (record.languages ?? []).flatMap((one) => one.name ?? one.code ?? [])
  const contacts = (record.contacts ?? [])
    .flatMap(({ name, title }) => [[name, title].filter(Boolean).join(', ')])
    .filter(Boolean)
  return html`${pageHeading(service.name, record.organization?.name)}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${record.status === 'temporarily closed' && html`<p class="govuk-body">${tag(plain.closedNow, 'orange')}</p>`}
${record.alert && govukInsetText({ text: record.alert })}
${record.description && html`<p class="govuk-body-l cw-as-typed">${record.description}</p>`}
${factList(
  [
    { label: plain.contact, value: html`${contactOf(service, lang)}${contacts.map((one) => html`<div>${one}</div>`)}` },
    { label: plain.when, value: whenOf(service, today, lang) },
    { label: plain.where, value: whereOf(service, lang) },
    { label: plain.costs, value: costOfService(service, lang) },
    { label: plain.forWhom, value: whomOf(service, lang) },
    ...(areas.length > 0 ? [{ label: plain.areas, value: areas.join(', ') }] : []),
    ...(languages.length > 0 ? [{ label: plain.languages, value: languages.join(', ') }] : []),
    ...(access.length > 0 ? [{ label: plain.access, value: access.join(' ') }] : []),
    ...(record.organization ? [{ label: plain.by, value: record.organization.name }] : []),
    { label: plain.checked, value: checkedInWords(service, lang) },
  ],
  { lang },
)}
${dutyLine(duty, lang)}
</div></div>`
}
