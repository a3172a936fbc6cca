import type { DescribeAction, OfferedAction } from '#modules/shared-record'
import { mayDo } from '#platform/acts'
import { dayOf } from '#platform/dates'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import { idSchema, newId } from '#platform/ids'
import { inTransaction } from '#platform/transactions'
import type { PageError } from '#platform/views/layout'
import { concernPages } from './concerns/concern.pages.ts'
import { missingFrom, type Told } from './contact.rules.ts'
import { findWhom, type OtherWords as Words } from './find-whom.ts'
import { contactView } from './pages/contact.view.ts'
import { contactsView } from './pages/contacts.view.ts'
import { newContactView } from './pages/new-contact.view.ts'
import { planPages } from './plans/plan.pages.ts'
import { readContact, readContacts } from './read-contacts.ts'
import { referralPages } from './referrals/referral.pages.ts'
import { BegunFrom, ContactParams, NotShared, OtherWords, Result, toldFields } from './schemas.ts'
import { sendContact } from './send-contact.ts'
import { adviceAbout, closeContact, takeContact } from './take-contact.ts'
import { takeInHand } from './take-in-hand.ts'

const breadcrumbs = [{ text: 'Contacts', href: '/contacts' }]
const errorWords = {
  who: { text: 'Give a name, a date of birth or age, or an address', href: '#name' },
  worry: { text: 'Say what is worrying', href: '#worry' },
  phone: { text: 'Give a telephone number to ring back', href: '#phone' },
}

/** What a search page offers for someone whom it does not show: describe and send, with the words that were typed (practice K5). */
export const describeAction: DescribeAction = {
  act: 'casework.contact.send',
  href: (words) => {
    const given = Object.entries(words).filter((entry): entry is [string, string] => Boolean(entry[1]))
    return given.length > 0 ? `/contacts/new?${new URLSearchParams(given)}` : '/contacts/new'
  },
}

/** What a worker may do here from a person's page. */
export const personActions: readonly OfferedAction[] = [
  { act: 'casework.concern.record', text: 'Record a worry', href: (personId) => `/people/${personId}/concerns/new` },
  { act: 'casework.referral.send', text: 'Refer to another service', href: (personId) => `/people/${personId}/referrals/new` },
  { act: 'casework.plan.begin', text: 'Form a team and begin a plan', href: (personId) => `/people/${personId}/plans/new` },
]

