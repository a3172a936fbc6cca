import { sql } from 'kysely'
import { z } from 'zod'
import type { ReadTx } from './database.ts'
import { defineJob, enqueue, handles, type JobHandler } from './jobs.ts'
import { type House, inTransaction } from './transactions.ts'

/** A kind of event: `<room>.<noun>.<verb>.v1`, with a payload of ids only. */
export type EventKind<Payload extends z.ZodType = z.ZodType> = { readonly type: string; readonly payload: Payload }
export const defineEvent = <Payload extends z.ZodType>(event: EventKind<Payload>): EventKind<Payload> => event

/** A room's answer to an event. It runs after commit, at least once, in order per aggregate, in a transaction of its own. */
export type Subscription = {
  readonly subscriber: string
  readonly type: string
  react(tx: ReadTx, payload: never): Promise<void>
}
export const subscribe = <Payload extends z.ZodType>(
  subscriber: string,
  kind: EventKind<Payload>,
  react: (tx: ReadTx, payload: z.output<Payload>) => Promise<void>,
): Subscription => ({ subscriber, type: kind.type, react: (tx, payload) => react(tx, kind.payload.parse(payload)) })

export const deliverEvents = defineJob({
  queue: 'platform.deliver-events',
  actor: 'event-delivery',
  act: 'platform.events.deliver',
  purpose: 'running-the-product',
  data: z.strictObject({ aggregate: z.string() }),
})

/** Publishes an event in the causing transaction: it exists only if that commits. */
export async function publish<Payload extends z.ZodType>(
  tx: ReadTx,
  kind: EventKind<Payload>,
  aggregate: string,
  payload: z.input<Payload>,
): Promise<void> {
  await sql`insert into platform.outbox (type, aggregate, payload)
    values (${kind.type}, ${aggregate}, ${JSON.stringify(kind.payload.parse(payload))}::jsonb)`.execute(tx)
  await enqueue(tx, deliverEvents, { aggregate })
}

/** The handler that delivers an aggregate's waiting events in order; each subscriber once, whatever is repeated. */
export function eventDelivery(house: House, subscriptions: readonly Subscription[]): JobHandler {
  return handles(deliverEvents, async (caller, { aggregate }) => {
    await inTransaction(house, caller, deliverEvents.act, async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${aggregate}, 7))`.execute(tx)
      const { rows } = await sql<{ id: bigint; type: string; payload: unknown }>`
        select id, type, payload from platform.outbox where aggregate = ${aggregate} and delivered_at is null order by id`.execute(
        tx,
      )
      for (const event of rows) {
        for (const { subscriber, react } of subscriptions.filter((one) => one.type === event.type)) {
          const { rows: first } =
            await sql`insert into platform.event_delivery (event_id, subscriber) values (${event.id}, ${subscriber})
            on conflict do nothing returning event_id`.execute(tx)
          if (first.length > 0) await react(tx, event.payload as never)
        }
        await sql`update platform.outbox set delivered_at = now() where id = ${event.id}`.execute(tx)
      }
    })
  })
}
