import { govukButton, govukInsetText } from './components.generated.ts'
import type { Examples } from './examples.ts'
import { html } from './html.ts'
import { type PageShell, renderPage } from './layout.ts'
import {
  dataTable,
  dateField,
  factList,
  filterForm,
  form,
  identityBar,
  nothingHere,
  pageHeading,
  pagination,
  paragraph,
  phoneLink,
  sectionHeading,
  selectField,
  sourceAges,
  submitButton,
  tag,
  textField,
  timeline,
  withheldPanel,
} from './page-parts.ts'

const notice = { tag: 'Invented people', text: 'Aldermere is not a real place, and nobody in it was ever born.' }
const place = 'Aldermere Partnership'
const who = {
  name: 'Rosa Khan',
  organisation: 'Aldermere Council',
  purpose: 'Family help',
  changePurposeHref: '/session/purpose',
  signOutHref: '/sign-out',
}
const sections = ['My day', 'People', 'Referrals', 'Plans', 'Services', 'Messages']
const navigation = sections.map((text) => ({
  text,
  href: `/${text.toLowerCase().replace(' ', '-')}`,
  current: text === 'People',
}))
const staff = {
  face: 'staff',
  lang: 'en',
  place,
  area: 'People',
  notice,
  who,
  navigation,
  csrfToken: 'example',
} satisfies Partial<PageShell>

const people = [
  ['Rosa Khan', 'Aldermere Council', 'Family help', 'Lead practitioner', '01632 960 101', '3 May 2026'],
  ['Tom Ferry', 'Mere Housing Association', 'Tenancy support', 'Housing officer', '01632 960 102', '12 January 2026'],
  ['Dr Ade Oyelaran', 'Mere Valley NHS Trust', 'Health visiting', 'Health visitor', '01632 960 103', '30 November 2025'],
  ['Joan Price', 'Quayside Primary School', 'Education', 'Safeguarding lead', '01632 960 104', '1 September 2025'],
  ['Ben Osei', 'Aldermere Council', 'Early help', 'Family worker', '01632 960 105', '14 March 2025'],
  ['Duty desk', 'Mere Valley Police', 'Not shown to you', '', '01632 960 200', ''],
] as const

const facts = [
  ['Full name', 'Amina Hodan Yusuf', 'Housing'],
  ['Also known as', 'Mina Yusuf', 'School'],
  ['Date of birth', '3 May 2019 (7 years old)', 'NHS'],
  ['Home address', '4 Quay Street, Aldermere, AM1 4QS', 'Housing'],
  ['Lives with', 'Hodan Yusuf (mother), Idris Yusuf (brother)', 'Housing'],
  ['First language', 'Somali', 'School'],
  ['Interpreter', 'Yes, for her mother', 'NHS'],
  ['NHS number', '999 000 0018', 'NHS'],
  ['School', 'Quayside Primary School, year 2', 'School census'],
  ['GP', 'Harbour Road Surgery', 'NHS'],
  ['Safe contact', 'Ring her mother on 07700 900 121, after 3', 'Family help'],
  ['Parental responsibility', 'Hodan Yusuf', 'Family help'],
] as const

const events = [
  'Home visit',
  'Rent arrears letter',
  'School attendance meeting',
  'Health visitor check',
  'Phone call with mother',
] as const

/** The page of a person, as full as a family known to five agencies makes it. It is also what the speed of a page is measured on. */
export const personPage = (): string =>
  renderPage({
    ...staff,
    title: 'Amina Yusuf',
    backLink: '/people',
    body: html`${identityBar({
      name: 'Amina Yusuf',
      facts: [
        { label: 'Born', value: '3 May 2019 (7)' },
        { label: 'Lives at', value: '4 Quay Street, Aldermere' },
        { label: 'Speaks', value: 'Somali' },
        { label: 'NHS number', value: '999 000 0018' },
      ],
      alerts: [{ text: 'Two to visit' }],
      menu: {
        text: 'Do something',
        items: [
          { text: 'Record a worry', href: '/worry' },
          { text: 'Ask for information', href: '/ask' },
        ],
      },
    })}
${dataTable({
  caption: 'Who is involved now',
  rows: people,
  columns: ['Who', 'Works for', 'What for', 'Role', 'Ring', 'Since'].map((heading, at) => ({
    heading,
    cell: (row: readonly string[]) => (at === 4 ? phoneLink(row[at]!, row[0]) : row[at]),
  })),
})}
<div class="cw-columns cw-columns--halves"><div>${sectionHeading('What is known')}${sourceAges([
      { name: 'Housing', age: '2 minutes' },
      { name: 'NHS', age: '1 hour' },
      { name: 'School census', age: '41 days', olderThanPromised: '31 days' },
    ])}${factList(facts.map(([label, value, source]) => ({ label, value, source })))}</div>
<div>${sectionHeading('Timeline')}${timeline(
      Array.from({ length: 20 }, (_, at) => ({
        when: `202${6 - Math.floor(at / 8)}-${String(12 - (at % 8)).padStart(2, '0')}-03`,
        title: events[at % 5],
        text: 'Seen alone in the front room. Said she likes the new school and her friend Leyla.',
        source: 'Family help',
        recordedBy: 'Rosa Khan',
        significant: at === 3,
      })),
    )}</div></div>
${withheldPanel({
  what: 'What Mere Valley Police holds about this person.',
  whyInLaw: 'Family help is not a purpose for which the police may share details (sharing agreement 4, schedule 2).',
  nextStep: html`<a class="govuk-link" href="/ask">Ask the police for what you need</a>, saying why.`,
  ring: { who: 'Police duty desk', phone: '01632 960 200' },
})}`,
  })

