// Several people at work, each one request after another over a connection of her own, from another process than the server's. A step's `{concern}` is a new
// id in each turn; `{after}` counts what was written into a plan. Prints its figures as one JSON object.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'

const { url, clients, seconds } = JSON.parse(readFileSync(0, 'utf8'))
const until = performance.now() + seconds * 1000
const times = new Map()
let [done, wrong] = [0, 0]
let firstWrong

function send(agent, { method, path, cookie, form }) {
  const body = form && new URLSearchParams(form).toString()
  const headers = {
    cookie,
    ...(body ? { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) } : {}),
  }
  return new Promise((resolve, reject) => {
    const asked = request(url + path, { method, agent, headers }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve(answer.statusCode))
    })
    asked.once('error', reject)
    asked.end(body)
  })
}

const fill = (text, words) => text.replaceAll(/\{(\w+)\}/g, (_, word) => words[word])
async function work(turns) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const after = new Map()
  // A turn that was begun is ended: what waits at the front door is as much after it as before.
  for (let at = 0; performance.now() < until; at++) {
    const { steps, plan, after: first } = turns[at % turns.length]
    const concern = randomUUID()
    for (const step of steps) {
      const words = { concern, after: after.get(plan) ?? first }
      const form = step.form && Object.fromEntries(Object.entries(step.form).map(([name, value]) => [name, fill(value, words)]))
      const began = performance.now()
      const status = await send(agent, { ...step, path: fill(step.path, words), form }).catch((error) => error.message)
      const ok = status === 200 || status === 303
      if (!ok) firstWrong ??= `${step.kind} ${step.path}: ${status}`
      wrong += ok ? 0 : 1
      done++
      times.set(step.kind, [...(times.get(step.kind) ?? []), performance.now() - began])
      if (ok && step.writes) after.set(plan, words.after + 1)
    }
  }
  agent.destroy()
  return { after: [...after] }
}

const began = performance.now()
const ended = await Promise.all(clients.map(work))
const share = (sorted, of) => Math.round(sorted[Math.max(0, Math.ceil(sorted.length * of) - 1)] * 10) / 10
const kinds = Object.fromEntries(
  [...times].map(([kind, all]) => {
    const sorted = all.toSorted((a, b) => a - b)
    return [kind, { count: sorted.length, p50: share(sorted, 0.5), p95: share(sorted, 0.95) }]
  }),
)
console.log(
  JSON.stringify({
    perSecond: (done * 1000) / (performance.now() - began),
    wrong,
    firstWrong,
    kinds,
    after: Object.fromEntries(ended.flatMap((one) => one.after)),
  }),
)
