import { newId } from '#platform/ids'
import { readPounds } from '#platform/money'
import type { PageError } from '#platform/views/layout'
import { dateAnswer, readDate } from '#platform/views/page-parts'
import { grades, outcomes, type PlanEvent, readers } from './plan.rules.ts'
import type { PlanTyped } from './plan-forms.view.ts'

type Body = Readonly<Record<string, unknown>> & { readonly kind: string; readonly id: string; readonly nth: string }
type Entry = { readonly event: PlanEvent | undefined; readonly typed: PlanTyped; readonly errors: PageError[] }
const whyNobody = 'Write why nobody in the family reads it'

/** What a form of the plan's page says, as an entry; or what is missing in it. */
export function entryFrom(body: Body): Entry {
  const { kind, id, nth } = body
  const nameOf = (field: string) => `${kind}-${field}${nth && `-${nth}`}`
  const said = (field: string): string => {
    const value = body[nameOf(field)]
    return typeof value === 'string' ? value : ''
  }
  const date = (field: string) => dateAnswer(body, nameOf(field))
  const asTyped = (...fields: string[]): PlanTyped => ({
    kind,
    id,
    nth,
    ...Object.fromEntries(fields.map((field) => [field, said(field)])),
  })
  const withDate = (typed: PlanTyped, field: string): PlanTyped => {
    const { day, month, year } = date(field)
    return { ...typed, [`${field}-day`]: day, [`${field}-month`]: month, [`${field}-year`]: year }
  }
  const wrong = (typed: PlanTyped, ...errors: (PageError | false)[]): Entry => ({
    event: undefined,
    typed,
    errors: errors.filter((one) => one !== false),
  })
  const missing = (field: string, text: string): PageError | false => said(field) === '' && { text, href: `#${nameOf(field)}` }
  const right = (event: PlanEvent, typed: PlanTyped = { kind, id, nth }): Entry => ({ event, typed, errors: [] })
  switch (kind) {
    case 'goal-set': {
      const typed = asTyped('words', 'readers', 'why')
      const its = readers.find((one) => one === said('readers')) ?? 'person'
      const why = its === 'team' ? said('why') : ''
      return said('words') && (its === 'person' || why)
        ? right({ kind, goalId: id, words: said('words'), readers: its, why }, typed)
        : wrong(typed, missing('words', 'Write what should be different'), its === 'team' && missing('why', whyNobody))
    }
    case 'helper-readers-set': {
      const typed = asTyped('who', 'readers', 'why')
      const its = readers.find((one) => one === said('readers'))
      return its && said('who') && said('why')
        ? right({ kind, helperId: said('who'), readers: its, why: said('why') }, typed)
        : wrong(
            typed,
            missing('who', 'Choose who is meant'),
            !its && missing('readers', 'Choose whether the page names them'),
            missing('why', 'Write why'),
          )
    }
    case 'goal-readers-set': {
      const typed = asTyped('readers', 'why')
      const its = readers.find((one) => one === said('readers'))
      return its && said('why')
        ? right({ kind, goalId: id, readers: its, why: said('why') }, typed)
        : wrong(typed, !its && missing('readers', 'Choose who reads it'), missing('why', 'Write why that changes'))
    }
    case 'action-set': {
      const typed = withDate(asTyped('what', 'who'), 'by')
      const by = readDate(date('by'), 'By when')
      if (!said('what') || 'error' in by)
        return wrong(
          typed,
          missing('what', 'Write what will be done'),
          'error' in by && { text: by.error, href: `#${nameOf('by')}-${by.part}` },
        )
      return right({ kind, actionId: newId(), goalId: id, what: said('what'), who: said('who'), by: by.date.toString() }, typed)
    }
    case 'decision-taken': {
      const typed = withDate(asTyped('goal', 'what', 'who'), 'by')
      const by = readDate(date('by'), 'By when')
      if (!said('what') || !said('goal') || 'error' in by)
        return wrong(
          typed,
          missing('what', 'Write what will be done'),
          missing('goal', 'Choose the goal that it belongs to'),
          'error' in by && { text: by.error, href: `#${nameOf('by')}-${by.part}` },
        )
      const action = { actionId: newId(), goalId: said('goal'), what: said('what'), who: said('who'), by: by.date.toString() }
      return right({ kind: 'action-set', decisionId: id, ...action }, typed)
    }
    case 'decision-closed': {
      const typed = asTyped('why')
      return said('why')
        ? right({ kind, decisionId: id, why: said('why') }, typed)
        : wrong(typed, missing('why', 'Write why nobody needs to do it'))
    }
    case 'action-done':
      return right({ kind, actionId: id })
    case 'goal-graded': {
      const typed = asTyped('grade', 'words')
      const grade = grades.find((one) => one === said('grade'))
      return grade
        ? right({ kind, goalId: id, grade, words: said('words') }, typed)
        : wrong(typed, missing('grade', 'Choose how far it was reached'))
    }
    case 'fund-used': {
      const typed = asTyped('sum', 'what', 'why')
      const sum = readPounds(said('sum'))
      return sum && said('what') && said('why')
        ? right({ kind, pence: String(sum.pence), what: said('what'), why: said('why') }, typed)
        : wrong(
            typed,
            !sum && { text: 'Write the sum in pounds, such as 40 or 40.50', href: `#${nameOf('sum')}` },
            missing('what', 'Write what it pays for'),
            missing('why', 'Write what it changes'),
          )
    }
    case 'review-set': {
      const on = readDate(date('on'), 'The review')
      const typed = withDate({ kind, id, nth }, 'on')
      return 'error' in on
        ? wrong(typed, { text: on.error, href: `#review-set-on-${on.part}` })
        : right({ kind, on: on.date.toString() }, typed)
    }
    case 'message':
    case 'note': {
      const typed = asTyped('words')
      return said('words')
        ? right({ kind, words: said('words') }, typed)
        : wrong(typed, missing('words', 'Write something first'))
    }
    case 'sent':
      return right({ kind })
    case 'taken-off-page': {
      const typed = asTyped('words')
      return said('words')
        ? right({ kind, why: said('words') }, typed)
        : wrong(typed, missing('words', 'Write why it is taken off'))
    }
    case 'joined':
      // Name and telephone come from whoever works with the person: `changePlan` puts them in.
      return right({ kind, lead: false, workerId: said('who'), name: '', organisation: '', phone: '' })
    case 'team-joined':
      return right({ kind, teamId: said('team'), name: '', phone: '' })
    case 'team-left':
      return right({ kind, teamId: said('team') })
    case 'left':
      return right({ kind, workerId: said('who') })
    case 'lead-named': {
      const typed = asTyped('words')
      return said('words')
        ? right({ kind, workerId: said('who'), why: said('words') }, typed)
        : wrong(typed, missing('words', 'Write why another leads'))
    }
    case 'kind-changed': {
      const typed = asTyped('to', 'words')
      return said('to') && said('words')
        ? right({ kind, to: said('to'), why: said('words') }, typed)
        : wrong(typed, missing('to', 'Choose what it becomes'), missing('words', 'Write why'))
    }
    case 'ended': {
      const typed = asTyped('outcome', 'words')
      const outcome = outcomes.find((one) => one === said('outcome'))
      return outcome
        ? right({ kind, outcome, words: said('words') }, typed)
        : wrong(typed, missing('outcome', 'Choose how it ends'))
    }
    default:
      return wrong({ kind }, { text: 'Choose what to write into the plan', href: '#main-content' })
  }
}
