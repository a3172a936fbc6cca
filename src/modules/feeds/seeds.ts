import type { Dataset } from '#modules/information-governance'

/** A feed of the fictional place: one file format, one dataset. Controller and duty phone come from the place itself. */
export type FeedSeed = { readonly id: string; readonly changeCapPercent: number } & Omit<
  Dataset,
  'id' | 'controllerId' | 'dutyTeam' | 'dutyPhone'
>

type Existence = Dataset['existence']
const usual = [
  'involvement-exists',
  'involvement',
  'brokered-involvement',
  'identity',
  'identifier',
  'contact',
  'address',
  'household',
  'relationship',
  'event',
  'need',
  'risk',
  'visit-safety',
  // Written here, about people whom the agency's records are of: a worry, and the plan that came of it.
  'concern',
  'plan',
  'referral',
]
const special = new Set(['health', 'policing', 'brokered-involvement'])

function feed(
  id: string,
  name: string,
  plainName: string,
  more: {
    existence?: Existence
    extra?: string[]
    hours?: number
    regime?: Dataset['regime']
    retention: string
    frequency?: string
    standard?: string
  },
): FeedSeed {
  const {
    existence = 'shown',
    extra = [],
    hours = 48,
    regime = 'general',
    retention,
    frequency = 'daily',
    standard = 'Vulnerabilities Data Standard, alpha r3',
  } = more
  const classes = [...usual, ...extra].map((fieldClass) => ({ fieldClass, specialCategory: special.has(fieldClass), retention }))
  return {
    id,
    name,
    plainName,
    standard,
    updateFrequency: frequency,
    promisedHours: hours,
    existence,
    regime,
    classes,
    changeCapPercent: 30,
  }
}

/** What each agency sends, how fresh it promises to be, and what others may know of its mere existence (practice K2). */
export const feedSeeds: readonly FeedSeed[] = [
  feed('council-housing', 'Tenancies and rent', 'Council housing', { retention: 'tenancy + 6 years' }),
  feed('council-childrens-services', 'Children’s social care cases', 'Children’s services', {
    retention: '25th birthday + 10 years',
  }),
  feed('council-early-help', 'Family help episodes', 'Family help', { retention: '25th birthday' }),
  feed('school-census', 'School census', 'Schools', {
    extra: ['education'],
    hours: 24 * 120,
    frequency: 'termly',
    retention: '25th birthday',
  }),
  feed('police-incidents', 'Police incidents', 'Police', {
    extra: ['policing'],
    existence: 'named',
    hours: 24,
    retention: 'MoPI review',
  }),
  feed('nhs-patients', 'Community and mental health patients', 'NHS community services', {
    extra: ['health'],
    regime: 'direct-care',
    standard: 'HL7 FHIR R4, UK Core',
    retention: 'NHS records code',
  }),
  feed('fire-home-safety', 'Home fire safety visits', 'Fire and rescue', {
    hours: 24 * 8,
    frequency: 'weekly',
    retention: '6 years',
  }),
  feed('council-homelessness', 'Homelessness cases', 'Housing options', { retention: 'case + 6 years' }),
  feed('charity-family-support', 'Families we are helping', 'Lantern family support', {
    hours: 24 * 35,
    frequency: 'monthly',
    retention: '6 years',
  }),
  feed('council-adult-social-care', 'Adult social care', 'Adult social care', { extra: ['health'], retention: 'case + 8 years' }),
  feed('youth-justice', 'Youth justice', 'Youth justice', {
    extra: ['policing'],
    existence: 'named',
    retention: '25th birthday',
  }),
  feed('probation', 'People on probation', 'Probation', {
    extra: ['policing'],
    existence: 'named',
    regime: 'law-enforcement',
    retention: 'sentence + 6 years',
  }),
  feed('drug-and-alcohol', 'Recovery service', 'Drug and alcohol service', {
    extra: ['health'],
    existence: 'brokered',
    retention: '8 years',
  }),
  feed('domestic-abuse', 'Domestic abuse service', 'Domestic abuse service', { existence: 'sealed', retention: '6 years' }),
  feed('council-tax', 'Council-tax accounts', 'Council tax', {
    frequency: 'weekly',
    hours: 24 * 8,
    retention: 'account + 6 years',
  }),
]
