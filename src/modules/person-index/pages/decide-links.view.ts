import { longDate } from '#platform/dates'
import { govukButton } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  form,
  link,
  nothingHere,
  pageHeading,
  paragraph,
  radiosField,
  submitButton,
  textArea,
  textField,
} from '#platform/views/page-parts'
import type { SamePerson } from '../find-same-person.ts'
import type { ToldDecision } from '../linked-records.rules.ts'
import type { RankedPerson } from '../rank.rules.ts'
import { told } from './linked-records.view.ts'

export type JoinForm = {
  readonly csrfToken: string
  readonly name: string | undefined
  readonly errors?: readonly PageError[]
  readonly typed?: { readonly other?: string; readonly reason?: string }
}

const described = (person: RankedPerson): string =>
  [person.dateOfBirth && `born ${longDate(person.dateOfBirth)}`, person.address, person.why.join(', ')].filter(Boolean).join('; ')

/** Someone else who is this person too: those near by name and birthday, among the people whom the reader works with. */
export function joinView(page: SamePerson, { csrfToken, name, errors = [], typed = {} }: JoinForm): Html {
  const back = `/people/${page.personId}/linked-records`
  return html`${pageHeading('Join two people who are one', page.name)}
${paragraph('You see people with whom you or your team are working. For anyone else, ring the duty team: they look, and ring you back.')}
<form method="get" action="${back}/join" novalidate>
  ${textField({ name: 'name', label: 'Look under another name', hint: 'A maiden name, or another spelling', value: name, width: 20, autocomplete: 'off' })}
  ${govukButton({ text: 'Look', classes: 'govuk-button--secondary' })}
</form>
${
  page.candidates.length === 0
    ? nothingHere('Nobody near this name and date of birth.')
    : form(
        { action: `${back}/join`, csrfToken },
        radiosField({
          name: 'other',
          label: `Who is the same person as ${page.name}?`,
          choices: page.candidates.map((one) => ({ value: one.personId, text: one.name, hint: described(one) })),
          value: typed.other,
          errors,
        }),
        textArea({
          name: 'reason',
          label: 'How do you know?',
          hint: 'Colleagues read this with the decision',
          rows: 3,
          value: typed.reason,
          errors,
        }),
        submitButton('Join them'),
      )
}
<p class="govuk-body">${link('Back to the linked records', back)}</p>`
}

/** Before a decision is taken back: what it was, and why not. */
export function takeBackView(
  personId: string,
  decision: ToldDecision,
  zone: string,
  { csrfToken, errors = [], typed = '' }: { csrfToken: string; errors?: readonly PageError[]; typed?: string },
): Html {
  const back = `/people/${personId}/linked-records`
  return html`${pageHeading('Take a decision back')}
${told(decision, zone, [])}
${form(
  { action: `${back}/decisions/${decision.id}`, csrfToken },
  textArea({ name: 'reason', label: 'Why is it taken back?', rows: 3, value: typed, errors }),
  submitButton('Take it back', 'warning'),
)}
<p class="govuk-body">${link('Leave it as it is', back)}</p>`
}
