/** Going to school, or not: each term, more than a tenth of it is missed by nearly a fifth of pupils. */
import { age, civil, type Day, dayOf } from '../days.ts'
import { happen, type Life } from './life.ts'
import type { Trouble } from './people.ts'

export type Term = { from: Day; to: Day; sessions: number }

/** The two terms that ended last before the day: September to December, January to Easter, Easter to July. */
export function termsBefore(day: Day): Term[] {
  const { year } = civil(day)
  const all = [year - 1, year].flatMap((y) => [
    { from: dayOf(y, 1, 5), to: dayOf(y, 3, 27), sessions: 110 },
    { from: dayOf(y, 4, 14), to: dayOf(y, 7, 22), sessions: 130 },
    { from: dayOf(y, 9, 3), to: dayOf(y, 12, 19), sessions: 150 },
  ])
  return all.filter((term) => term.to < day).slice(-2)
}

/** Persistent absence in each of the last two terms: likely with trouble at school, possible without. */
export function ordinarySchool(life: Life): void {
  for (const term of termsBefore(life.asOf)) for (const child of life.young) missedTerm(life, child, term)
}

function missedTerm(life: Life, child: Life['young'][number], term: Term): void {
  const { dice, cluster } = life
  const years = age(child.born, term.from)
  if (years < 5 || years > 15) return
  const troubled = cluster.troubles.some((t) => t.kind === 'school' && t.who === child && during(t, term))
  if (!dice.chance(troubled ? 0.8 : 0.12)) return
  const missed = Math.round(term.sessions * (0.1 + dice.next() ** 2 * (troubled ? 0.5 : 0.2)))
  happen(life, term.to + 1, 'absence', child, { amount: missed })
}

const during = (trouble: Trouble, term: Term): boolean =>
  trouble.from < term.to && (trouble.to === null || trouble.to > term.from)
