import type { PlainDate } from '#platform/dates'

export const kinds = ['dpia', 'eia', 'apd'] as const
export type Kind = (typeof kinds)[number]
export const kindWords: Readonly<Record<Kind, string>> = {
  dpia: 'Data protection impact assessment',
  eia: 'Equality impact assessment',
  apd: 'Appropriate policy document',
}

export type Field = { readonly key: string; readonly label: string; readonly hint?: string }
export type Step = { readonly title: string; readonly fields: readonly Field[] }
/** What each kind asks, step by step. DPIA: the Information Commissioner's seven steps, of which the fifth and sixth are its risks, and the seventh is advice and approval. */
export const steps: Readonly<Record<Kind, readonly Step[]>> = {
  dpia: [
    {
      title: '1. Why an assessment is needed',
      fields: [{ key: 'need', label: 'What is planned, and why it needs an assessment' }],
    },
    {
      title: '2. What is done',
      fields: [
        {
          key: 'nature',
          label: 'Nature',
          hint: 'How data is collected, used, kept and deleted. Where it comes from, with whom it is shared.',
        },
        {
          key: 'scope',
          label: 'Scope',
          hint: 'Which data, special category or criminal, how much, how often, how long, how many people, which area.',
        },
        {
          key: 'context',
          label: 'Context',
          hint: 'Who the people are to you, what they expect, children or others who need protection, what worries the public.',
        },
        { key: 'aims', label: 'Purposes', hint: 'What you want to reach, and what it means for people.' },
      ],
    },
    { title: '3. Who was asked', fields: [{ key: 'consultation', label: 'Whom you asked, when, and what they said' }] },
    {
      title: '4. Necessity and proportion',
      fields: [
        { key: 'basis', label: 'Lawful basis, and why nothing less will do' },
        { key: 'limits', label: 'What stops it from growing beyond its purpose, and how little data it is' },
        { key: 'rights', label: 'How people are told, and how their rights are met' },
        { key: 'processors', label: 'Processors, and transfers abroad' },
      ],
    },
  ],
  eia: [
    {
      title: 'Equality Act 2010, section 149',
      fields: [
        { key: 'what', label: 'What is assessed, and whom it touches' },
        { key: 'evidence', label: 'Evidence about people with each protected characteristic' },
        { key: 'effects', label: 'Effects, good and bad, for each of them' },
        { key: 'mitigation', label: 'What is done about the bad ones' },
        { key: 'decision', label: 'Decision, and how its effect is watched' },
      ],
    },
  ],
  apd: [
    {
      title: 'Data Protection Act 2018, Schedule 1, Part 4',
      fields: [
        { key: 'condition', label: 'The conditions that are relied on' },
        { key: 'principles', label: 'How each of the data protection principles is kept' },
        { key: 'retention', label: 'How long data is kept, and how it is erased' },
        { key: 'responsible', label: 'Who answers for it' },
      ],
    },
  ],
}
export const fieldsOf = (kind: Kind): Field[] => steps[kind].flatMap(({ fields }) => fields)

export const likelihoods = ['remote', 'possible', 'probable'] as const
export const severities = ['minimal', 'significant', 'severe'] as const
export const levels = ['low', 'medium', 'high'] as const
export const effects = ['eliminated', 'reduced', 'accepted'] as const
export type Level = (typeof levels)[number]
export type Risk = {
  readonly risk: string
  readonly likelihood: (typeof likelihoods)[number]
  readonly severity: (typeof severities)[number]
  readonly measure: string
  readonly effect: (typeof effects)[number]
  readonly residual: Level
}
export type Content = {
  readonly said: Readonly<Record<string, string>>
  readonly risks: readonly Risk[]
  /** Where a high risk stays: what the Information Commissioner said when asked first (UK GDPR Article 36). */
  readonly commissioner: string
}
export const emptyContent: Content = { said: {}, risks: [], commissioner: '' }

/** How great a risk is, by how likely and how severe it is. */
export function levelOf({ likelihood, severity }: Pick<Risk, 'likelihood' | 'severity'>): Level {
  const score = likelihoods.indexOf(likelihood) + severities.indexOf(severity)
  return score >= 3 ? 'high' : score === 2 ? 'medium' : 'low'
}

/** Everything that keeps a text from being approved. */
export function missingIn(kind: Kind, content: Content, purposes: readonly string[]): string[] {
  const missing = fieldsOf(kind).flatMap(({ key, label }) =>
    (content.said[key] ?? '').trim() === '' ? [`Write: ${label.toLowerCase()}`] : [],
  )
  if (purposes.length === 0) missing.unshift('Choose the purposes that it is about')
  if (kind !== 'dpia') return missing
  if (content.risks.length === 0) missing.push('Name the risks')
  const high = content.risks.some(({ residual }) => residual === 'high')
  if (high && content.commissioner.trim() === '')
    missing.push('A high risk stays: ask the Information Commissioner first, and write what was said')
  return missing
}

/** What the law asks of a purpose before anything is shared for it. */
export type PurposeFacts = {
  readonly name: string
  readonly article9: string | null
  readonly schedule1: string | null
  /** Whether the lines that stand on it release special category data. */
  readonly special: boolean
}

/** What a purpose lacks in law where its lines release special category data (UK GDPR Article 9; DPA 2018 section 10 and Schedule 1). */
export function missingConditions({ article9, schedule1, special }: PurposeFacts): string[] {
  if (!special) return []
  return [...(article9 ? [] : ['an Article 9 condition']), ...(schedule1 ? [] : ['a condition of Schedule 1'])]
}

/** Conditions of substantial public interest (Schedule 1, Part 2: paragraphs 6 to 28) need a policy document; those of Part 1 that are relied on here do not. */
const needsPolicy = (schedule1: string | null): boolean => {
  const paragraph = Number(/paragraph (\d+)/.exec(schedule1 ?? '')?.[1] ?? 0)
  return paragraph >= 6 && paragraph <= 28
}

export type Approved = { readonly kind: Kind; readonly purposes: readonly string[]; readonly reviewOn: PlainDate }
/** Which assessments a purpose lacks on a day: none approved, or its review overdue. */
export function missingAssessments(id: string, purpose: PurposeFacts, approved: readonly Approved[], day: PlainDate): Kind[] {
  const holds = (kind: Kind) =>
    approved.some((one) => one.kind === kind && one.purposes.includes(id) && day.since(one.reviewOn).sign <= 0)
  const needed: Kind[] = ['dpia', 'eia', ...(purpose.special && needsPolicy(purpose.schedule1) ? (['apd'] as const) : [])]
  return needed.filter((kind) => !holds(kind))
}

/** Dataset → kinds of information, and roles: what a text was about. */
export type Covers = { readonly cells: Readonly<Record<string, readonly string[]>>; readonly roles: readonly string[] }
/** What is in force beyond what was assessed. */
export function beyond(now: Covers, assessed: Covers): Covers {
  const cells = Object.entries(now.cells).flatMap(([dataset, classes]) => {
    const more = classes.filter((one) => !assessed.cells[dataset]?.includes(one))
    return more.length > 0 ? [[dataset, more] as const] : []
  })
  return { cells: Object.fromEntries(cells), roles: now.roles.filter((role) => !assessed.roles.includes(role)) }
}
export const isNothing = ({ cells, roles }: Covers): boolean => Object.keys(cells).length === 0 && roles.length === 0
