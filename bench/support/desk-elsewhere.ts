// A place in a process of its own, beside another: what is read there, said as one line, and then nothing until its input ends.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { atPlace, reading, type Size } from './desk.ts'
import type { Turn } from './turns.ts'

export type Elsewhere = { readonly url: string; readonly turns: readonly Turn[]; close(): Promise<void> }

/** Opens a place of this size in another process, so that two can be asked in turn. */
export async function openElsewhere(data: string, size: Size): Promise<Elsewhere> {
  const child: ChildProcess = spawn(
    process.execPath,
    [...process.execArgv, import.meta.filename, JSON.stringify({ data, size })],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  const ended = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout! })) {
    return {
      ...(JSON.parse(line) as Pick<Elsewhere, 'url' | 'turns'>),
      async close() {
        child.stdin!.end()
        await ended
      },
    }
  }
  throw new Error(`the place of ${size.residents} residents did not open`)
}

if (import.meta.main) {
  const { data, size } = JSON.parse(process.argv[2]!) as { data: string; size: Size }
  await atPlace(
    () => {},
    data,
    size,
    async ({ url, product }) => {
      console.log(JSON.stringify({ url, turns: reading(product) }))
      await once(process.stdin.resume(), 'end')
    },
  )
  process.exit(0)
}
