import { longDate, type PlainDate } from '#platform/dates'
import { govukButton, govukDetails, govukInsetText, mojAlert, mojSubNavigation } from '#platform/views/components.generated'
import { type Html, html, join, type Part } from '#platform/views/html'
import {
  dataTable,
  identityBar,
  link,
  pageHeading,
  phoneLink,
  sectionHeading,
  selectField,
  sourceAges,
  tag,
  timeline,
} from '#platform/views/page-parts'
import type { Involved, LimitedUse, PersonRecord, SourceAge } from '../person.rules.ts'
import { disputeNote, household, sourceLink } from './household.view.ts'

const date = (day: PlainDate | null): string => (day ? longDate(day) : '')
const small = (part: Part): Part => part && html`<br><span class="govuk-body-s">${part}</span>`
/** So much of the timeline stands on the page; the rest is a page of its own, to be read and printed as a chronology. */
const timelineShown = 12

/** What a worker may do for this person, offered by other rooms. */
export type PersonAction = { readonly text: string; readonly href: string }

/** The person page: who is involved first, on one page, with what is withheld named and never counted. */
export function personView(person: PersonRecord, actions: readonly PersonAction[], panels: readonly Part[] = []): Html {
  return html`${heading(person, actions)}
${together(person)}
${person.deceasedOn && mojAlert({ variant: 'warning', title: 'Died', text: `Recorded as having died on ${longDate(person.deceasedOn)}.` })}
${keptPrivate(person)}
${limited(person)}
${safeContacts(person)}
${markers(person)}
${involved(person)}
${panels}
${withheld(person)}
<div class="cw-columns cw-columns--aside">
  <div class="cw-aside">${household(person)}</div>
  <div>${history(person)}</div>
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
  const alerts = [
    ...(person.markers.length > 0 ? [{ text: 'Read before a visit' }] : []),
    ...(person.addressKeptPrivate ? [{ text: 'Address kept private' }] : []),
  ]
  const bar = { name: person.name, facts: known, alerts }
  const others = person.otherNames.map(
    (other) => html`<strong>${other.name}</strong> (${other.agencies.join(', ')})${disputeNote(other.disputed)}`,
  )
  return html`${identityBar(actions.length > 0 ? { ...bar, menu: { text: 'Do something', items: actions } } : bar)}
${others.length > 0 && html`<p class="govuk-body">Also recorded as ${join(others, '; ')}</p>`}
${headSources(person)}`
}

/** Whose word the head is: what one agency said on one day is told once. */
function headSources({ headSources }: PersonRecord): Part {
  const grouped = Map.groupBy(headSources, ({ source }) => `${source.datasetId} ${source.recordedOn} ${source.disputed?.since}`)
  const told = [...grouped.values()].map((said) => {
    const [first = '', ...others] = said.map(({ what }) => what)
    return html`${[first, ...others.map((what) => what.toLowerCase())].join(', ')}: ${sourceLink(said[0]!.source)}`
  })
  return told.length > 0 && html`<p class="govuk-body-s">${join(told, '. ')}.</p>`
}

/** What the partners share together, or what her own service had alone: the same person, so that the difference can be seen. */
function together({ personId, alone, hasPartners, sources }: PersonRecord): Part {
  if (!alone && !(hasPartners && sources.some((source) => source.own))) return null
  const here = `/people/${personId}`
  return html`<div class="cw-no-print">${mojSubNavigation({
    label: 'How much of it to show',
    items: [
      { text: 'Everyone involved', href: here, active: !alone },
      { text: 'Your service alone', href: `${here}?alone=yes`, active: alone },
    ],
  })}</div>
${alone && govukInsetText({ text: 'This is all that your own service holds. It is what you would have without your partners.' })}`
}

/** Told to those whose own service protects her, and to nobody else (practice K1). */
function keptPrivate(person: PersonRecord): Part {
  if (!person.addressKeptPrivate) return null
  return mojAlert({
    variant: 'warning',
    title: 'Address kept private',
    html: html`<h2 class="moj-alert__heading">Your service keeps this address private</h2>
<p class="govuk-body govuk-!-margin-bottom-0">Here, no other service sees where this person lives, their phone numbers or who lives with them, unless it holds them itself. Do not give them to anyone. Before you write or ring, find out which way is safe.</p>`,
  })
}

/** That what a service holds may be used for one thing only, or by its own people not at all, and why. */
function limited(person: PersonRecord): Part {
  return person.limited.map((limit) => {
    const title = `${limit.service}: ${limit.kind === 'restricted' ? 'restricted' : 'a use was stopped'} since ${longDate(limit.since)}`
    return mojAlert({
      variant: 'warning',
      title,
      html: html`<h2 class="moj-alert__heading">${title}</h2>
<p class="govuk-body govuk-!-margin-bottom-0">${limit.shown ? html`What ${limit.agency} holds here is shown to you all the same. Use it only ${limit.useOnly}.` : html`${limit.agency} keeps what it holds of this person there, and does not use it for what you work at. Nothing of it is shown. If a child or an adult is in danger, work under the purpose for that, or open it in an emergency.`}${limit.ground && html` Why: ${whyLimited[limit.ground]}.`}</p>`,
    })
  })
}
const whyLimited: Readonly<Record<NonNullable<LimitedUse['ground']>, string>> = {
  accuracy: 'the person says that it is wrong, and it is being checked',
  unlawful: 'it was used unlawfully, and the person does not want it erased',
  'legal-claim': 'the person needs it for a legal claim',
  objection: 'the person objected, and it is being looked at',
  upheld: 'the person objected to this use, and it was stopped',
}

/** Before a visit: shown to visiting roles, with whether the person was told, never with how it was learned (practice K9). */
function markers(person: PersonRecord): Part {
  if (person.markers.length === 0) return null
  const items = person.markers.map((marker) => {
    const told = marker.personTold ? 'The person was told.' : marker.personTold === false ? 'The person was not told.' : null
    const by = [marker.author, marker.source?.agency].filter(Boolean).join(', ')
    const review = marker.reviewOverdue
      ? 'Its review is overdue: ask before you rely on it.'
      : marker.reviewOn && `Review by ${longDate(marker.reviewOn)}.`
    return html`<li><strong>${marker.statement}</strong><br><span class="govuk-body-s">${join([`Recorded ${longDate(marker.statedOn)}${by && ` by ${by}`}.`, review, told].filter(Boolean), ' ')}</span></li>`
  })
  return mojAlert({
    variant: 'warning',
    title: 'Before you visit',
    html: html`<h2 class="moj-alert__heading">Before you visit</h2><ul class="govuk-list govuk-!-margin-bottom-0">${items}</ul>`,
  })
}

/** Before anybody rings or writes: which way is safe, when and through whom, and which is not (practice K7, K8). */
function safeContacts({ safeContacts }: PersonRecord): Part {
  if (safeContacts.length === 0) return null
  const items = safeContacts.map((one) => {
    const way = one.system === 'phone' && /\d/.test(one.value) ? phoneLink(one.value) : one.value
    return html`<li>${
      one.safety === 'safe'
        ? html`<strong>Safe:</strong> ${one.through && html`${one.through}, `}${way}${one.when && html`. ${one.when}`}`
        : html`<strong>Not safe:</strong> ${one.value}`
    }<br><span class="govuk-body-s">${sourceLink(one.source)}${disputeNote(one.source.disputed)}</span></li>`
  })
  const none = safeContacts.every(({ safety }) => safety === 'not-safe')
  return mojAlert({
    variant: 'warning',
    title: 'Before you ring or write',
    html: html`<h2 class="moj-alert__heading">Before you ring or write</h2><ul class="govuk-list govuk-!-margin-bottom-0">${items}</ul>${none && html`<p class="govuk-body govuk-!-margin-bottom-0">No safe way is recorded. Ask the service that wrote this before you do anything.</p>`}`,
  })
}

/** A row of "who is involved": an involvement, or a service that is only named. */
type Row = { service: Part; worker: Part; phone: Part; status: Part; lastContact: Part; next: Part }

function involved(person: PersonRecord): Html {
  const ages = new Map(person.sources.map((source) => [source.datasetId, source]))
  const named = person.named.map(
    (one): Row => ({
      service: html`<strong>${one.agency}</strong>`,
      worker: one.dutyTeam,
      phone: phoneLink(one.dutyPhone, one.dutyTeam),
      status: html`${tag('Involved', 'grey')}${small(link('Why no more, and how to ask', '#not-shown'))}`,
      lastContact: null,
      next: null,
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
    rows: [...person.involved.map((row) => involvedRow(row, ages)), ...named],
    empty: html`${sectionHeading('Who is involved')}${govukInsetText({ text: 'No service that you may know of is involved now. That does not mean that no one is.' })}`,
  })
}

const involvedRow = (row: Involved, ages: ReadonlyMap<string, SourceAge>): Row => ({
  service: html`<strong>${row.service}</strong>${small(row.agency)}${small(ageOf(ages.get(row.source.datasetId)))}${disputeNote(row.source.disputed)}`,
  worker: html`${row.worker ?? row.team ?? 'Ask the duty team'}${row.worker && small(row.team)}`,
  phone: row.phone ? phoneLink(row.phone, row.worker ?? row.service) : 'Not known',
  status: row.open
    ? html`${tag('Open', 'green')}${small(`since ${longDate(row.openedOn)}`)}`
    : html`${tag('Closed', 'grey')}${small(date(row.closedOn))}`,
  lastContact: date(row.lastContactOn),
  next: row.nextEvent && html`${row.nextEvent}${small(date(row.nextEventOn))}`,
})

/** How old what we have from it is; a source that is later than it promised says so (practice K11). */
const ageOf = (source: SourceAge | undefined): Part => {
  if (!source?.age) return null
  return source.late ? html`<strong>Last heard ${source.age} ago: later than promised</strong>` : `Last heard ${source.age} ago`
}

/** What we cannot show, why in law, what to do next, who to ring (screens.md section 4). Never how much there is. */
function withheld(person: PersonRecord): Part {
  if (person.named.length === 0 && person.askMore.length === 0) return null
  const ask = (datasetId: string, text: string) =>
    link(text, `/access-requests/new?person=${person.personId}&dataset=${encodeURIComponent(datasetId)}`)
  const { name, statute, provision } = person.purpose
  const each = person.named.map(
    (one) =>
      html`<p class="govuk-body"><strong>${one.agency}</strong> is involved. ${one.partly ? 'Only a part of what it holds is shown to you' : 'What it holds is not shown to you'}: for ${inSentence(name)}, the ${inSentence(one.agreement)} lets you know that it is involved, and ${one.partly ? 'names the kinds of information that you see' : 'no more'}. ${one.askable.length > 0 ? html`${ask(one.datasetId, `Ask ${one.agency}`)}, who may tell you more; or ring` : 'To ask for what you need, ring'} ${one.dutyTeam} on ${phoneLink(one.dutyPhone)}: say what you want to know, for what, and by when.</p>`,
  )
  const more =
    person.askMore.length > 0 &&
    html`<p class="govuk-body">Some kinds of what these services hold are not shown to you unasked: ${join(
      person.askMore.map((one) => html`${ask(one.datasetId, one.service)} (${one.agency})`),
      ', ',
    )}. Their owners may share them with you when you ask and say why.</p>`
  return html`<section class="cw-panel cw-panel--withheld" id="not-shown" aria-labelledby="not-shown-title">
  <h2 class="govuk-heading-s" id="not-shown-title">What stays with its owner</h2>${each}${more}
  <p class="govuk-body">In danger now, and no time to ask? ${link('Open in an emergency', `/emergency-access/new?person=${person.personId}`)}</p>
  ${govukDetails({ summaryText: 'The law behind this', text: `You are working under the purpose “${name}” (${statute}, ${provision}). An agency shares what an agreement under that law names, with the roles that it names. Its owner can decide to tell you more.` })}
</section>`
}

function history(person: PersonRecord): Html {
  if (person.timeline.length === 0)
    return html`${sectionHeading('Timeline')}<p class="govuk-body">Nothing that you may see has been recorded.</p>`
  const shown = person.timeline.slice(0, timelineShown)
  const rest = person.timeline.length > shown.length
  return html`${sectionHeading('Timeline')}${timeline(timelineEntries(shown))}
<p class="govuk-body cw-no-print">${link(rest ? 'The whole timeline, to read by agency or print' : 'The timeline by agency, to print', `/people/${person.personId}/timeline`)}</p>`
}

const timelineEntries = (entries: PersonRecord['timeline']) =>
  entries.map((entry) => ({
    when: entry.on.toString(),
    title: entry.title,
    text: html`${entry.text}${entry.role && html` <strong>(${entry.role})</strong>`}${entry.result && html`<br>Result: ${entry.result}`}${disputeNote(entry.source.disputed)}`,
    source: entry.source.agency,
    more: { text: `recorded ${longDate(entry.source.recordedOn)}`, href: `/datasets/${entry.source.datasetId}` },
  }))

/** The timeline alone: one order across agencies, or one agency's; printed, it is a chronology. */
export function timelineView(person: PersonRecord, agency: string | undefined): Html {
  const agencies = [...new Set(person.timeline.map((entry) => entry.source.agency))].sort()
  const chosen = agencies.find((one) => one === agency)
  const entries = person.timeline.filter((entry) => !chosen || entry.source.agency === chosen)
  return html`${pageHeading(`${person.name}: timeline`)}
<form class="cw-filter cw-filter--line" method="get" novalidate>
  ${selectField({ name: 'agency', label: 'Agency', value: chosen ?? '', choices: [{ value: '', text: 'All agencies' }, ...agencies.map((one) => ({ value: one, text: one }))] })}
  ${govukButton({ text: 'Show', classes: 'govuk-button--secondary' })}
</form>
${entries.length > 0 ? timeline(timelineEntries(entries), { headingLevel: 2 }) : html`<p class="govuk-body">Nothing that you may see has been recorded.</p>`}
${provenance(person)}`
}

const facts = (person: PersonRecord): Part =>
  person.facts.length > 0 &&
  dataTable({
    caption: 'Facts, and who recorded them when',
    columns: [
      { heading: 'What', cell: (fact) => fact.label },
      { heading: 'Recorded as', cell: (fact) => fact.value },
      { heading: 'Source', cell: (fact) => join(fact.sources.map(sourceLink), html`<br>`) },
    ],
    rows: person.facts,
  })

/** “Family help” inside a sentence: its first letter small, the names of laws and places in it as they are. */
const inSentence = (title: string): string => title.charAt(0).toLowerCase() + title.slice(1)

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
      person.sources.map((source) => (source.own ? 'your own service’s records' : `the ${inSentence(source.agreement)}`)),
    ),
  ]
  return html`${sectionHeading('How old this is, and why you see it')}${sourceAges(ages)}
<p class="govuk-body-s">You opened this for ${inSentence(person.purpose.name)} (${person.purpose.statute}, ${person.purpose.provision}). You see it by ${reasons.join(' and by ')} (${link('all agreements', '/sharing-agreements')}). That you looked is in the access log.</p>`
}
