/** How often it is asked whether work of the clock is due. */
const everyMinutes = 10

/** Wants work of the clock now and again until stopped: each asks for itself whether it is due, and whether another process has wanted it. */
export function watchNights(
  works: readonly (() => Promise<void>)[],
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  let asking = Promise.resolve()
  const ask = () => {
    asking = asking.then(async () => {
      for (const work of works) await work().catch(onError)
    })
  }
  ask()
  const timer = setInterval(ask, everyMinutes * 60_000)
  return {
    stop: () => {
      clearInterval(timer)
      return asking
    },
  }
}
