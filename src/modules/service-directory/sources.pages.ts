import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes, requireCsrf } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage, typedText } from '#platform/http/pages'
import { inTransaction } from '#platform/transactions'
import type { PageError } from '#platform/views/layout'
import { sourcesView, sourceView } from './pages/sources.view.ts'
import { largestDirectoryBytes, uploadDirectoryFile } from './receive-file.ts'
import { addSource, endSource, readSource, readSources, refreshSource } from './sources.ts'

const [read, add, refresh, upload, end] = [
  'service-directory.source.read',
  'service-directory.source.add',
  'service-directory.source.refresh',
  'service-directory.source.upload',
  'service-directory.source.end',
] as const
const params = z.object({ id: z.uuid() })
const response = { 200: HtmlPage, 303: HtmlPage, 422: HtmlPage }
const breadcrumbs = [{ text: 'Directory sources', href: '/directory-sources' }]
const sure = z.literal('yes').optional().catch(undefined)

/** Where services are listed from, and what came of each reading. */
export const sourcesPages: RoomRoutes = (app, services) => {
  const { house, place } = services
  const page = (act: string) => ({ config: { act, page: true } })

  type Typed = { readonly name: string; readonly address: string }
  const showAll = async (request: FastifyRequest, reply: FastifyReply, typed?: Typed, errors: readonly PageError[] = []) => {
    const sources = await inTransaction(house, callerOf(request), read, (tx) => readSources(tx))
    return sendPage(request, reply, {
      title: 'Directory sources',
      status: errors.length > 0 ? 422 : 200,
      errors,
      body: sourcesView(sources, { csrfToken: csrfOf(request), errors, typed }, place.zone),
    })
  }
  app.get('/directory-sources', { ...page(read), schema: { response } }, (request, reply) => showAll(request, reply))
  app.post(
    '/directory-sources',
    { ...page(add), schema: { body: formBody({ name: typedText(200), address: typedText(1000) }), response } },
    async (request, reply) => {
      const { name, address } = request.body
      if (!name) return showAll(request, reply, { name, address }, [{ text: 'Say what it is called', href: '#name' }])
      try {
        const id = await inTransaction(house, callerOf(request), add, (tx) =>
          addSource(tx, { name, address }, place.fictional, house.now()),
        )
        return reply.redirect(`/directory-sources/${id}`, 303)
      } catch (error) {
        if (!(error instanceof Refusal) || ![409, 422].includes(error.status)) throw error
        return showAll(request, reply, { name, address }, [{ text: error.message, href: '#address' }])
      }
    },
  )

  const showOne = async (request: FastifyRequest, reply: FastifyReply, id: string, errors: readonly PageError[] = []) => {
    const source = await inTransaction(house, callerOf(request), read, (tx) => readSource(tx, id))
    return sendPage(request, reply, {
      title: source.name,
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs,
      body: sourceView(source, { csrfToken: csrfOf(request), errors }, place.zone, house.now()),
    })
  }
  app.get('/directory-sources/:id', { ...page(read), schema: { params, response } }, (request, reply) =>
    showOne(request, reply, request.params.id),
  )
  app.post(
    '/directory-sources/:id/read',
    { ...page(refresh), schema: { params, body: formBody({ sure }), response } },
    async (request, reply) => {
      const { id } = request.params
      const mayEndMost = request.body.sure === 'yes'
      await inTransaction(house, callerOf(request), refresh, (tx) => refreshSource(tx, { id, mayEndMost }, house.now()))
      return reply.redirect(`/directory-sources/${id}`, 303)
    },
  )
  app.post(
    '/directory-sources/:id/end',
    { ...page(end), schema: { params, body: formBody({ certain: sure }), response } },
    async (request, reply) => {
      const { id } = request.params
      if (request.body.certain !== 'yes')
        return showOne(request, reply, id, [{ text: 'Say that you are sure', href: '#certain' }])
      await inTransaction(house, callerOf(request), end, (tx) => endSource(tx, id, house.now()))
      return reply.redirect(`/directory-sources/${id}`, 303)
    },
  )
  app.post('/directory-sources/:id/upload', { ...page(upload), schema: { params, response } }, async (request, reply) => {
    const { id } = request.params
    const typed: Record<string, string> = {}
    for await (const part of request.parts({ limits: { fileSize: largestDirectoryBytes + 1 } })) {
      if (part.type === 'field') {
        typed[part.fieldname] = String(part.value)
        continue
      }
      requireCsrf(request, typed.csrf)
      try {
        if (!part.filename) break
        const file = { sourceId: id, fileName: part.filename, content: part.file, mayEndMost: typed['sure-of-file'] === 'yes' }
        await uploadDirectoryFile(services, callerOf(request), file)
        return reply.redirect(`/directory-sources/${id}`, 303)
      } catch (error) {
        if (!(error instanceof Refusal) || ![413, 422].includes(error.status)) throw error
        return showOne(request, reply, id, [{ text: error.message, href: '#file' }])
      } finally {
        part.file.resume() // what is left of a file that is not taken is let run out
      }
    }
    requireCsrf(request, typed.csrf)
    return showOne(request, reply, id, [{ text: 'Choose the file', href: '#file' }])
  })
}
