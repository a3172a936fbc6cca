import { z } from 'zod'

/** A feed's name, as it stands in addresses and in folders. */
export const FeedId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60)
const sequence = z.int().min(1).max(2_147_483_647)

/** What a sender signs about a file: which feed, which in order, which bytes, how many rows, which period (half-open), made when. */
export const Manifest = z.strictObject({
  feed: FeedId,
  sequence,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  rowCount: z.int().min(0).max(2_147_483_647),
  periodFrom: z.iso.date(),
  periodTo: z.iso.date(),
  madeAt: z.iso.datetime({ offset: true }),
  /** Everything that stands in the dataset, so that what the file lacks has ended; absent: only what is new or changed. */
  holds: z.enum(['everything', 'changes']).optional(),
  /** On the upload page: the person in whose name the product signed. */
  uploadedBy: z.uuid().optional(),
})
export type Manifest = z.output<typeof Manifest>

/** One signed event: a record in the feed's own shape, or one canonical row. Events are numbered apart from files. */
export const SignedEvent = z
  .strictObject({
    feed: FeedId,
    sequence,
    madeAt: z.iso.datetime({ offset: true }),
    row: z.record(z.string(), z.unknown()).optional(),
    record: z.record(z.string(), z.unknown()).optional(),
  })
  .refine((event) => (event.row === undefined) !== (event.record === undefined), 'an event holds either a row or a record')
export type SignedEvent = z.output<typeof SignedEvent>

export const FeedParams = z.object({ feed: FeedId })
export const BatchParams = FeedParams.extend({ batch: z.uuid() })
export const KeyParams = FeedParams.extend({ key: z.string().max(200) })
export const RowParams = BatchParams.extend({ row: z.uuid() })

const instantText = z.iso.datetime({ offset: true })
const count = z.int().nullable()

export const FeedSummaryResponse = z
  .object({
    id: FeedId,
    name: z.string(),
    controllerId: z.string(),
    controllerName: z.string(),
    lastAppliedAt: instantText.nullable(),
    lastPeriodTo: z.iso.date().nullable().describe('The first day that the latest applied period no longer covers.'),
    age: z.string().nullable(),
    promisedHours: z.int(),
    isOverdue: z.boolean(),
    rowsWaiting: z.int(),
    batchesWaiting: z.int(),
  })
  .meta({ id: 'FeedSummary' })
export const FeedsResponse = z.object({ feeds: z.array(FeedSummaryResponse) }).meta({ id: 'Feeds' })

export const BatchResponse = z
  .object({
    id: z.uuid(),
    feedId: FeedId,
    way: z.enum(['upload', 'drop', 'api', 'event', 'replay']),
    state: z.enum(['received', 'waiting', 'released', 'applied', 'refused', 'being-reversed', 'reversed']),
    sequence: z.int(),
    sha256: z.string(),
    fileName: z.string(),
    statedRows: z.int(),
    periodFrom: z.iso.date(),
    periodTo: z.iso.date(),
    madeAt: instantText,
    holds: z
      .enum(['everything', 'changes'])
      .describe('Everything that stands in the dataset, so that what the file lacks has ended; or only what is new or changed.'),
    receivedAt: instantText,
    replaysBatchId: z.uuid().nullable(),
    waitingReason: z.string().nullable(),
    appliedAt: instantText.nullable(),
    refusedAt: instantText.nullable(),
    refusalCode: z.string().nullable(),
    refusalSentence: z.string().nullable(),
    reversalReason: z.string().nullable(),
    reversedAt: instantText.nullable(),
    rowsRead: count,
    factsNew: count,
    factsChanged: count,
    factsUnchanged: count,
    factsLate: count,
    rowsQuarantined: count,
    workersUnknown: count,
    factsEnded: count,
    rowsWithoutPerson: count,
  })
  .meta({ id: 'Batch' })

export const FeedResponse = z
  .object({
    feed: FeedSummaryResponse,
    changeCapPercent: z.int(),
    batches: z.array(BatchResponse),
    reasons: z.array(z.object({ field: z.string(), rule: z.string(), rows: z.int() })),
  })
  .meta({ id: 'Feed' })

export const QuarantineResponse = z
  .object({
    rows: z.array(
      z.object({
        id: z.uuid(),
        rowNo: z.int(),
        field: z.string(),
        valueClass: z.string().describe('What sort of value stood there, never the value.'),
        rule: z.string(),
        whatToDo: z.string(),
        correctedAt: instantText.nullable(),
        replayBatchId: z.uuid().nullable(),
        dismissedAt: instantText.nullable(),
        dismissedReason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Quarantine' })

export const ReceiptResponse = z
  .object({
    batchId: z.uuid(),
    sequence: z.int(),
    again: z.boolean().describe('The same number with the same content had come before, and nothing was changed.'),
  })
  .meta({ id: 'Receipt' })

/** The header that carries a file's manifest. Its absence is refused in words, by the use case. */
export const ManifestHeader = z.looseObject({ 'commonweal-manifest': z.string().max(65_536).optional() })

/** A form that did something answers with where to go on. */
export const Redirected = z.any().describe('See other.')
