/** A legal gateway: a power, a duty or a limit. `checkedOn` stays null until a practitioner has confirmed it. */
export type Gateway = {
  readonly id: string
  readonly statute: string
  readonly provision: string
  readonly kind: 'power' | 'duty' | 'limit'
  readonly bodies: string
  readonly objective: string
  readonly limits: string
  readonly inForceFrom: string
  readonly inForceTo: string | null
  readonly checkedOn: string | null
}

/** Why data is used: tied to a gateway, else it cannot be. `withheld` is the ground on which its log entries start hidden from the resident; null only for a purpose on the reviewed list of those that are shown. */
export type Purpose = {
  readonly id: string
  readonly name: string
  readonly plainWordsEn: string
  readonly plainWordsCy: string | null
  readonly gateway: string
  readonly article6: string
  readonly article9: string | null
  readonly schedule1: string | null
  readonly regime: 'general' | 'law-enforcement' | 'direct-care'
  readonly roles: readonly string[]
  readonly withheld: string | null
  readonly inForceFrom: string
}

export type Agreement = {
  readonly code: string
  readonly version: number
  readonly title: string
  readonly kind: 'sharing' | 'own-service' | 'subject-rights'
  readonly signedOn: string
  readonly inForceFrom: string
  readonly reviewOn: string
  readonly purposes: readonly string[]
  readonly recipients: readonly string[]
  readonly terms: readonly {
    readonly name: string
    readonly roles: readonly string[]
    readonly relationships: readonly string[]
    readonly trainings: readonly string[]
    readonly cells: readonly { readonly dataset: string; readonly classes: readonly string[] }[]
  }[]
}

const general = { inForceTo: null, checkedOn: null } as const

/** The gateways that the four pathways stand on, from general knowledge: each says so until it is checked. */
export const gateways: readonly Gateway[] = [
  {
    id: 'children-act-2004-s10',
    statute: 'Children Act 2004',
    provision: 'sections 10 and 11',
    kind: 'duty',
    bodies: 'Councils and their relevant partners: health, police, probation, schools',
    objective: 'To co-operate to improve the well-being of children, and to safeguard and promote their welfare',
    limits: 'What is relevant and proportionate to the child’s well-being',
    inForceFrom: '2005-04-01',
    ...general,
  },
  {
    id: 'children-act-1989-s47',
    statute: 'Children Act 1989',
    provision: 'section 47',
    kind: 'duty',
    bodies: 'Councils; health, housing, education and police must help when asked',
    objective: 'To decide whether action is needed to safeguard a child who is suffering, or likely to suffer, significant harm',
    limits: 'The enquiry about this child',
    inForceFrom: '1991-10-14',
    ...general,
  },
  {
    id: 'housing-act-1996-s213',
    statute: 'Housing Act 1996',
    provision: 'sections 195, 213 and 213B (as amended by the Homelessness Reduction Act 2017)',
    kind: 'duty',
    bodies: 'Housing authorities; public bodies that must refer; social landlords that must co-operate',
    objective: 'To prevent and relieve homelessness',
    limits: 'A referral under section 213B needs the person’s agreement',
    inForceFrom: '2018-10-01',
    ...general,
  },
  {
    id: 'crime-and-disorder-act-1998-s115',
    statute: 'Crime and Disorder Act 1998',
    provision: 'section 115',
    kind: 'power',
    bodies: 'Relevant authorities: councils, police, fire, probation, health bodies',
    objective:
      'To disclose where it is necessary or expedient for a provision of the Act: reducing crime, disorder and anti-social behaviour',
    limits: 'A power, not a duty: the holder may refuse. Necessity is recorded each time',
    inForceFrom: '1998-07-31',
    ...general,
  },
  {
    id: 'hsc-safety-and-quality-act-2015-s3',
    statute: 'Health and Social Care (Safety and Quality) Act 2015',
    provision: 'section 3',
    kind: 'duty',
    bodies: 'Health and adult social care commissioners and providers',
    objective: 'To share what is likely to help someone’s direct care, and is in their best interests',
    limits: 'Direct care only; not where the person objects, or would be likely to',
    inForceFrom: '2015-10-01',
    ...general,
  },
  {
    id: 'care-act-2014-s42',
    statute: 'Care Act 2014',
    provision: 'sections 6, 7 and 42',
    kind: 'duty',
    bodies: 'Councils and their relevant partners',
    objective: 'To enquire, and decide what to do, where an adult with care needs may be at risk of abuse or neglect',
    limits: 'The enquiry about this adult; the adult’s own wishes are asked',
    inForceFrom: '2015-04-01',
    ...general,
  },
  {
    id: 'fire-and-rescue-services-act-2004-s6',
    statute: 'Fire and Rescue Services Act 2004',
    provision: 'section 6',
    kind: 'duty',
    bodies: 'Fire and rescue authorities',
    objective: 'To promote fire safety, by visits to homes among other ways',
    limits: 'What a visit needs; not a power to see a person’s other records',
    inForceFrom: '2004-10-01',
    ...general,
  },
  {
    id: 'domestic-abuse-act-2021-s57',
    statute: 'Domestic Abuse Act 2021',
    provision: 'section 57',
    kind: 'duty',
    bodies: 'Councils and the services that they commission',
    objective: 'To give support to victims of domestic abuse in safe accommodation',
    limits: 'The service’s own clients; nothing of it leaves the service under an agreement',
    inForceFrom: '2021-10-01',
    ...general,
  },
  {
    id: 'local-government-act-1972-s111',
    statute: 'Local Government Act 1972',
    provision: 'section 111',
    kind: 'power',
    bodies: 'Councils; other bodies have powers like it',
    objective: 'To do what helps them carry out their functions: run feeds, check, audit, plan and account for the work',
    limits: 'Gives no access to anyone’s record',
    inForceFrom: '1974-04-01',
    ...general,
  },
  {
    id: 'uk-gdpr-article-5-1-d',
    statute: 'UK GDPR',
    provision: 'article 5(1)(d)',
    kind: 'duty',
    bodies: 'Every controller',
    objective: 'To keep personal data accurate, and to put right without delay what is not',
    limits: 'Comparing who two records say they are about; nothing else of a record',
    inForceFrom: '2018-05-25',
    ...general,
  },
  {
    id: 'data-protection-act-2018-s8',
    statute: 'Data Protection Act 2018',
    provision: 'section 8, with UK GDPR article 6(1)(e)',
    kind: 'power',
    bodies: 'Public bodies, for their tasks in law, and those who carry them out for them',
    objective: 'To decide, each time that a partner asks, whether sharing is necessary for a task in the public interest',
    limits: 'The question that was asked: no more than answers it',
    inForceFrom: '2018-05-25',
    ...general,
  },
  {
    id: 'uk-gdpr-article-15',
    statute: 'UK GDPR',
    provision: 'articles 12 and 15',
    kind: 'duty',
    bodies: 'Every controller',
    objective: 'To let people see what is held about them and who has seen it',
    limits: 'What would harm someone, or is about someone else, is left out',
    inForceFrom: '2018-05-25',
    ...general,
  },
]

