/** A view as plain JSON, for a twin of a page: dates and times as ISO text. What the schema does not name, the schema leaves out. */
export const plain = (value: unknown): never => JSON.parse(JSON.stringify(value)) as never
