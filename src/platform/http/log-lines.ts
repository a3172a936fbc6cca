import type { FastifyServerOptions } from 'fastify'
import { withoutValues } from '../errors.ts'

type Options = Exclude<FastifyServerOptions['logger'], boolean | undefined>

/** How a line of the log is made: of a request its route, of an answer its status, of an error its kind and place. No address, no header, no value. */
export const logLines = {
  serializers: {
    req: (request) => ({ method: request.method, route: request.routeOptions?.url }),
    res: (reply) => ({ statusCode: reply.statusCode }),
    err: (error) => {
      const { message, stack = '' } = withoutValues(error)
      return { type: error.name, message, stack }
    },
  },
  hooks: {
    // The server's own lines, and pino's for a bare error, have as their text what the error says.
    logMethod(given, write) {
      const [what, text] = given as [unknown, unknown]
      const error = what instanceof Error ? what : (what as { err?: unknown } | null | undefined)?.err
      const quotes = error instanceof Error && (what === error || text === error.message)
      write.apply(this, quotes ? [{ err: error }, error.name] : given)
    },
  },
} satisfies Partial<Options>
