import { errors, refusal } from './errors.ts'

/** Who acts: a person at work, a resident, or the product itself in a job. Always for one organisation and one purpose. */
export type Actor = {
  readonly kind: 'worker' | 'resident' | 'system'
  readonly id: string
  readonly name: string
  readonly organisationId: string
  readonly organisationName: string
  readonly roles: readonly string[]
  readonly purpose: string
  readonly purposeName: string
  readonly teams: readonly string[]
  readonly trainings: readonly string[]
  readonly sessionId: string | null
  /** When she last proved who she is, if this sitting began with a second factor. Milliseconds since 1970. */
  readonly steppedUpAt: number | null
}

export type Rule = { readonly roles: readonly string[]; readonly says: string }
export type Policy<Acts extends string = string> = Readonly<Record<Acts, Rule>>

/** Who may do what in one room: act → roles, and the sentence that the printed table shows. Code names acts, never roles. */
export function definePolicy<Acts extends string>(policy: Policy<Acts>): Policy<Acts> {
  return Object.freeze(policy)
}

/** Refuses unless one of the actor's roles may do the act. */
export function requireAllowed(policy: Policy, actor: Actor, act: string): void {
  if (mayDo(policy, actor, act)) return
  throw refusal(errors, 'NOT_PERMITTED', { act })
}

/** Whether the page should offer the act at all. The transaction asks again. */
export function mayDo(policy: Policy, actor: Pick<Actor, 'roles'>, act: string): boolean {
  return policy[act]?.roles.some((role) => actor.roles.includes(role)) ?? false
}
