import type { CanonicalRow } from './canonical.ts'
import { classesOf } from './facts.rules.ts'

/** One row of a batch with the canonical rows that it was turned into. */
export type StatedRow = { readonly rowNo: number; readonly rows: readonly CanonicalRow[] }

/** What is wrong with a canonical row although its model takes it, named as in a row failure. */
export type Objection = {
  readonly field: 'eventAt' | 'from' | 'to' | 'class' | 'value'
  readonly valueClass: string
  readonly rule: string
  readonly whatToDo: string
}

/** Row rules of the room itself: what only shows when a row meets the others, or the batch it is in. */
export const rowRules = {
  'after-the-file':
    'The row says that it was recorded after its own file was made. Correct its time stamp; otherwise it would outrank all that comes later.',
  'class-not-agreed':
    'This feed was not registered for such information. Leave the row out, or have the dataset described anew before you send it.',
  'nhs-number-not-invented':
    'This place is invented, and the number may be somebody’s. It takes only numbers that begin with 9, which the NHS gives to nobody. Never send it a real person’s record.',
  'date-not-storable': 'Give a year from 1 on, and a time zone of less than 16 hours.',
  'person-unknown':
    'No row says who this person is. Send a row with her name, in this file or in a later one, then replay this row.',
  'other-unknown':
    'No row says who the other person of this relationship is. Send a row with that person’s name, then replay this row.',
} as const
export type RowRule = keyof typeof rowRules

/** Rows that fail because someone is unknown may stand by themselves once that person has been named. */
export const waitingRules: readonly RowRule[] = ['person-unknown', 'other-unknown']

/** What the rows of a batch are held to. */
export type BatchBounds = {
  /** The last day on which a fact of it can have been recorded, ISO 8601. */
  readonly latestDay: string
  /** What its dataset was registered for. Another class has neither agreement nor, if it is a special one, a seal. */
  readonly classes: ReadonlySet<string>
  /** The place is invented: no number may be one that the NHS could have given to somebody. */
  readonly inventedOnly: boolean
}

/** The NHS gives out no number that begins with 9: 999 is kept for inventing, and test services use the others. */
export const isInventedNhsNumber = (value: string): boolean => value.startsWith('9')

/** Why a canonical row cannot be settled, if it cannot. */
export function objectionTo(row: CanonicalRow, { latestDay, classes, inventedOnly }: BatchBounds): Objection | undefined {
  const { eventAt, from, to } = row
  const notAgreed = classesOf(row).find((one) => !classes.has(one))
  if (notAgreed) return object('class', notAgreed, 'class-not-agreed')
  if (inventedOnly && row.kind === 'identifier' && row.scheme === 'nhs-number' && !isInventedNhsNumber(row.value))
    return object('value', 'an NHS number', 'nhs-number-not-invented')
  if (eventAt !== undefined && eventAt.slice(0, 10) > latestDay)
    return object('eventAt', 'a time after the file was made', 'after-the-file')
  if (eventAt !== undefined && !storableTime(eventAt)) return object('eventAt', 'a time', 'date-not-storable')
  if (from?.startsWith('0000')) return object('from', 'a date', 'date-not-storable')
  if (to?.startsWith('0000')) return object('to', 'a date', 'date-not-storable')
  return undefined
}

const object = (field: Objection['field'], valueClass: string, rule: RowRule): Objection => ({
  field,
  valueClass,
  rule,
  whatToDo: rowRules[rule],
})

/** The database takes years from 1 and offsets of less than 16 hours. */
function storableTime(time: string): boolean {
  if (time.startsWith('0000')) return false
  const sign = time.length - 6
  const offset = time[sign] === '+' || time[sign] === '-' ? Number(time.slice(sign + 1, sign + 3)) : 0
  return offset < 16
}
