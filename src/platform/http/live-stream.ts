import { PassThrough } from 'node:stream'
import { z } from 'zod'
import { type Actor, mayDo } from '../acts.ts'
import { errors, refusal } from '../errors.ts'
import { sittingOf } from '../sign-in/sessions.ts'
import { inTransaction } from '../transactions.ts'
import { callerOf, type RoomRoutes } from './kernel.ts'

const act = 'session.follow'
const beatMs = 25_000
const comeBackMs = 3000

/** A topic as pages name it, `contacts`, and what it is of one reader, `contacts:GB-LAE-ALD`. */
export type LiveTopic = { readonly name: string; readonly topic: string }
/** What a room's pages show of this reader that others change. */
export type LiveTopics = (actor: Actor, may: (act: string) => boolean) => readonly LiveTopic[]

/**
 * GET /live: which topics of this reader's open pages have changed, by their names and with nothing else, as they change. It ends with her session, and
 * does not keep it from ending.
 */
export const liveStream =
  (rooms: readonly LiveTopics[]): RoomRoutes =>
  (app, { house, live }) => {
    const open = new Set<PassThrough>()
    let closing = false
    // Before the server waits for its connections to end: these never would.
    app.addHook('preClose', async () => {
      closing = true
      for (const stream of open) stream.end()
    })

    const response = { 200: z.any().describe('A stream of events.') }
    app.get('/live', { config: { act }, schema: { hide: true, response } }, async (request, reply) => {
      const caller = { ...callerOf(request), unattended: true }
      const reader = () => inTransaction(house, caller, act, async (tx) => tx.actor)
      const actor = await reader()
      if (!request.headers.accept?.includes('text/event-stream'))
        throw refusal(errors, 'BAD_REQUEST', { detail: 'this is a stream of events, which a page follows' })
      const topics = rooms.flatMap((room) => room(actor, (one) => mayDo(app.kernel.policy, actor, one)))
      const names = Map.groupBy(topics, ({ topic }) => topic)
      const sitting = sittingOf(actor.id)

      const stream = new PassThrough()
      const say = (text: string) => {
        // Whoever does not read it is not waited for: she comes back, and is told again.
        if (stream.writableNeedDrain) stream.destroy()
        else if (stream.writable) stream.write(text)
      }
      const changed = (of: readonly LiveTopic[]) => {
        for (const name of new Set(of.map((one) => one.name))) say(`event: changed\ndata: ${name}\n\n`)
      }
      const endWithSession = () => reader().catch(() => stream.end())
      const leave = await live.follow([...names.keys(), sitting], (topic) => {
        if (topic === sitting || topic === undefined) void endWithSession()
        changed(topic === undefined ? topics : (names.get(topic) ?? []))
      })
      const beats = setInterval(() => {
        say(':\n\n')
        void endWithSession()
      }, beatMs)
      open.add(stream)
      stream.once('close', () => {
        clearInterval(beats)
        leave()
        open.delete(stream)
      })
      say(`retry: ${comeBackMs}\n\n`)
      if (closing) stream.end()
      // Nothing else comes over this connection: kept open after the stream, it would hold up a server that stops.
      return reply.type('text/event-stream').headers({ connection: 'close', 'x-accel-buffering': 'no' }).send(stream)
    })
  }
