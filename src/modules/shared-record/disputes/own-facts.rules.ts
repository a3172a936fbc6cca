import type { Fact } from '#modules/feeds'
import type { DisputeFlag } from '#modules/information-governance'
import { dayOf, type PlainDate } from '#platform/dates'
import { type Line, linesOf } from '../rights/fact-words.rules.ts'

/** The kinds of facts that stand on the page of whom they are about. */
export const ownKinds = ['identity', 'residence', 'contact-point', 'involvement'] as const
export type OwnKind = (typeof ownKinds)[number]

/**
 * What her page says of each kind: about herself, and never who wrote it, who works with her, or when they meet next, since another may read it with her (practice K6).
 * That an address is kept from others, earlier identities and the sender's own keys are in no copy either.
 */
const ownFields = {
  identity: ['givenName', 'familyName', 'otherNames', 'dateOfBirth', 'deceasedOn', 'language'],
  residence: ['address', 'postcode'],
  'contact-point': ['value'],
  involvement: ['service', 'openedOn', 'closedOn'],
} as const
export type OwnField = (typeof ownFields)[OwnKind][number]

/** One fact as the person whom it is about reads it. `ref` names it in an address, and tells nothing. */
export type OwnFact = {
  readonly ref: string
  readonly fact: Fact
  readonly kind: OwnKind
  readonly says: readonly { readonly field: OwnField; readonly value: string }[]
  /** All that it says, as whoever answers her reads it. */
  readonly lines: readonly Line[]
  /** It is no longer so, as its sender says. */
  readonly until: PlainDate | null
  readonly writtenOn: PlainDate
  readonly receivedOn: PlainDate
  readonly dispute: DisputeFlag | null
}

/** What services hold about somebody, as it stands on her own page: who she is, where she lives, how to reach her, which service helps her. */
export function ownFactsOf(facts: readonly Fact[], refOf: (fact: Fact) => string, zone: string): OwnFact[] {
  const order = (kind: string) => (ownKinds as readonly string[]).indexOf(kind)
  return facts
    .toSorted((a, b) => order(a.kind) - order(b.kind))
    .flatMap((fact): OwnFact[] => {
      const kind = ownKinds.find((one) => one === fact.kind)
      const says = kind && !isSafeWay(fact) ? saysOf(fact, ownFields[kind]) : []
      if (!kind || says.length === 0) return []
      return [
        {
          ref: refOf(fact),
          fact,
          kind,
          says,
          lines: linesOf(fact, zone),
          until: fact.validTo,
          writtenOn: dayOf(fact.eventAt, zone),
          receivedOn: dayOf(fact.recordedAt, zone),
          dispute: fact.dispute ?? null,
        },
      ]
    })
}

/** The way by which she is reached safely is not shown where another may read it with her; that a number is not safe is never said there. */
const isSafeWay = (fact: Fact) =>
  fact.kind === 'contact-point' && (fact.content.safety === 'safe' || Boolean(fact.content.through))

const saysOf = (fact: Fact, fields: readonly OwnField[]) => {
  const content = fact.content as Readonly<Record<string, unknown>>
  return fields.flatMap((field) => {
    const value = content[field]
    return typeof value === 'string' && value !== '' ? [{ field, value }] : []
  })
}
