import { longDate, longTime, type PlainDate } from '#platform/dates'
import { govukButton, govukDetails, govukInsetText, govukWarningText } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  checkboxesField,
  type DateAnswer,
  dataTable,
  dateField,
  factList,
  form,
  link,
  nothingHere,
  pageHeading,
  paragraph,
  radiosField,
  sectionHeading,
  submitButton,
  tag,
  textArea,
  textField,
} from '#platform/views/page-parts'
import { inWords, nameOf } from '../words.rules.ts'
import type { Assessment } from './assessment.repository.ts'
import {
  type Content,
  type Covers,
  effects,
  fieldsOf,
  isNothing,
  type Kind,
  kinds,
  kindWords,
  type Level,
  levelOf,
  levels,
  likelihoods,
  type Risk,
  severities,
  steps,
} from './assessment.rules.ts'
import type { AssessmentRead, readAssessments, Text } from './assessments.ts'

const purposeNames = (ids: readonly string[], purposes: AssessmentRead['purposes']) =>
  ids.map((id) => purposes.get(id)?.name ?? id).join(', ')

function stateTag({ approvedAt, advisedAt, reviewOn }: Assessment, today: PlainDate): Html {
  if (!approvedAt) return advisedAt ? tag('To be approved', 'yellow') : tag('Being written', 'grey')
  return reviewOn && today.since(reviewOn).sign > 0 ? tag('Review overdue', 'red') : tag('Approved', 'green')
}

/** Every assessment, by kind, with its state. */
export function listView({ assessments, purposes, today }: Awaited<ReturnType<typeof readAssessments>>, mayWrite: boolean): Html {
  return html`${pageHeading('Assessments')}
${paragraph('Nothing is shared for a purpose before somebody has thought it through: what could go wrong, for whom, and what is done about it. Without an approved assessment no agreement on that purpose can be signed.')}
${mayWrite && govukButton({ text: 'Write an assessment', href: '/assessments/new' })}
${kinds.map((kind) =>
  dataTable({
    caption: `${kindWords[kind]}s`,
    columns: [
      {
        heading: 'Title',
        cell: (one) =>
          html`${link(one.title, `/assessments/${one.id}`)} <span class="govuk-body-s">${one.code} version ${one.version}</span>`,
      },
      { heading: 'State', cell: (one) => stateTag(one, today) },
      { heading: 'Purposes', cell: (one) => purposeNames(one.purposes, purposes) },
      { heading: 'Review by', cell: (one) => (one.reviewOn ? longDate(one.reviewOn) : '') },
    ],
    rows: assessments.filter((one) => one.kind === kind),
    empty: nothingHere('None yet.'),
  }),
)}`
}

export const newView = (
  typed: { kind: string; code: string; title: string },
  { errors, csrfToken }: { errors: readonly PageError[]; csrfToken: string },
): Html => html`${pageHeading('Write an assessment')}
${form(
  { action: '/assessments', csrfToken },
  radiosField({
    name: 'kind',
    label: 'Which kind?',
    value: typed.kind,
    errors,
    choices: kinds.map((value) => ({ value, text: kindWords[value] })),
  }),
  textField({ name: 'title', label: 'What is it about?', value: typed.title, errors }),
  textField({
    name: 'code',
    label: 'A short name for it',
    hint: 'Capital letters, such as DPIA-FAMILY. It stays the same for all its versions.',
    value: typed.code,
    errors,
    width: 20,
  }),
  submitButton('Begin'),
)}`

const levelTag = (level: Level): Html => tag(level, ({ low: 'green', medium: 'yellow', high: 'red' } as const)[level])
const risksView = (risks: readonly Risk[], editAt?: string): Html =>
  dataTable({
    caption: 'Steps 5 and 6. Risks, and what is done about them',
    columns: [
      { heading: 'Risk', cell: ({ one, nth }) => (editAt ? link(one.risk, `${editAt}/${nth}`) : one.risk) },
      { heading: 'How likely', cell: ({ one }) => one.likelihood },
      { heading: 'How severe', cell: ({ one }) => one.severity },
      { heading: 'Overall', cell: ({ one }) => levelTag(levelOf(one)) },
      { heading: 'Measure', cell: ({ one }) => one.measure },
      { heading: 'Effect', cell: ({ one }) => one.effect },
      { heading: 'What is left', cell: ({ one }) => levelTag(one.residual) },
    ],
    rows: risks.map((one, at) => ({ one, nth: at + 1 })),
    empty: nothingHere('No risk is named yet.'),
  })

