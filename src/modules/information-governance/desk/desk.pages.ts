import { mayDo } from '#platform/acts'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { HtmlPage, sendPage } from '#platform/http/pages'
import { inTransaction } from '#platform/transactions'
import { deskView } from './desk.view.ts'
import { readDesk } from './read-desk.ts'

const act = 'governance.desk.read'

/** The officer's desk: one queue. */
export const deskPages: RoomRoutes = (app, { house, place }) => {
  app.get('/governance', { config: { act, page: true }, schema: { response: { 200: HtmlPage } } }, async (request, reply) => {
    const at = { now: house.now(), zone: place.zone }
    const items = await inTransaction(house, callerOf(request), act, (tx) => readDesk(tx, at))
    const { navigation, policy } = app.kernel
    const also = navigation.filter(({ below, act: its }) => below === act && (!its || mayDo(policy, request.actor!, its)))
    return sendPage(request, reply, { title: 'What waits for you', body: deskView(items, at, also) })
  })
}
