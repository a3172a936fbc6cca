import type { Instant, PlainDate } from '#platform/dates'

/** One row of the record of processing (UK GDPR Article 30): one controller's data, for one purpose. */
export type Processing = {
  readonly controllerId: string
  readonly purposeId: string
  readonly purpose: string
  readonly law: string
  readonly article6: string
  readonly article9: string | null
  readonly schedule1: string | null
  readonly agreements: readonly { readonly id: string; readonly title: string }[]
  /** Since when the first of them holds, and how they say that it is kept safe. */
  readonly since: PlainDate
  readonly security: readonly string[]
  readonly recipients: readonly string[]
  readonly data: readonly {
    readonly dataset: string
    readonly name: string
    readonly classes: readonly string[]
    /** Those of them that need neither the owner's answer nor an emergency. */
    readonly everyday: readonly string[]
    readonly retention: readonly string[]
  }[]
  /** With what an impact assessment says of the people, and of processors and transfers abroad. */
  readonly assessments: readonly {
    readonly id: string
    readonly title: string
    readonly people: string | null
    readonly processors: string | null
  }[]
}
/** How often an organisation was shown something of a dataset for a purpose, and when last. */
export type Flow = {
  readonly organisationId: string
  readonly purpose: string
  readonly datasetId: string
  readonly looks: number
  readonly lastAt: Instant
}
export type Flowed = Processing & { readonly looks: number; readonly lookers: number; readonly lastAt: Instant | null }

/** After so many days without a look, whoever keeps the record asks whether the sharing is needed. */
export const daysUntilIdle = 90
/** Has this been allowed for 90 days, and has nothing been looked at in that time? */
export function isIdle({ since, lastAt }: Pick<Flowed, 'since' | 'lastAt'>, now: Instant, zone: string): boolean {
  const from = now.toZonedDateTimeISO(zone).subtract({ days: daysUntilIdle })
  const isOld = since.until(from.toPlainDate()).sign >= 0
  return isOld && (lastAt === null || lastAt.epochMilliseconds < from.epochMilliseconds)
}

/** Each row with how much of it happened; and what happened under no row, which nobody agreed on. A service's own use of its own records is no sharing. */
export function withFlows(
  rows: readonly Processing[],
  flows: readonly Flow[],
  controllerOf: ReadonlyMap<string, string>,
): { readonly rows: readonly Flowed[]; readonly uncovered: readonly Flow[] } {
  const isOf = (row: Processing, flow: Flow) =>
    row.purposeId === flow.purpose &&
    row.recipients.includes(flow.organisationId) &&
    row.data.some(({ dataset }) => dataset === flow.datasetId)
  const shared = flows.filter((flow) => controllerOf.get(flow.datasetId) !== flow.organisationId)
  return {
    rows: rows.map((row) => {
      const its = shared.filter((flow) => isOf(row, flow))
      return {
        ...row,
        looks: its.reduce((sum, flow) => sum + flow.looks, 0),
        lookers: new Set(its.map((flow) => flow.organisationId)).size,
        lastAt: its.reduce<Instant | null>(
          (last, { lastAt }) => (last === null || last.epochMilliseconds < lastAt.epochMilliseconds ? lastAt : last),
          null,
        ),
      }
    }),
    uncovered: shared.filter((flow) => !rows.some((row) => isOf(row, flow))),
  }
}

/** What the impact assessments of a row say of its people, or of processors and transfers. */
export const saidOf = ({ assessments }: Processing, what: 'people' | 'processors'): string =>
  [...new Set(assessments.flatMap((one) => one[what] ?? []))].join(' ') || 'Not assessed'
