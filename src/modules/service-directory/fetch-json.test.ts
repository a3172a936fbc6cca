import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { fetchJson, NotFetched } from './fetch-json.ts'

const limits = { mayBeThisMachine: true, milliseconds: 300, bytes: 1000 }
async function ask(answer: RequestListener, allowed = limits): Promise<unknown> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await fetchJson(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/x`), allowed)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
const because = (why: RegExp) => (error: unknown) => error instanceof NotFetched && why.test(error.message)

test('JSON is read', async () => {
  assert.deepEqual(await ask((_request, reply) => reply.end('{"a":1}')), { a: 1 })
})

test('what is too long, never ends or never begins is given up', async () => {
  await assert.rejects(
    ask((_request, reply) => reply.end(`"${'x'.repeat(1000)}"`)),
    because(/longer than/),
  )
  await assert.rejects(
    ask(() => {}),
    because(/did not answer in time/),
  )
  await assert.rejects(
    ask((_request, reply) => reply.write('{')),
    because(/in time|cut off/),
  )
})

test('a name that leads to this machine or into a private network is refused by the connection itself', async () => {
  // Node looks "localhost." up as any other name: it is not the word that is known beforehand.
  await assert.rejects(fetchJson(new URL('https://localhost.:9/'), limits), because(/private network|no machine of that name/))
  await assert.rejects(fetchJson(new URL('https://10.0.0.1/'), limits), because(/private network/))
  await assert.rejects(fetchJson(new URL('http://127.0.0.1:9/'), { ...limits, mayBeThisMachine: false }), because(/this machine/))
})
