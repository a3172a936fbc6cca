import { inWords, type ReachedState, type TellingKind, type Way, ways } from '#modules/information-governance'
import { longTime } from '#platform/dates'
import { govukInsetText, govukWarningText } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  dataTable,
  factList,
  form,
  link,
  nothingHere,
  pageHeading,
  pagination,
  paragraph,
  phoneLink,
  radiosField,
  sectionHeading,
  submitButton,
  type TagColour,
  tag,
  textArea,
} from '#platform/views/page-parts'
import type { NamedPerson, ReachedPage, ReachedPerson } from './reached.ts'
import type { OpenReview, ToReview } from './reviews.ts'

type Around = { readonly zone: string; readonly csrfToken: string; readonly errors: readonly PageError[] }

const stateWords: Readonly<Record<ReachedState, readonly [string, TagColour]>> = {
  told: ['Told', 'green'],
  cannot: ['Cannot be told', 'grey'],
  'to-review': ['Waits for a review', 'purple'],
  'not-safe': ['Not safe to tell', 'red'],
  waiting: ['To tell', 'yellow'],
}
const kindWords: Readonly<Record<TellingKind, string>> = {
  safe: 'Reviewed: it is safe to tell',
  'not-safe': 'Reviewed: it is not safe to tell',
  account: 'Told on their own page',
  worker: 'Told by a worker who sees them',
  'safe-contact': 'Told through their safe contact',
  cannot: 'Cannot be told',
}
const wayWords: Readonly<Record<Way, readonly [string, string]>> = {
  account: ['On their own page', 'They read it when they sign in'],
  worker: ['By a worker who sees them', 'In person, when nobody else is there'],
  'safe-contact': ['Through their safe contact', 'By the safe way and at the safe time that their record names'],
}
const seenOf = (person: ReachedPerson): Part =>
  person.records.map(
    (one, nth) =>
      html`${nth > 0 && html`<br>`}${inWords(one.datasetId)}: ${one.classes
        .filter((each) => each !== 'involvement-exists')
        .map(inWords)
        .join(', ')}`,
  )

/** Whom an incident reached, page by page, with how each is told. */
export const reachedView = (
  { incident, reach, hasNotice, people, total }: ReachedPage,
  page: number,
  { zone, csrfToken }: Around,
): Html => html`${pageHeading('Whom it reached, and how each is told', incident.reference)}
${govukInsetText({ text: 'Nobody but the officers of your organisation sees this list. Never tell anybody by post to an address that others share, nor in a way that says where somebody is or which service knows them.' })}
${
  reach
    ? html`${factList([
        { label: 'Frozen', value: `${longTime(reach.list.frozenAt, zone)}, ${reach.list.frozenByName}` },
        { label: 'People, by the links of that day', value: `${reach.list.people}` },
        { label: 'Records erased since', value: `${reach.gone}` },
        {
          label: 'The list',
          value: html`${reach.asFrozen ? tag('As it was frozen', 'green') : tag('Not as it was frozen', 'red')} <code>${reach.list.hash.toString('hex').slice(0, 16)}</code>`,
        },
      ])}
${dataTable<NamedPerson>({
  caption: 'People on the list',
  columns: [
    { heading: 'Name', cell: (one) => link(one.name, `/incidents/${incident.id}/people/${one.personId}`) },
    { heading: 'What was shown', cell: seenOf },
    { heading: 'Own page', cell: (one) => (one.reached.hidden ? 'Never' : one.reached.hasAccount ? 'Yes' : 'No') },
    { heading: 'Works with them', cell: workersOf },
    { heading: 'Where it stands', cell: (one) => tag(...stateWords[one.state]) },
  ],
  rows: people,
  empty: nothingHere(
    total === 0
      ? 'The looks that were counted show nobody: where the product itself worked through many records, the log names none of them; and whom a service looked at that may not be known of is listed by account or session alone.'
      : 'You may see nobody on this page of the list. A colleague can.',
  ),
})}
${total > 0 && pagination({ page, total, hrefOf: (to) => `/incidents/${incident.id}/people?page=${to}`, things: 'people' })}
${
  total > 0 &&
  (hasNotice
    ? html`${sectionHeading('Tell those who have their own page')}
${paragraph('Everybody on the list who has an account, and who may be told there now, reads the notice on their own page from now on.')}
${form({ action: `/incidents/${incident.id}/people/tell`, csrfToken }, submitButton('Tell them on their own pages', 'secondary'))}`
    : html`<p class="govuk-body">${link('Write what people are told', `/incidents/${incident.id}/notice`)} before you tell them.</p>`)
}`
    : nothingHere('Nobody has frozen a list yet.')
}
${sectionHeading(reach ? 'Freeze it again' : 'Freeze the list')}
${
  incident.entries.some(({ kind, ours }) => kind === 'counted' && ours)
    ? html`${paragraph('It has whom the looks that were counted last reached, as the log and the links say it now. What is merged or parted later does not change it. What was written about telling somebody stays.')}
${form({ action: `/incidents/${incident.id}/people/freeze`, csrfToken }, submitButton('Freeze whom it reached', 'secondary'))}`
    : html`<p class="govuk-body">First ${link('count from the log', `/incidents/${incident.id}/count`)}, so that it is clear which looks are meant.</p>`
}
<p class="govuk-body">${link('Back to the incident', `/incidents/${incident.id}`)}</p>`

const workersOf = ({ workers }: NamedPerson): Part =>
  workers.length === 0
    ? 'Nobody we know of'
    : workers.map(
        ({ worker, service, phone }, nth) => html`${nth > 0 && html`<br>`}${worker || service} ${phone && phoneLink(phone)}`,
      )

