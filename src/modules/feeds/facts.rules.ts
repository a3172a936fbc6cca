import type { CanonicalRow, FieldClass } from './canonical.ts'

/** One fact as it is stored: of one class, with the content that its kind has. */
export type StatedFact = { kind: string; fieldClass: FieldClass; key: string; content: Record<string, unknown> }

/**
 * The facts that one canonical row states. An involvement states two: what it is, and the bare fact that it exists, which
 * is a class of its own so that an agreement can give the one without the other (practice K2). Of a brokered or sealed
 * involvement both stand in a class that no sharing agreement may release: stated there, the bare fact also takes the place of
 * one that was stated openly before.
 */
export function factsOf(row: CanonicalRow): StatedFact[] {
  const { kind, person: _person, key, class: fieldClass, eventAt: _eventAt, from: _from, to: _to, ...content } = row
  if (row.kind !== 'involvement') return [{ kind, fieldClass, key, content }]

  const { existence: _existence, ...involvement } = content as typeof content & { existence?: unknown }
  const hidden = row.existence === 'brokered' || row.existence === 'sealed'
  const exists = { kind: 'involvement-exists', key, content: { open: !row.closedOn } }
  return [
    { kind, fieldClass: hidden ? 'brokered-involvement' : fieldClass, key, content: involvement },
    { ...exists, fieldClass: hidden ? 'brokered-involvement' : 'involvement-exists' },
  ]
}