export const pages: RoomRoutes = (app, services) => {
  const { house, place } = services
  const page = (act: string) => ({ config: { act, page: true } })
  const response = { 200: HtmlPage, 303: HtmlPage }
  concernPages(app, services)
  planPages(app, services)
  referralPages(app, services)

  app.get('/contacts', { ...page('casework.contact.read'), schema: { response } }, async (request, reply) => {
    const contacts = await inTransaction(house, callerOf(request), 'casework.contact.read', (tx) => readContacts(services, tx))
    return sendPage(request, reply, {
      title: 'Contacts',
      body: contactsView(contacts, { zone: place.zone, now: house.now(), me: request.actor!.id }),
    })
  })

  type Sending = { contactId: string; told: Told; errors: readonly PageError[] }
  const sendForm = async (request: Parameters<typeof sendPage>[0], reply: Parameters<typeof sendPage>[1], sending: Sending) => {
    const day = dayOf(house.now(), place.zone)
    const advice = await inTransaction(house, callerOf(request), 'casework.contact.send', (tx) => adviceAbout(tx, sending, day))
    const atFrontDoor = mayDo(app.kernel.policy, request.actor!, 'casework.contact.take')
    return sendPage(request, reply, {
      title: atFrontDoor ? 'Someone has rung' : 'Describe someone to the front door',
      status: sending.errors.length > 0 ? 422 : 200,
      breadcrumbs,
      errors: sending.errors,
      body: newContactView({ ...sending, advice, csrfToken: csrfOf(request), atFrontDoor, duty: app.kernel.duty() }),
    })
  }

  app.get(
    '/contacts/new',
    { ...page('casework.contact.send'), schema: { querystring: BegunFrom, response } },
    async (request, reply) => {
      const { name, dateOfBirth, address } = request.query
      const told = { name, born: dateOfBirth, address, worry: '', caller: '', phone: '' }
      return sendForm(request, reply, { contactId: newId(), told, errors: [] })
    },
  )

  app.post(
    '/contacts',
    {
      ...page('casework.contact.send'),
      schema: { body: formBody({ contactId: idSchema<'contact'>(), ...toldFields }), response },
    },
    async (request, reply) => {
      const { csrf: _, contactId, ...told } = request.body
      const caller = callerOf(request)
      try {
        await inTransaction(house, caller, 'casework.contact.send', (tx) => sendContact(services, tx, contactId, told))
        return reply.redirect(`/contacts/${contactId}`, 303)
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'CONTACT_INCOMPLETE') throw error
        return sendForm(request, reply, { contactId, told, errors: missingFrom(told).map((one) => errorWords[one]) })
      }
    },
  )

  const sendContactPage = async (
    request: Parameters<typeof sendPage>[0],
    reply: Parameters<typeof sendPage>[1],
    { id, words, errors }: { id: string; words: Words; errors: readonly PageError[] },
  ) => {
    const caller = callerOf(request)
    const opened = await inTransaction(house, caller, 'casework.contact.read', (tx) => readContact(services, tx, id))
    const look = opened.yours && (opened.inHand.length === 0 || Object.keys(words).length > 0)
    const found = look ? await findWhom(services, caller, id, words) : undefined
    return sendPage(request, reply, {
      title: 'Contact',
      status: errors.length > 0 ? 422 : 200,
      breadcrumbs,
      errors,
      body: contactView({
        ...opened,
        csrfToken: csrfOf(request),
        zone: place.zone,
        duty: app.kernel.duty(),
        found,
        words,
        errors,
      }),
    })
  }

  app.get(
    '/contacts/:id',
    { ...page('casework.contact.read'), schema: { params: ContactParams, querystring: OtherWords, response } },
    (request, reply) => sendContactPage(request, reply, { id: request.params.id, words: request.query, errors: [] }),
  )

  app.post(
    '/contacts/:id/take',
    { ...page('casework.contact.take'), schema: { params: ContactParams, body: formBody({}), response } },
    async (request, reply) => {
      const { id } = request.params
      await inTransaction(house, callerOf(request), 'casework.contact.take', (tx) => takeContact(services, tx, id))
      return reply.redirect(`/contacts/${id}`, 303)
    },
  )

  app.post(
    '/contacts/:id/in-hand',
    {
      ...page('governance.contact.take'),
      schema: { params: ContactParams, body: formBody({ personId: idSchema<'person'>() }), response },
    },
    async (request, reply) => {
      await takeInHand(services, callerOf(request), request.params.id, request.body.personId)
      return reply.redirect(`/people/${request.body.personId}`, 303)
    },
  )

  app.post(
    '/contacts/:id/close',
    {
      ...page('casework.contact.take'),
      schema: { params: ContactParams, body: formBody({ result: Result.optional(), notShared: NotShared }), response },
    },
    async (request, reply) => {
      const { id } = request.params
      const { result, notShared } = request.body
      const again = (text: string, href: string) => sendContactPage(request, reply, { id, words: {}, errors: [{ text, href }] })
      if (!result) return again('Say how it ended', '#result')
      try {
        await inTransaction(house, callerOf(request), 'casework.contact.take', (tx) =>
          closeContact(services, tx, id, { result, notShared }),
        )
      } catch (error) {
        if (error instanceof Refusal && error.code === 'SHARE_OR_SAY_WHY')
          return again('Pass it on, or write down why not', '#notShared')
        throw error
      }
      return reply.redirect('/contacts', 303)
    },
  )
}
