import { longDate, type PlainDate } from '#platform/dates'
import { govukDetails, govukInsetText, govukTable, govukTag, mojAlert, mojTimeline } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import type { Involved, Named, PersonRecord, Source } from '../person.rules.ts'

const tel = (phone: string): Part => phone && html`<a class="govuk-link cw-phone" href="tel:${phone.replaceAll(' ', '')}">${phone}</a>`
const date = (day: PlainDate | null): string => (day ? longDate(day) : '')
/** Every fact leads to its source: whose dataset, recorded when. */
const sourceLink = (source: Source): Html =>
  html`<a class="govuk-link govuk-link--no-visited-state" href="/datasets/${source.datasetId}">${source.agency}</a>, ${longDate(source.recordedOn)}`

/** What the page shows after the record: things this worker may do for this person, offered by other rooms. */
export type PersonAction = { readonly text: string; readonly href: string }

/** The person page: who is involved first, on one page, with what is withheld named and never counted. */
export function personView(person: PersonRecord, actions: readonly PersonAction[]): Html {
  return html`${heading(person)}
${person.deceasedOn && mojAlert({ variant: 'warning', title: 'Died', text: `Recorded as having died on ${longDate(person.deceasedOn)}.` })}
${markers(person)}
${involved(person)}
${withheld(person)}
<div class="govuk-grid-row">
  <div class="govuk-grid-column-two-thirds">${timeline(person)}</div>
  <div class="govuk-grid-column-one-third">${relatives(person)}${doSomething(actions)}</div>
</div>
${facts(person)}
${sources(person)}`
}

function heading(person: PersonRecord): Html {
  const born = person.dateOfBirth && html`<li>Born ${longDate(person.dateOfBirth)}${person.age !== null && !person.deceasedOn && html` (${person.age})`}</li>`
  return html`<div class="cw-person-bar">
  <h1 class="govuk-heading-l govuk-!-margin-bottom-1">${person.name}</h1>
  <ul class="cw-person-bar__facts">
    ${born}${person.address && html`<li>${person.address}</li>`}${person.language && html`<li>Speaks ${person.language}</li>`}
  </ul>
  ${person.otherNames.length > 0 && html`<p class="govuk-body-s govuk-!-margin-bottom-0">Also recorded as ${person.otherNames.map((other, at) => html`${at > 0 && '; '}<strong>${other.name}</strong> (${other.agencies.join(', ')})`)}</p>`}
</div>`
}

/** Before a visit: shown to visiting roles, with whether the person was told, never with how it was learned. */
function markers(person: PersonRecord): Part {
  if (person.markers.length === 0) return null
  return mojAlert({
    variant: 'warning',
    title: 'Before you visit',
    showTitleAsHeading: true,
    headingTag: 'h2',
    html: html`<h2 class="moj-alert__heading">Before you visit</h2><ul class="govuk-list govuk-list--bullet govuk-!-margin-bottom-0">${person.markers.map(
      (marker) => html`<li><strong>${marker.statement}</strong><br><span class="govuk-body-s">Recorded ${longDate(marker.statedOn)}${marker.reviewOn && html`, review by ${longDate(marker.reviewOn)}`}${marker.personTold !== null && (marker.personTold ? ', the person was told' : ', the person was not told')}</span></li>`,
    )}</ul>`,
  })
}

function involved(person: PersonRecord): Html {
  const rows = person.involved.map((row) => [
    { html: html`<strong>${row.service}</strong><br><span class="govuk-body-s cw-quiet">${row.agency}</span>` },
    { html: html`${row.worker ?? row.team ?? 'Ask the duty team'}${row.worker && row.team && html`<br><span class="govuk-body-s cw-quiet">${row.team}</span>`}` },
    { html: html`${tel(row.phone)}` },
    { html: openTag(row) },
    { html: html`${date(row.lastContactOn)}` },
    { html: html`${row.nextEvent}${row.nextEventOn && html`<br>${longDate(row.nextEventOn)}`}` },
  ])
  const named = person.named.map((row) => [
    { html: html`<strong>${row.agency}</strong>` },
    { text: row.dutyTeam },
    { html: html`${tel(row.dutyPhone)}` },
    { html: govukTag({ text: 'Involved', classes: 'govuk-tag--grey' }) },
    { html: html`<a class="govuk-link" href="#not-shown">Their records stay with them</a>`, colspan: 2 },
  ])
  if (rows.length + named.length === 0) {
    return html`<h2 class="govuk-heading-m">Who is involved</h2>${govukInsetText({ text: 'No service that you may know of is involved now. That does not mean that no one is.' })}`
  }
  return html`<div class="cw-scroll" tabindex="0" role="region" aria-label="Who is involved">${govukTable({
    caption: 'Who is involved',
    captionClasses: 'govuk-table__caption--m',
    classes: 'cw-table-stack',
    head: ['Service', 'Worker', 'Phone', 'Status', 'Last contact', 'Next'].map((text) => ({ text })),
    rows: [...rows, ...named],
  })}</div>`
}