const coversView = (caption: string, { cells, roles }: Covers, datasets: ReadonlyMap<string, string>, at: string): Html => html`
${dataTable({
  caption,
  columns: [
    { heading: 'Whose data', cell: ([dataset]) => link(nameOf(datasets, dataset), `/datasets/${dataset}`) },
    { heading: 'Which kinds', cell: ([, classes]) => classes.map(inWords).join(', ') },
  ],
  rows: Object.entries(cells).toSorted(([a], [b]) => (nameOf(datasets, a) < nameOf(datasets, b) ? -1 : 1)),
  note: at,
  empty: nothingHere('Nothing is shared for these purposes now.'),
})}
${roles.length > 0 && paragraph(`Roles that see some of it: ${roles.map(inWords).join(', ')}.`)}`

export type Around = {
  zone: string
  today: PlainDate
  may: { write: boolean; approve: boolean }
  csrfToken: string
  errors: readonly PageError[]
  typed: Readonly<Record<string, string>>
}

/** One assessment: what it says, what it covers, what is in force beyond it, and what this reader can do. */
export function assessmentView(read: AssessmentRead, around: Around): Html {
  const { assessment, now, unassessed, missing, purposes, datasets, names } = read
  const { content, kind } = assessment
  return html`${pageHeading(assessment.title, kindWords[kind])}
${
  unassessed &&
  !isNothing(unassessed) &&
  govukWarningText({
    iconFallbackText: 'Warning',
    text: `In force, and not in what was assessed: ${[
      ...Object.entries(unassessed.cells).map(
        ([dataset, classes]) => `${classes.map(inWords).join(', ')} of ${nameOf(datasets, dataset)}`,
      ),
      ...unassessed.roles.map((role) => `the role ${inWords(role)}`),
    ].join('; ')}. Write its next version.`,
  })
}
${factList([
  { label: 'State', value: stateTag(assessment, around.today) },
  { label: 'Version', value: `${assessment.code} version ${assessment.version}` },
  { label: 'Purposes', value: purposeNames(assessment.purposes, purposes) },
  { label: 'Written by', value: `${assessment.writtenByName}, ${nameOf(names, assessment.writtenFor)}` },
  ...(assessment.advice
    ? [{ label: 'Advice', value: html`${assessment.advice} <span class="govuk-body-s">${assessment.advisedByName}</span>` }]
    : []),
  ...(assessment.overruled ? [{ label: 'Advice not followed, because', value: assessment.overruled }] : []),
  ...(assessment.approvedAt
    ? [{ label: 'Approved', value: `${assessment.approvedByName}, ${longTime(assessment.approvedAt, around.zone)}` }]
    : []),
  ...(assessment.reviewOn ? [{ label: 'Review by', value: longDate(assessment.reviewOn) }] : []),
])}
${steps[kind].map(
  ({ title, fields }) =>
    html`${sectionHeading(title)}${factList(fields.map(({ key, label }) => ({ label, value: content.said[key] ?? '' })))}`,
)}
${kind === 'dpia' && html`${risksView(content.risks)}${content.commissioner && factList([{ label: 'The Information Commissioner said', value: content.commissioner }])}`}
${coversView('What is shared for it now', now, datasets, 'Worked out from the agreements that hold.')}
${nextStep(read, missing, around)}`
}

