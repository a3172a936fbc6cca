import { longDate } from '#platform/dates'
import { type Html, html } from '#platform/views/html'
import {
  dataTable,
  type Fact,
  factList,
  link,
  nothingHere,
  pageHeading,
  paragraph,
  phoneLink,
  sectionHeading,
} from '#platform/views/page-parts'
import type { OrganisationKind } from '../organisation.rules.ts'
import type { HistoryEntry, Named, Partner, PartnerPage } from '../read-organisations.ts'

const kinds: Record<OrganisationKind, string> = {
  council: 'Council',
  'integrated-care-board': 'Integrated care board',
  'nhs-trust': 'NHS trust',
  'gp-federation': 'GP federation',
  police: 'Police',
  fire: 'Fire and rescue',
  probation: 'Probation',
  'job-centre': 'Job centre',
  'housing-association': 'Housing association',
  'academy-trust': 'Academy trust',
  school: 'School',
  voluntary: 'Voluntary organisation',
  'partnership-office': 'Partnership office',
}

const linkTo = ({ id, name }: Named): Html => link(name, `/organisations/${id}`)

/** Who the partners are, and whom to ring. */
export function organisationsView(partners: readonly Partner[]): Html {
  const acting = partners.filter((partner) => !partner.ended)
  const ended = partners.filter((partner) => partner.ended)
  return html`${pageHeading('Organisations')}
${paragraph('Each partner stays in charge of what it writes down. If you need to speak to one now, ring its duty team.')}
${dataTable({
  caption: 'Partners',
  rows: acting,
  empty: nothingHere('No organisation is registered yet.'),
  columns: [
    { heading: 'Organisation', cell: linkTo },
    { heading: 'Kind', cell: (partner) => kinds[partner.kind] },
    { heading: 'Duty team', cell: (partner) => partner.dutyTeam },
    { heading: 'Phone', cell: (partner) => phoneLink(partner.dutyPhone, partner.name) },
    { heading: 'Partner since', cell: (partner) => longDate(partner.from) },
  ],
})}
${
  ended.length > 0 &&
  dataTable({
    caption: 'Organisations that have ended',
    rows: ended,
    columns: [
      { heading: 'Organisation', cell: linkTo },
      { heading: 'Kind', cell: (partner) => kinds[partner.kind] },
      { heading: 'Ended', cell: (partner) => partner.to && longDate(partner.to) },
      { heading: 'Now', cell: (partner) => (partner.inItsPlace ? linkTo(partner.inItsPlace) : 'Nobody has taken its place') },
    ],
  })
}`
}

/** One organisation: how to reach it, its teams, and what became of it. */
export function organisationView(partner: PartnerPage): Html {
  return html`${pageHeading(partner.name, kinds[partner.kind])}
${factList(factsOf(partner))}
${dataTable({
  caption: 'Teams',
  rows: partner.teams,
  empty: html`${sectionHeading('Teams')}${nothingHere(partner.ended ? 'Its teams went to the organisation in its place.' : 'No team is registered here yet.', !partner.ended && 'Ring the duty team above.')}`,
  columns: [
    { heading: 'Team', cell: (team) => team.name },
    { heading: 'Phone', cell: (team) => phoneLink(team.phone, team.name) },
  ],
})}
${sectionHeading('History')}
<ul class="govuk-list govuk-list--bullet">${partner.history.map((entry) => html`<li>${longDate(entry.day)}: ${inWords(entry)}</li>`)}</ul>`
}

function factsOf(partner: PartnerPage): Fact[] {
  const { ended, inItsPlace } = partner
  return [
    ...(ended ? [{ label: 'Now', value: inItsPlace ? linkTo(inItsPlace) : 'Nobody has taken its place' }] : []),
    ...(ended
      ? []
      : [{ label: 'Duty team', value: html`${partner.dutyTeam}, ${phoneLink(partner.dutyPhone, partner.dutyTeam)}` }]),
    { label: 'Identifiers', value: partner.identifiers.map((one) => `${one.scheme}-${one.value}`).join(', ') },
    { label: 'People at work', value: partner.peopleAtWork.toLocaleString('en-GB') },
  ]
}

function inWords(entry: HistoryEntry): Html {
  if (entry.what === 'joined') return html`became a partner`
  if (entry.what === 'renamed') return html`changed its name from ${entry.from}`
  if (entry.what === 'took-over') return html`took over the people and teams of ${linkTo(entry.other)}`
  return entry.successor
    ? html`ended; its people and teams went to ${linkTo(entry.successor)}`
    : html`ended; nobody took its place`
}
