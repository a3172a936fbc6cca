import pg from 'pg'

type Client = { user: string; database: string; connection: { stream: { destroy(): void } } }
/** Puts this before each statement that a connection of the role `app` sends. Ends by what it returns. */
function before(database: string, step: (client: Client, statement: string) => Promise<void> | undefined): () => void {
  const prototype = pg.Client.prototype as unknown as { query(this: Client, ...given: unknown[]): unknown }
  const { query } = prototype
  prototype.query = function (this: Client, ...given: unknown[]) {
    const text = typeof given[0] === 'string' ? given[0] : String((given[0] as { text?: string }).text)
    const waits = this.user === 'app' && this.database === database ? step(this, text) : undefined
    return waits ? waits.then(() => query.apply(this, given)) : query.apply(this, given)
  }
  return () => {
    prototype.query = query
  }
}

/** Breaks the line of a connection of the role `app` before a statement: what the product hears is what it would hear then. Ends by what it returns. */
export const breakConnections = (database: string, breaks: (statement: string) => boolean): (() => void) =>
  before(database, (client, statement) => {
    if (breaks(statement)) client.connection.stream.destroy()
    return undefined
  })

/** Lets nobody pass this statement until so many have come to it: they are in the midst of their transactions at one moment. Ends by what it returns. */
export function meetBefore(database: string, meets: (statement: string) => boolean, parties: number): () => void {
  const { promise: all, resolve } = Promise.withResolvers<void>()
  let here = 0
  return before(database, (_, statement) => {
    if (!meets(statement)) return undefined
    if (++here === parties) resolve()
    return all
  })
}
