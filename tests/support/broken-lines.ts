import pg from 'pg'

/** Breaks the line of a connection of the role `app` before a statement: what the product hears is what it would hear then. Ends by what it returns. */
export function breakConnections(database: string, breaks: (statement: string) => boolean): () => void {
  type Client = { user: string; database: string; connection: { stream: { destroy(): void } } }
  const prototype = pg.Client.prototype as unknown as { query(this: Client, ...given: unknown[]): unknown }
  const { query } = prototype
  prototype.query = function (this: Client, ...given: unknown[]) {
    const text = typeof given[0] === 'string' ? given[0] : String((given[0] as { text?: string }).text)
    if (this.user === 'app' && this.database === database && breaks(text)) this.connection.stream.destroy()
    return query.apply(this, given)
  }
  return () => {
    prototype.query = query
  }
}
