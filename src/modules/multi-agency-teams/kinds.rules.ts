/** Whom the law asks a kind of team to have, by what they are. */
export type Seat = { readonly key: string; readonly name: string }
export type TeamKind = {
  readonly kind: string
  readonly name: string
  /** Under which law, as it is cited; or by agreement. */
  readonly law: string
  readonly seats: readonly Seat[]
}

/** The kinds of team, as data. A statutory composition is watched and said, and never stops the work (practice K7). */
export const teamKinds: readonly TeamKind[] = [
  {
    kind: 'child-protection',
    name: 'Multi-agency child protection team',
    law: 'Children’s Wellbeing and Schools Act 2026, section 3',
    seats: [
      { key: 'social-worker', name: 'A social worker with experience of work with children and families' },
      { key: 'education', name: 'Somebody with experience of education in relation to children' },
      { key: 'health', name: 'A registered health professional' },
      { key: 'police', name: 'A police officer' },
    ],
  },
  { kind: 'family-help', name: 'Family help team', law: 'By agreement of the partners', seats: [] },
  { kind: 'neighbourhood', name: 'Integrated neighbourhood team', law: 'By agreement of the partners', seats: [] },
  { kind: 'other', name: 'Team of several agencies', law: 'By agreement of the partners', seats: [] },
]
export const kindOf = (kind: string): TeamKind => teamKinds.find((one) => one.kind === kind) ?? teamKinds.at(-1)!
