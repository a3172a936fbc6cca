import { longDate, longTime, type PlainDate } from '#platform/dates'
import { govukButton, govukDetails, govukInsetText, govukTaskList, govukWarningText } from '#platform/views/components.generated'
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
  selectField,
  submitButton,
  tag,
  textArea,
  textField,
} from '#platform/views/page-parts'
import { inWords, nameOf } from '../words.rules.ts'
import {
  daysBeforeInForce,
  neverShared,
  particularWords,
  type Register,
  relationshipWords,
  type Section,
} from './agreement.rules.ts'
import { dayWords, draftTag, linesView, particularsView, signaturesView } from './agreement.view.ts'
import type { DraftRead } from './agreements.ts'
import type { AgreementContent, Line, Particulars } from './content.ts'

const sectionWords: Readonly<Record<Section, string>> = {
  about: 'Title, protocol and purposes',
  parties: 'Who receives',
  lines: 'What is shared, with whom',
  particulars: 'Why, and how it is kept safe',
  dates: 'Dates',
}

/** The first page of a new draft. */
export const newDraftView = (
  typed: { code: string; title: string; kind: string },
  { errors, csrfToken }: { errors: readonly PageError[]; csrfToken: string },
): Html => html`${pageHeading('Draft an agreement')}
${paragraph('To change one that is in the register, open it there and draft its next version: it begins with the text that holds now.')}
${form(
  { action: '/sharing-agreements/drafts', csrfToken },
  textField({ name: 'title', label: 'What is it called?', value: typed.title, errors }),
  textField({
    name: 'code',
    label: 'A short name for it',
    hint: 'Capital letters, such as AFH. It stays the same for all its versions.',
    value: typed.code,
    errors,
    width: 10,
  }),
  radiosField({
    name: 'kind',
    label: 'Which kind?',
    value: typed.kind,
    errors,
    choices: [
      { value: 'sharing', text: 'An agreement for a purpose', hint: 'What is shared, with whom, for what.' },
      { value: 'protocol', text: 'A protocol', hint: 'The principles that agreements stand on. It shares nothing itself.' },
    ],
  }),
  submitButton('Begin'),
)}`

export type DraftAround = {
  readonly zone: string
  readonly today: PlainDate
  readonly organisationId: string
  readonly workerId: string
  readonly may: { readonly draft: boolean; readonly comment: boolean; readonly sign: boolean }
  readonly csrfToken: string
  readonly errors: readonly PageError[]
  readonly typed: Readonly<Record<string, string>>
}

/** A draft: where it stands, what it says, what its parties think, and what this reader can do now. */
export function draftView(read: DraftRead, around: DraftAround): Html {
  const { draft, state, names, parties, known, comments, signatures, replaces } = read
  const { content } = draft
  const own = draft.draftedFor === around.organisationId
  const datasets = new Map([...known.datasets].map(([id, { name }]) => [id, name]))
  return html`${pageHeading(content.title, `${draft.code} version ${draft.version}`)}
${factList([
  { label: 'State', value: draftTag(state) },
  {
    label: 'Drafted by',
    value: `${draft.draftedByName}, ${nameOf(names, draft.draftedFor)}, on ${longTime(draft.draftedAt, around.zone)}`,
  },
  ...(replaces
    ? [{ label: 'Takes the place of', value: link(`version ${replaces.version}`, `/sharing-agreements/${replaces.id}`) }]
    : []),
  ...(draft.consultedUntil ? [{ label: 'Parties were asked until', value: longDate(draft.consultedUntil) }] : []),
])}
${paragraph(link('See what would change: who would see what of how many people', `/sharing-agreements/drafts/${draft.id}/changes`))}
${own && around.may.draft && (state === 'draft' || state === 'consulted') ? taskList(read) : textOf(read, datasets)}
${draft.consultedFrom && consultation(comments, names, around.zone)}
${draft.closedAt && signaturesView(parties, signatures, names, around.zone)}
${draft.fingerprint && paragraph('The text is closed. Its fingerprint (SHA-256): ', html`<code class="cw-wrap">${draft.fingerprint}</code>`)}
${nextStep(read, around, own)}`
}

