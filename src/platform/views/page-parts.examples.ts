import type { Examples } from './examples.ts'
import { html } from './html.ts'
import {
  checkboxesField,
  dataTable,
  dateField,
  definitionLink,
  factList,
  fileField,
  filterForm,
  form,
  identityBar,
  nothingHere,
  pagination,
  paragraph,
  phoneLink,
  radiosField,
  selectField,
  sourceAges,
  submitButton,
  tag,
  textArea,
  textField,
  timeline,
  withheldPanel,
} from './page-parts.ts'

type Helper = { name: string; works: string; what: string; phone: string; since: string }
const helpers: readonly Helper[] = [
  {
    name: 'Rosa Khan',
    works: 'Aldermere Council',
    what: 'Family help, lead practitioner',
    phone: '01632 960 101',
    since: '3 May 2026',
  },
  {
    name: 'Tom Ferry',
    works: 'Mere Housing Association',
    what: 'Tenancy support',
    phone: '01632 960 102',
    since: '12 January 2026',
  },
  {
    name: 'Dr Ade Oyelaran',
    works: 'Mere Valley NHS Trust',
    what: 'Health visiting',
    phone: '01632 960 103',
    since: '30 November 2025',
  },
]
const errors = [
  { text: 'Enter your name', href: '#bad-name' },
  { text: 'Date of birth must include a year', href: '#bad-born-year' },
  { text: 'Choose how to reach you', href: '#bad-reach' },
]
const choices = [
  { value: 'text', text: 'Text message' },
  { value: 'call', text: 'Phone call', hint: 'Between 9 and 5' },
]

const tables: Examples = {
  'table of people: cards on a phone': () =>
    dataTable({
      caption: 'Who is involved now',
      rows: helpers,
      columns: [
        { heading: 'Who', cell: (row) => row.name },
        { heading: 'Works for', cell: (row) => row.works },
        { heading: 'What for', cell: (row) => row.what },
        { heading: 'Ring', cell: (row) => phoneLink(row.phone, row.name) },
        { heading: 'Since', cell: (row) => row.since },
      ],
      csvHref: '/example.csv',
    }),
  'table of figures: scrolls on a phone': () =>
    dataTable({
      caption: 'First help within ten days',
      narrow: 'scroll',
      rows: [
        ['North Mere', 412, '78%', '+3'],
        ['Harbour', 97, '64%', '−2'],
        ['Old Town', 'suppressed', 'suppressed', ''],
      ],
      columns: ['Area', 'Families', 'Within ten days', 'Change'].map((heading, at) => ({
        heading,
        numeric: at > 0,
        cell: (row: (string | number)[]) => (at === 1 ? definitionLink(row[1], '/definitions/families') : row[at]),
      })),
      csvHref: '/figures.csv',
      note: 'Source: family help records to 31 October 2026. Areas with fewer than five families are suppressed.',
    }),
  'table with nothing in it': () =>
    dataTable({
      caption: 'Letters',
      rows: [],
      columns: [],
      empty: nothingHere(
        'No letter has been sent yet.',
        html`<a class="govuk-link" href="/letters/new">Write the first letter</a>`,
      ),
    }),
  'list of facts': () =>
    factList([
      {
        label: 'Home address',
        value: '4 Quay Street, Aldermere',
        source: 'Housing, since 3 May 2024',
        actions: [{ text: 'Correct', href: '/fix' }],
      },
      { label: 'Language', value: 'Welsh', source: 'School, since 1 September 2023' },
      { label: 'Interpreter', value: undefined },
    ]),
  'pages of a long list': () => pagination({ page: 5, total: 225, things: 'people', hrefOf: (page) => `?page=${page}` }),
  'filter with a choice made': () =>
    filterForm({
      action: '/people',
      clearHref: '/people',
      chosen: [{ about: 'Agency', items: [{ text: 'Housing', href: '/people?agency=' }] }],
      fields: html`${textField({ name: 'filter-name', label: 'Name' })}${checkboxesField({ name: 'filter-state', label: 'State', choices: [{ value: 'open', text: 'Open' }], values: ['open'] })}`,
    }),
}

