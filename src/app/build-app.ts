import { z } from 'zod'
import { healthRoutes } from '#platform/health'
import { type App, buildServer, type Kernel, type RoomRoutes } from '#platform/http/kernel'
import { assets } from '#platform/views/assets'

/** The whole product as one server, ready to listen or to be called by a test. Wiring is plain code: no container, no magic. */
export async function buildApp(kernel: Kernel, rooms: readonly RoomRoutes[]): Promise<App> {
  const app = await buildServer(kernel)
  const open = 'styles and scripts are the same for everyone'
  for (const { path, body, type } of assets()) {
    app.get(path, { config: { open }, schema: { hide: true, response: { 200: z.any() } } }, (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .type(type)
        .serializer((bytes: unknown) => bytes as string)
        .send(body),
    )
  }
  healthRoutes(app)
  for (const routes of rooms) await app.register(async (scope) => routes(scope as App, kernel.services))
  app.get(
    '/api/openapi.json',
    { config: { open: 'the description of the API names no one' }, schema: { hide: true, response: { 200: z.any() } } },
    (_request, reply) => reply.serializer(JSON.stringify).send(app.swagger()),
  )
  return app
}
