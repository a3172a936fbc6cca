import { type PlainDate, plainDate } from '#platform/dates'

/**
 * How long records are kept, by the retention class that each dataset names for its kinds of information: until the latest of what a rule counts from.
 * Law and codes as data, effective-dated. `checkedOn` is empty until a practitioner has confirmed the line.
 */
export type RetentionRule = {
  readonly retention: string
  readonly says: string
  readonly basis: string
  /** Years after the day of birth; after the last involvement ended; after the last entry. */
  readonly afterBirth?: number
  readonly afterEnd?: number
  readonly afterLast?: number
  readonly inForceFrom: PlainDate
  readonly inForceTo: PlainDate | null
  readonly checkedOn: PlainDate | null
}

type Years = Pick<RetentionRule, 'afterBirth' | 'afterEnd' | 'afterLast'>
const rule = (retention: string, from: string, years: Years, says: string, basis: string): RetentionRule => ({
  retention,
  says,
  basis,
  ...years,
  inForceFrom: plainDate(from),
  inForceTo: null,
  checkedOn: null,
})

const limitation = 'Limitation Act 1980: six years for most claims'

export const schedule: readonly RetentionRule[] = [
  rule('tenancy + 6 years', '2018-05-25', { afterEnd: 6 }, 'Six years after the last tenancy ended', limitation),
  rule('account + 6 years', '2018-05-25', { afterEnd: 6 }, 'Six years after the account was closed', limitation),
  rule('case + 6 years', '2018-05-25', { afterEnd: 6 }, 'Six years after the last case was closed', limitation),
  rule(
    'case + 8 years',
    '2018-05-25',
    { afterEnd: 8 },
    'Eight years after the last care and support ended',
    'Records Management Code of Practice 2021 (health and social care), appendix II',
  ),
  rule('6 years', '2018-05-25', { afterLast: 6 }, 'Six years after the last entry', limitation),
  rule(
    '8 years',
    '2018-05-25',
    { afterLast: 8 },
    'Eight years after the last entry',
    'Records Management Code of Practice 2021, appendix II',
  ),
  rule(
    '25th birthday',
    '2018-05-25',
    { afterBirth: 25, afterLast: 6 },
    'Until the 25th birthday, and six years after the last entry',
    'Limitation Act 1980, section 28: a child’s time begins at 18; Information and Records Management Society toolkit',
  ),
  rule(
    '25th birthday + 10 years',
    '2018-05-25',
    { afterBirth: 35, afterLast: 10 },
    'Until the 35th birthday, and ten years after the last entry',
    'Working Together to Safeguard Children; local schedules for children in need and child protection',
  ),
  rule(
    'looked after',
    '2011-04-01',
    { afterBirth: 75 },
    'Until the 75th birthday',
    'Care Planning, Placement and Case Review (England) Regulations 2010, regulation 50',
  ),
  rule(
    'adoption',
    '2005-12-30',
    { afterEnd: 100 },
    'For 100 years after the adoption order',
    'Disclosure of Adoption Information (Post-Commencement Adoptions) Regulations 2005, regulation 6',
  ),
  rule(
    'NHS records code',
    '2021-08-01',
    { afterBirth: 25, afterLast: 8 },
    'Eight years after the last entry, and until the 25th birthday',
    'Records Management Code of Practice 2021, appendix II',
  ),
  rule(
    'MoPI review',
    '2005-11-14',
    { afterLast: 6 },
    'Reviewed six years after the last entry: what must stay longer is held, with the reason',
    'Code of Practice on the Management of Police Information; College of Policing, retention, review and disposal',
  ),
  rule(
    'sentence + 6 years',
    '2018-05-25',
    { afterEnd: 6 },
    'Six years after the sentence ended',
    'HM Prison and Probation Service retention schedule',
  ),
]

/** What goes by its own date, and names nobody or lies as a copy: after so many days, by the clock. */
export const byOwnDate = {
  'received-file': {
    days: 30,
    says: 'A received file: 30 days after it was applied or refused. It is a copy of what its sender has',
  },
  contact: { days: 365, says: 'A contact that the front door closed: a year after' },
  'binding-code': { days: 90, says: 'A code that ties an account: 90 days after its time' },
  incident: {
    days: 2192,
    says: 'An incident with all that was written of it: six years after the last organisation concerned closed it',
  },
  complaint: {
    days: 2192,
    says: 'A complaint of somebody who is tied to no record: six years after each organisation answered it',
  },
} as const
export type OwnDate = keyof typeof byOwnDate
