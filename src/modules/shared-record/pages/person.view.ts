import { longDate, type PlainDate } from '#platform/dates'
import { govukDetails, govukInsetText, mojAlert } from '#platform/views/components.generated'
import { type Html, html, join, type Part } from '#platform/views/html'
import { dataTable, identityBar, link, phoneLink, sectionHeading, sourceAges, tag, timeline } from '#platform/views/page-parts'
import type { Involved, PersonRecord, Source } from '../person.rules.ts'

const date = (day: PlainDate | null): string => (day ? longDate(day) : '')
const small = (part: Part): Part => part && html`<br><span class="govuk-body-s">${part}</span>`
/** Every fact leads to its source: whose dataset, recorded when. */
const sourceLink = (source: Source): Html =>
  html`${link(source.agency, `/datasets/${source.datasetId}`)}, ${longDate(source.recordedOn)}`

/** What a worker may do for this person, offered by other rooms. */
export type PersonAction = { readonly text: string; readonly href: string }

/** The person page: who is involved first, on one page, with what is withheld named and never counted. */
export function personView(person: PersonRecord, actions: readonly PersonAction[]): Html {
  return html`${heading(person, actions)}
${person.deceasedOn && mojAlert({ variant: 'warning', title: 'Died', text: `Recorded as having died on ${longDate(person.deceasedOn)}.` })}
${markers(person)}
${involved(person)}
${withheld(person)}
<div class="govuk-grid-row">
  <div class="govuk-grid-column-two-thirds">${history(person)}</div>
  <div class="govuk-grid-column-one-third">${relatives(person)}</div>
</div>
${facts(person)}
${provenance(person)}`
}

function heading(person: PersonRecord, actions: readonly PersonAction[]): Html {
  const age = person.age !== null && !person.deceasedOn ? ` (${person.age})` : ''
  const known = [
    { label: 'Born', value: person.dateOfBirth && `${longDate(person.dateOfBirth)}${age}` },
    { label: 'Address', value: person.address },
    { label: 'Speaks', value: person.language },
  ].filter((fact) => fact.value)
  const bar = { name: person.name, facts: known, alerts: person.markers.length > 0 ? [{ text: 'Read before a visit' }] : [] }
  const others = person.otherNames.map((other) => html`<strong>${other.name}</strong> (${other.agencies.join(', ')})`)
  return html`${identityBar(actions.length > 0 ? { ...bar, menu: { text: 'Do something', items: actions } } : bar)}
${others.length > 0 && html`<p class="govuk-body">Also recorded as ${join(others, '; ')}</p>`}`
}

/** Before a visit: shown to visiting roles, with whether the person was told, never with how it was learned (practice K9). */
function markers(person: PersonRecord): Part {
  if (person.markers.length === 0) return null
  const items = person.markers.map((marker) => {
    const told = marker.personTold === null ? null : marker.personTold ? 'the person was told' : 'the person was not told'
    const when = [`recorded ${longDate(marker.statedOn)}`, marker.reviewOn && `review by ${longDate(marker.reviewOn)}`, told]
      .filter(Boolean)
      .join('; ')
    return html`<li><strong>${marker.statement}</strong> <span class="govuk-body-s">(${when})</span></li>`
  })
  return mojAlert({
    variant: 'warning',
    title: 'Before you visit',
    html: html`<h2 class="moj-alert__heading">Before you visit</h2><ul class="govuk-list govuk-!-margin-bottom-0">${items}</ul>`,
  })
}

/** A row of "who is involved": an involvement, or a service that is only named. */
type Row = { service: Part; worker: Part; phone: Part; status: Part; lastContact: Part; next: Part }

function involved(person: PersonRecord): Html {
  const named = person.named.map(
    (one): Row => ({
      service: html`<strong>${one.agency}</strong>`,
      worker: one.dutyTeam,
      phone: phoneLink(one.dutyPhone, one.dutyTeam),
      status: tag('Involved', 'grey'),
      lastContact: link('Stays with its owner', '#not-shown'),
      next: '',
    }),
  )
  return dataTable<Row>({
    caption: 'Who is involved',
    columns: [
      { heading: 'Service', cell: (row) => row.service },
      { heading: 'Worker', cell: (row) => row.worker },
      { heading: 'Phone', cell: (row) => row.phone },
      { heading: 'Status', cell: (row) => row.status },
      { heading: 'Last contact', cell: (row) => row.lastContact },
      { heading: 'Next', cell: (row) => row.next },
    ],
    rows: [...person.involved.map(involvedRow), ...named],
    empty: html`${sectionHeading('Who is involved')}${govukInsetText({ text: 'No service that you may know of is involved now. That does not mean that no one is.' })}`,
  })
}