function nextStep(
  { assessment, own, reader }: AssessmentRead,
  missing: readonly string[],
  { may, csrfToken, errors, typed }: Around,
): Html {
  const action = (verb: string) => ({ action: `/assessments/${assessment.id}/${verb}`, csrfToken })
  if (assessment.approvedAt)
    return may.write ? form(action('next-version'), submitButton('Write the next version', 'secondary')) : html``
  if (!own) return html``
  const mine = assessment.writtenBy === reader || assessment.advisedBy === reader
  return html`
${missing.length > 0 && govukInsetText({ html: html`<p class="govuk-body">Before it can be approved:</p><ul class="govuk-list govuk-list--bullet">${missing.map((one) => html`<li>${one}</li>`)}</ul>` })}
${may.write && govukButton({ text: 'Work on the text', href: `/assessments/${assessment.id}/text` })}
${
  may.write &&
  missing.length === 0 &&
  html`${sectionHeading('The data protection officer’s advice')}${form(action('advise'), textArea({ name: 'advice', label: 'What do you advise?', value: typed.advice ?? assessment.advice ?? '', errors, rows: 4 }), submitButton('Keep the advice', 'secondary'))}`
}
${
  may.approve &&
  missing.length === 0 &&
  assessment.advisedAt &&
  (mine
    ? govukInsetText({ text: 'You wrote this or advised on it. Another approver of your organisation approves it.' })
    : html`${sectionHeading('Approve')}${form(
        action('approve'),
        dateField({
          name: 'review',
          label: 'By which day is it looked at again?',
          hint: 'Within two years.',
          value: {
            day: typed['review-day'] ?? '',
            month: typed['review-month'] ?? '',
            year: typed['review-year'] ?? '',
          } satisfies DateAnswer,
          errors,
        }),
        govukDetails({
          summaryText: 'You do not follow the advice',
          html: textArea({ name: 'overruled', label: 'Why not?', value: typed.overruled, errors, rows: 3 }),
        }),
        submitButton('Approve'),
      )}`)
}`
}

type EditAround = { readonly csrfToken: string; readonly errors: readonly PageError[] }
export function textView(
  { assessment: { id, kind, title: called }, purposes }: AssessmentRead,
  { title, purposes: chosen, content }: Text,
  { csrfToken, errors, madeFrom }: EditAround & { readonly madeFrom: string },
): Html {
  return html`${pageHeading(called, kindWords[kind])}
${form(
  { action: `/assessments/${id}/text`, csrfToken, madeFrom },
  textField({ name: 'title', label: 'What is it about?', value: title, errors }),
  checkboxesField({
    name: 'purposes',
    label: 'Which purposes?',
    values: chosen,
    errors,
    choices: [...purposes].map(([value, { name }]) => ({ value, text: name })),
  }),
  ...steps[kind].flatMap((step) => [
    sectionHeading(step.title),
    ...step.fields.map(({ key, label, hint }) =>
      textArea({ name: key, label, hint, value: content.said[key] ?? '', errors, rows: 4 }),
    ),
  ]),
  ...(kind === 'dpia'
    ? [
        textArea({
          name: 'commissioner',
          label: 'If a high risk stays: what did the Information Commissioner say?',
          value: content.commissioner,
          errors,
          rows: 3,
        }),
      ]
    : []),
  submitButton('Save'),
)}
${kind === 'dpia' && html`${risksView(content.risks, `/assessments/${id}/risks`)}${govukButton({ text: 'Add a risk', href: `/assessments/${id}/risks/${content.risks.length + 1}`, classes: 'govuk-button--secondary' })}`}
${paragraph(link('Back to the assessment', `/assessments/${id}`))}`
}

export function riskView(
  { id, nth, madeFrom }: { id: string; nth: number; madeFrom: string },
  risk: Partial<Risk>,
  { csrfToken, errors }: EditAround,
): Html {
  const isThere = madeFrom !== ''
  const oneOf = (name: keyof Risk, label: string, values: readonly string[]) =>
    radiosField({
      name,
      label,
      value: risk[name],
      errors,
      inline: true,
      choices: values.map((value) => ({ value, text: value })),
    })
  return html`${pageHeading(isThere ? 'A risk' : 'A new risk')}
${form(
  { action: `/assessments/${id}/risks/${nth}`, csrfToken, madeFrom },
  textArea({ name: 'risk', label: 'What could happen, to whom?', value: risk.risk, errors, rows: 3 }),
  oneOf('likelihood', 'How likely is it?', likelihoods),
  oneOf('severity', 'How severe would it be?', severities),
  textArea({ name: 'measure', label: 'What is done about it?', value: risk.measure, errors, rows: 3 }),
  oneOf('effect', 'What does that do to the risk?', effects),
  oneOf('residual', 'What risk is left?', levels),
  submitButton('Save'),
)}
${isThere && form({ action: `/assessments/${id}/risks/${nth}/remove`, csrfToken, madeFrom }, submitButton('Take it out', 'secondary'))}`
}

export const saidOf = (kind: Kind, body: Readonly<Record<string, unknown>>): Content['said'] =>
  Object.fromEntries(fieldsOf(kind).map(({ key }) => [key, String(body[key] ?? '')]))