const textOf = ({ draft: { content }, names, known }: DraftRead, datasets: ReadonlyMap<string, string>): Html => html`
${factList([
  { label: 'Purposes', value: content.purposes.map((id) => known.purposes.get(id)?.name ?? id).join(', ') },
  { label: 'Stands under', value: content.protocol ?? (content.kind === 'protocol' ? 'It is a protocol itself' : 'None yet') },
  { label: 'Receive', value: content.recipients.map((id) => nameOf(names, id)).join(', ') },
  {
    label: 'In force from',
    value: content.inForceFrom ? dayWords(content.inForceFrom) : `${daysBeforeInForce} days after the last signature`,
  },
  { label: 'Review by', value: dayWords(content.reviewOn) },
])}
${content.kind === 'sharing' && linesView(content, datasets)}
${particularsView(content.particulars)}`

const consultation = (comments: DraftRead['comments'], names: DraftRead['names'], zone: string): Html =>
  dataTable({
    caption: 'What the parties said',
    columns: [
      {
        heading: 'Party',
        cell: (one) =>
          html`${nameOf(names, one.organisationId)} <span class="govuk-body-s">${one.byName}, ${longTime(one.at, zone)}</span>`,
      },
      {
        heading: 'Stance',
        cell: (one) => (one.stance === 'content' ? tag('Content', 'green') : tag('Wants a change', 'orange')),
      },
      { heading: 'In words', cell: (one) => one.said },
    ],
    rows: comments,
    empty: nothingHere('Nobody has said anything yet.'),
  })

function taskList({ draft: { id, content }, faults }: DraftRead): Html {
  const shown =
    content.kind === 'protocol'
      ? (['about', 'parties', 'particulars', 'dates'] as const)
      : (['about', 'parties', 'lines', 'particulars', 'dates'] as const)
  return html`${sectionHeading('The text')}
${govukTaskList({
  idPrefix: 'section',
  items: shown.map((section) => {
    const its = faults.filter((one) => one.section === section)
    return {
      title: { text: sectionWords[section] },
      href: `/sharing-agreements/drafts/${id}/${section}`,
      hint: its.length > 0 ? { text: its.map(({ says }) => says).join('. ') } : undefined,
      status: its.length > 0 ? { tag: { text: 'To do', classes: 'govuk-tag--blue' } } : { text: 'Complete' },
    }
  }),
})}`
}

/** What this reader can do with the draft as it stands. */
function nextStep({ draft, state, parties, faults, signatures }: DraftRead, around: DraftAround, own: boolean): Html {
  const { may, csrfToken, errors, typed, organisationId } = around
  const action = (verb: string) => ({ action: `/sharing-agreements/drafts/${draft.id}/${verb}`, csrfToken })
  const isParty = parties.includes(organisationId)
  const steps: Html[] = []
  if (own && may.draft && state === 'draft')
    steps.push(
      html`${sectionHeading('Put it to the parties')}${form(
        action('consult'),
        dateField({
          name: 'until',
          label: 'Until which day do you ask them?',
          hint: 'They read it and say what they think. You can still change it.',
          value: typedDate(typed, 'until'),
          errors,
        }),
        submitButton('Put it to the parties'),
      )}`,
    )
  if (own && may.draft && state === 'consulted')
    steps.push(
      faults.length > 0
        ? govukInsetText({ text: 'When everything below is complete, you can close the text for signing.' })
        : html`${sectionHeading('Close it for signing')}${paragraph('From then on nobody changes a letter of it. Each party’s approver signs the same text.')}${form(action('close'), submitButton('Close the text'))}`,
    )
  if (may.comment && isParty && state === 'consulted' && !own)
    steps.push(
      html`${sectionHeading('What does your organisation say?')}${form(
        action('comments'),
        radiosField({
          name: 'stance',
          label: 'Are you content with it?',
          value: typed.stance,
          errors,
          choices: [
            { value: 'content', text: 'Yes, as it stands' },
            { value: 'change', text: 'No, something should be different' },
          ],
        }),
        textArea({ name: 'said', label: 'What should be different, and why?', value: typed.said, errors, rows: 3 }),
        submitButton('Send'),
      )}`,
    )
  if (may.sign && isParty && state === 'to-sign' && !signatures.some((one) => one.organisationId === organisationId))
    steps.push(
      draft.draftedBy === around.workerId
        ? govukInsetText({ text: 'You drafted this text. Another approver of your organisation signs it.' })
        : html`${sectionHeading('Sign for your organisation')}${govukWarningText({ text: 'Read first what would change. When the last party has signed, it is in force a week later, unless somebody stops it.', iconFallbackText: 'Warning' })}${form(action('sign'), submitButton('Sign'))}
${govukDetails({
  summaryText: 'Decline',
  open: errors.some((one) => one.href === '#reason'),
  html: form(
    action('decline'),
    textArea({ name: 'reason', label: 'Why not?', hint: 'All parties read it.', value: typed.reason, errors, rows: 3 }),
    submitButton('Decline', 'secondary'),
  ),
})}`,
    )
  if (own && may.draft && state !== 'withdrawn' && state !== 'signed')
    steps.push(form(action('withdraw'), submitButton('Withdraw this draft', 'secondary')))
  const missing = parties.filter((one) => one !== draft.draftedFor && !draft.heard.includes(one)).length
  return html`${state === 'consulted' && missing > 0 && paragraph(`${missing} of its ${parties.length} parties ${missing === 1 ? 'has' : 'have'} said nothing yet.`)}${steps}`
}

