import { type Html, html } from '#platform/views/html'
import { dataTable, factList, link, pageHeading, paragraph, phoneLink, tag } from '#platform/views/page-parts'
import type { AgreementLine, AgreementRow, DatasetRow, GatewayRow, LawRow } from './register.repository.ts'

const inWords = (code: string) => code.replaceAll('-', ' ')

/** The register of agreements: what is in force, between whom, for what. */
export function agreementsView(agreements: readonly AgreementRow[]): Html {
  return html`${pageHeading('Sharing agreements')}
${paragraph('What partners share with one another is what these say, and nothing else. A signed version is never changed: a change is a new version.')}
${paragraph(link('The powers, duties and limits in law that they stand on', '/gateways'))}
${dataTable({
  caption: 'In the register',
  columns: [
    {
      heading: 'Agreement',
      cell: (one) =>
        html`${link(one.title, `/sharing-agreements/${one.id}`)} <span class="govuk-body-s">${one.code} version ${one.version}</span>${one.suspended && html` ${tag('Suspended', 'red')}`}`,
    },
    { heading: 'Purposes', cell: (one) => one.purposes.join(', ') },
    { heading: 'Parties', cell: (one) => link(one.recipients.length, `/sharing-agreements/${one.id}`), numeric: true },
    { heading: 'In force from', cell: (one) => one.inForceFrom },
    { heading: 'Review by', cell: (one) => one.reviewOn },
  ],
  rows: agreements.filter((agreement) => agreement.kind === 'sharing'),
})}`
}

/** The library of gateways: what each lets or makes whom do, within which limits, since when, and how sure we are. */
export const gatewaysView = (gateways: readonly LawRow[]): Html => html`${pageHeading('The law')}
${paragraph('Nothing is shared without a power or a duty. Each purpose stands on one of these; when it is not in force, the purpose stops. What no practitioner has confirmed says so.')}
${dataTable<LawRow>({
  caption: 'Powers, duties and limits',
  columns: [
    { heading: 'Law', cell: (one) => html`<span id="${one.id}"><strong>${one.statute}</strong>, ${one.provision}</span>` },
    { heading: 'Kind', cell: (one) => tag(one.kind, ({ power: 'blue', duty: 'green', limit: 'grey' } as const)[one.kind]) },
    { heading: 'Whom it is for', cell: (one) => one.bodies },
    { heading: 'What for', cell: (one) => one.objective },
    { heading: 'Limits', cell: (one) => one.limits },
    {
      heading: 'In force',
      cell: (one) =>
        one.inForceFrom
          ? `since ${one.inForceFrom}${one.inForceTo ? ` until ${one.inForceTo}` : ''}`
          : tag('Not confirmed', 'orange'),
    },
    {
      heading: 'How sure',
      cell: (one) =>
        one.checkedOn
          ? `Confirmed ${one.checkedOn}`
          : one.readAtSource
            ? 'Read at its source; not confirmed'
            : 'General knowledge; to be checked',
    },
    { heading: 'Purposes', cell: (one) => one.purposes.join(', ') || 'None' },
  ],
  rows: gateways,
})}`

/** One agreement: its gateways in law, and its lines. */
export function agreementView(
  agreement: AgreementRow,
  gateways: readonly GatewayRow[],
  lines: readonly AgreementLine[],
  names: ReadonlyMap<string, string>,
): Html {
  return html`${pageHeading(agreement.title)}
${factList([
  { label: 'Version', value: `${agreement.code} version ${agreement.version}` },
  { label: 'In force from', value: agreement.inForceFrom },
  { label: 'Review by', value: agreement.reviewOn },
  { label: 'Parties', value: agreement.recipients.map((id) => names.get(id) ?? id).join(', ') },
])}
${dataTable({
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
})}
${dataTable({
  caption: 'What is shared, with whom',
  columns: [
    { heading: 'Line', cell: (line) => line.term },
    { heading: 'Whose data', cell: (line) => line.dataset },
    { heading: 'Which kinds', cell: (line) => line.classes.map(inWords).join(', ') },
    { heading: 'With which roles', cell: (line) => line.roles.map(inWords).join(', ') },
    { heading: 'In which relationship', cell: (line) => line.relationships.map(inWords).join(', ') },
    { heading: 'Training', cell: (line) => line.trainings.map(inWords).join(', ') || 'none' },
  ],
  rows: lines,
})}`
}

/** One dataset: whose it is, how fresh it promises to be, which kinds of information it holds. */
export const datasetView = (dataset: DatasetRow, controller: string): Html => html`${pageHeading(dataset.name)}
${factList([
  { label: 'Controller', value: controller },
  { label: 'Service', value: dataset.plainName },
  { label: 'Standard', value: dataset.standard },
  { label: 'Sent', value: `${dataset.updateFrequency}; promised within ${dataset.promisedHours} hours` },
  { label: 'Ask the owner', value: html`${dataset.dutyTeam}, ${phoneLink(dataset.dutyPhone)}` },
])}
${dataTable({
  caption: 'Kinds of information, and how long each is kept',
  columns: [
    { heading: 'Kind', cell: (one) => inWords(one.fieldClass) },
    { heading: 'Special category', cell: (one) => (one.specialCategory ? 'Yes: held encrypted' : 'No') },
    { heading: 'Kept for', cell: (one) => inWords(one.retention) },
  ],
  rows: dataset.classes,
})}
${paragraph(link('The agreements under which partners see any of it', '/sharing-agreements'))}`
