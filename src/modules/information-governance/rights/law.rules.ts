/** What somebody may ask about her own data. */
export const requestKinds = ['copy', 'objection', 'restriction', 'complaint'] as const
export type RequestKind = (typeof requestKinds)[number]
/** Why the clock may stop: the person has to show who she is, or to say what she means. */
export type PauseReason = 'identity' | 'clarification'

/** The time that the law gives for one kind of request, for those received from a day until before another. */
export type ClockRule = {
  readonly kind: RequestKind
  readonly from: string
  readonly to: string | null
  /** Calendar months from the day of receipt; null: without undue delay, with no day. */
  readonly months: number | null
  /** How many more it may be where a request is complex or one of many. */
  readonly furtherMonths: number
  readonly pausesFor: readonly PauseReason[]
  /** Days in which it has to be acknowledged. */
  readonly acknowledgeDays: number | null
  readonly law: string
  /** Empty until a practitioner has confirmed it. */
  readonly checkedOn: string | null
}

/** The clocks, as effective-dated data: what was in force on the day of receipt governs. */
export const clockRules: readonly ClockRule[] = [
  {
    kind: 'copy',
    from: '2018-05-25',
    to: '2026-02-05',
    months: 1,
    furtherMonths: 2,
    pausesFor: [],
    acknowledgeDays: null,
    law: 'UK GDPR, article 12(3)',
    checkedOn: null,
  },
  {
    kind: 'copy',
    from: '2026-02-05',
    to: null,
    months: 1,
    furtherMonths: 2,
    pausesFor: ['identity', 'clarification'],
    acknowledgeDays: null,
    law: 'UK GDPR, articles 12 and 12A',
    checkedOn: null,
  },
  {
    kind: 'objection',
    from: '2018-05-25',
    to: '2026-02-05',
    months: 1,
    furtherMonths: 2,
    pausesFor: [],
    acknowledgeDays: null,
    law: 'UK GDPR, articles 12(3) and 21',
    checkedOn: null,
  },
  {
    kind: 'objection',
    from: '2026-02-05',
    to: null,
    months: 1,
    furtherMonths: 2,
    pausesFor: ['identity'],
    acknowledgeDays: null,
    law: 'UK GDPR, articles 12A and 21',
    checkedOn: null,
  },
  {
    kind: 'restriction',
    from: '2018-05-25',
    to: '2026-02-05',
    months: 1,
    furtherMonths: 2,
    pausesFor: [],
    acknowledgeDays: null,
    law: 'UK GDPR, articles 12(3) and 18',
    checkedOn: null,
  },
  {
    kind: 'restriction',
    from: '2026-02-05',
    to: null,
    months: 1,
    furtherMonths: 2,
    pausesFor: ['identity'],
    acknowledgeDays: null,
    law: 'UK GDPR, articles 12A and 18',
    checkedOn: null,
  },
  {
    kind: 'complaint',
    from: '2018-05-25',
    to: '2026-06-19',
    months: null,
    furtherMonths: 0,
    pausesFor: [],
    acknowledgeDays: null,
    law: 'UK GDPR, article 77: to the Information Commissioner; the organisation had no clock',
    checkedOn: null,
  },
  {
    kind: 'complaint',
    from: '2026-06-19',
    to: null,
    months: null,
    furtherMonths: 0,
    pausesFor: [],
    acknowledgeDays: 30,
    law: 'Data Protection Act 2018, section 164A',
    checkedOn: null,
  },
]

/** A law by which a fact may be left out of a copy. */
export type WithholdingGround = {
  readonly id: string
  /** As the officer chooses it. */
  readonly name: string
  readonly law: string
  /** As the person reads it: it does not tell what was left out. */
  readonly told: string
  /** Whether the copy may say nothing of it, where saying it would do the harm itself. */
  readonly maySilent: boolean
  /** Of these classes it may be used only on a health professional's opinion. */
  readonly professionalFor: readonly string[]
  readonly checkedOn: string | null
}

/** Why facts are left out of copies. Which of them a matter falls under is the officer's to say, with reasons. */
export const withholdingGrounds: readonly WithholdingGround[] = [
  {
    id: 'third-party',
    name: 'It is about somebody else, or names them',
    law: 'Data Protection Act 2018, schedule 2, paragraph 16',
    told: 'We left out what is about somebody else.',
    maySilent: false,
    professionalFor: [],
    checkedOn: null,
  },
  {
    id: 'serious-harm',
    name: 'It could seriously harm somebody’s health, or someone’s safety',
    law: 'Data Protection Act 2018, schedule 3, parts 2 (health), 3 (social work) and 4 (education)',
    told: 'We left out what could do serious harm.',
    maySilent: true,
    professionalFor: ['health'],
    checkedOn: null,
  },
  {
    id: 'child-abuse',
    name: 'It is about abuse of a child, and telling it is not in the child’s best interests',
    law: 'Data Protection Act 2018, schedule 3, part 5',
    told: 'We left out what the law on keeping children safe lets us leave out.',
    maySilent: true,
    professionalFor: [],
    checkedOn: null,
  },
  {
    id: 'crime-and-taxation',
    name: 'It would get in the way of stopping or finding out crime, or of tax',
    law: 'Data Protection Act 2018, schedule 2, paragraph 2',
    told: 'We left out what the law on crime and tax lets us leave out.',
    maySilent: true,
    professionalFor: [],
    checkedOn: null,
  },
  {
    id: 'law-enforcement',
    name: 'It is held for law enforcement, and telling it would get in the way of that',
    law: 'Data Protection Act 2018, section 45(4)',
    told: 'We left out what the law on crime lets us leave out.',
    maySilent: true,
    professionalFor: [],
    checkedOn: null,
  },
  {
    id: 'legal-privilege',
    name: 'It is between us and our lawyers',
    law: 'Data Protection Act 2018, schedule 2, paragraph 19',
    told: 'We left out what our lawyers told us.',
    maySilent: false,
    professionalFor: [],
    checkedOn: null,
  },
  {
    id: 'prohibited',
    name: 'Another law forbids it: adoption, gender recognition, special educational needs',
    law: 'Data Protection Act 2018, schedule 4',
    told: 'We left out what another law says that we must not give.',
    maySilent: true,
    professionalFor: [],
    checkedOn: null,
  },
]
