import { z } from 'zod'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { plain } from '#platform/http/plain'
import { idSchema, newId } from '#platform/ids'
import { inTransaction } from '#platform/transactions'
import { findWhom } from './find-whom.ts'
import { planRoutes } from './plans/plan.routes.ts'
import { readContact, readContacts } from './read-contacts.ts'
import {
  ContactParams,
  ContactResponse,
  ContactsResponse,
  NotShared,
  OtherWords,
  Result,
  SentResponse,
  Told,
  WhomResponse,
} from './schemas.ts'
import { sendContact } from './send-contact.ts'
import { closeContact, takeContact } from './take-contact.ts'
import { takeInHand } from './take-in-hand.ts'

const tags = ['contacts']
const done = { 204: z.null() }

/** The JSON twins of the pages. */
export const routes: RoomRoutes = (app, services) => {
  const { house } = services
  planRoutes(app, services)
  app.get(
    '/api/v1/contacts',
    {
      config: { act: 'casework.contact.read' },
      schema: { tags, summary: 'Contacts you sent, and those of your front door', response: { 200: ContactsResponse } },
    },
    async (request) =>
      plain(await inTransaction(house, callerOf(request), 'casework.contact.read', (tx) => readContacts(services, tx))),
  )
  app.post(
    '/api/v1/contacts',
    {
      config: { act: 'casework.contact.send' },
      schema: { tags, summary: 'Describe a person to the front door', body: Told, response: { 201: SentResponse } },
    },
    async (request, reply) => {
      const id = newId<'contact'>()
      await inTransaction(house, callerOf(request), 'casework.contact.send', (tx) => sendContact(services, tx, id, request.body))
      return reply.status(201).send({ id })
    },
  )
  app.get(
    '/api/v1/contacts/:id',
    {
      config: { act: 'casework.contact.read' },
      schema: { tags, summary: 'One contact', params: ContactParams, response: { 200: ContactResponse } },
    },
    async (request) =>
      plain(
        await inTransaction(house, callerOf(request), 'casework.contact.read', (tx) =>
          readContact(services, tx, request.params.id),
        ),
      ),
  )
  app.get(
    '/api/v1/contacts/:id/people',
    {
      config: { act: 'casework.contact.take' },
      schema: {
        tags,
        summary: 'Whom a contact that you took may be about',
        params: ContactParams,
        querystring: OtherWords,
        response: { 200: WhomResponse },
      },
    },
    async (request) => plain({ people: await findWhom(services, callerOf(request), request.params.id, request.query) }),
  )
  app.post(
    '/api/v1/contacts/:id/take',
    {
      config: { act: 'casework.contact.take' },
      schema: { tags, summary: 'Take a contact from the queue', params: ContactParams, response: done },
    },
    async (request, reply) => {
      await inTransaction(house, callerOf(request), 'casework.contact.take', (tx) => takeContact(services, tx, request.params.id))
      return reply.status(204).send(null)
    },
  )
  app.post(
    '/api/v1/contacts/:id/in-hand',
    {
      config: { act: 'governance.contact.take' },
      schema: {
        tags,
        summary: 'Take the person in hand, for 24 hours',
        params: ContactParams,
        body: z.object({ personId: idSchema<'person'>() }),
        response: done,
      },
    },
    async (request, reply) => {
      await takeInHand(services, callerOf(request), request.params.id, request.body.personId)
      return reply.status(204).send(null)
    },
  )
  app.post(
    '/api/v1/contacts/:id/close',
    {
      config: { act: 'casework.contact.take' },
      schema: {
        tags,
        summary: 'Close a contact that you took',
        params: ContactParams,
        body: z.object({ result: Result, notShared: NotShared }),
        response: done,
      },
    },
    async (request, reply) => {
      await inTransaction(house, callerOf(request), 'casework.contact.take', (tx) =>
        closeContact(services, tx, request.params.id, request.body),
      )
      return reply.status(204).send(null)
    },
  )
}
