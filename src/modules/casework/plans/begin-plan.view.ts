import { govukWarningText } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  checkboxesField,
  form,
  link,
  nothingHere,
  pageHeading,
  radiosField,
  submitButton,
  textArea,
} from '#platform/views/page-parts'
import { pathwayOf } from '../pathways/pathways.rules.ts'
import type { BeforePlan } from './begin-plan.ts'
import { kindName } from './plan.words.ts'

export type BeginPage = BeforePlan & {
  readonly action: string
  readonly planId: string
  /** Kinds that can be chosen; one alone where the decision says which. */
  readonly kinds: readonly string[]
  readonly typed: { readonly kind: string; readonly why: string; readonly lead: string; readonly members: readonly string[] }
  readonly csrfToken: string
  readonly errors: readonly PageError[]
}

/** A team forms: who leads, who is in it, and why. */
export function beginPlanView(page: BeginPage): Html {
  const { name, names, personId, suggested, already, kinds, typed, csrfToken, errors } = page
  const choices = suggested.map(({ workerId, name: worker, organisation, service, personId: whom }) => ({
    value: workerId,
    text: worker,
    hint: `${service}, ${organisation}${whom === personId ? '' : `: works with ${names.get(whom) ?? 'somebody around them'}`}`,
  }))
  const running = already.filter(({ entries }) => entries.every(({ event }) => event.kind !== 'ended'))
  return html`${pageHeading('Form a team around the person', name)}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${running.length > 0 && govukWarningText({ iconFallbackText: 'Warning', html: html`There is a plan already: ${running.map((one, nth) => html`${nth > 0 && ', '}${link(kindName(one.kind), `/plans/${one.id}`)}`)}. Bring people into its team before you begin another.` })}
${
  suggested.length === 0
    ? nothingHere(
        'Nobody who signs in here works with this person yet. Ring the service that should, and ask them to open the case.',
      )
    : form(
        { action: page.action, csrfToken },
        html`<input type="hidden" name="planId" value="${page.planId}">`,
        kinds.length === 1
          ? html`<input type="hidden" name="kind" value="${kinds[0]}"><p class="govuk-body">What begins: <strong>${kindName(kinds[0]!)}</strong></p>`
          : radiosField({
              name: 'kind',
              label: 'Which kind of plan?',
              value: typed.kind,
              errors,
              choices: kinds.map((kind) => ({ value: kind, text: kindName(kind), hint: pathwayOf(kind).law })),
            }),
        radiosField({
          name: 'lead',
          label: 'Who is the lead practitioner?',
          hint: 'They work with the person now. Each of them can lead.',
          value: typed.lead,
          errors,
          choices,
        }),
        checkboxesField({
          name: 'members',
          label: 'Who else is in the team?',
          hint: 'Each reads the plan and writes into it, for as long as they are in the team',
          values: typed.members,
          errors,
          choices,
        }),
        textArea({ name: 'why', label: 'Why does it begin?', value: typed.why, rows: 3, errors }),
        submitButton('Form the team'),
      )
}
</div></div>`
}
