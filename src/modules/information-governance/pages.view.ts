import { type Html, html } from '#platform/views/html'
import { dataTable, factList, link, pageHeading, paragraph, phoneLink, tag } from '#platform/views/page-parts'
import type { DatasetRow, LawRow } from './register.repository.ts'
import { inWords } from './words.rules.ts'

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
