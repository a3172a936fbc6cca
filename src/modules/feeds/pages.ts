import { z } from 'zod'
import { type Actor, mayDo, type Policy } from '#platform/acts'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import { inTransaction } from '#platform/transactions'
import type { PageError } from '#platform/views/layout'
import { askReversal } from './ask-reversal.ts'
import { keyPages } from './key.pages.ts'
import { mappings } from './mappings/index.ts'
import { batchView, type MayDo } from './pages/batch.view.ts'
import { feedsView, feedView } from './pages/feed.view.ts'
import { batchName } from './pages/words.ts'
import { type BatchPage, listFeedSummaries, readBatchPage, readFeed } from './read-feeds.ts'
import { refuseBatch, releaseBatch } from './release-batch.ts'
import { replayRows } from './replay-rows.ts'
import { rowPages } from './row.pages.ts'
import { BatchParams, FeedParams, Redirected } from './schemas.ts'
import { uploadPages } from './upload.pages.ts'

const read = 'feeds.read'
const crumbs = [{ text: 'Feeds', href: '/feeds' }]

/** The data engineer's pages: what came, what happened to it, what waits for someone. Nothing here says anything about a person. */
export const pages: RoomRoutes = (app, services) => {
  const { house, place } = services
  const page = (act: string) => ({ config: { act, page: true } })
  const { policy } = app.kernel

  app.get('/feeds', { ...page(read), schema: { response: { 200: HtmlPage } } }, async (request, reply) => {
    const feeds = await inTransaction(house, callerOf(request), read, (tx) => listFeedSummaries(tx, house.now()))
    return sendPage(request, reply, { title: 'Feeds', body: feedsView(feeds) })
  })

  app.get(
    '/feeds/:feed',
    { ...page(read), schema: { params: FeedParams, response: { 200: HtmlPage } } },
    async (request, reply) => {
      const feed = await inTransaction(house, callerOf(request), read, (tx) => readFeed(tx, request.params.feed, house.now()))
      const mapping = feed.shape === 'own' ? mappings.get(request.params.feed) : undefined
      const may = {
        upload: mayDo(policy, request.actor!, 'feeds.batch.upload'),
        revoke: mayDo(policy, request.actor!, 'feeds.key.revoke'),
      }
      return sendPage(request, reply, {
        title: feed.feed.name,
        breadcrumbs: crumbs,
        body: feedView(feed, mapping, place.zone, may),
      })
    },
  )

  const bodyOf = (batch: BatchPage, actor: Actor, csrfToken: string, errors: readonly PageError[] = []) =>
    batchView(batch, { ...mayHere(policy, actor), isSender: batch.batch.receivedBy === actor.id, csrfToken }, place.zone, errors)
  const around = ({ feed, batch }: BatchPage) => ({
    title: batchName(batch),
    breadcrumbs: [...crumbs, { text: feed.name, href: `/feeds/${feed.id}` }],
  })

  app.get(
    '/feeds/:feed/batches/:batch',
    { ...page(read), schema: { params: BatchParams, response: { 200: HtmlPage } } },
    async (request, reply) => {
      const { feed, batch: id } = request.params
      const batch = await inTransaction(house, callerOf(request), read, (tx) => readBatchPage(tx, feed, id))
      return sendPage(request, reply, { ...around(batch), body: bodyOf(batch, request.actor!, csrfOf(request)) })
    },
  )

  for (const action of actions) {
    app.post(
      `/feeds/:feed/batches/:batch/${action.name}`,
      {
        ...page(action.act),
        schema: {
          params: BatchParams,
          body: formBody({ [action.field]: z.string().max(2000).default('') }),
          response: { 303: Redirected, 422: HtmlPage },
        },
      },
      async (request, reply) => {
        const { feed, batch: id } = request.params
        const typed = (request.body as Record<string, string>)[action.field] ?? ''
        try {
          await action.run(services, callerOf(request), id, typed)
        } catch (error) {
          if (!(error instanceof Refusal) || error.status !== 422) throw error
          const errors = [{ text: error.message, href: `#${action.field}` }]
          const batch = await inTransaction(house, callerOf(request), read, (tx) => readBatchPage(tx, feed, id))
          return sendPage(request, reply, {
            ...around(batch),
            status: 422,
            errors,
            body: bodyOf(batch, request.actor!, csrfOf(request), errors),
          })
        }
        return reply.redirect(`/feeds/${feed}/batches/${id}`, 303)
      },
    )
  }
  keyPages(app, services)
  rowPages(app, services)
  uploadPages(app, services)
}

const mayHere = (policy: Policy, actor: Actor): Omit<MayDo, 'csrfToken' | 'isSender'> => ({
  release: mayDo(policy, actor, 'feeds.batch.release'),
  reverse: mayDo(policy, actor, 'feeds.batch.ask-reversal'),
  correct: mayDo(policy, actor, 'feeds.row.correct'),
})

type Action = {
  readonly name: string
  readonly act: string
  readonly field: string
  run(services: Parameters<RoomRoutes>[1], caller: ReturnType<typeof callerOf>, batchId: string, typed: string): Promise<unknown>
}

/** What a person may do with a batch: each is one form of its page. */
const actions: readonly Action[] = [
  {
    name: 'release',
    act: 'feeds.batch.release',
    field: 'note',
    run: ({ house }, caller, id) =>
      inTransaction(house, caller, 'feeds.batch.release', (tx) => releaseBatch(tx, id, house.now())),
  },
  {
    name: 'refuse',
    act: 'feeds.batch.release',
    field: 'refusal',
    run: ({ house }, caller, id, typed) =>
      inTransaction(house, caller, 'feeds.batch.release', (tx) => refuseBatch(tx, id, typed, house.now())),
  },
  {
    name: 'reverse',
    act: 'feeds.batch.ask-reversal',
    field: 'reason',
    run: ({ house }, caller, id, typed) =>
      inTransaction(house, caller, 'feeds.batch.ask-reversal', (tx) => askReversal(tx, id, typed, house.now())),
  },
  {
    name: 'replay',
    act: 'feeds.row.replay',
    field: 'note',
    run: ({ house }, caller, id) => inTransaction(house, caller, 'feeds.row.replay', (tx) => replayRows(tx, id, house.now())),
  },
]
