import { longDate, longTime, type PlainDate, plainDate } from '#platform/dates'
import { govukButton, govukDetails, govukInsetText, govukWarningText } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  dataTable,
  factList,
  form,
  link,
  nothingHere,
  pageHeading,
  paragraph,
  radiosField,
  sectionHeading,
  submitButton,
  type TagColour,
  tag,
  textArea,
  timeline,
} from '#platform/views/page-parts'
import type { GatewayRow } from '../register.repository.ts'
import { inWords, type Names, nameOf, roundedCount } from '../words.rules.ts'
import type { Signature, Stop } from './agreement.repository.ts'
import { type AgreementState, type DraftState, particularWords, relationshipWords } from './agreement.rules.ts'
import type { AgreementRead, readShared } from './agreements.ts'
import type { AgreementContent, Particulars } from './content.ts'
import type { Simulation } from './simulate.ts'
import type { Change } from './simulation.rules.ts'

export const relationshipOf = (kind: string): string => (relationshipWords as Record<string, string>)[kind] ?? inWords(kind)

const agreementStates: Readonly<Record<AgreementState, readonly [string, TagColour]>> = {
  'in-force': ['In force', 'green'],
  suspended: ['Stopped', 'red'],
  'without-protocol': ['Its protocol is stopped', 'red'],
  'to-come': ['Signed, to come', 'blue'],
  ended: ['Over', 'grey'],
  'review-overdue': ['In force, review overdue', 'orange'],
}
const draftStates: Readonly<Record<DraftState, readonly [string, TagColour]>> = {
  draft: ['Draft', 'grey'],
  consulted: ['Put to the parties', 'purple'],
  'to-sign': ['To be signed', 'yellow'],
  declined: ['Declined', 'red'],
  withdrawn: ['Withdrawn', 'grey'],
  signed: ['Signed', 'green'],
}
export const agreementTag = (state: AgreementState): Html => tag(...agreementStates[state])
export const draftTag = (state: DraftState): Html => tag(...draftStates[state])

/** The register: what holds, what is on its way, between whom, for what. */
export function registerView(
  { agreements, drafts, names }: Awaited<ReturnType<typeof readShared>>,
  { mayDraft }: { mayDraft: boolean },
): Html {
  return html`${pageHeading('Sharing agreements')}
${paragraph('What partners share with one another is what these say, and nothing else. A signed version is never changed: a change is a new version, which every party signs.')}
<ul class="govuk-list"><li>${link('The powers, duties and limits in law that they stand on', '/gateways')}</li><li>${link('What was thought through first: assessments', '/assessments')}</li></ul>
${mayDraft && govukButton({ text: 'Draft an agreement', href: '/sharing-agreements/drafts/new' })}
${
  drafts.length > 0 &&
  dataTable({
    caption: 'On their way',
    columns: [
      {
        heading: 'Text',
        cell: (one) =>
          html`${link(one.content.title, `/sharing-agreements/drafts/${one.id}`)} <span class="govuk-body-s">${one.code} version ${one.version}</span>`,
      },
      { heading: 'State', cell: (one) => draftTag(one.state) },
      { heading: 'Drafted by', cell: (one) => `${one.draftedByName}, ${nameOf(names, one.draftedFor)}` },
      {
        heading: 'Signed by',
        cell: (one) => (one.closedAt ? one.signed.map((id) => nameOf(names, id)).join(', ') || 'Nobody yet' : 'Not closed yet'),
      },
    ],
    rows: drafts,
  })
}
${dataTable({
  caption: 'In the register',
  columns: [
    {
      heading: 'Agreement',
      cell: (one) =>
        html`${link(one.content.title, `/sharing-agreements/${one.id}`)} <span class="govuk-body-s">${one.code} version ${one.version}</span>`,
    },
    { heading: 'State', cell: (one) => agreementTag(one.state) },
    { heading: 'Purposes', cell: (one) => one.purposeNames.join(', ') || 'The principles that the others stand on' },
    { heading: 'Parties', cell: (one) => link(one.parties.length, `/sharing-agreements/${one.id}`), numeric: true },
    { heading: 'In force from', cell: (one) => longDate(one.inForceFrom) },
    { heading: 'Review by', cell: (one) => dayWords(one.content.reviewOn) },
  ],
  rows: agreements,
  empty: nothingHere('Nothing is agreed yet, so nothing is shared.'),
})}`
}

