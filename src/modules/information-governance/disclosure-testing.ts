import fc from 'fast-check'
import type { Reader, Term, Use } from './disclosure.rules.ts'

export const now = 1_000_000
export const use = (id = 'family-help', usesRestricted = false): Use => ({ id, usesRestricted })
export const aTerm = (more: Partial<Term> = {}): Term => ({
  id: 'term-1',
  name: 'Who is involved',
  agreement: 'AFH v1',
  agreementTitle: 'Family help sharing agreement',
  kind: 'sharing',
  recipients: ['council'],
  purposes: ['family-help'],
  roles: ['practitioner'],
  relationships: ['allocated-worker'],
  trainings: ['information-sharing'],
  from: 0,
  to: 2_000_000,
  suspended: false,
  cells: [
    { dataset: 'housing', class: 'involvement' },
    { dataset: 'police', class: 'involvement-exists' },
    { dataset: 'refuge', class: 'involvement-exists' },
    { dataset: 'refuge', class: 'involvement' },
  ],
  ...more,
})
export const officer: Reader = {
  id: 'amina',
  organisationId: 'council',
  roles: ['practitioner'],
  trainings: ['information-sharing'],
}

// Mostly everything that is needed, so that about half of the cases hang on one thing alone.
export const some = <T>(...values: T[]) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(values) }, { weight: 1, arbitrary: fc.subarray(values) })
export const few = <T>(...values: T[]) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant<T[]>([]) }, { weight: 1, arbitrary: fc.subarray(values) })
export const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })
export const terms = fc.record({
  kind: fc.constantFrom('sharing', 'own-service', 'subject-rights' as const),
  recipients: some('council', 'police'),
  purposes: some('family-help', 'enforcement'),
  roles: some('practitioner', 'front-door'),
  relationships: some('allocated-worker', 'team', 'none'),
  trainings: some('information-sharing', 'caldicott'),
  from: mostly(0, now - 1, now, now + 1),
  to: mostly(2_000_000, now - 1, now, now + 1),
  suspended: mostly(false, true),
})
export const readers = fc.record({
  organisationId: mostly('council', 'police', 'nobody'),
  roles: some('practitioner', 'front-door', 'analyst'),
  trainings: some('information-sharing', 'caldicott'),
})
