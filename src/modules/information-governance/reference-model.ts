import type { Flag, Reader, RelationshipKind, Term } from './disclosure.rules.ts'

/**
 * The disclosure question answered a second time, in plain words and without Cedar: what the policies are held against
 * in differential tests. It is written from `governance.md`, not from the policies.
 */
export function referenceAnswer(
  reader: Reader,
  purpose: string,
  now: number,
  term: Term,
  relationship: RelationshipKind,
  flags: readonly Flag[],
): boolean {
  const says = (list: readonly string[], one: string) => list.some((other) => other === one)
  if (term.suspended) return false
  if (now < term.from || now >= term.to) return false
  if (!says(term.purposes, purpose)) return false
  if (!says(term.recipients, reader.organisationId)) return false
  if (!reader.roles.some((role) => says(term.roles, role))) return false
  if (!says(term.relationships, relationship)) return false
  if (!term.trainings.every((training) => says(reader.trainings, training))) return false
  if (term.kind !== 'subject-rights' && flags.length > 0) return false
  return true
}