export const dayWords = (day: string | null): string => (day ? longDate(plainDate(day)) : 'Not given')

/** What an agreement says besides its lines, of those headings that are written. */
export const particularsView = (particulars: Particulars): Html => {
  const written = Object.entries(particularWords).filter(([key]) => particulars[key as keyof Particulars] !== '')
  return written.length === 0
    ? html``
    : factList(written.map(([key, label]) => ({ label, value: particulars[key as keyof Particulars] })))
}

/** The lines of a text: to whom, when, which kinds of whose data. Datasets of which a line gives the same kinds stand together. */
export const linesView = (content: AgreementContent, datasets: Names): Html =>
  dataTable({
    caption: 'What is shared, with whom',
    columns: [
      { heading: 'Line', cell: ({ line }) => line.name },
      { heading: 'Which kinds', cell: ({ classes }) => classes.map(inWords).join(', ') },
      {
        heading: 'Of whose data',
        cell: ({ of }) =>
          html`<ul class="govuk-list cw-close">${of.map((one) => html`<li>${link(nameOf(datasets, one), `/datasets/${one}`)}</li>`)}</ul>`,
      },
      { heading: 'With which roles', cell: ({ line }) => line.roles.map(inWords).join(', ') },
      { heading: 'When the worker …', cell: ({ line }) => line.relationships.map(relationshipOf).join('; or ') },
      { heading: 'Training', cell: ({ line }) => line.trainings.map(inWords).join(', ') || 'none' },
    ],
    rows: content.terms.flatMap((line) =>
      [...Map.groupBy(line.cells, ({ classes }) => classes.toSorted().join()).values()].map((cells) => ({
        line,
        classes: cells[0]!.classes.toSorted(),
        of: cells.map(({ dataset }) => dataset),
      })),
    ),
    empty: nothingHere('It shares nothing.'),
  })

export const lawView = (gateways: readonly GatewayRow[]): Html =>
  dataTable({
    caption: 'The law that allows it',
    columns: [
      {
        heading: 'Purpose',
        cell: (one) =>
          html`${one.purpose} <span class="govuk-body-s">${one.article6}${one.article9 && html`; ${one.article9}`}</span>`,
      },
      {
        heading: 'Power or duty',
        cell: (one) => html`${link(`${one.statute}, ${one.provision}`, `/gateways#${one.gatewayId}`)} (${one.kind})`,
      },
      { heading: 'What for', cell: (one) => one.objective },
      { heading: 'Limits', cell: (one) => one.limits },
      { heading: 'Confirmed by a practitioner', cell: (one) => one.checkedOn ?? 'Not yet' },
    ],
    rows: gateways,
  })

const answerWords = { signed: 'signed', declined: 'declined' } as const
export const signaturesView = (parties: readonly string[], signatures: readonly Signature[], names: Names, zone: string): Html =>
  dataTable({
    caption: 'Who has signed',
    columns: [
      { heading: 'Party', cell: (party) => nameOf(names, party) },
      {
        heading: 'Answer',
        cell: (party) => {
          const its = signatures.find((one) => one.organisationId === party)
          if (!its) return 'Not yet'
          return html`${its.byName} ${answerWords[its.answer]} on ${longTime(its.at, zone)}${its.reason && html`: “${its.reason}”`}`
        },
      },
    ],
    rows: parties,
  })

const stopWords: Readonly<Record<Stop['kind'], string>> = {
  suspended: 'stopped it',
  resumed: 'let it run again',
  ended: 'ended it',
}

