import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { handInRecord, listKey } from '#modules/information-governance'
import { makeList } from '#modules/shared-record'
import type { Config } from '#platform/config'
import type { Services } from '#platform/services'
import { openVault } from '#platform/vault'
import { sittingOf } from './demo-requests.ts'

const program = join(import.meta.dirname, '../../tools/continuity.mjs')
/** Of the demonstration's key, which opens lists of invented people: known to everyone. In a real place nobody but the duty team knows theirs. */
const passphrase = 'invented people only'
const keyIn = (config: Config) => join(config.DATA_DIR, 'duty-team', 'duty.key')

/** Runs the program that is shipped, with these answers. */
const runProgram = (options: readonly string[], answers: readonly string[]): Promise<void> =>
  new Promise((done, failed) => {
    const child = execFile(process.execPath, [program, ...options], (error) => (error ? failed(error) : done()))
    child.stdin!.end(`${answers.join('\n')}\n`)
  })

/**
 * The settings with a key of the duty team, for the demonstration: made by the program that is shipped, in a folder of its own. In a real place the duty
 * team makes it on its own machine, and the product is given the public half.
 */
export async function withDemoDutyKey(config: Config): Promise<Config> {
  if (config.OIDC_ISSUER !== undefined || config.CONTINUITY_KEY !== undefined) return config
  const key = keyIn(config)
  if (!existsSync(key)) {
    mkdirSync(dirname(key), { recursive: true, mode: 0o700 })
    const from = listKey({ vault: openVault(config.KEYS_DIR, true) })
    await runProgram(['new-key', `--key=${key}`, '--name=duty-team/continuity', `--from=${from}`], [passphrase, passphrase])
  }
  return { ...config, CONTINUITY_KEY: JSON.parse(readFileSync(key, 'utf8')).public as string }
}

/** What the duty team did in the demonstration before it opens: the product was down, somebody rang about a boy who is missing, and the record is handed in. */
export async function openListAround(services: Services, personaIssuer: string): Promise<void> {
  const { config } = services
  const key = keyIn(config)
  const leanne = await sittingOf(services, personaIssuer, 'leanne-foster', 'safeguarding-children')
  if (!leanne || !existsSync(key) || !(await makeList(services))) return
  const why = ['Leanne Foster', '3', 'A carer rang: he has not been home since school, and nothing opens here.']
  await runProgram(['open', `--key=${key}`, `--lists=${config.CONTINUITY_DIR}`], [passphrase, ...why, 'drummond', ''])
  await handInRecord(services, leanne(), readFileSync(join(dirname(key), 'continuity-openings.ndjson'), 'utf8'))
}
