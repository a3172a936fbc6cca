import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listKey } from '#modules/information-governance'
import type { Config } from '#platform/config'
import { openVault } from '#platform/vault'

const program = join(import.meta.dirname, '../../tools/continuity.mjs')
/** Of the demonstration's key, which opens lists of invented people: known to everyone. In a real place nobody but the duty team knows theirs. */
const passphrase = 'invented people only'

/**
 * The settings with a key of the duty team, for the demonstration: made by the program that is shipped, in a folder of its own. In a real place the duty
 * team makes it on its own machine, and the product is given the public half.
 */
export async function withDemoDutyKey(config: Config): Promise<Config> {
  if (config.OIDC_ISSUER !== undefined || config.CONTINUITY_KEY !== undefined) return config
  const folder = join(config.DATA_DIR, 'duty-team')
  const key = join(folder, 'duty.key')
  if (!existsSync(key)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const from = listKey({ vault: openVault(config.KEYS_DIR, true) })
    await new Promise<void>((done, failed) => {
      const options = [program, 'new-key', `--key=${key}`, '--name=duty-team/continuity', `--from=${from}`]
      const child = execFile(process.execPath, options, (error) => (error ? failed(error) : done()))
      child.stdin!.end(`${passphrase}\n${passphrase}\n`)
    })
  }
  return { ...config, CONTINUITY_KEY: JSON.parse(readFileSync(key, 'utf8')).public as string }
}
