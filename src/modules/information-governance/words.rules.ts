/** Names of organisations, purposes or datasets by id. */
export type Names = ReadonlyMap<string, string>
/** What it is called; an id that nobody knows any more stands for itself. */
export const nameOf = (names: Names, id: string): string => names.get(id) ?? id
/** A code as it is read out: “front-door” is “front door”. */
export const inWords = (code: string): string => code.replaceAll('-', ' ')

/** A count of people or looks, for somebody who may see none of them: up to seven are not told apart, others are to the nearest five (S1). */
export const roundedCount = (count: number): string =>
  count === 0 ? 'none' : count < 8 ? 'fewer than 8' : `about ${(Math.round(count / 5) * 5).toLocaleString('en-GB')}`
