import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { start } from '#app/start'
import { readConfig } from '#platform/config'
import { temporaryFolder } from './folder.ts'

/** Starts the whole product on an invented place of its own, gives its address to `work`, and leaves nothing behind. */
export async function withProduct<T>(
  residents: number,
  say: (line: string) => void,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const folder = temporaryFolder('product')
  try {
    const settings = { DATA_DIR: folder, PORT: String(await freePort()), RESIDENTS: String(residents), LOG_LEVEL: 'silent' }
    const running = await start(readConfig(settings), say)
    try {
      return await work(running.url)
    } finally {
      await running.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A port that nothing listened on a moment ago: the product must know its own address before it listens. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