const typedDate = (typed: Readonly<Record<string, string>>, name: string): DateAnswer => ({
  day: typed[`${name}-day`] ?? '',
  month: typed[`${name}-month`] ?? '',
  year: typed[`${name}-year`] ?? '',
})

export type EditAround = {
  readonly csrfToken: string
  readonly errors: readonly PageError[]
  readonly typed: Readonly<Record<string, string>>
  /** A mark of what the form is made from. */
  readonly madeFrom: string
}
const back = (id: string) => `/sharing-agreements/drafts/${id}`
const save = submitButton('Save')

export const aboutView = (
  id: string,
  content: AgreementContent,
  known: Register,
  { csrfToken, errors, madeFrom }: EditAround,
): Html => html`${pageHeading(sectionWords.about)}
${form(
  { action: `${back(id)}/about`, csrfToken, madeFrom },
  textField({ name: 'title', label: 'What is it called?', value: content.title, errors }),
  ...(content.kind === 'protocol'
    ? []
    : [
        selectField({
          name: 'protocol',
          label: 'Which protocol does it stand under?',
          value: content.protocol ?? '',
          errors,
          choices: [{ value: '', text: 'None yet' }, ...[...known.protocols.keys()].map((code) => ({ value: code, text: code }))],
        }),
        checkboxesField({
          name: 'purposes',
          label: 'For which purposes?',
          hint: 'Each stands on a power or duty in law.',
          values: content.purposes,
          errors,
          choices: [...known.purposes].map(([value, { name, inForce }]) => ({
            value,
            text: name,
            hint: inForce ? undefined : 'Its law is not in force: it cannot be used.',
          })),
        }),
      ]),
  save,
)}`

export const partiesView = (
  id: string,
  content: AgreementContent,
  known: Register,
  { csrfToken, errors, madeFrom }: EditAround,
): Html => html`${pageHeading(sectionWords.parties)}
${paragraph('Whoever receives signs; and so does whoever is controller of what is given, whether it receives or not.')}
${form(
  { action: `${back(id)}/parties`, csrfToken, madeFrom },
  checkboxesField({
    name: 'recipients',
    label: 'Who receives?',
    values: content.recipients,
    errors,
    choices: [...known.organisations].map(([value, text]) => ({ value, text })),
  }),
  save,
)}`

export const linesListView = (
  id: string,
  content: AgreementContent,
  known: Register,
): Html => html`${pageHeading(sectionWords.lines)}
${dataTable({
  caption: 'Lines',
  columns: [
    { heading: 'Line', cell: ({ line, nth }) => link(line.name, `${back(id)}/lines/${nth}`) },
    {
      heading: 'Whose data',
      cell: ({ line }) =>
        line.cells.map(({ dataset }) => known.datasets.get(dataset)?.name ?? dataset).join(', ') || 'Nobody’s yet',
    },
    { heading: 'Roles', cell: ({ line }) => line.roles.map(inWords).join(', ') },
  ],
  rows: content.terms.map((line, nth) => ({ line, nth: nth + 1 })),
  empty: nothingHere('No line yet. A line says which roles, in which relationship to the person, see which kinds of whose data.'),
})}
${govukButton({ text: 'Add a line', href: `${back(id)}/lines/${content.terms.length + 1}`, classes: 'govuk-button--secondary' })}
${paragraph(link('Back to the draft', back(id)))}`

