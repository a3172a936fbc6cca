import type { z } from 'zod'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes, requireCsrf } from '#platform/http/kernel'
import { csrfOf, HtmlPage, sendPage } from '#platform/http/pages'
import { inTransaction } from '#platform/transactions'
import type { PageError } from '#platform/views/layout'
import { dateAnswer, readDate } from '#platform/views/page-parts'
import { signInAgain, type UploadAnswers, uploadView } from './pages/upload.view.ts'
import { readFeed } from './read-feeds.ts'
import { largestFileBytes } from './receive-batch.ts'
import { FeedParams, Redirected } from './schemas.ts'
import { type Upload, uploadBatch } from './upload-batch.ts'

const read = 'feeds.read'
const upload = 'feeds.batch.upload'

/** The upload page. The file is read as it arrives, and never held in memory. */
export const uploadPages: RoomRoutes = (app, services) => {
  const { house } = services
  const page = { config: { act: upload, page: true } }
  const nameOf = async (caller: ReturnType<typeof callerOf>, { feed }: z.output<typeof FeedParams>) =>
    (await inTransaction(house, caller, read, (tx) => readFeed(tx, feed, house.now()))).feed

  app.get(
    '/feeds/:feed/upload',
    { ...page, schema: { params: FeedParams, response: { 200: HtmlPage } } },
    async (request, reply) => {
      const feed = await nameOf(callerOf(request), request.params)
      await inTransaction(house, callerOf(request), upload, async () => {})
      return sendPage(request, reply, { title: 'Upload a file', ...aroundOf(feed), body: uploadView(feed, csrfOf(request)) })
    },
  )

  app.post(
    '/feeds/:feed/upload',
    { ...page, schema: { params: FeedParams, response: { 303: Redirected, 422: HtmlPage } } },
    async (request, reply) => {
      const caller = callerOf(request)
      const typed: Record<string, string> = {}
      try {
        for await (const part of request.parts({ limits: { fileSize: largestFileBytes } })) {
          if (part.type === 'field') {
            typed[part.fieldname] = String(part.value)
            continue
          }
          requireCsrf(request, typed.csrf)
          try {
            const stated = statedIn(typed, part.filename)
            const given = { feedId: request.params.feed, fileName: part.filename, content: part.file, stated }
            const { batchId } = await uploadBatch(services, caller, given)
            return reply.redirect(`/feeds/${request.params.feed}/batches/${batchId}`, 303)
          } finally {
            part.file.resume() // what is left of a file that is not taken is let run out
          }
        }
        requireCsrf(request, typed.csrf)
        throw new IncompleteForm([{ text: 'Choose the file', href: '#file' }])
      } catch (error) {
        const errors = errorsOf(error, request.params.feed)
        const feed = await nameOf(caller, request.params)
        const answers = answersOf(typed)
        return sendPage(request, reply, {
          title: 'Upload a file',
          status: 422,
          errors,
          ...aroundOf(feed),
          body: uploadView(feed, csrfOf(request), answers, errors),
        })
      }
    },
  )
}

const aroundOf = (feed: { id: string; name: string }) => ({
  breadcrumbs: [
    { text: 'Feeds', href: '/feeds' },
    { text: feed.name, href: `/feeds/${feed.id}` },
  ],
})

/** A form with something missing or wrong, each with the field to go to. */
class IncompleteForm extends Error {
  readonly errors: readonly PageError[]
  constructor(errors: readonly PageError[]) {
    super('the form is not complete')
    this.errors = errors
  }
}

/** What is said above the form. When the proof of who she is has grown too old, the way leads back to sign-in. */
function errorsOf(error: unknown, feedId: string): readonly PageError[] {
  if (error instanceof IncompleteForm) return error.errors
  if (error instanceof Refusal && error.code === 'STEP_UP_NEEDED') return [{ text: error.message, href: signInAgain(feedId) }]
  if (error instanceof Refusal && error.status === 422) return [{ text: error.message, href: '#file' }]
  throw error
}

const answersOf = (typed: Readonly<Record<string, string>>): UploadAnswers => ({
  from: dateAnswer(typed, 'from'),
  to: dateAnswer(typed, 'to'),
  rows: typed.rows ?? '',
  holdsEverything: typed.holds === 'everything',
})

function statedIn(typed: Readonly<Record<string, string>>, fileName: string): Upload['stated'] {
  const answers = answersOf(typed)
  const from = readDate(answers.from, 'The first day')
  const to = readDate(answers.to, 'The first day no longer covered')
  const rowCount = /^\d{1,9}$/.test(answers.rows.trim()) ? Number(answers.rows) : undefined
  if ('error' in from || 'error' in to || rowCount === undefined || !fileName) {
    throw new IncompleteForm([
      ...('error' in from ? [{ text: from.error, href: `#from-${from.part}` }] : []),
      ...('error' in to ? [{ text: to.error, href: `#to-${to.part}` }] : []),
      ...(rowCount === undefined ? [{ text: 'Enter how many rows it has, in numbers', href: '#rows' }] : []),
      ...(fileName ? [] : [{ text: 'Choose the file', href: '#file' }]),
    ])
  }
  return {
    rowCount,
    periodFrom: from.date.toString(),
    periodTo: to.date.toString(),
    ...(answers.holdsEverything ? { holds: 'everything' as const } : {}),
  }
}
