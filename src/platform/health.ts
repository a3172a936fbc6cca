import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { z } from 'zod'
import { newestInFolder } from './continuity-folder.ts'
import { databaseAnswers } from './database.ts'
import type { App } from './http/kernel.ts'

/** `/healthz` (the process answers), `/readyz` (it can serve), `/metrics` (Prometheus). No personal data in any of them. */
export function healthRoutes(app: App): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  })
  new Gauge({
    name: 'access_log_waiting_seconds',
    help: 'How long the access-log entry that waits longest has waited for its place in the sealed log: alarm at 300, ordinary reads stop at 900.',
    registers: [registry],
    collect() {
      const { waitingSince } = app.kernel.services.log.state()
      this.set(waitingSince === null ? 0 : Math.max(0, (app.kernel.services.house.now().epochMilliseconds - waitingSince) / 1000))
    },
  })
  new Gauge({
    name: 'continuity_list_age_seconds',
    help: 'How old the newest continuity list in its folder is: alarm at 9000, and at -1: there is none.',
    registers: [registry],
    collect() {
      const { house, config } = app.kernel.services
      const newest = newestInFolder(config.CONTINUITY_DIR)
      this.set(newest ? Math.max(0, house.now().since(newest).total('seconds')) : -1)
    },
  })
  app.addHook('onResponse', async (request, reply) => {
    seconds.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
  })
  const Status = z.object({ status: z.enum(['ok', 'not-ready']) })
  const open = 'machines that watch the service ask this, and it tells nothing about anyone'
  app.get(
    '/healthz',
    { config: { open }, schema: { tags: ['running'], summary: 'Does the process answer?', response: { 200: Status } } },
    async () => ({ status: 'ok' as const }),
  )
  app.get(
    '/readyz',
    { config: { open }, schema: { tags: ['running'], summary: 'Can it serve?', response: { 200: Status, 503: Status } } },
    async (_request, reply) => {
      const ready = await databaseAnswers(app.kernel.services.house.db)
      return reply.status(ready ? 200 : 503).send({ status: ready ? 'ok' : 'not-ready' })
    },
  )
  app.get(
    '/metrics',
    { config: { open }, schema: { tags: ['running'], summary: 'Prometheus metrics', response: { 200: z.string() } } },
    async (_request, reply) =>
      reply
        .type(registry.contentType)
        .serializer(String)
        .send(await registry.metrics()),
  )
}
