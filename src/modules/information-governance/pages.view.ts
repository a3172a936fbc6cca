import { govukSummaryList, govukTable, govukTag } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import type { AgreementLine, AgreementRow, DatasetRow, GatewayRow } from './register.repository.ts'

const rows = (pairs: readonly [string, Html | string][]) =>
  pairs.map(([key, value]) => ({ key: { text: key }, value: { html: html`${value}` } }))

/** The register of agreements: what is in force, between whom, for what. */
export function agreementsView(agreements: readonly AgreementRow[], names: ReadonlyMap<string, string>): Html {
  const sharing = agreements.filter((agreement) => agreement.kind === 'sharing')
  return html`<h1 class="govuk-heading-l">Sharing agreements</h1>
<p class="govuk-body">What partners share with one another is what these say, and nothing else. A signed version is never changed: a change is a new version.</p>
${govukTable({
  caption: 'In the register',
  captionClasses: 'govuk-table__caption--m',
  classes: 'cw-table-stack',
  head: ['Agreement', 'Purposes', 'Parties', 'In force from', 'Review by'].map((text) => ({ text })),
  rows: sharing.map((agreement) => [
    {
      html: html`<a class="govuk-link" href="/sharing-agreements/${agreement.id}">${agreement.title}</a><br><span class="govuk-body-s cw-quiet">${agreement.code} version ${agreement.version}</span>${agreement.suspended && html` ${govukTag({ text: 'Suspended', classes: 'govuk-tag--red' })}`}`,
    },
    { text: agreement.purposes.join(', ') },
    { text: `${agreement.recipients.length} organisations, ${names.get(agreement.recipients[0] ?? '') ?? ''} among them` },
    { text: agreement.inForceFrom },
    { text: agreement.reviewOn },
  ]),
})}`
}

/** One agreement: its gateways in law, and its lines. */
export function agreementView(
  agreement: AgreementRow,
  gateways: readonly GatewayRow[],
  lines: readonly AgreementLine[],
  names: ReadonlyMap<string, string>,
): Html {
  return html`<h1 class="govuk-heading-l">${agreement.title}</h1>
${govukSummaryList({
  rows: rows([
    ['Version', `${agreement.code} version ${agreement.version}`],
    ['In force from', agreement.inForceFrom],
    ['Review by', agreement.reviewOn],
    ['Parties', agreement.recipients.map((id) => names.get(id) ?? id).join(', ')],
  ]),
})}
<h2 class="govuk-heading-m">The law that allows it</h2>
${govukTable({
  classes: 'cw-table-stack',
  head: ['Purpose', 'Power or duty', 'What for', 'Limits', 'Confirmed by a practitioner'].map((text) => ({ text })),
  rows: gateways.map((gateway) => [
    {
      html: html`<strong>${gateway.purpose}</strong><br><span class="govuk-body-s">${gateway.article6}${gateway.article9 && html`; ${gateway.article9}`}</span>`,
    },
    { text: `${gateway.statute}, ${gateway.provision} (${gateway.kind})` },
    { text: gateway.objective },
    { text: gateway.limits },
    { text: gateway.checkedOn ?? 'Not yet' },
  ]),
})}
<h2 class="govuk-heading-m">What is shared, with whom</h2>
${govukTable({
  classes: 'cw-table-stack',
  head: ['Line', 'Whose data', 'Which kinds', 'With which roles', 'In which relationship', 'Training'].map((text) => ({ text })),
  rows: lines.map((line) => [
    { text: line.term },
    { text: line.dataset },
    { text: line.classes.map(inWords).join(', ') },
    { text: line.roles.map(inWords).join(', ') },
    { text: line.relationships.map(inWords).join(', ') },
    { text: line.trainings.map(inWords).join(', ') || 'none' },
  ]),
})}`
}

const inWords = (code: string) => code.replaceAll('-', ' ')

/** One dataset: whose it is, how fresh it promises to be, which kinds of information it holds. */
export function datasetView(dataset: DatasetRow, controller: string): Html {
  return html`<h1 class="govuk-heading-l">${dataset.name}</h1>
${govukSummaryList({
  rows: rows([
    ['Controller', controller],
    ['Service', dataset.plainName],
    ['Standard', dataset.standard],
    ['Sent', `${dataset.updateFrequency}; promised within ${dataset.promisedHours} hours`],
    [
      'Ask the owner',
      html`${dataset.dutyTeam}, <a class="govuk-link" href="tel:${dataset.dutyPhone.replaceAll(' ', '')}">${dataset.dutyPhone}</a>`,
    ],
  ]),
})}
${govukTable({
  caption: 'Kinds of information, and how long each is kept',
  captionClasses: 'govuk-table__caption--m',
  head: ['Kind', 'Special category', 'Kept for'].map((text) => ({ text })),
  rows: dataset.classes.map((one) => [
    { text: inWords(one.fieldClass) },
    { text: one.specialCategory ? 'Yes: held encrypted' : 'No' },
    { text: inWords(one.retention) },
  ]),
})}
<p class="govuk-body"><a class="govuk-link" href="/sharing-agreements">The agreements under which partners see any of it</a></p>`
}
