// The load, in a process of its own: autocannon over the given paths. Prints its figures as one JSON object.
import autocannon from 'autocannon'

const { url, cookie, paths, connections, seconds, rate } = JSON.parse(process.argv[2])
const times = []
const running = autocannon({
  url,
  connections,
  duration: seconds,
  headers: { cookie },
  requests: paths.map((path) => ({ method: 'GET', path })),
  ...(rate ? { overallRate: rate } : {}),
})
// The histogram has no 95th percentile, only its neighbours.
running.on('response', (_client, _status, _bytes, ms) => times.push(ms))
const result = await running
times.sort((a, b) => a - b)
console.log(
  JSON.stringify({
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p95: Math.round(times[Math.ceil(times.length * 0.95) - 1] * 10) / 10,
    p99: result.latency.p99,
    wrong: result.non2xx + result.errors,
  }),
)
