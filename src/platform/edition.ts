import type { ReadTx } from './database.ts'

/** Of how many distinct questions the answers are kept. */
const mostRemembered = 5000

const editions = new WeakMap<ReadTx, string>()
let current: { readonly edition: string; readonly answers: Map<string, Promise<unknown>> } = { edition: '', answers: new Map() }

/** Notes which edition of what is agreed and registered this transaction's snapshot holds. Only for one that reads from one snapshot. */
export const readsEdition = (tx: ReadTx, edition: string): void => void editions.set(tx, edition)

/**
 * What `read` says of the tables in the edition, asked of the database once for each edition (ADR 0024). The transaction has been told
 * by the database, in its own snapshot, that this edition stands: the answer is what it would read itself. A transaction
 * without one snapshot always asks.
 *
 * @param question the whole question, so that no two have the same text
 * @param read may depend on the question and on tables `in_edition` alone: not on who asks, nor on the time
 * @returns one value for all who ask: nobody may change it
 */
export function remembered<T>(tx: ReadTx, question: string, read: () => Promise<T>): Promise<T> {
  const edition = editions.get(tx)
  if (edition === undefined) return read()
  if (current.edition !== edition) current = { edition, answers: new Map() }
  const { answers } = current
  const before = answers.get(question) as Promise<T> | undefined
  // Whoever asked first may have failed at something else, and her transaction with it.
  if (before) return before.catch(read)
  if (answers.size >= mostRemembered) answers.clear()
  const answer = read()
  answers.set(question, answer)
  answer.catch(() => answers.delete(question))
  return answer
}
