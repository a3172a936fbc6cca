export type Instant = { epochMilliseconds: number }
export const now = (): Instant => ({ epochMilliseconds: Date.now() })