const frontLine = ['practitioner', 'lead-practitioner', 'front-door', 'team-lead']
const publicTask = 'Article 6(1)(e): public task'
const socialCare = 'Article 9(2)(g): substantial public interest'
const safeguarding = 'Schedule 1, paragraph 18: safeguarding of children and individuals at risk'

/** The purposes of the four pathways, their safeguarding neighbours, and the resident's own. */
export const purposes: readonly Purpose[] = [
  {
    id: 'childrens-family-help',
    name: 'Family help',
    plainWordsEn: 'to help your family early',
    plainWordsCy: null,
    gateway: 'children-act-2004-s10',
    article6: publicTask,
    article9: socialCare,
    schedule1: safeguarding,
    regime: 'general',
    roles: frontLine,
    withheld: null,
    inForceFrom: '2025-04-01',
  },
  {
    id: 'homelessness-prevention',
    name: 'Homelessness prevention',
    plainWordsEn: 'to help you keep or find a home',
    plainWordsCy: null,
    gateway: 'housing-act-1996-s213',
    article6: publicTask,
    article9: null,
    schedule1: null,
    regime: 'general',
    roles: frontLine,
    withheld: null,
    inForceFrom: '2025-04-01',
  },
  {
    id: 'tenancy-support',
    name: 'Tenancy support',
    plainWordsEn: 'to help you keep your home',
    plainWordsCy: null,
    gateway: 'housing-act-1996-s213',
    article6: publicTask,
    article9: null,
    schedule1: null,
    regime: 'general',
    roles: frontLine,
    withheld: null,
    inForceFrom: '2025-04-01',
  },
  {
    id: 'homes-safe-from-fire',
    name: 'Homes safe from fire',
    plainWordsEn: 'to make your home safe from fire',
    plainWordsCy: null,
    gateway: 'fire-and-rescue-services-act-2004-s6',
    article6: publicTask,
    article9: null,
    schedule1: null,
    regime: 'general',
    roles: frontLine,
    withheld: null,
    inForceFrom: '2025-04-01',
  },
  {
    id: 'domestic-abuse',
    name: 'Domestic abuse support',
    plainWordsEn: 'to support you',
    plainWordsCy: null,
    gateway: 'domestic-abuse-act-2021-s57',
    article6: publicTask,
    article9: socialCare,
    schedule1: safeguarding,
    regime: 'general',
    roles: frontLine,
    withheld: 'Knowing of it could put someone at risk from a person who reads their page',
    inForceFrom: '2025-04-01',
  },
  {
    id: 'hospital-discharge',
    name: 'Hospital discharge',
    plainWordsEn: 'to get you safely home from hospital',
    plainWordsCy: null,
    gateway: 'hsc-safety-and-quality-act-2015-s3',
    article6: publicTask,
    article9: 'Article 9(2)(h): health and social care',
    schedule1: 'Schedule 1, paragraph 2: health or social care purposes',
    regime: 'direct-care',
    roles: frontLine,
    withheld: null,
    inForceFrom: '2025-04-01',
  },
  {
    id: 'anti-social-behaviour',
    name: 'Anti-social behaviour and community safety',
    plainWordsEn: 'to keep your neighbourhood safe',
    plainWordsCy: null,
    gateway: 'crime-and-disorder-act-1998-s115',
    article6: publicTask,
    article9: null,
    schedule1: null,
    regime: 'general',
    roles: frontLine,
    withheld: 'Knowing of it could prejudice the prevention of crime',
    inForceFrom: '2025-04-01',
  },
  {
    id: 'safeguarding-children',
    name: 'Child protection (section 47)',
    plainWordsEn: 'to keep a child safe',
    plainWordsCy: null,
    gateway: 'children-act-1989-s47',
    article6: publicTask,
    article9: socialCare,
    schedule1: safeguarding,
    regime: 'general',
    roles: ['lead-practitioner', 'front-door', 'team-lead'],
    withheld: 'Knowing of it could put a child at risk',
    inForceFrom: '2025-04-01',
  },
  {
    id: 'safeguarding-adults',
    name: 'Adult safeguarding (section 42)',
    plainWordsEn: 'to keep an adult safe',
    plainWordsCy: null,
    gateway: 'care-act-2014-s42',
    article6: publicTask,
    article9: socialCare,
    schedule1: safeguarding,
    regime: 'general',
    roles: ['lead-practitioner', 'front-door', 'team-lead'],
    withheld: 'Knowing of it could put an adult at risk',
    inForceFrom: '2025-04-01',
  },
  {
    id: 'record-matching',
    name: 'Putting records with the right person',
    plainWordsEn: 'to make sure that your records are about you',
    plainWordsCy: null,
    gateway: 'uk-gdpr-article-5-1-d',
    article6: publicTask,
    article9: null,
    schedule1: null,
    regime: 'general',
    roles: ['matching-reviewer'],
    withheld: 'Nobody has confirmed yet that knowing of it harms no one',
    inForceFrom: '2025-04-01',
  },
  {
    id: 'protected-matching',
    name: 'Keeping protected people’s records together',
    plainWordsEn: 'to keep someone’s address private',
    plainWordsCy: null,
    gateway: 'uk-gdpr-article-5-1-d',
    article6: publicTask,
    article9: null,
    schedule1: null,
    regime: 'general',
    roles: ['protection-key-holder'],
    withheld: 'Knowing of it could lead someone to a protected person',
    inForceFrom: '2025-04-01',
  },
  {
    id: 'partner-requests',
    name: 'Answering partners who ask',
    plainWordsEn: 'to decide whether another service may know something about you',
    plainWordsCy: null,
    gateway: 'data-protection-act-2018-s8',
    article6: publicTask,
    article9: null,
    schedule1: null,
    regime: 'general',
    roles: ['data-owner', 'information-governance', 'agreement-approver'],
    withheld: 'Nobody has confirmed yet that knowing of it harms no one',
    inForceFrom: '2025-04-01',
  },
  {
    id: 'own-record',
    name: 'Your own record',
    plainWordsEn: 'you looked yourself',
    plainWordsCy: 'chi eich hun edrychodd',
    gateway: 'uk-gdpr-article-15',
    article6: 'Article 6(1)(c): legal obligation',
    article9: null,
    schedule1: null,
    regime: 'general',
    roles: ['resident'],
    withheld: null,
    inForceFrom: '2025-04-01',
  },
  ...offices([
    ['information-governance', 'Information governance', 'information-governance', 'agreement-approver', 'data-owner'],
    ['feeds', 'Running the feeds', 'data-engineer'],
    ['analysis', 'Analysis', 'analyst'],
    ['commissioning', 'Commissioning', 'commissioner'],
    ['finance', 'Finance', 'finance'],
    ['board', 'Board business', 'executive'],
    ['scrutiny', 'Scrutiny', 'scrutiny'],
    ['stewardship', 'Stewardship', 'steward'],
    ['audit', 'Audit', 'auditor'],
    ['employment-support', 'Employment support', 'practitioner'],
  ]),
]

/** Purposes of work that needs no one's record: no agreement shares anything under them. */
function offices(list: readonly [id: string, name: string, ...roles: string[]][]): Purpose[] {
  return list.map(([id, name, ...roles]) => ({
    id,
    name,
    plainWordsEn: 'to run public services',
    plainWordsCy: null,
    gateway: 'local-government-act-1972-s111',
    article6: publicTask,
    article9: null,
    schedule1: null,
    regime: 'general',
    roles,
    withheld: 'Nobody’s record is shared under this purpose',
    inForceFrom: '2025-04-01',
  }))
}
