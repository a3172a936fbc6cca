import { type Html, html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  checkboxesField,
  type DateAnswer,
  dateField,
  fileField,
  form,
  link,
  pageHeading,
  paragraph,
  submitButton,
  textField,
} from '#platform/views/page-parts'

export type UploadAnswers = {
  readonly from: DateAnswer
  readonly to: DateAnswer
  readonly rows: string
  readonly holdsEverything: boolean
}

/** Where the uploader proves again who she is, and comes back from. */
export const signInAgain = (feedId: string): string => `/sign-in?again=yes&return=/feeds/${feedId}/upload`

/** The upload page: the file, its period and how many rows it should have. The product signs in the uploader's name. */
export const uploadView = (
  feed: { readonly id: string; readonly name: string },
  csrfToken: string,
  answers?: UploadAnswers,
  errors: readonly PageError[] = [],
): Html => html`${pageHeading('Upload a file', feed.name)}
${paragraph('We sign for the file in your name, so you must have signed in within the last five minutes. ', link('Sign in again', signInAgain(feed.id)), ' first if it is longer ago.')}
${form(
  { action: `/feeds/${feed.id}/upload`, csrfToken, upload: true },
  dateField({ name: 'from', label: 'First day that it covers', value: answers?.from, errors }),
  dateField({
    name: 'to',
    label: 'First day that it no longer covers',
    hint: 'For an extract of one day, the day after.',
    value: answers?.to,
    errors,
  }),
  textField({
    name: 'rows',
    label: 'How many rows it has',
    hint: 'Without headings and totals. If the count differs, the file was cut off, and is refused.',
    value: answers?.rows,
    numeric: true,
    width: 10,
    errors,
  }),
  checkboxesField({
    name: 'holds',
    label: 'Is it a full extract?',
    hint: 'Leave it empty for a file of changes.',
    choices: [
      {
        value: 'everything',
        text: 'It holds every record that stands',
        hint: 'What is in the product and not in this file has ended.',
      },
    ],
    values: answers?.holdsEverything ? ['everything'] : [],
    errors,
  }),
  fileField({
    name: 'file',
    label: 'The file',
    hint: 'CSV, NDJSON or FHIR JSON, as agreed for this feed; packed with gzip or not.',
    errors,
  }),
  submitButton('Upload'),
)}`
