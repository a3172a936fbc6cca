import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import { inTransaction } from '#platform/transactions'
import { revokeView } from './pages/key.view.ts'
import { findKey } from './read-feeds.ts'
import { revokeKey } from './revoke-key.ts'
import { KeyParams, Redirected } from './schemas.ts'

const act = 'feeds.key.revoke'

/** The page that asks whether a sender's key is to be revoked, and does it. */
export const keyPages: RoomRoutes = (app, { house }) => {
  const path = '/feeds/:feed/keys/:key/revoke'
  const config = { act, page: true }

  app.get(path, { config, schema: { params: KeyParams, response: { 200: HtmlPage } } }, async (request, reply) => {
    const { feed, key } = request.params
    const found = await inTransaction(house, callerOf(request), act, (tx) => findKey(tx, feed, key))
    return sendPage(request, reply, {
      title: 'Revoke a key',
      breadcrumbs: [
        { text: 'Feeds', href: '/feeds' },
        { text: found.feed.name, href: `/feeds/${feed}` },
      ],
      body: revokeView(found.feed, found.connection.keyId, csrfOf(request)),
    })
  })

  app.post(
    path,
    { config, schema: { params: KeyParams, body: formBody({}), response: { 303: Redirected } } },
    async (request, reply) => {
      const { feed, key } = request.params
      await inTransaction(house, callerOf(request), act, async (tx) =>
        revokeKey(tx, (await findKey(tx, feed, key)).connection.id, house.now()),
      )
      return reply.redirect(`/feeds/${feed}`, 303)
    },
  )
}
