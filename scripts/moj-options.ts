/**
 * The options of the MoJ kit's components, written out as types. The kit ships neither macro-options.json nor fixtures, and its
 * README tables leave out options that the templates read (alert and interruption card have no table at all). So the templates
 * were read, and `scripts/components.ts` refuses to run when one of them reads an option that is not named here.
 */
const link = 'TextOrHtml & { href: string; active?: boolean | undefined; attributes?: Attributes | undefined }'
const cardAction = `{ text: string; href: string; style?: 'button' | 'link' | undefined; attributes?: Attributes | undefined }`
const heading =
  'TextOrHtml & { headingLevel?: number | undefined; classes?: string | undefined; attributes?: Attributes | undefined }'
const container = 'classes?: string | undefined; attributes?: Attributes | undefined'
const field = `id: string; name: string; value?: string | number | undefined; label: GovukLabel; hint?: GovukHint | undefined;
  errorMessage?: GovukErrorMessage | undefined; formGroup?: { classes?: string | undefined } | undefined`

export const mojOptions: Record<string, string> = {
  'add-another': `{ id?: string | undefined; itemLabel?: string | undefined; layout?: 'inline' | undefined;
    items: readonly { classes?: string | undefined; fieldset: GovukFieldset; errorMessage?: GovukErrorMessage | undefined }[];
    addAnotherButtonText?: string | undefined; removeButtonText?: string | undefined; removeButtonSuffixText?: string | undefined;
    itemLegendText?: Readonly<Record<string, string>> | undefined; fieldLabelSuffixText?: string | undefined;
    newItemSuffixText?: string | undefined; ${container} }`,
  alert: `{ variant?: 'information' | 'success' | 'warning' | 'error' | undefined; title: string; text?: string | undefined; html?: Html | undefined;
    showTitleAsHeading?: boolean | undefined; headingTag?: 'h2' | 'h3' | 'h4' | undefined; role?: string | undefined;
    dismissible?: boolean | undefined; dismissText?: string | undefined; disableAutoFocus?: boolean | undefined;
    focusOnDismissSelector?: string | undefined; ${container} }`,
  badge: `TextOrHtml & { label?: string | undefined; ${container} }`,
  banner: `TextOrHtml & { type?: 'success' | 'warning' | 'information' | undefined; iconFallbackText?: string | undefined; ${container} }`,
  'button-menu': `{ items: readonly GovukButton[]; button?: { text?: string | undefined; classes?: string | undefined } | undefined;
    alignMenu?: 'left' | 'right' | undefined; ${container} }`,
  'currency-input': `{ ${field}; type?: string | undefined; currencyLabel?: (TextOrHtml & { classes?: string | undefined }) | undefined;
    describedBy?: string | undefined; autocomplete?: string | undefined; pattern?: string | undefined; ${container} }`,
  'date-picker': `{ ${field}; minDate?: string | undefined; maxDate?: string | undefined; excludedDates?: string | undefined;
    excludedDays?: string | undefined; leadingZeros?: boolean | undefined; weekStartDay?: 'monday' | 'sunday' | undefined; ${container} }`,
  filter: `{ heading: TextOrHtml; optionsHtml: Html; submit?: { text?: string | undefined; attributes?: Attributes | undefined } | undefined;
    selectedFilters?: { heading: TextOrHtml; clearLink: { href: string; text: string };
      categories: readonly { heading: TextOrHtml; items: readonly { href: string; text: string }[] }[] } | undefined;
    attributes?: Attributes | undefined }`,
  'identity-bar': `{ title: TextOrHtml; menus?: readonly MojButtonMenu[] | undefined; ${container} }`,
  'interruption-card': `{ heading: string; primaryAction: ${cardAction}; secondaryAction?: ${cardAction} | undefined }`,
  messages: `{ id?: string | undefined; label?: string | undefined; items: readonly (TextOrHtml & { id?: string | number | undefined;
    type: 'sent' | 'received'; sender: string; timestamp: string })[]; ${container} }`,
  'multi-file-upload': `{ uploadedFiles: { heading: TextOrHtml; items: readonly { message: TextOrHtml; fileName: string;
    originalFileName: string; deleteButton: { text: string } }[] }; uploadHtml: Html; ${container} }`,
  'notification-badge': `{ text: number | string; visuallyHiddenText?: string | undefined; ${container} }`,
  'organisation-switcher': `TextOrHtml & { id?: string | undefined; label?: string | undefined; link?: { href: string; text?: string | undefined;
    id?: string | undefined; ${container} } | undefined; ${container} }`,
  'page-header-actions': `{ heading: TextOrHtml & { level?: number | undefined; classes?: string | undefined };
    items?: readonly GovukButton[] | undefined; ${container} }`,
  pagination: `{ items?: readonly ({ number: number; href: string; current?: boolean | undefined } | { ellipsis: true })[] | undefined;
    results?: { count?: number | undefined; from?: number | undefined; to?: number | undefined; text?: string | undefined;
      pages?: { current: number; count: number } | undefined } | undefined;
    previous?: GovukPagination['previous']; next?: GovukPagination['next']; landmarkLabel?: string | undefined; ${container} }`,
  'primary-navigation': `{ label?: string | undefined; items: readonly (${link})[]; searchHtml?: Html | undefined;
    containerClasses?: string | undefined; ${container} }`,
  'progress-bar': `{ id?: string | undefined; label?: string | undefined; items: readonly { id?: string | undefined;
    label: TextOrHtml & { classes?: string | undefined }; active?: boolean | undefined; complete?: boolean | undefined; ${container} }[]; ${container} }`,
  search: `{ action: string; method?: 'get' | 'post' | undefined; csrf?: { name?: string | undefined; value: string } | undefined;
    label?: GovukLabel | undefined; hint?: GovukHint | undefined; input?: Partial<GovukInput> | undefined; button?: GovukButton | undefined;
    iconButton?: boolean | undefined; layout?: 'stacked' | undefined; ${container} }`,
  'side-navigation': `{ label?: string | undefined; items?: readonly (${link})[] | undefined;
    sections?: readonly { heading: ${heading}; items: readonly (${link})[] }[] | undefined; ${container} }`,
  'sub-navigation': `{ label?: string | undefined; items: readonly (${link} & { classes?: string | undefined })[]; ${container} }`,
  'task-list': `{ sections: readonly { heading: ${heading}; attributes?: Attributes | undefined;
    items: readonly { href: string; text?: string | undefined; html?: Html | undefined; complete?: boolean | undefined;
      attributes?: Attributes | undefined }[] }[]; ${container} }`,
  'ticket-panel': `{ items: readonly (TextOrHtml & { ${container} })[]; ${container} }`,
  timeline: `{ headingLevel?: number | undefined; items: readonly (TextOrHtml & { label: TextOrHtml; byline?: TextOrHtml | undefined;
    datetime: { timestamp: string; type: 'datetime' | 'shortdatetime' | 'date' | 'shortdate' | 'time' } | { timestamp: string; format: string };
    ${container} })[]; ${container} }`,
}

/** Components that we do not call, and why. */
export const notOurs: Record<string, string> = {
  'govuk/header': 'carries the crown and the GOV.UK logotype, which are for services on GOV.UK alone; use generic-header',
  'govuk/footer': 'always links to Crown copyright, and prints the crest; the page layout has a footer of our own',
  'moj/header': 'carries the crest of the Ministry of Justice; use generic-header',
  'moj/cookie-banner': 'repeats the id of the section and a class twice; use govukCookieBanner',
}