/** One agreement: its state, its law, its lines, what it says, who signed, what happened to it, and what can be done. */
export function agreementView(
  read: AgreementRead,
  { zone, may, csrfToken }: { zone: string; may: { draft: boolean; suspend: boolean; end: boolean }; csrfToken: string },
): Html {
  const { agreement, state, names, stops, signatures, versions, fingerprint, gateways, lines } = read
  const { content, id } = agreement
  const datasets = new Map(lines.map((line) => [line.datasetId, line.dataset]))
  const shared = agreement.kind === 'sharing' || agreement.kind === 'protocol'
  return html`${pageHeading(content.title)}
${(state === 'suspended' || state === 'without-protocol') && govukWarningText({ text: state === 'suspended' ? 'Stopped: nothing is shared under this agreement now.' : 'The protocol that it stands under is stopped: nothing is shared under this agreement now.', iconFallbackText: 'Warning' })}
${factList([
  { label: 'State', value: agreementTag(state) },
  { label: 'Version', value: `${agreement.code} version ${agreement.version}` },
  {
    label: 'In force',
    value: `from ${longDate(agreement.inForceFrom)}${agreement.inForceTo ? ` until ${longDate(agreement.inForceTo)}` : ''}`,
  },
  { label: 'Review by', value: dayWords(content.reviewOn) },
  ...(content.protocol ? [{ label: 'Stands under', value: link(content.protocol, '/sharing-agreements') }] : []),
  { label: 'Receive', value: content.recipients.map((one) => nameOf(names, one)).join(', ') },
  {
    label: 'As data',
    value: html`${link('ODRL', `/api/v1/sharing-agreements/${id}/odrl`)}, ${link('JSON', `/api/v1/sharing-agreements/${id}`)}`,
  },
])}
${particularsView(content.particulars)}
${gateways.length > 0 && lawView(gateways)}
${agreement.kind !== 'protocol' && linesView(content, datasets)}
${
  fingerprint
    ? html`${signaturesView(agreement.parties, signatures, names, zone)}${paragraph('Every party signed the same text, letter for letter. Its fingerprint (SHA-256): ', html`<code class="cw-wrap">${fingerprint}</code>`)}`
    : shared && paragraph(`Signed on ${longDate(agreement.signedOn)}, on paper, before the register was kept here.`)
}
${
  stops.length > 0 &&
  html`${sectionHeading('What happened to it')}${timeline(
    stops.map((one) => ({
      when: one.at.toString(),
      title: `${nameOf(names, one.organisationId)} ${stopWords[one.kind]}`,
      text: one.reason,
      recordedBy: one.byName,
    })),
  )}`
}
${
  versions.length > 1 &&
  dataTable({
    caption: 'Versions',
    columns: [
      { heading: 'Version', cell: (one) => link(`Version ${one.version}`, `/sharing-agreements/${one.id}`) },
      {
        heading: 'In force',
        cell: (one) => `from ${longDate(one.inForceFrom)}${one.inForceTo ? ` until ${longDate(one.inForceTo)}` : ''}`,
      },
    ],
    rows: versions,
  })
}
${
  shared &&
  state !== 'ended' &&
  html`<div class="govuk-button-group">
${may.draft && form({ action: `/sharing-agreements/${id}/next-version`, csrfToken }, submitButton('Draft the next version', 'secondary'))}
${may.suspend && govukButton({ text: may.end ? 'Stop, end or let it run again' : 'Stop it', href: `/sharing-agreements/${id}/stop`, classes: 'govuk-button--warning' })}
</div>`
}`
}

const changeWords: Readonly<Record<Change, string>> = {
  sees: 'Would newly see',
  asks: 'Could newly ask for',
  'loses-sight': 'Would no longer see',
  'may-no-longer-ask': 'Could no longer ask for',
}
const fewListed = 4
/** The organisations, each with the people whom it would be about; those of whom no number can be told, and those that work with nobody, together. */
function whose(all: Simulation['changes'], names: Names): Html {
  const together = (people: number | null, one: string, many: (count: number) => string) => {
    const its = all.filter((row) => row.people === people).map(({ organisation }) => nameOf(names, organisation))
    if (its.length === 0) return html``
    if (its.length <= fewListed) return html`${its.map((name) => html`<li>${name}: ${one}</li>`)}`
    return html`<li>${govukDetails({ summaryText: many(its.length), text: its.join(', ') })}</li>`
  }
  return html`<ul class="govuk-list cw-close">${all.map(
    ({ organisation, people }) =>
      people !== null && people > 0 && html`<li>${nameOf(names, organisation)}: ${roundedCount(people)}</li>`,
  )}${together(null, 'anybody', (count) => `${count} organisations, of anybody`)}${together(0, 'nobody today', (count) => `${count} organisations that work with nobody today`)}</ul>`
}

