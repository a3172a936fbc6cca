import type { PlainDate } from '#platform/dates'
import { dateWords } from '#platform/views/date-filters'
import { type Html, html, join, type Part } from '#platform/views/html'
import { link, phoneLink } from '#platform/views/page-parts'
import type { Lang } from '#platform/words'
import { clockTime, milesOf, openingsOn, phonesOf, runsOf, type Weekday, webAddress } from '../facts.rules.ts'
import { findHelpWords } from '../find-help.words.ts'
import type { ShownService } from '../search-services.ts'

/** Whom to ring, day or night. */
export type Duty = { readonly team: string; readonly phone: string } | null

const lines = (parts: readonly Part[]): Html => join([...parts], html`<br>`)

function daysInWords(days: readonly Weekday[], lang: Lang): string {
  const say = findHelpWords.plain(lang)
  const named = runsOf(days).map(({ from, to }) => (to ? say.dayRange(say[from], say[to]) : say[from]))
  const last = named.pop() ?? ''
  const words = named.length > 0 ? say.and(named.join(', '), last) : last
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** On which days, from when to when. */
export function whenOf({ hours, record }: ShownService, today: PlainDate, lang: Lang): Part {
  const say = findHelpWords.plain(lang)
  const said = openingsOn(hours, today).map(({ days, opens, closes }) => {
    const words = daysInWords(days, lang)
    if (opens && closes) return say.hours(words, clockTime(opens), clockTime(closes))
    return opens ? say.hoursFrom(words, clockTime(opens)) : words
  })
  const more = (record.schedules ?? []).flatMap(({ description }) => (description ? [description] : []))
  return said.length + more.length > 0 ? lines([...said, ...new Set(more)]) : say.askWhen
}

/** Its addresses, and how far the nearest is. */
export function whereOf({ places, metres, name }: ShownService, lang: Lang): Part {
  const say = findHelpWords.plain(lang)
  const said = places.flatMap((place) => {
    const parts = [place.name === name ? null : place.name, place.line, place.city, place.postcode].filter(
      (part) => part !== null,
    )
    return parts.length > 0 ? [parts.join(', ')] : []
  })
  if (said.length === 0) return say.askWhere
  const miles = metres === null ? undefined : milesOf(metres)
  const far = metres !== null && html` <strong>(${miles ? say.miles(miles) : say.underAMile})</strong>`
  return html`${lines(said)}${far}`
}

/** What it costs, as far as that is known. */
export function costOfService({ cost, record }: ShownService, lang: Lang): Part {
  const say = findHelpWords.plain(lang)
  const options = (record.cost_options ?? []).flatMap(({ option, amount, amount_description: per }) =>
    amount === undefined ? [] : [[option && `${option}:`, `£${amount}`, per].filter(Boolean).join(' ')],
  )
  if (cost === 'free') return say.free
  const said = [...(record.fees ? [record.fees] : []), ...options]
  return said.length > 0 ? lines(said) : cost === 'paid' ? say.mayCost : say.costNotSaid
}

/** For whom it is: by age, and in its own words. */
export function whomOf({ record }: ShownService, lang: Lang): Part {
  const { minimum_age: from, maximum_age: to, eligibility_description: words } = record
  const ages = from === undefined && to === undefined && words ? [] : [agesInWords(from, to, lang)]
  return lines([...ages, ...(words ? [words] : [])])
}

function agesInWords(from = 0, to = 200, lang: Lang = 'en'): string {
  const say = findHelpWords.plain(lang)
  const noEnd = to >= 99
  if (from <= 0) return noEnd ? say.everyAge : say.agesTo(to)
  return noEnd ? say.agesFrom(from) : say.ages(from, to)
}

/** How to reach it: telephone first. */
export function contactOf({ record, name }: ShownService, lang: Lang): Part {
  const say = findHelpWords.plain(lang)
  const website = webAddress(record.url) ?? webAddress(record.organization?.website)
  const ways = [
    ...phonesOf(record).map((phone) => phoneLink(phone, name)),
    ...(record.email ? [link(record.email, `mailto:${record.email}`)] : []),
    ...(website ? [link(html`${say.website}<span class="govuk-visually-hidden"> (${name})</span>`, website)] : []),
  ]
  return ways.length > 0
    ? html`<ul class="govuk-list cw-wrap govuk-!-margin-bottom-0">${ways.map((way) => html`<li>${way}</li>`)}</ul>`
    : say.noContact
}

/** When it was last checked; of what was not for long, that it may have changed. */
export function checkedInWords({ checkedOn, freshness }: ShownService, lang: Lang): Part {
  const say = findHelpWords.plain(lang)
  if (!checkedOn) return html`<strong>${say.notCheckedEver}</strong>`
  const when = dateWords(checkedOn.toString(), lang)
  return freshness === 'old' ? html`<strong>${say.notCheckedLong(when)}</strong>` : when
}

/** Whom to ring where the list does not help. */
export const dutyLine = (duty: Duty, lang: Lang): Html => {
  const say = findHelpWords(lang)
  return html`${duty && html`<p class="govuk-body">${say.ring(duty.team)} ${phoneLink(duty.phone, duty.team)}</p>`}<p class="govuk-body">${say.danger}</p>`
}