const openTag = (row: Involved): Html =>
  row.open
    ? html`${govukTag({ text: 'Open', classes: 'govuk-tag--green' })}<br><span class="govuk-body-s cw-quiet">since ${longDate(row.openedOn)}</span>`
    : html`${govukTag({ text: 'Closed', classes: 'govuk-tag--grey' })}<br><span class="govuk-body-s cw-quiet">${date(row.closedOn)}</span>`

/** What we cannot show, why in law, what to do next, who to ring (screens.md section 4). Never how much there is. */
function withheld(person: PersonRecord): Part {
  if (person.named.length === 0) return null
  const { name, statute, provision } = person.purpose
  return html`<section class="cw-withheld" id="not-shown" aria-labelledby="not-shown-title">
  <h2 class="govuk-heading-m" id="not-shown-title">What stays with its owner</h2>
  ${person.named.map((row: Named) => html`<p class="govuk-body"><strong>${row.agency}</strong> is involved. What it holds is not shown to you: for ${name.toLowerCase()} the ${row.agreement.toLowerCase()} lets you know that it is involved, and no more. To ask for what you need, ring ${row.dutyTeam} on ${tel(row.dutyPhone)} and say what you want to know, for what, and by when.</p>`)}
  ${govukDetails({ summaryText: 'The law behind this', text: `You are working under the purpose “${name}” (${statute}, ${provision}). An agency shares what an agreement under that law names, with the roles it names. The owner can decide to tell you more.` })}
</section>`
}

function relatives(person: PersonRecord): Part {
  if (person.relatives.length === 0) return null
  const list = (people: PersonRecord['relatives']) =>
    html`<ul class="govuk-list">${people.map((other) => html`<li><a class="govuk-link" href="/people/${other.personId}">${other.name}</a>${other.age !== null && html`, ${other.age}`}${other.relation && html` <span class="cw-quiet">– ${other.relation}</span>`}</li>`)}</ul>`
  const [inside, outside] = [person.relatives.filter((other) => other.livesWith), person.relatives.filter((other) => !other.livesWith)]
  return html`<h2 class="govuk-heading-m">Household and family</h2>
${inside.length > 0 && html`<h3 class="govuk-heading-s">Lives with</h3>${list(inside)}`}
${outside.length > 0 && html`<h3 class="govuk-heading-s">Family elsewhere</h3>${list(outside)}`}`
}

const doSomething = (actions: readonly PersonAction[]): Part =>
  actions.length > 0 && html`<div class="cw-no-print"><h2 class="govuk-heading-m">Do something</h2><ul class="govuk-list">${actions.map((action) => html`<li><a class="govuk-link" href="${action.href}">${action.text}</a></li>`)}</ul></div>`

function timeline(person: PersonRecord): Html {
  if (person.timeline.length === 0) return html`<h2 class="govuk-heading-m">Timeline</h2><p class="govuk-body">Nothing that you may see has been recorded.</p>`
  return html`<h2 class="govuk-heading-m">Timeline</h2>${mojTimeline({
    headingLevel: 3,
    items: person.timeline.map((entry) => ({
      label: { text: entry.title },
      datetime: { timestamp: entry.on.toString(), type: 'date' as const },
      html: html`<p class="govuk-body govuk-!-margin-bottom-1">${entry.text}${entry.role && html` <strong>(${entry.role})</strong>`}</p>${entry.result && html`<p class="govuk-body govuk-!-margin-bottom-1">Result: ${entry.result}</p>`}<p class="govuk-body-s cw-quiet">${sourceLink(entry.source)}</p>`,
    })),
  })}`
}

function facts(person: PersonRecord): Part {
  if (person.facts.length === 0) return null
  return govukTable({
    caption: 'Facts, with their sources',
    captionClasses: 'govuk-table__caption--m',
    classes: 'cw-table-stack',
    head: ['What', 'Recorded as', 'Source'].map((text) => ({ text })),
    rows: person.facts.map((fact) => [{ text: fact.label }, { text: fact.value }, { html: sourceLink(fact.source) }]),
  })
}

/** Each source's age beside its name; one older than its promise says so in words. */
const sources = (person: PersonRecord): Part =>
  person.sources.length > 0 &&
  html`<h2 class="govuk-heading-m">How old this is, and why you see it</h2><ul class="govuk-list">${person.sources.map(
    (source) => html`<li><a class="govuk-link" href="/datasets/${source.datasetId}">${source.name}</a>: ${source.age === null ? 'nothing received yet' : source.age}${source.late && html` <strong>– older than ${source.agency} promised</strong>`} <span class="cw-quiet">(${source.own ? 'your own service’s records' : source.agreement})</span></li>`,
  )}</ul>
<p class="govuk-body-s">You opened this for ${person.purpose.name.toLowerCase()} (${person.purpose.statute}, ${person.purpose.provision}). That you did is in the access log.</p>`
