import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { machineEntry } from '#modules/information-governance'
import type { Tx } from '#platform/database'
import { errors, refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { HtmlPage, sendPage } from '#platform/http/pages'
import { newId } from '#platform/ids'
import * as log from '#platform/log/log.repository'
import { noteOf, proveConsistency } from '#platform/log/prove'
import { inTransaction, readPersonal } from '#platform/transactions'
import { type LogFacts, logStateView, publicLogView } from './log.view.ts'
import { isBehind } from './reads-go-on.ts'

const verifier = readFileSync(join(import.meta.dirname, '../../tools/verify.mjs'))
const verifierHash = createHash('sha256').update(verifier).digest('hex')
const open = 'checkpoints hold hashes and signatures, and are for everyone'
const publisher = () => ({
  requestId: newId(),
  system: { actor: 'log-publisher', act: 'log.publish', purpose: 'running-the-product' },
})

/** The log for everyone (checkpoints, keys, the program that checks it), and its keeping for those who answer for it. */
export const logPages: RoomRoutes = (app, { house, log: keeping }) => {
  const asPublisher = <T>(work: (run: log.Runs) => Promise<T>) =>
    inTransaction(house, publisher(), 'log.publish', (tx: Tx<'log.publish'>) => work(log.runsIn(tx)))
  const latest = (run: log.Runs) => log.findCheckpoint(run)
  const factsOf = async (run: log.Runs): Promise<LogFacts> => {
    const [checkpoint, seen] = [
      await latest(run),
      await log.listWitnessed(
        run,
        keeping.witnesses().map((one) => one.name),
      ),
    ]
    return {
      key: keeping.key,
      verifierHash,
      checkpoint: checkpoint && { size: checkpoint.size, note: noteOf(checkpoint), signedAt: checkpoint.signedAt },
      witnesses: keeping.witnesses().map((one) => ({ ...one, cosigned: seen.find((other) => other.witness === one.name) })),
    }
  }

  app.get(
    '/public/data-use/log',
    { config: { open, page: true }, schema: { response: { 200: HtmlPage } } },
    async (request, reply) =>
      sendPage(request, reply, {
        title: 'The log that nobody can rewrite',
        breadcrumbs: [{ text: 'How we use data', href: '/public/data-use' }],
        body: publicLogView(await asPublisher(factsOf)),
      }),
  )
  app.get(
    '/public/data-use/log/verify.mjs',
    { config: { open }, schema: { hide: true, response: { 200: z.any() } } },
    (_request, reply) =>
      reply
        .header('content-disposition', 'attachment; filename="verify.mjs"')
        .type('text/javascript; charset=utf-8')
        .serializer((text: unknown) => text as string)
        .send(verifier.toString()),
  )
  app.get(
    '/api/v1/log/checkpoint',
    {
      config: { open },
      schema: {
        tags: ['log'],
        summary: 'The latest checkpoint of the access log, as a signed note',
        response: { 200: z.string() },
      },
    },
    async (_request, reply) => {
      const checkpoint = await asPublisher(latest)
      if (!checkpoint) throw refusal(errors, 'NOT_FOUND')
      return reply
        .header('cache-control', 'public, max-age=20')
        .type('text/plain; charset=utf-8')
        .serializer(String)
        .send(noteOf(checkpoint))
    },
  )
  app.get(
    '/api/v1/log/consistency',
    {
      config: { open },
      schema: {
        tags: ['log'],
        summary: 'That the log of one size is the beginning of the log of another',
        querystring: z.object({ from: z.coerce.number().int().min(0), to: z.coerce.number().int().min(1) }),
        response: { 200: z.object({ proof: z.array(z.string()) }).meta({ id: 'ConsistencyProof' }) },
      },
    },
    async (request) => {
      const { from, to } = request.query
      const proof = await asPublisher(async (run) => {
        const checkpoint = await latest(run)
        return checkpoint && from <= to && to <= checkpoint.size ? proveConsistency(run, from, to) : undefined
      })
      if (!proof) throw refusal(errors, 'NOT_FOUND')
      return { proof }
    },
  )

  app.get(
    '/access-log',
    { config: { act: 'log.read', page: true }, schema: { response: { 200: HtmlPage } } },
    async (request, reply) => {
      const { facts, mayExport } = await inTransaction(house, callerOf(request), 'log.read', async (tx) => ({
        facts: await factsOf(log.runsIn(tx)),
        mayExport: tx.actor.roles.includes('auditor'),
      }))
      const state = keeping.state()
      return sendPage(request, reply, {
        title: 'Access log',
        body: logStateView(facts, {
          ...state,
          isBehind: isBehind(state, house.now().epochMilliseconds),
          now: house.now().epochMilliseconds,
          mayExport,
        }),
      })
    },
  )
  app.get(
    '/access-log/export',
    {
      config: { act: 'log.export' },
      schema: { tags: ['log'], summary: 'The whole access log as lines of JSON, to be checked', response: { 200: z.any() } },
    },
    async (request, reply) => {
      // Taking it is a look at everybody in it: one entry, written before the first byte (L8).
      await readPersonal(
        house,
        callerOf(request),
        'log.export',
        async (tx) => ({
          grant: {},
          entries: [
            {
              ...machineEntry('log-export', { agreements: ['AUDIT'], classes: {} }, house.now()),
              role: tx.actor.roles[0] ?? 'none',
            },
          ],
          explained: undefined,
        }),
        async () => undefined,
      )
      return reply
        .header('content-disposition', 'attachment; filename="access-log.ndjson"')
        .type('application/x-ndjson')
        .serializer((body: unknown) => body as never)
        .send(Readable.from(keeping.exportLines()))
    },
  )
}
