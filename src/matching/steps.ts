/**
 * What is made of a given value before it is compared, in TypeScript and in DuckDB alike. The two agree on plain ASCII text;
 * beyond it only in what both count as one letter and as its capital.
 */
import type { Step } from './model.ts'

export type Given = string | number | readonly string[] | null

/** The value after all steps; null where one of them has nothing. */
export function applySteps(value: Given, steps: readonly Step[]): Given {
  return steps.reduce<Given>((so, step) => (so === null ? null : applied(so, step)), value)
}

function applied(value: string | number | readonly string[], step: Step): Given {
  if (step.do === 'element') return elementOf(value, step.at)
  const text = String(value)
  switch (step.do) {
    case 'lower':
      return text.toLowerCase()
    case 'upper':
      return text.toUpperCase()
    case 'text':
      return text
    case 'part':
      return [...text].slice(step.from - 1, step.from - 1 + step.letters).join('')
    case 'find':
      return expressionOf(step.pattern)?.exec(text)?.[step.group] ?? ''
    case 'null-if':
      return text === step.value ? null : value
    case 'time':
      return secondsOf(text, step.format)
  }
}

/** As DuckDB has it, a text gives its first or last letter, and an empty one the empty text. */
function elementOf(value: string | number | readonly string[], at: 1 | -1): string | null {
  const index = at === 1 ? 0 : -1
  return Array.isArray(value) ? ((value as readonly string[]).at(index) ?? null) : ([...String(value)].at(index) ?? '')
}

/** The same steps for DuckDB, around an expression. */
export function stepsSql(expression: string, steps: readonly Step[]): string {
  return steps.reduce(stepSql, expression)
}

function stepSql(of: string, step: Step): string {
  switch (step.do) {
    case 'lower':
    case 'upper':
      return `${step.do}(${of})`
    case 'text':
      return `CAST(${of} AS VARCHAR)`
    case 'part':
      return `substr(${of}, ${step.from}, ${step.letters})`
    case 'find':
      return `regexp_extract(${of}, ${quoted(step.pattern)}, ${step.group})`
    case 'null-if':
      return `nullif(${of}, ${quoted(step.value)})`
    case 'element':
      return `${of}[${step.at}]`
    case 'time':
      return `epoch(${typed(step.format) ? `TRY_CAST(${of} AS ${step.format})` : `try_strptime(${of}, ${quoted(step.format)})`})`
  }
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
const typed = (format: string): format is 'date' | 'timestamp' => format === 'date' || format === 'timestamp'

/** The pattern as JavaScript reads it, if that finds the same as DuckDB's RE2; undefined if not, or if we cannot be sure. */
export function expressionOf(pattern: string): RegExp | undefined {
  const known = patterns.get(pattern)
  if (known !== undefined) return known ?? undefined
  const made = translated(pattern)
  patterns.set(pattern, made ?? null)
  return made
}
const patterns = new Map<string, RegExp | null>()

/** Only what both dialects read alike: no look-around, flags, back-references or classes by name. */
function translated(pattern: string): RegExp | undefined {
  if (/\(\?(?!:)|\[\[:|\\[1-9]/.test(pattern) || /\\[^\\dDwWtnrfbB.[\](){}|^$*+?/-]/.test(pattern)) return undefined
  try {
    // JavaScript's dot passes over three ends of line that RE2's does not; its `u` wants no escape of a hyphen outside a class.
    return new RegExp(
      pattern.replace(/\\.|\[(?:\\.|[^\]\\])*\]|\./g, (part) => (part === '.' ? '[^\\n]' : part === '\\-' ? '-' : part)),
      'u',
    )
  } catch {
    return undefined
  }
}

/** The formats that `secondsOf` reads: `date`, `timestamp`, or of strptime year, month, day, hour, minute and second by numbers. */
export const readableFormat = (format: string): boolean => typed(format) || !/%/.test(format.replace(/%-?[YymdHMS]/g, ''))

/** A format that has no time of day. */
export const wholeDays = (format: string): boolean => format === 'date' || (format !== 'timestamp' && !/%-?[HMS]/.test(format))

const widths: Readonly<Record<string, number>> = { Y: 4, y: 2, m: 2, d: 2, H: 2, M: 2, S: 2 }
const space = /[ \t\n\v\f\r]/

/**
 * Seconds since 1970 began, as DuckDB's try_strptime reads the text: numbers may be short, each takes as many digits as it can,
 * space round the whole is passed over; what is left over, or is no day of the calendar, makes it null.
 */
function secondsOf(text: string, format: string): number | null {
  if (typed(format)) return isoSeconds(text, format)
  const parts = partsOf(text.replace(/^[ \t\n\v\f\r]+/, ''), format)
  return parts && secondsAt(parts)
}

type Parts = Record<'Y' | 'm' | 'd' | 'H' | 'M' | 'S', number>

function partsOf(text: string, format: string): Parts | null {
  const parts: Parts = { Y: 1900, m: 1, d: 1, H: 0, M: 0, S: 0 }
  let at = 0
  for (const [piece, letter] of format.matchAll(/%-?([YymdHMS])|[ \t\n\v\f\r]+|[\s\S]/g)) {
    if (letter !== undefined) {
      const digits = new RegExp(`^[0-9]{1,${widths[letter]}}`).exec(text.slice(at))?.[0]
      if (digits === undefined) return null
      at += digits.length
      if (letter === 'y') parts.Y = Number(digits) + (Number(digits) >= 69 ? 1900 : 2000)
      else parts[letter as keyof Parts] = Number(digits)
    } else if (space.test(piece)) {
      const spaces = /^[ \t\n\v\f\r]+/.exec(text.slice(at))?.[0]
      if (spaces === undefined) return null
      at += spaces.length
    } else if (text[at++] !== piece) return null
  }
  return /^[ \t\n\v\f\r]*$/.test(text.slice(at)) ? parts : null
}

function secondsAt({ Y, m, d, H, M, S }: Parts): number | null {
  if (m < 1 || m > 12 || d < 1 || H > 23 || M > 59 || S > 59) return null
  const leap = Y % 4 === 0 && (Y % 100 !== 0 || Y % 400 === 0)
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  if (d > days[m - 1]!) return null
  // Days since 1970 counted from March, so that the leap day is the last of its year.
  const year = m > 2 ? Y : Y - 1
  const leaps = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)
  const day = 365 * year + leaps + Math.floor((153 * ((m + 9) % 12) + 2) / 5) + d - 719469
  return ((day * 24 + H) * 60 + M) * 60 + S
}

function isoSeconds(text: string, format: 'date' | 'timestamp'): number | null {
  const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d):(\d\d)(\.\d{1,6})?)?$/.exec(text)
  if (!iso) return null
  const [Y, m, d, H, M, S, fraction] = iso.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (format === 'date') return secondsAt({ Y, m, d, H: 0, M: 0, S: 0 })
  const whole = secondsAt({ Y, m, d, H, M, S })
  return whole === null ? null : whole + fraction
}
