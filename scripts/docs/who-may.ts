import type { Policy } from '#platform/acts'
import { inColumns } from './columns.ts'
import type { ByRoom } from './rooms.ts'

const head = `Who may do what
===============

One table for each room: its acts, and the roles that may do them. Whoever holds none of a room's roles may do none of its acts.
This says what a role may do; what it may then see of a person is decided again, each time, from the agreements in force.
Made from src/modules/*/policy.ts by "npm run docs": change it there.
`

/** The printed table that an information governance lead reviews: act × role, and each act in words. */
export const whoMay = (policies: ByRoom<Policy>): string =>
  [head, ...[...policies].map(([room, policy]) => tableOf(room, policy))].join('\n\n')

function tableOf(room: string, policy: Policy): string {
  const acts = Object.entries(policy)
  const roles = [...new Set(acts.flatMap(([, rule]) => rule.roles))].sort()
  const table = [
    [room, ...roles],
    ...acts.map(([act, rule]) => [act, ...roles.map((role) => (rule.roles.includes(role) ? 'yes' : '-'))]),
  ]
  const words = [['In words: may'], ...acts.map(([act, rule]) => [act, rule.says])]
  return `${inColumns(table)}\n${inColumns(words)}`
}