const safeContactsOf = ({ safeContacts }: NamedPerson): Part =>
  safeContacts.length === 0
    ? 'None is recorded: do not ring or write unless you know that it is safe'
    : safeContacts.map(
        ({ safety, value, when, through }, nth) =>
          html`${nth > 0 && html`<br>`}${safety === 'safe' ? '' : html`<strong>Not safe:</strong> `}${[through, value, when].filter(Boolean).join(', ')}`,
      )

/** One person: what was shown of her, what was written, and how she may be told now. */
export const reachedPersonView = (
  incident: { readonly id: string; readonly reference: string },
  person: NamedPerson,
  typed: { readonly kind: string; readonly said: string },
  { zone, csrfToken, errors }: Around,
): Html => html`${pageHeading(person.name, incident.reference)}
${person.reached.isProtected && govukWarningText({ text: 'Where this person is, is kept from others. Nothing that you do to tell them may lead to it.', iconFallbackText: 'Warning' })}
${factList([
  { label: 'Where it stands', value: tag(...stateWords[person.state]) },
  { label: 'What was shown', value: seenOf(person) },
  {
    label: 'Own page',
    value: person.reached.hidden
      ? 'Never for this: it would say that a service knows them which may not be known of'
      : person.reached.hasAccount
        ? 'Yes'
        : 'No',
  },
  { label: 'Works with them', value: workersOf(person) },
  { label: 'Safe contact', value: safeContactsOf(person) },
])}
${person.state === 'to-review' && paragraph('A look that is withheld from this person is among what happened, or their address is kept from others. Somebody else who answers for this information has to say first whether it is safe to tell them.')}
${person.state === 'not-safe' && paragraph('A reviewer says that it is not safe to tell them. Write down that they cannot be told, with the reason; it can be reviewed again.')}
${
  person.state !== 'told' &&
  html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
    { action: `/incidents/${incident.id}/people/${person.personId}`, csrfToken },
    radiosField({
      name: 'kind',
      label: 'How were they told?',
      value: typed.kind,
      errors,
      choices: [
        ...ways
          .filter((way) => person.ways.includes(way))
          .map((way) => ({ value: way, text: wayWords[way][0], hint: wayWords[way][1] })),
        { value: 'cannot', text: 'They cannot be told' },
      ],
    }),
    textArea({
      name: 'said',
      label: 'By whom and when, or why not?',
      hint: 'Leave empty where they are told on their own page.',
      value: typed.said,
      rows: 3,
      errors,
    }),
    submitButton('Write it down'),
  )}</div></div>`
}
${sectionHeading('What was written')}
${dataTable({
  caption: 'What was written',
  columns: [
    { heading: 'When', cell: (one) => longTime(one.at, zone) },
    {
      heading: 'What',
      cell: (one) => html`${kindWords[one.kind]}${one.said && html`<br><span class="cw-as-typed">${one.said}</span>`}`,
    },
    { heading: 'By', cell: (one) => one.byName },
  ],
  // The same is written of each of her records.
  rows: person.tellings.filter(
    (one, nth, all) => all.findIndex((other) => other.kind === one.kind && other.at.equals(one.at)) === nth,
  ),
  empty: nothingHere('Nothing yet.'),
})}
<p class="govuk-body">${link('Back to the list', `/incidents/${incident.id}/people`)}</p>`

/** The people of whom somebody has to say whether it is safe to tell them: no names. */
export const toReviewView = (lists: readonly ToReview[]): Html => html`${pageHeading('Is it safe to tell?')}
<p class="govuk-body-l">Something went wrong with these people’s information. A look that is withheld from them is among it, or their address is kept from others. They are told only after somebody who did not make the list has said that it is safe.</p>
${dataTable({
  caption: 'To review',
  columns: [
    { heading: 'Incident', cell: (one) => one.reference },
    {
      heading: 'Person',
      cell: (one) =>
        one.isOwn
          ? 'You froze this list: somebody else reviews it'
          : link(`Person ${one.nth}`, `/incident-reviews/${one.id}/people/${one.personId}`),
    },
    { heading: 'Where it stands', cell: (one) => tag(...stateWords[one.state]) },
  ],
  rows: lists.flatMap(({ id, reference, isOwn, waiting }) =>
    waiting.map((one, nth) => ({ id, reference, isOwn, nth: nth + 1, ...one })),
  ),
  empty: nothingHere('Nobody waits for a review.'),
})}`

/** One of them. */
export const reviewView = (
  id: string,
  { person, name, notice }: OpenReview,
  typed: { readonly kind: string; readonly said: string },
  { csrfToken, errors }: Around,
): Html => html`${pageHeading(name, 'Is it safe to tell?')}
${factList([
  { label: 'What was shown', value: seenOf(person) },
  {
    label: 'Why it waits',
    value: html`${person.reached.withheld && html`A look that is withheld from this person is among it.<br>`}${person.reached.isProtected && 'Where this person is, is kept from others.'}`,
  },
  {
    label: 'What they would be told',
    value:
      notice.length === 0
        ? 'Not written yet'
        : notice.map((text) => html`<p class="govuk-body"><span class="cw-as-typed">${text}</span></p>`),
  },
])}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
  { action: `/incident-reviews/${id}/people/${person.personId}`, csrfToken },
  radiosField({
    name: 'kind',
    label: 'Is it safe to tell this person?',
    hint: 'Who may read it with them? Would it harm an enquiry, or tell somebody where they are?',
    value: typed.kind,
    errors,
    choices: [
      { value: 'safe', text: 'Yes, it is safe' },
      { value: 'not-safe', text: 'No, not now' },
    ],
  }),
  textArea({ name: 'said', label: 'Why?', value: typed.said, rows: 3, errors }),
  submitButton('Write it down'),
)}</div></div>`
