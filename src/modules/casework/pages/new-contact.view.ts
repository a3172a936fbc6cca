import type { SharingAdvice } from '#modules/information-governance'
import { govukDetails, govukWarningText } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import { form, pageHeading, phoneLink, submitButton, textArea, textField } from '#platform/views/page-parts'
import type { Told } from '../contact.rules.ts'
import { adviceView } from './contact.view.ts'

export type Duty = { readonly team: string; readonly phone: string } | null
export type NewContactPage = {
  readonly contactId: string
  readonly csrfToken: string
  /** At the front door itself someone is on the telephone; elsewhere a colleague describes and sends. */
  readonly atFrontDoor: boolean
  readonly told: Told
  readonly duty: Duty
  readonly errors: readonly PageError[]
  /** What the law says of telling others about somebody of whom nothing is known yet. */
  readonly advice: readonly SharingAdvice[]
}

/** One page: who, what is worrying, how to ring back. */
export function newContactView({ contactId, csrfToken, atFrontDoor, told, duty, errors, advice }: NewContactPage): Html {
  const field = (name: keyof Told, label: string, more: { hint?: string; width?: 20; type?: 'tel' } = {}) =>
    textField({ name, label, value: told[name], errors, autocomplete: 'off', ...more })
  return html`${pageHeading(atFrontDoor ? 'Someone has rung: write it down' : 'Describe someone to the front door')}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${govukWarningText({
  iconFallbackText: 'Warning',
  html: html`If someone is in danger now, ring 999.${!atFrontDoor && duty && html` If it cannot wait, ring ${duty.team} on ${phoneLink(duty.phone)}, day or night.`}`,
})}
<p class="govuk-body">${
    atFrontDoor
      ? 'You can then look for the person. When you have found them you see who is involved, for 24 hours.'
      : 'The front door looks for the person and rings you back. You are not shown who they find, or who is involved, unless you work with the person.'
  }</p>
${!atFrontDoor && advice.length > 0 && govukDetails({ summaryText: 'May I tell them? What the law says', html: adviceView(advice) })}
${form(
  { action: '/contacts', csrfToken },
  html`<input type="hidden" name="contactId" value="${contactId}">
<h2 class="govuk-heading-m">Who it is</h2>`,
  field('name', 'Name', { hint: 'As you know it, or as you heard it' }),
  field('born', 'Date of birth or age', { hint: 'For example, 4 7 1993, or about 30', width: 20 }),
  field('address', 'Address', { hint: 'Where they live, or where you saw them' }),
  html`<h2 class="govuk-heading-m">What is worrying</h2>`,
  textArea({
    name: 'worry',
    label: atFrontDoor ? 'What the caller saw or heard' : 'What you saw or heard',
    hint: 'Facts apart from opinion. Who else is in the home.',
    rows: 6,
    value: told.worry,
    errors,
  }),
  html`<h2 class="govuk-heading-m">Ringing back</h2>`,
  atFrontDoor ? field('caller', 'Who rang', { hint: 'Name, and where they work or how they know the person' }) : html``,
  field('phone', 'Telephone number', { width: 20, type: 'tel' }),
  submitButton(atFrontDoor ? 'Save and look for the person' : 'Send to the front door'),
)}
</div></div>`
}