const involvedRow = (row: Involved): Row => ({
  service: html`<strong>${row.service}</strong>${small(row.agency)}`,
  worker: html`${row.worker ?? row.team ?? 'Ask the duty team'}${row.worker && small(row.team)}`,
  phone: row.phone ? phoneLink(row.phone, row.worker ?? row.service) : 'Not known',
  status: row.open
    ? html`${tag('Open', 'green')}${small(`since ${longDate(row.openedOn)}`)}`
    : html`${tag('Closed', 'grey')}${small(date(row.closedOn))}`,
  lastContact: date(row.lastContactOn),
  next: row.nextEvent && html`${row.nextEvent}${small(date(row.nextEventOn))}`,
})

/** What we cannot show, why in law, what to do next, who to ring (screens.md section 4). Never how much there is. */
function withheld(person: PersonRecord): Part {
  if (person.named.length === 0) return null
  const { name, statute, provision } = person.purpose
  const each = person.named.map(
    (one) =>
      html`<p class="govuk-body"><strong>${one.agency}</strong> is involved. What it holds is not shown to you: for ${name.toLowerCase()}, the ${one.agreement.toLowerCase()} lets you know that it is involved, and no more. To ask for what you need, ring ${one.dutyTeam} on ${phoneLink(one.dutyPhone)}: say what you want to know, for what, and by when.</p>`,
  )
  return html`<section class="cw-panel cw-panel--withheld" id="not-shown" aria-labelledby="not-shown-title">
  <h2 class="govuk-heading-s" id="not-shown-title">What stays with its owner</h2>${each}
  ${govukDetails({ summaryText: 'The law behind this', text: `You are working under the purpose “${name}” (${statute}, ${provision}). An agency shares what an agreement under that law names, with the roles that it names. Its owner can decide to tell you more.` })}
</section>`
}

function relatives(person: PersonRecord): Part {
  if (person.relatives.length === 0) return null
  const one = (other: PersonRecord['relatives'][number]) =>
    html`<li>${link(other.name, `/people/${other.personId}`)}${other.age !== null && `, ${other.age}`}${other.relation && ` – ${other.relation}`}</li>`
  const group = (title: string, people: PersonRecord['relatives']) =>
    people.length > 0 && html`<h3 class="govuk-heading-s">${title}</h3><ul class="govuk-list">${people.map(one)}</ul>`
  return html`${sectionHeading('Household and family')}
${group(
  'Lives with',
  person.relatives.filter((other) => other.livesWith),
)}
${group(
  'Family elsewhere',
  person.relatives.filter((other) => !other.livesWith),
)}`
}

function history(person: PersonRecord): Html {
  if (person.timeline.length === 0)
    return html`${sectionHeading('Timeline')}<p class="govuk-body">Nothing that you may see has been recorded.</p>`
  const entries = person.timeline.map((entry) => ({
    when: entry.on.toString(),
    title: entry.title,
    text: html`${entry.text}${entry.role && html` <strong>(${entry.role})</strong>`}${entry.result && html`<br>Result: ${entry.result}`}`,
    source: entry.source.agency,
    more: { text: `recorded ${longDate(entry.source.recordedOn)}`, href: `/datasets/${entry.source.datasetId}` },
  }))
  return html`${sectionHeading('Timeline')}${timeline(entries)}`
}

const facts = (person: PersonRecord): Part =>
  person.facts.length > 0 &&
  dataTable({
    caption: 'Facts, with their sources',
    columns: [
      { heading: 'What', cell: (fact) => fact.label },
      { heading: 'Recorded as', cell: (fact) => fact.value },
      { heading: 'Source', cell: (fact) => sourceLink(fact.source) },
    ],
    rows: person.facts,
  })

/** Each source's age beside its name, and under which agreement the reader sees it. */
function provenance(person: PersonRecord): Part {
  if (person.sources.length === 0) return null
  const ages = person.sources.map(({ name, age, late, agency }) => ({
    name,
    age: age ?? 'nothing received yet',
    ...(late ? { olderThanPromised: `what ${agency} promised` } : {}),
  }))
  const reasons = [
    ...new Set(
      person.sources.map((source) => (source.own ? 'your own service’s records' : `the ${source.agreement.toLowerCase()}`)),
    ),
  ]
  return html`${sectionHeading('How old this is, and why you see it')}${sourceAges(ages)}
<p class="govuk-body-s">You opened this for ${person.purpose.name.toLowerCase()} (${person.purpose.statute}, ${person.purpose.provision}). You see it by ${reasons.join(', ')} (${link('all agreements', '/sharing-agreements')}). That you looked is in the access log.</p>`
}
