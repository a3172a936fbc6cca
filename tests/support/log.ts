// The log's tree in a test: sequenced and signed at once, with real witnesses, and checked by the program that strangers check it with.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { exportLog } from '#platform/log/export-log'
import * as log from '#platform/log/log.repository'
import { type Signer, signerFrom, verifierFrom, verifierLine } from '#platform/log/note'
import { sequenceBatch, signTree } from '#platform/log/sequencer'
import { type Witness, witnessAt } from '#platform/log/witnesses'
import type { TestDatabase } from './database.ts'

export const origin = 'log.test/aldermere'
export const logSigner: Signer = signerFrom(origin, Buffer.alloc(32, 9))
export const logKey = verifierLine(logSigner, 'log')

export type RunningWitness = Witness & { readonly key: string; readonly url: string; stop(): Promise<void> }

/** Starts the witness that is shipped, in a folder of its own or an earlier one's. */
export async function startWitness(name: string, dir: string, key = logKey): Promise<RunningWitness> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['tools/witness.mjs', `--name=${name}`, `--dir=${dir}`, '--port=0', `--log=${key}`, '--child=yes'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const [said] = (await once(child.stdout!, 'data')) as [Buffer]
  const [own = '', url = ''] = said.toString().trim().split(' ')
  return {
    ...witnessAt(url, verifierFrom(own)),
    key: own,
    url,
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/** Puts all that waits into the tree, signs it, and has it cosigned. */
export async function settleLog(database: TestDatabase, witnesses: readonly Witness[] = [], signer = logSigner): Promise<number> {
  const client = new pg.Client(database.sequencerUrl)
  await client.connect()
  try {
    while ((await sequenceBatch(client)) > 0);
    await signTree(client, signer, Date.now())
    const run = log.runsOn(client)
    const latest = (await log.findCheckpoint(run))!
    const seen = new Map(
      (
        await log.listWitnessed(
          run,
          witnesses.map((one) => one.name),
        )
      ).map((one) => [one.witness, one.size]),
    )
    for (const witness of witnesses)
      if ((seen.get(witness.name) ?? 0) < latest.size)
        await log.insertCosignature(
          run,
          latest.size,
          witness.name,
          await witness.cosign(run, seen.get(witness.name) ?? 0, latest),
        )
    return latest.size
  } finally {
    await client.end()
  }
}

export async function exported(database: TestDatabase): Promise<string[]> {
  const lines: string[] = []
  for await (const line of exportLog(database.auditorUrl, { origin })) lines.push(line)
  return lines
}

export type Verdict = { readonly code: number; readonly said: string }
/** What the shipped verifier says of this text. */
export async function verified(
  what: 'log' | 'proof',
  text: string,
  keys: { log?: string; witnesses?: readonly string[]; quorum?: number; erased?: number } = {},
): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'commonweal-verify-'))
  const file = join(folder, randomBytes(4).toString('hex'))
  writeFileSync(file, text)
  const { log: key = logKey, witnesses = [], quorum, erased } = keys
  const args = [
    what,
    file,
    `--log=${key}`,
    ...witnesses.map((one) => `--witness=${one}`),
    ...(quorum === undefined ? [] : [`--quorum=${quorum}`]),
    ...(erased === undefined ? [] : [`--erased=${erased}`]),
  ]
  try {
    return await new Promise((resolve) =>
      execFile(process.execPath, ['tools/verify.mjs', ...args], (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, said: `${stdout}${stderr}`.trim() }),
      ),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}
