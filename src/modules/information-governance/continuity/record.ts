import { createHash, type KeyObject, verify } from 'node:crypto'
import { z } from 'zod'
import { type Instant, instant } from '#platform/dates'

export const openingKinds = ['opened', 'searched', 'shown', 'everything'] as const
export type OpeningKind = (typeof openingKinds)[number]
export const openingReasons = ['danger-to-a-child', 'danger-to-life', 'missing', 'other'] as const
export type OpeningReason = (typeof openingReasons)[number]

/** Somebody who was looked up, under the purpose for which she stood on the list. */
const Looked = z.strictObject({ id: z.uuid(), purpose: z.enum(['safeguarding-children', 'safeguarding-adults']) })
export type Looked = z.output<typeof Looked>

/** One line of a record of openings, as `tools/continuity.mjs` writes it. */
const Line = z.strictObject({
  n: z.int().min(1),
  record: z.uuid(),
  id: z.uuid(),
  at: z.iso.datetime(),
  sitting: z.uuid(),
  list: z.uuid(),
  reader: z.string().trim().min(1).max(120),
  reason: z.enum(openingReasons),
  words: z.string().trim().min(1).max(1000),
  kind: z.enum(openingKinds),
  people: z.array(Looked).max(100_000),
  before: z.string(),
  signature: z.string(),
})
export type RecordLine = z.output<typeof Line>

/** What is wrong with a record: nothing of it is taken then. */
export type RecordFault =
  | { readonly kind: 'empty' | 'to-come' | 'cut' }
  | { readonly kind: 'unreadable' | 'broken' | 'other-record'; readonly line: number }

/** Where the chain of a record begins, as the journal's does. */
const beginning = createHash('sha256').digest('hex')

/** Reads a record, or says what is wrong with it: each line has its number, carries the signature of the line before it, and is signed by the duty team's key. */
export function readRecord(
  text: string,
  signs: KeyObject,
  now: Instant,
): { readonly id: string; readonly lines: readonly RecordLine[] } | { readonly fault: RecordFault } {
  const lines: RecordLine[] = []
  const ids = new Set<string>()
  let before = beginning
  for (const [at, one] of text.split('\n').filter(Boolean).entries()) {
    const line = lineOf(one)
    if (!line) return { fault: { kind: 'unreadable', line: at + 1 } }
    const { signature, ...said } = line
    const follows = line.n === at + 1 && line.before === before && line.record === (lines[0] ?? line).record && !ids.has(line.id)
    if (!follows || !isSigned(JSON.stringify(said), signature, signs)) return { fault: { kind: 'broken', line: at + 1 } }
    if (instant(line.at).since(now).total('minutes') > 5) return { fault: { kind: 'to-come' } }
    lines.push(line)
    ids.add(line.id)
    before = signature
  }
  const [first] = lines
  return first ? { id: first.record, lines } : { fault: { kind: 'empty' } }
}

/** What is new in a record of which lines with these signatures were handed in before, or what is wrong: it must begin with them. */
export function addedTo(
  known: readonly string[],
  lines: readonly RecordLine[],
): { readonly added: readonly RecordLine[] } | { readonly fault: RecordFault } {
  if (known.length > lines.length) return { fault: { kind: 'cut' } }
  const differs = known.findIndex((signature, at) => lines[at]!.signature !== signature)
  return differs >= 0 ? { fault: { kind: 'other-record', line: differs + 1 } } : { added: lines.slice(known.length) }
}

/** A signature has one way to be written: under another the line after it would follow another line. */
function isSigned(text: string, signature: string, signs: KeyObject): boolean {
  const bytes = Buffer.from(signature, 'base64')
  return bytes.toString('base64') === signature && verify(null, Buffer.from(text), signs, bytes)
}

/** A line with its parts in the order in which they were signed. */
function lineOf(text: string): RecordLine | undefined {
  try {
    const given: unknown = JSON.parse(text)
    return Line.safeParse(given).success ? (given as RecordLine) : undefined
  } catch {
    return undefined
  }
}
