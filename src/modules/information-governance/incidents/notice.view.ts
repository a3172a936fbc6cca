import { dayOf, type Instant, longDate } from '#platform/dates'
import { govukInsetText } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import { form, nothingHere, pageHeading, paragraph, sectionHeading, submitButton, textArea } from '#platform/views/page-parts'
import { formQuestions } from './notification.rules.ts'
import { type Notice, noticeParts } from './telling.rules.ts'

type Sent = { readonly csrfToken: string; readonly errors: readonly PageError[] }
type Of = { readonly id: string; readonly reference: string }

/** Each part of what people are told: what it is called, what it asks of the officer, and what she is told where it is missing. */
export const noticeWords: Readonly<
  Record<
    (typeof noticeParts)[number],
    { readonly title: string; readonly ask: string; readonly hint: string; readonly missing: string }
  >
> = {
  happened: {
    title: 'What happened',
    ask: 'What happened, and when?',
    hint: 'For example: On 3 March we sent a list to the wrong person. Your name was on it.',
    missing: 'Say what happened',
  },
  mean: {
    title: 'What it may mean for you',
    ask: 'What may it mean for them?',
    hint: 'Be honest, and do not frighten without need.',
    missing: 'Say what it may mean',
  },
  did: { title: 'What we did', ask: 'What did you do about it?', hint: 'Short.', missing: 'Say what you did' },
  can: {
    title: 'What you can do',
    ask: 'What can they do?',
    hint: 'For example: Be careful with calls from people you do not know.',
    missing: 'Say what they can do',
  },
  ring: {
    title: 'Who to ring',
    ask: 'Whom can they ring?',
    hint: 'A name or a team, and the number.',
    missing: 'Say whom they can ring',
  },
}

/** What people are told, as they read it. */
export const noticeView = (notice: Notice): Html =>
  html`${noticeParts.map((part) => html`<h3 class="govuk-heading-s">${noticeWords[part].title}</h3><p class="govuk-body"><span class="cw-as-typed">${notice[part]}</span></p>`)}`

/** The form in which an officer writes what people are told. */
export const noticeFormView = (
  { id, reference }: Of,
  typed: Notice | null,
  { csrfToken, errors }: Sent,
): Html => html`${pageHeading('What people are told', reference)}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${govukInsetText({
  text: 'Everybody whom it reached reads the same words. Write for a nine-year-old: short sentences, no law. No name, no address, and nothing that says which service knows somebody: another person may read the page with her.',
})}
${form(
  { action: `/incidents/${id}/notice`, csrfToken },
  ...noticeParts.map((part) =>
    textArea({
      name: part,
      label: noticeWords[part].ask,
      hint: noticeWords[part].hint,
      value: typed?.[part] ?? '',
      rows: 3,
      errors,
    }),
  ),
  submitButton('Write it down'),
)}</div></div>`

/** The Commissioner's questions that nothing here can answer. */
export const formAnswersView = (
  { id, reference }: Of,
  typed: Readonly<Record<string, string>>,
  { csrfToken, errors }: Sent,
): Html => html`${pageHeading('Answers for the Commissioner’s form', reference)}
${paragraph('What the form asks besides what stands in the incident already. Leave empty what you do not know yet: a first report may be completed later.')}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
  { action: `/incidents/${id}/form`, csrfToken },
  ...formQuestions.map((one) => textArea({ name: one.id, label: one.label, value: typed[one.id] ?? '', rows: 2, errors })),
  submitButton('Write it down'),
)}</div></div>`

type Published = {
  readonly organisation: string
  readonly content: Notice
  readonly publishedAt: Instant
}
/** What everyone is told. */
export const publicNoticesView = (
  notices: readonly Published[],
  zone: string,
): Html => html`${pageHeading('When something went wrong')}
<p class="govuk-body-l">Sometimes information gets lost, or somebody gets it who should not have it. Then we tell the people. When we cannot tell each of them, we say it here.</p>
${
  notices.length === 0
    ? nothingHere('There is nothing to tell now.')
    : notices.map(
        ({ organisation, content, publishedAt }) =>
          html`<section>${sectionHeading(`${organisation}, ${longDate(dayOf(publishedAt, zone))}`)}${noticeView(content)}</section>`,
      )
}`
