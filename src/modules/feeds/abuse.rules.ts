import type { CanonicalRow } from './canonical.ts'

/**
 * The codes by which an agency says that there is domestic abuse, whoever did it to whom: of needs, events and risk indicators. This is the one place that knows
 * them. A mapping that brings another adds it here, and what has it closes what a helper or a parent is shown (practice K6). What a text says is not read.
 */
const codesOfAbuse: ReadonlySet<string> = new Set([
  'domestic-abuse',
  'domestic-violence',
  'domestic-incident',
  'coercive-control',
  'honour-based-abuse',
  'forced-marriage',
  'stalking',
  'marac',
])

/** Whether a row says that there is domestic abuse around the person whom it is about. */
export function saysAbuse(row: CanonicalRow): boolean {
  if (row.kind === 'event') return codesOfAbuse.has(plain(row.type))
  return (row.kind === 'need' || row.kind === 'risk-indicator') && codesOfAbuse.has(plain(row.code))
}

/** A sender of canonical rows may write "Domestic abuse" or "DOMESTIC_ABUSE" for the same. */
const plain = (code: string): string => code.toLowerCase().replaceAll(/[\s_-]+/g, '-')
