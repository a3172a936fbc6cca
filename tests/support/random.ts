/**
 * The seed of this run's random cases. `npm test` prints it, and `npm test -- --seed=N` repeats them. Give it to
 * fast-check: `fc.assert(property, { seed, numRuns: runs(100) })`.
 */
export const seed = Number(process.env.TEST_SEED ?? 20261124)

/** How many random cases to try: so many, and a hundred times as many in the long set. */
export const runs = (usual: number): number => (process.env.TEST_LONG ? usual * 100 : usual)
