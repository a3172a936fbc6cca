import { mayDo } from '#platform/acts'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { HtmlPage, sendPage } from '#platform/http/pages'
import { inTransaction } from '#platform/transactions'
import { type Html, html } from '#platform/views/html'
import { link, pageHeading } from '#platform/views/page-parts'
import { navigation, type Section } from './navigation.ts'

// Who may do the first of these begins there: the front door and the reviewers at their queues, whoever works with residents at My day.
const beginnings = [
  ['casework.contact.take', '/contacts'],
  ['shared-record.my-day.read', '/my-day'],
  ['person-index.review.read', '/match-candidates'],
  ['person-index.protected-review.read', '/protected-matches'],
  ['governance.desk.read', '/governance'],
  ['governance.request.answer', '/access-requests/to-answer'],
] as const

/** Where somebody at work begins: at what waits for her if she works with residents, and otherwise at what her role can do here. */
export const startPage: RoomRoutes = (app, { house }) => {
  app.get(
    '/start',
    { config: { act: 'session.read', page: true }, schema: { response: { 200: HtmlPage, 303: HtmlPage } } },
    async (request, reply) => {
      const actor = await inTransaction(house, callerOf(request), 'session.read', async (tx) => tx.actor)
      const { policy } = app.kernel
      if (actor.kind === 'resident') return reply.redirect('/account', 303)
      const first = beginnings.find(([act]) => mayDo(policy, actor, act))
      if (first) return reply.redirect(first[1], 303)
      const sections = navigation.filter(({ face, act }) => face === 'staff' && act && mayDo(policy, actor, act))
      return sendPage(request, reply, { title: 'What you can do here', body: startView(sections) })
    },
  )
}

const startView = (sections: readonly Section[]): Html => html`${pageHeading('What you can do here')}
<p class="govuk-body-l">Your work is not with one resident at a time. So no page here opens anyone’s record for you, and you have no My day.</p>
<ul class="govuk-list govuk-list--spaced">${sections.map(
  ({ text, href, says }) => html`<li><strong>${link(text, href)}</strong><br>${says}</li>`,
)}</ul>
<p class="govuk-body">That is all that there is for your role today.</p>`
