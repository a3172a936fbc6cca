import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { type Running, start } from '#app/start'
import { readConfig } from '#platform/config'
import { temporaryFolder } from './folder.ts'

/** Running, with all its files in `folder`. `stop` also takes them away; `close` leaves them. */
export type Product = Running & { readonly folder: string; close(): Promise<void> }

type Wanted = { readonly residents: number; readonly seed?: number; readonly folder?: string; readonly durable?: boolean }

/** Starts the whole product on an invented place of its own, made or found in `folder`. Stopping it leaves nothing behind. */
export async function startProduct(
  { residents, seed = 1, folder = temporaryFolder('product'), durable = true }: Wanted,
  say: (line: string) => void = () => {},
): Promise<Product> {
  const leave = () => rmSync(folder, { recursive: true, force: true })
  const settings = { DATA_DIR: folder, PORT: String(await freePort()), RESIDENTS: String(residents), SEED: String(seed) }
  try {
    const running = await start(readConfig({ ...settings, LOG_LEVEL: 'silent' }), say, { durable })
    return { ...running, folder, close: running.stop, stop: () => running.stop().finally(leave) }
  } catch (error) {
    leave()
    throw error
  }
}

/** The same for as long as some work takes, which is given its address. */
export async function withProduct<T>(
  residents: number,
  say: (line: string) => void,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const product = await startProduct({ residents }, say)
  return work(product.url).finally(() => product.stop())
}

/** A port that nothing listened on a moment ago: the product must know its own address before it listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
