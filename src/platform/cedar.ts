import * as cedar from '@cedar-policy/cedar-wasm/nodejs'

/** A set of fixed, reviewed policies, validated against its schema when it is prepared. */
export type PolicySet = { readonly name: string; readonly schema: string; readonly policies: Readonly<Record<string, string>> }

export type CedarValue = string | number | boolean | CedarValue[]
export type CedarEntity = {
  uid: { type: string; id: string }
  attrs: Record<string, CedarValue>
  parents: { type: string; id: string }[]
}
export type Question = {
  principal: { type: string; id: string }
  action: string
  resource: { type: string; id: string }
  context: Record<string, CedarValue>
  entities: CedarEntity[]
}
/** Allowed or not, and the ids of the policies that decided. An error inside a policy is a no. */
export type Answer = { readonly allowed: boolean; readonly because: readonly string[] }

/** Prepares a policy set once, at start. Throws when a policy does not fit the schema. */
export function preparePolicies({ name, schema, policies }: PolicySet): void {
  const validation = cedar.validate({ schema, policies: { staticPolicies: policies } } as never) as {
    type: string
    validationErrors?: unknown[]
  }
  if (validation.type !== 'success' || (validation.validationErrors?.length ?? 0) > 0) {
    throw new Error(`The policies ${name} do not fit their schema: ${JSON.stringify(validation)}`)
  }
  const prepared = cedar.preparsePolicySet(name, { staticPolicies: policies })
  if (prepared.type !== 'success') throw new Error(`The policies ${name} cannot be prepared: ${JSON.stringify(prepared)}`)
}

/**
 * Asks a prepared set. Permit exists and no forbid, or it is no; unknown, missing or of the wrong type is no: a policy that
 * meets it errs, and an error is a no. So questions are not held against the schema again, which took a third of the time.
 */
export function ask(name: string, question: Question): Answer {
  const answer = cedar.statefulIsAuthorized({
    preparsedPolicySetId: name,
    principal: question.principal,
    action: { type: 'Action', id: question.action },
    resource: question.resource,
    context: question.context,
    entities: question.entities,
  } as never)
  if (answer.type !== 'success' || answer.response.diagnostics.errors.length > 0) return { allowed: false, because: ['error'] }
  return { allowed: answer.response.decision === 'allow', because: answer.response.diagnostics.reason }
}
