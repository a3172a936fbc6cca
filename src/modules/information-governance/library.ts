import type { Particulars } from './agreements/content.ts'

export type { Gateway } from './gateways.ts'

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
  /** For what it goes on where a record is restricted (UK GDPR, article 18(2)), as whoever sees it reads it; null: it does not. */
  readonly usesRestrictedFor: string | null
  readonly inForceFrom: string
}

export type Agreement = {
  readonly code: string
  readonly version: number
  readonly title: string
  readonly kind: 'protocol' | 'sharing' | 'own-service' | 'subject-rights'
  /** The code of the protocol that it stands under. */
  readonly protocol?: string
  readonly particulars?: Particulars
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

const frontLine = ['practitioner', 'lead-practitioner', 'front-door', 'team-lead']
const publicTask = 'Article 6(1)(e): public task'
const socialCare = 'Article 9(2)(g): substantial public interest'
/** To check: which condition a practitioner would choose for each. */
const statutory = 'Schedule 1, paragraph 6: statutory and government purposes'
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
    usesRestrictedFor: null,
    inForceFrom: '2025-04-01',
  },
  {
    id: 'homelessness-prevention',
    name: 'Homelessness prevention',
    plainWordsEn: 'to help you keep or find a home',
    plainWordsCy: null,
    gateway: 'housing-act-1996-s213',
    article6: publicTask,
    article9: socialCare,
    schedule1: statutory,
    regime: 'general',
    roles: frontLine,
    withheld: null,
    usesRestrictedFor: null,
    inForceFrom: '2025-04-01',
  },
  {
    id: 'tenancy-support',
    name: 'Tenancy support',
    plainWordsEn: 'to help you keep your home',
    plainWordsCy: null,
    gateway: 'housing-act-1996-s213',
    article6: publicTask,
    article9: socialCare,
    schedule1: statutory,
    regime: 'general',
    roles: frontLine,
    withheld: null,
    usesRestrictedFor: null,
    inForceFrom: '2025-04-01',
  },
  {
    id: 'homes-safe-from-fire',
    name: 'Homes safe from fire',
    plainWordsEn: 'to make your home safe from fire',
    plainWordsCy: null,
    gateway: 'fire-and-rescue-services-act-2004-s6',
    article6: publicTask,
    article9: socialCare,
    schedule1: statutory,
    regime: 'general',
    roles: frontLine,
    withheld: null,
    usesRestrictedFor: null,
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
    usesRestrictedFor: 'to protect someone from abuse',
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
    usesRestrictedFor: null,
    inForceFrom: '2025-04-01',
  },
  {
    id: 'anti-social-behaviour',
    name: 'Anti-social behaviour and community safety',
    plainWordsEn: 'to keep your neighbourhood safe',
    plainWordsCy: null,
    gateway: 'crime-and-disorder-act-1998-s115',
    article6: publicTask,
    article9: socialCare,
    schedule1: statutory,
    regime: 'general',
    roles: frontLine,
    withheld: 'Knowing of it could prejudice the prevention of crime',
    usesRestrictedFor: null,
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
    usesRestrictedFor: 'to protect a child',
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
    usesRestrictedFor: 'to protect an adult at risk',
    inForceFrom: '2025-04-01',
  },
  {
    id: 'record-matching',
    name: 'Putting records with the right person',
    plainWordsEn: 'to make sure that your records are about you',
    plainWordsCy: null,
    gateway: 'uk-gdpr-article-5-1-d',
    article6: publicTask,
    article9: socialCare,
    schedule1: statutory,
    regime: 'general',
    roles: ['matching-reviewer'],
    withheld: 'Nobody has confirmed yet that knowing of it harms no one',
    usesRestrictedFor: null,
    inForceFrom: '2025-04-01',
  },
  {
    id: 'protected-matching',
    name: 'Keeping protected people’s records together',
    plainWordsEn: 'to keep someone’s address private',
    plainWordsCy: null,
    gateway: 'uk-gdpr-article-5-1-d',
    article6: publicTask,
    article9: socialCare,
    schedule1: safeguarding,
    regime: 'general',
    roles: ['protection-key-holder'],
    withheld: 'Knowing of it could lead someone to a protected person',
    usesRestrictedFor: 'to keep a protected person hidden',
    inForceFrom: '2025-04-01',
  },
  {
    id: 'partner-requests',
    name: 'Answering partners who ask',
    plainWordsEn: 'to decide whether another service may know something about you',
    plainWordsCy: null,
    gateway: 'data-protection-act-2018-s8',
    article6: publicTask,
    article9: socialCare,
    schedule1: statutory,
    regime: 'general',
    roles: ['data-owner', 'information-governance', 'agreement-approver'],
    withheld: 'Nobody has confirmed yet that knowing of it harms no one',
    usesRestrictedFor: 'to answer whoever asks in order to protect somebody',
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
    usesRestrictedFor: 'for the person themselves',
    inForceFrom: '2025-04-01',
  },
  {
    id: 'subject-rights',
    name: 'Answering people about their own data',
    plainWordsEn: 'to answer what you asked about your data',
    plainWordsCy: 'i ateb yr hyn a ofynnoch am eich data',
    gateway: 'uk-gdpr-article-15',
    article6: 'Article 6(1)(c): legal obligation',
    article9: null,
    schedule1: null,
    regime: 'general',
    roles: ['data-owner', 'information-governance', 'agreement-approver'],
    withheld: null,
    usesRestrictedFor: 'to answer the person about their own data',
    inForceFrom: '2025-04-01',
  },
  {
    id: 'breach-telling',
    name: 'Telling people that something went wrong',
    plainWordsEn: 'to tell you that something went wrong with your data',
    plainWordsCy: null,
    gateway: 'uk-gdpr-article-33',
    article6: 'Article 6(1)(c): legal obligation',
    article9: null,
    schedule1: null,
    regime: 'general',
    roles: ['data-owner', 'information-governance', 'agreement-approver'],
    withheld: 'A person learns of it when she is told, in a way that is safe for her',
    usesRestrictedFor: 'to tell the person that something went wrong',
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
    usesRestrictedFor: null,
    inForceFrom: '2025-04-01',
  }))
}