const panels: Examples = {
  'withheld: named, never counted': () =>
    withheldPanel({
      what: 'What Mere Valley Police holds about this person.',
      whyInLaw: 'Your purpose, family help, is not one for which the police may share details (sharing agreement 4, schedule 2).',
      nextStep: html`<a class="govuk-link" href="/ask">Ask the police for what you need</a>, saying why. They answer within one working day.`,
      ring: { who: 'Police duty desk', phone: '01632 960 200' },
    }),
  'nothing here yet': () =>
    nothingHere('There is no plan yet.', html`<a class="govuk-link" href="/plans/new">Start a plan with the family</a>`),
  'how old each source is': () =>
    sourceAges([
      { name: 'Housing', age: '2 minutes' },
      { name: 'School census', age: '41 days' },
    ]),
  'a source later than it promised': () =>
    sourceAges([
      { name: 'Housing', age: '2 minutes' },
      { name: 'Early help', age: '9 days', olderThanPromised: '1 day' },
    ]),
  'states in words': () =>
    paragraph(tag('Due today', 'orange'), ' ', tag('Waiting for others', 'grey'), ' ', tag('Done', 'green')),
  'who this is about': () =>
    identityBar({
      name: 'Amina Yusuf',
      headingLevel: 2,
      facts: [
        { label: 'Born', value: '3 May 2019 (7)' },
        { label: 'Lives at', value: '4 Quay Street, Aldermere' },
        { label: 'Speaks', value: 'Somali' },
      ],
      alerts: [{ text: 'Two to visit' }],
      menu: {
        text: 'Do something',
        items: [
          { text: 'Record a worry', href: '/worry' },
          { text: 'Ask for information', href: '/ask' },
        ],
      },
    }),
  timeline: () =>
    timeline([
      {
        when: '2026-11-03T10:42',
        title: 'Home visit',
        text: 'Seen alone in the front room. Said she likes the new school.',
        source: 'Family help',
        recordedBy: 'Rosa Khan',
        significant: true,
        more: { text: 'Read the visit', href: '/visits/1' },
      },
      { gap: 'Seven months.', since: '2026-04-01' },
      {
        when: '2026-03-30',
        title: 'Rent arrears letter',
        text: 'First letter.',
        source: 'Housing',
        corrected: 'the letter went to the old address.',
      },
    ]),
}

const fields: Examples = {
  'form with every field': () =>
    form(
      { action: '/example', csrfToken: 'example', upload: true },
      textField({ name: 'full-name', label: 'Full name', autocomplete: 'name' }),
      dateField({ name: 'born', label: 'Date of birth', hint: 'For example, 3 5 2019', birthday: true }),
      selectField({
        name: 'area',
        label: 'Area',
        choices: [
          { value: '', text: 'Choose an area' },
          { value: 'n', text: 'North Mere' },
        ],
      }),
      radiosField({ name: 'reach', label: 'How should we reach you?', choices, value: 'text' }),
      textArea({ name: 'seen', label: 'What was seen or said', hint: 'In the person’s own words', rows: 4 }),
      fileField({ name: 'letter', label: 'A letter or photo' }),
      submitButton('Save and go on'),
    ),
  'fields with errors beside them': () =>
    form(
      { action: '/example', csrfToken: 'example' },
      textField({ name: 'bad-name', label: 'Full name', errors, width: 20 }),
      dateField({ name: 'bad-born', label: 'Date of birth', errors, value: { day: '3', month: '5' } }),
      radiosField({ name: 'bad-reach', label: 'How should we reach you?', choices, errors, inline: true }),
    ),
}

export const examples: Examples = { ...tables, ...panels, ...fields }