/** What would change: first in a sentence, then line by line. */
export function changesView({ changes, names, datasets, purposes, on }: Simulation): Html {
  const parts = (['sees', 'asks', 'loses-sight', 'may-no-longer-ask'] as const).map((change) => {
    const its = changes.filter((one) => one.change === change)
    const alike = Map.groupBy(its, ({ organisation: _organisation, people: _people, ...same }) => JSON.stringify(same))
    return { change, rows: [...alike.values()] }
  })
  return html`<p class="govuk-body-l">${summaryOf(changes, on)}</p>
${parts.map(
  ({ change, rows }) =>
    rows.length > 0 &&
    dataTable({
      caption: changeWords[change],
      columns: [
        {
          heading: 'What',
          cell: ([one]) =>
            html`${one!.classes.map(inWords).join(', ')} <span class="govuk-body-s">of ${one!.datasets.map((id) => nameOf(datasets, id)).join(', ')}</span>`,
        },
        { heading: 'Which roles', cell: ([one]) => one!.roles.map(inWords).join(', ') },
        { heading: 'When one …', cell: ([one]) => one!.relationships.map(relationshipOf).join('; or ') },
        { heading: 'For', cell: ([one]) => one!.purposes.map((id) => nameOf(purposes, id)).join(', ') },
        { heading: 'Whose, of how many people', cell: (all) => whose(all, names) },
      ],
      rows,
    }),
)}
${
  changes.length > 0 &&
  govukDetails({
    summaryText: 'How people are counted',
    html: html`<p class="govuk-body">They are the people whom these roles work with today and who are in one of the datasets. Up to seven are not told apart, others are to the nearest five. Nobody whose record is held is counted, nor the work of a service that hides who comes to it. What each service sees of its own records is no sharing, and does not change here.</p>`,
  })
}`
}

function summaryOf(changes: Simulation['changes'], on: PlainDate): string {
  if (changes.length === 0) return `On ${longDate(on)} nobody would see more or less than before.`
  const organisations = (change: Change) =>
    new Set(changes.filter((one) => one.change === change).map((one) => one.organisation)).size
  const say = (change: Change, does: string) => {
    const many = organisations(change)
    return many === 0 ? [] : [`${many === 1 ? 'one organisation' : `${many} organisations`} ${does}`]
  }
  const said = [
    ...say('sees', 'would newly see something'),
    ...say('asks', 'could newly ask for something'),
    ...say('loses-sight', 'would lose sight of something'),
    ...say('may-no-longer-ask', 'could no longer ask for something'),
  ].join(', ')
  return `On ${longDate(on)}: ${said}.`
}

/** Stopping: what it means, who loses sight, the reason. */
export function stopView(
  { agreement, state, names }: AgreementRead,
  simulation: Simulation,
  {
    typed,
    errors,
    may,
    csrfToken,
  }: {
    typed: { what: string; reason: string }
    errors: readonly PageError[]
    may: { suspend: boolean; end: boolean }
    csrfToken: string
  },
): Html {
  const choices = [
    ...(may.suspend
      ? [
          {
            value: 'suspended',
            text: 'Stop it for now',
            hint: 'At once and for all parties. Only your organisation can lift what it has stopped.',
          },
        ]
      : []),
    ...(may.end
      ? [{ value: 'ended', text: 'End it', hint: 'For good. To share again, a new version has to be signed by all.' }]
      : []),
    ...(may.end && state === 'suspended'
      ? [
          {
            value: 'resumed',
            text: 'Let it run again',
            hint: 'Where your organisation stopped it. If another party stopped it too, it stays stopped.',
          },
        ]
      : []),
  ]
  return html`${pageHeading(`Stop “${agreement.content.title}”`)}
${govukInsetText({ html: html`<p class="govuk-body">From that moment no page, search or list shows anything under it, for any of its ${agreement.parties.length} parties. If it is about keeping somebody safe, think first of those who work with them tonight: they can still ask, ring, and open in an emergency where another agreement lets them.</p>` })}
${govukDetails({ summaryText: `Its ${agreement.parties.length} parties`, text: agreement.parties.map((id) => nameOf(names, id)).join(', ') })}
${form(
  { action: `/sharing-agreements/${agreement.id}/stop`, csrfToken },
  radiosField({ name: 'what', label: 'What do you want to do?', value: typed.what, errors, choices }),
  textArea({
    name: 'reason',
    label: 'Why?',
    hint: 'All parties read it, and so does the public register. Name nobody.',
    value: typed.reason,
    errors,
    rows: 3,
  }),
  submitButton('Do it now', 'warning'),
)}
${sectionHeading('What stopping would change')}
${changesView(simulation)}`
}