const listPage = (): string =>
  renderPage({
    ...staff,
    title: 'Caseload',
    breadcrumbs: [
      { text: 'My day', href: '/my-day' },
      { text: 'Teams', href: '/teams' },
    ],
    body: html`${pageHeading('Caseload', 'North Mere family help')}<div class="cw-columns cw-columns--filter">${filterForm({
      action: '/caseload',
      clearHref: '/caseload',
      fields: html`${textField({ name: 'name', label: 'Name' })}${selectField({ name: 'sort', label: 'Order', choices: [{ value: 'due', text: 'What is due first' }] })}`,
    })}<div>${dataTable({
      caption: 'Children and families',
      rows: people.slice(0, 5),
      columns: [
        { heading: 'Family', cell: (row) => html`<a class="govuk-link" href="/people/1">${row[0]}</a>` },
        {
          heading: 'Needs you',
          cell: (row) =>
            tag(row[2] === 'Education' ? 'Due today' : 'Waiting for others', row[2] === 'Education' ? 'orange' : 'grey'),
        },
        { heading: 'Last seen', cell: (row) => row[5] },
        { heading: 'Weight', numeric: true, cell: (row) => row[0].length },
      ],
      csvHref: '/caseload.csv',
    })}${pagination({ page: 1, total: 61, things: 'families', hrefOf: (page) => `?page=${page}` })}</div></div>`,
  })

const errors = [
  { text: 'Enter a name or an address', href: '#search-name' },
  { text: 'Date of birth must be a real date', href: '#search-born-day' },
]
const formPage = (): string =>
  renderPage({
    ...staff,
    title: 'Find a person',
    errors,
    body: html`${pageHeading('Find a person')}${form(
      { action: '/people', csrfToken: 'example' },
      textField({ name: 'search-name', label: 'Name or address', errors }),
      dateField({ name: 'search-born', label: 'Date of birth', errors, value: { day: '31', month: '2', year: '2019' } }),
      submitButton('Search'),
    )}${govukInsetText({ html: html`Cannot find someone, or worried now? Ring the duty team on ${phoneLink('01632 960 100', 'duty team')}, day or night. No result does not mean no one is involved.` })}`,
  })

const languageLinks = (['en', 'cy'] as const).map((lang) => ({ lang, href: `?lang=${lang}` }))
const residentPage = (): string =>
  renderPage({
    face: 'resident',
    lang: 'cy',
    place,
    notice: { tag: 'Pobl ddychmygol', text: 'Nid yw Aldermere yn lle go iawn.' },
    title: 'Fy nghynllun',
    languageLinks,
    exitThisPage: true,
    csrfToken: 'example',
    who: { name: 'Hodan Yusuf', organisation: place, signOutHref: '/sign-out' },
    navigation: [
      { text: 'Hafan', href: '/account' },
      { text: 'Fy nghynllun', href: '/account/plan', current: true },
    ],
    body: html`${pageHeading('Fy nghynllun')}${nothingHere('Does dim cynllun eto.', 'Bydd Rosa Khan yn eich ffonio cyn 3 Mai.')}`,
  })

const publicPage = (): string =>
  renderPage({
    face: 'public',
    lang: 'en',
    place,
    notice,
    title: 'Get help, and see how we are doing',
    languageLinks,
    footer: { members: ['Aldermere Council', 'Mere Valley NHS Trust', 'Mere Valley Police'] },
    body: html`${pageHeading('Get help, and see how we are doing')}${paragraph('Tell your story once, and the right people will help.')}${govukButton({ text: 'Tell your story once', href: '/public/tell-your-story', isStartButton: true })}`,
  })

/** Whole pages, one for each face and each state that every page can be in. */
export const examples: Examples = {
  'staff: the page of a person': personPage,
  'staff: a list with its filter': listPage,
  'staff: a form with errors': formPage,
  'resident: in Welsh, with a way out': residentPage,
  'public: the start': publicPage,
}
