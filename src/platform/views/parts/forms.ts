import type { Lang } from '#platform/words'
import {
  govukButton,
  govukCheckboxes,
  govukDateInput,
  govukFileUpload,
  govukInput,
  govukRadios,
  govukSelect,
  govukTextarea,
} from '../components.generated.ts'
import { type Html, html } from '../html.ts'
import type { PageError } from '../layout.ts'
import type { DateAnswer } from './date-answer.ts'
import { partWords } from './words.ts'

/** What every field has. Its id is its name; the error whose link goes to that id is shown beside it. */
export type Field = {
  name: string
  label: string
  hint?: string | undefined
  value?: string | number | undefined
  /** All errors of the page: the same list that the page's summary shows. */
  errors?: readonly PageError[] | undefined
  /** The label is the page's h1: for a page that asks one question. */
  isPageHeading?: boolean | undefined
  lang?: Lang | undefined
}
type Unanswered = Omit<Field, 'value'>
export type Choice = { value: string; text: string; hint?: string | undefined; conditional?: Html | undefined }

const messageOf = ({ name, errors, lang = 'en' }: Unanswered, ...others: string[]) => {
  const found = errors?.find((error) => [`#${name}`, ...others.map((other) => `#${name}-${other}`)].includes(error.href))
  return found && { text: found.text, visuallyHiddenText: partWords.plain(lang).error }
}
const hintOf = ({ hint }: Pick<Field, 'hint'>) => (hint === undefined ? undefined : { text: hint })
const labelOf = (field: Unanswered) => ({
  text: field.label,
  isPageHeading: field.isPageHeading,
  classes: field.isPageHeading ? 'govuk-label--l' : undefined,
})
const legendOf = (field: Unanswered) => ({
  legend: {
    text: field.label,
    isPageHeading: field.isPageHeading,
    classes: field.isPageHeading ? 'govuk-fieldset__legend--l' : undefined,
  },
})
const common = (field: Unanswered) => ({
  name: field.name,
  hint: hintOf(field),
  errorMessage: messageOf(field),
})

/** The token that ties a form to the session. */
export const csrfField = (token: string): Html => html`<input type="hidden" name="csrf" value="${token}">`

/** A form that changes something. It is checked by us, not by the browser, so that errors read the same everywhere. */
export const form = (
  to: {
    action: string
    csrfToken: string
    upload?: boolean | undefined
    /** A mark of what the form was made from, sent back with it. */
    madeFrom?: string | undefined
  },
  ...content: Html[]
): Html =>
  html`<form method="post" action="${to.action}"${to.upload && html` enctype="multipart/form-data"`} novalidate>${csrfField(to.csrfToken)}${to.madeFrom !== undefined && html`<input type="hidden" name="made-from" value="${to.madeFrom}">`}${content}</form>`

/** The button that sends a form. A second press within a second is ignored. */
export const submitButton = (text: string, kind?: 'secondary' | 'warning'): Html =>
  govukButton({ text, preventDoubleClick: true, classes: kind && `govuk-button--${kind}` })

export type TextField = Field & {
  /** How wide the answer is expected to be, in characters. */
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30 | undefined
  type?: 'text' | 'email' | 'tel' | 'search' | undefined
  numeric?: boolean | undefined
  autocomplete?: string | undefined
  prefix?: string | undefined
  suffix?: string | undefined
}

/** One line of text. */
export const textField = (field: TextField): Html =>
  govukInput({
    ...common(field),
    id: field.name,
    label: labelOf(field),
    value: field.value,
    type: field.type,
    inputmode: field.numeric ? 'numeric' : undefined,
    autocomplete: field.autocomplete,
    classes: field.width && `govuk-input--width-${field.width}`,
    prefix: field.prefix === undefined ? undefined : { text: field.prefix },
    suffix: field.suffix === undefined ? undefined : { text: field.suffix },
  })

/** Several lines of text. */
export const textArea = (field: Field & { rows?: number | undefined }): Html =>
  govukTextarea({
    ...common(field),
    id: field.name,
    label: labelOf(field),
    rows: field.rows,
    value: field.value === undefined ? undefined : String(field.value),
  })

/** One of a list too long for radios. */
export const selectField = (field: Field & { choices: readonly Choice[] }): Html =>
  govukSelect({
    ...common(field),
    id: field.name,
    label: labelOf(field),
    value: field.value,
    items: field.choices.map(({ value, text }) => ({ value, text })),
  })

const choicesOf = (choices: readonly Choice[]) =>
  choices.map(({ value, text, hint, conditional }) => ({
    value,
    text,
    hint: hintOf({ hint }),
    conditional: conditional && { html: conditional },
  }))

/** One of a few. The first radio carries the field's name as its id, so that an error's link goes to it. */
export const radiosField = (field: Field & { choices: readonly Choice[]; inline?: boolean | undefined }): Html =>
  govukRadios({
    ...common(field),
    idPrefix: field.name,
    fieldset: legendOf(field),
    value: field.value === undefined ? undefined : String(field.value),
    classes: field.inline ? 'govuk-radios--inline' : undefined,
    items: choicesOf(field.choices),
  })

/** Any of a few. */
export const checkboxesField = (
  field: Unanswered & { choices: readonly Choice[]; values?: readonly string[] | undefined },
): Html =>
  govukCheckboxes({
    ...common(field),
    idPrefix: field.name,
    fieldset: legendOf(field),
    values: field.values,
    items: choicesOf(field.choices),
  })

/** A file from the reader's computer. The form around it needs `upload: true`. */
export const fileField = (field: Unanswered & { accept?: string | undefined }): Html =>
  govukFileUpload({
    ...common(field),
    id: field.name,
    label: labelOf(field),
    attributes: field.accept === undefined ? undefined : { accept: field.accept },
  })

/** A date in three fields. The link of its error goes to `#<name>-day`, or to the part that is wrong. */
export const dateField = (
  field: Unanswered & { value?: Partial<DateAnswer> | undefined; birthday?: boolean | undefined },
): Html => {
  const parts = ['day', 'month', 'year'] as const
  const say = partWords.plain(field.lang ?? 'en')
  const errorMessage = messageOf(field, ...parts)
  return govukDateInput({
    id: field.name,
    namePrefix: field.name,
    fieldset: legendOf(field),
    hint: hintOf(field),
    errorMessage,
    items: parts.map((part) => ({
      name: part,
      label: say[part],
      value: field.value?.[part],
      classes: `govuk-input--width-${part === 'year' ? 4 : 2}${errorMessage ? ' govuk-input--error' : ''}`,
      autocomplete: field.birthday ? `bday-${part}` : undefined,
    })),
  })
}