/** One line: roles, relationships, training, and the kinds of each dataset. */
export function lineView(
  { id, nth, madeFrom }: { id: string; nth: number; madeFrom: string },
  line: Line | undefined,
  content: AgreementContent,
  known: Register,
  { csrfToken, errors }: Pick<EditAround, 'csrfToken' | 'errors'>,
): Html {
  const offered = [...new Set(content.purposes.flatMap((one) => known.purposes.get(one)?.roles ?? []))].sort()
  const chosen = new Map((line?.cells ?? []).map((cell) => [cell.dataset, cell.classes]))
  return html`${pageHeading(line ? line.name : 'A new line', sectionWords.lines)}
${offered.length === 0 && govukInsetText({ text: 'Choose the purposes first: they say which roles there are.' })}
${form(
  { action: `${back(id)}/lines/${nth}`, csrfToken, madeFrom },
  textField({ name: 'name', label: 'What is the line called?', value: line?.name ?? '', errors }),
  checkboxesField({
    name: 'roles',
    label: 'Which roles?',
    values: line?.roles,
    errors,
    choices: offered.map((value) => ({ value, text: inWords(value) })),
  }),
  checkboxesField({
    name: 'relationships',
    label: 'When is it seen? When the worker …',
    values: line?.relationships,
    errors,
    choices: Object.entries(relationshipWords).map(([value, text]) => ({ value, text })),
  }),
  checkboxesField({
    name: 'trainings',
    label: 'Which training must be in date?',
    values: line?.trainings,
    errors,
    choices: [...known.trainings].map((value) => ({ value, text: inWords(value) })),
  }),
  html`<h2 class="govuk-heading-m" id="cells">What is shared?</h2>`,
  ...[...known.datasets].map(([dataset, { name, classes }]) =>
    govukDetails({
      summaryText: `${name}${chosen.has(dataset) ? `: ${chosen.get(dataset)!.map(inWords).join(', ')}` : ''}`,
      html: checkboxesField({
        name: `cells-${dataset}`,
        label: `Kinds of information of ${name}`,
        values: chosen.get(dataset),
        choices: [...classes].filter((one) => !neverShared.has(one)).map((value) => ({ value, text: inWords(value) })),
      }),
    }),
  ),
  save,
)}
${madeFrom !== '' && form({ action: `${back(id)}/lines/${nth}/remove`, csrfToken, madeFrom }, submitButton('Take this line out', 'secondary'))}`
}

export const particularsEditView = (
  id: string,
  { particulars }: AgreementContent,
  _: Register,
  { csrfToken, errors, madeFrom }: EditAround,
): Html => html`${pageHeading(sectionWords.particulars)}
${form(
  { action: `${back(id)}/particulars`, csrfToken, madeFrom },
  ...Object.entries(particularWords).map(([name, label]) =>
    textArea({ name, label, value: particulars[name as keyof Particulars], errors, rows: 4 }),
  ),
  save,
)}`

export const datesView = (
  id: string,
  content: AgreementContent,
  _: Register,
  { csrfToken, errors, typed, madeFrom }: EditAround,
): Html => {
  const shown = (name: string, day: string | null): DateAnswer => {
    if (typed[`${name}-day`] !== undefined) return typedDate(typed, name)
    const [year = '', month = '', date = ''] = day?.split('-') ?? []
    return { day: date, month, year }
  }
  return html`${pageHeading(sectionWords.dates)}
${form(
  { action: `${back(id)}/dates`, csrfToken, madeFrom },
  dateField({
    name: 'in-force',
    label: 'From which day, at the earliest?',
    hint: `It is in force ${daysBeforeInForce} days after the last signature, and not before this day. You may leave it empty.`,
    value: shown('in-force', content.inForceFrom),
    errors,
  }),
  dateField({
    name: 'review',
    label: 'By which day is it looked at again?',
    hint: 'Within three years.',
    value: shown('review', content.reviewOn),
    errors,
  }),
  dateField({
    name: 'ends',
    label: 'On which day does it end?',
    hint: 'You may leave it empty: then it runs until a party ends it.',
    value: shown('ends', content.endsOn),
    errors,
  }),
  save,
)}`
}
