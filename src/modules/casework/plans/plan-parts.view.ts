import { type Html, html, type Part } from '#platform/views/html'
import { type TagColour, tag } from '#platform/views/page-parts'
import type { Answer, PlanNow } from './plan.rules.ts'

// Words and small parts that more than one page says of a plan.
export const answerWords: Readonly<Record<Answer['state'], readonly [string, TagColour]>> = {
  'not-sent': ['Not sent to the person yet', 'grey'],
  waiting: ['Waits for the person’s answer', 'yellow'],
  agreed: ['Agreed by the person', 'green'],
  'change-asked': ['The person asks for a change', 'orange'],
  'off-page': ['Not on the person’s page', 'grey'],
}
export const typedText = (text: string): Html => html`<span class="cw-as-typed">${text}</span>`
/** What the person says of a plan, as a tag. */
export const answerTag = ({ answer, changedSince }: PlanNow): Part =>
  html`${tag(...answerWords[answer.state])}${changedSince && html`<br><span class="govuk-body-s">Changed since: send it again</span>`}`
