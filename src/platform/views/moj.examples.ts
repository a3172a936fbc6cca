import type * as kit from './components.generated.ts'
import { html } from './html.ts'

/**
 * One typed set of options for each component of the MoJ kit, which ships no fixtures of its own. The tests compare what our
 * functions give with what the kit's own macro gives.
 */
const label = { text: 'Amount in pounds' }
const links = [
  { href: '/one', text: 'People', active: true },
  { href: '/two', html: html`Plans <b>2</b>` },
]
const when = { timestamp: '2026-03-01T10:42:00Z', type: 'datetime' } as const

export const mojExamples: { [name in keyof typeof kit & `moj${string}`]: readonly Parameters<(typeof kit)[name]>[0][] } = {
  mojAddAnother: [
    { id: 'names', itemLabel: 'Name', items: [{ fieldset: { html: html`<label for="n">Name</label><input id="n">` } }] },
  ],
  mojAlert: [
    { variant: 'warning', title: 'Check the address', text: '2 < 3', dismissible: true, dismissText: 'Hide' },
    { title: 'Saved', html: html`<b>${'<'}</b>`, showTitleAsHeading: true },
  ],
  mojBadge: [{ text: 'Held < 2 days', classes: 'moj-badge--red' }],
  mojBanner: [{ type: 'information', text: 'A & B', iconFallbackText: 'Notice' }],
  mojButtonMenu: [{ button: { text: 'Do something' }, items: [{ text: 'Record a worry', href: '/worry' }, { text: 'Save' }] }],
  mojCurrencyInput: [
    { id: 'pounds', name: 'pounds', label, hint: { text: 'Whole pounds' }, errorMessage: { text: 'Enter an amount' }, value: 12 },
  ],
  mojDatePicker: [{ id: 'day', name: 'day', label: { text: 'Day' }, minDate: '1/3/2026', leadingZeros: true, value: '3/3/2026' }],
  mojFilter: [
    { heading: { text: 'Filter' }, optionsHtml: html`<p>${'<'}</p>` },
    {
      heading: { html: html`<i>Filter</i>` },
      submit: { text: 'Show' },
      optionsHtml: html`<p>x</p>`,
      selectedFilters: {
        heading: { text: 'Chosen' },
        clearLink: { href: '?', text: 'Clear' },
        categories: [{ heading: { text: 'Agency' }, items: [{ href: '?b=1', text: 'Police' }] }],
      },
    },
  ],
  mojIdentityBar: [{ title: { html: html`<b>Amina</b>` }, menus: [{ items: [{ text: 'Record a worry', href: '/worry' }] }] }],
  mojInterruptionCard: [{ heading: 'Stop < think', primaryAction: { text: 'Go on', href: '/on' } }],
  mojMessages: [
    {
      label: 'Messages',
      items: [
        { id: 1, type: 'sent', sender: 'Amina', text: 'Hello <you>', timestamp: when.timestamp },
        { id: 2, type: 'received', sender: 'Rosa', html: html`<b>Hi</b>`, timestamp: '2026-03-02T09:00:00Z' },
      ],
    },
  ],
  mojMultiFileUpload: [
    {
      uploadedFiles: {
        heading: { text: 'Files' },
        items: [
          { message: { text: 'plan.pdf' }, fileName: 'f1', originalFileName: 'plan.pdf', deleteButton: { text: 'Delete' } },
        ],
      },
      uploadHtml: html`<input type="file">`,
    },
  ],
  mojNotificationBadge: [{ text: 4, visuallyHiddenText: 'new' }, { text: 120 }, { text: 0 }],
  mojOrganisationSwitcher: [{ text: 'Aldermere Council', link: { href: '/change' } }],
  mojPageHeaderActions: [{ heading: { text: 'My day', level: 1 }, items: [{ text: 'Record a worry', href: '/worry' }] }],
  mojPagination: [
    {
      items: [{ number: 1, href: '?page=1', current: true }, { ellipsis: true }, { number: 9, href: '?page=9' }],
      results: { count: 225, from: 1, to: 25, text: 'people' },
      next: { href: '?page=2' },
    },
  ],
  mojPrimaryNavigation: [{ label: 'Main', items: links, searchHtml: html`<input>` }],
  mojProgressBar: [
    {
      label: 'Progress',
      items: [
        { label: { text: 'One' }, complete: true },
        { label: { text: 'Two' }, active: true },
      ],
    },
  ],
  mojSearch: [
    { action: '/people', label: { text: 'Name' }, input: { id: 'name', name: 'name' }, button: { text: 'Search' } },
    {
      action: '/people',
      csrf: { value: 'x"y' },
      iconButton: true,
      input: { id: 'n', name: 'n' },
      hint: { text: 'h' },
      label: { text: 'N' },
    },
  ],
  mojSideNavigation: [{ label: 'Side', items: links }, { sections: [{ heading: { text: 'Records' }, items: links }] }],
  mojSubNavigation: [{ label: 'Sub', items: links }],
  mojTaskList: [{ sections: [{ heading: { text: 'You' }, items: [{ href: '/you', text: 'Your name', complete: true }] }] }],
  mojTicketPanel: [{ items: [{ text: 'A < B', classes: 'moj-ticket-panel__content--blue' }] }],
  mojTimeline: [
    {
      headingLevel: 3,
      items: [
        { label: { text: 'Visit' }, text: 'Seen < heard', datetime: when, byline: { text: 'Rosa' } },
        {
          label: { html: html`<b>Call</b>` },
          html: html`<p>x</p>`,
          datetime: { timestamp: '2026-05-03', format: '[3 Mai 2026]' },
        },
      ],
    },
  ],
}
