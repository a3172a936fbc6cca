// The load, in a process of its own: autocannon over the given paths. Prints its figures as one JSON object.
import autocannon from 'autocannon'

const { url, cookie, paths, connections, seconds, rate } = JSON.parse(process.argv[2])
const result = await autocannon({
  url,
  connections,
  duration: seconds,
  headers: { cookie },
  requests: paths.map((path) => ({ method: 'GET', path })),
  ...(rate ? { overallRate: rate } : {}),
})
console.log(
  JSON.stringify({
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p95: result.latency.p97_5,
    p99: result.latency.p99,
    wrong: result.non2xx + result.errors,
  }),
)
