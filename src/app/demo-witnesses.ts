import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { WitnessAddress } from '#platform/log/keeping'

const names = ['police/access-log-witness', 'community-trust/access-log-witness']
const program = join(import.meta.dirname, '../../tools/witness.mjs')

/**
 * Two partners' witnesses for the demonstration: the program that is shipped, as two processes with their own keys in their own folders. In a real
 * place each runs with the partner whose it is. They end with this process.
 */
export async function startDemoWitnesses(
  dataDir: string,
  logKey: string,
): Promise<{ addresses: WitnessAddress[]; stop(): Promise<void> }> {
  const children: ChildProcess[] = []
  const addresses = await Promise.all(
    names.map(async (name) => {
      const dir = join(dataDir, 'witnesses', name.split('/')[0]!)
      mkdirSync(dir, { recursive: true, mode: 0o700 })
      const child = spawn(
        process.execPath,
        [program, `--name=${name}`, `--dir=${dir}`, '--port=0', `--log=${logKey}`, '--child=yes', '--anew=always'],
        {
          stdio: ['pipe', 'pipe', 'inherit'],
        },
      )
      children.push(child)
      const [said] = (await once(child.stdout!, 'data')) as [Buffer]
      const [key = '', url = ''] = said.toString().trim().split(' ')
      return { key, url }
    }),
  )
  return {
    addresses,
    async stop() {
      await Promise.all(
        children.map(async (child) => {
          if (child.exitCode !== null) return
          child.kill('SIGTERM')
          await once(child, 'exit')
        }),
      )
    },
  }
}
