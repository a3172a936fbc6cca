import { systemPurposes } from '#modules/information-governance'
import { refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { plain } from '#platform/http/plain'
import { type Caller, inTransaction } from '#platform/transactions'
import { errors } from './errors.ts'
import { listFeedSummaries, readBatchPage, readFeed } from './read-feeds.ts'
import { type Receipt, receiveBatch } from './receive-batch.ts'
import { receiveEvent } from './receive-event.ts'
import {
  BatchParams,
  BatchResponse,
  FeedParams,
  FeedResponse,
  FeedsResponse,
  ManifestHeader,
  QuarantineResponse,
  ReceiptResponse,
} from './schemas.ts'

const act = 'feeds.read'

/** The JSON twins of the pages. */
export const routes: RoomRoutes = (app, { house }) => {
  const tags = ['feeds']
  app.get(
    '/api/v1/feeds',
    { config: { act }, schema: { tags, summary: 'The feeds and how fresh they are', response: { 200: FeedsResponse } } },
    async (request) =>
      inTransaction(house, callerOf(request), act, async (tx) => plain({ feeds: await listFeedSummaries(tx, house.now()) })),
  )
  app.get(
    '/api/v1/feeds/:feed',
    {
      config: { act },
      schema: { tags, summary: 'One feed and its history', params: FeedParams, response: { 200: FeedResponse } },
    },
    async (request) =>
      inTransaction(house, callerOf(request), act, async (tx) => plain(await readFeed(tx, request.params.feed, house.now()))),
  )
  app.get(
    '/api/v1/feeds/:feed/batches/:batch',
    {
      config: { act },
      schema: { tags, summary: 'One batch and what happened to it', params: BatchParams, response: { 200: BatchResponse } },
    },
    async (request) =>
      inTransaction(house, callerOf(request), act, async (tx) =>
        plain((await readBatchPage(tx, request.params.feed, request.params.batch)).batch),
      ),
  )
  app.get(
    '/api/v1/feeds/:feed/batches/:batch/quarantine',
    {
      config: { act },
      schema: {
        tags,
        summary: 'The rows of a batch that could not be used: row, field, rule and what to do, never a value',
        params: BatchParams,
        response: { 200: QuarantineResponse },
      },
    },
    async (request) =>
      inTransaction(house, callerOf(request), act, async (tx) =>
        plain({ rows: (await readBatchPage(tx, request.params.feed, request.params.batch)).rows }),
      ),
  )
}

/** The largest event that is taken, in bytes. */
const largestEvent = 256 * 1024

/** The ways in for senders' systems. They have no session: what they send is signed, and the signature says who they are. */
export const gatewayRoutes: RoomRoutes = (app, services) => {
  const gateway = (requestId: string, gatewayAct: string): Caller => ({
    requestId,
    system: { actor: 'feed-gateway', act: gatewayAct, purpose: systemPurposes.feeds },
  })
  // Bodies arrive as they are, whatever they are called: a file of a gigabyte is never held in memory.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))

  app.post(
    '/api/v1/feeds/:feed/batches',
    {
      config: { act: 'feeds.batch.receive', open: 'the signature on the manifest says who sends' },
      schema: {
        tags: ['feeds'],
        summary: 'Send a file',
        description:
          'The body is the file itself. The header Commonweal-Manifest is a compact JWS (EdDSA, kid) over feed, sequence, sha256, rowCount, periodFrom, periodTo, madeAt, and holds: “everything” if the file holds all that stands in its dataset, so that what it lacks has ended. The same sequence with the same file is the same batch again.',
        params: FeedParams,
        headers: ManifestHeader,
        response: { 200: ReceiptResponse, 202: ReceiptResponse },
      },
    },
    async (request, reply) => {
      const receipt = await receiveBatch(services, gateway(request.id, 'feeds.batch.receive'), {
        act: 'feeds.batch.receive',
        way: 'api',
        feedId: request.params.feed,
        manifest: request.headers['commonweal-manifest'],
        fileName: `${request.params.feed}.api`,
        content: contentOf(request.body),
      })
      return answer(reply, receipt, 202)
    },
  )

  app.post(
    '/api/v1/feeds/:feed/events',
    {
      config: { act: 'feeds.event.receive', open: 'the signature on the event says who sends' },
      schema: {
        tags: ['feeds'],
        summary: 'Send one event',
        description:
          'The body is a compact JWS (EdDSA, kid) over feed, sequence, madeAt and either row (one canonical row) or record (in the feed’s own shape). It is applied before the answer.',
        params: FeedParams,
        response: { 200: ReceiptResponse, 201: ReceiptResponse },
      },
    },
    async (request, reply) => {
      const jws = await textOf(contentOf(request.body))
      const receipt = await receiveEvent(services, gateway(request.id, 'feeds.event.receive'), request.params.feed, jws)
      return answer(reply, receipt, 201)
    },
  )
}

type Answering = { status(code: 200 | 201 | 202): { send(receipt: Receipt): never } }
const answer = (reply: unknown, receipt: Receipt, fresh: 201 | 202) =>
  (reply as Answering).status(receipt.again ? 200 : fresh).send(receipt)

const contentOf = (body: unknown): AsyncIterable<Uint8Array> => (body ?? []) as AsyncIterable<Uint8Array>

async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of content) {
    bytes += chunk.length
    if (bytes > largestEvent) throw refusal(errors, 'MANIFEST_UNREADABLE', { detail: 'it is larger than an event can be' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8').trim()
}
