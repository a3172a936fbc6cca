/** What a benchmark says at the end. Figures end in their unit: `p50Ms`, `firstSeconds`, `rowsPerSecond`, `peakMB`. */
export type BenchmarkResult = {
  readonly name: string
  readonly ok: boolean
  readonly ratio?: number
  readonly [figure: string]: unknown
}

/** A benchmark: `progress` tells a person how it gets on, `options` are the `--name=value` of the command line. */
export type Benchmark = (progress: (line: string) => void, options: Readonly<Record<string, string>>) => Promise<BenchmarkResult>

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** To three places: more than that no clock of ours knows. */
export const rounded = (figure: number): number => Number(figure.toFixed(3))

/** Seconds that some work takes. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}
