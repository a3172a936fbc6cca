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
