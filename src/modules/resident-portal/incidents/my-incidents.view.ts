import { noticeParts } from '#modules/information-governance'
import { dayOf, longDate } from '#platform/dates'
import { govukInsetText, govukNotificationBanner } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import { link, nothingHere, pageHeading, sectionHeading } from '#platform/views/page-parts'
import type { Lang } from '#platform/words'
import { incidentWords } from './incident.words.ts'
import type { MyIncident } from './my-incidents.ts'

/** What a resident was told: each organisation in its own words, the newest first. */
export function myIncidentsView(incidents: readonly MyIncident[], { zone, lang }: { zone: string; lang: Lang }): Html {
  const say = incidentWords(lang)
  const day = (one: MyIncident) => longDate(dayOf(one.toldAt, zone))
  return html`${pageHeading(say.title)}
${incidents.length === 0 ? nothingHere(say.none) : govukInsetText({ html: html`${say.safe}` })}
${incidents.map(
  (one) => html`<section>${sectionHeading(incidentWords.plain(lang).told(one.organisation, day(one)))}
${noticeParts.map((part) => html`<h3 class="govuk-heading-s">${say[part]}</h3><p class="govuk-body"><span class="cw-as-typed" lang="en">${one.notice[part]}</span></p>`)}</section>`,
)}
<h2 class="govuk-heading-m">${say.more}</h2>
<p class="govuk-body">${link(say.complain, '/account/subject-requests/new?kind=complaint')}</p>
<p class="govuk-body">${say.commissioner}</p>`
}

/** On her first page: that there is something to read, and nothing of what. */
export const toldBanner = (lang: Lang): Html =>
  govukNotificationBanner({
    titleText: incidentWords.plain(lang).banner,
    html: html`<p class="govuk-notification-banner__heading"><a class="govuk-notification-banner__link" href="/account/incidents">${incidentWords(lang).bannerLink}</a></p>`,
  })
