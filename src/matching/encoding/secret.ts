/** The key: in a file of its own, never on a command line, where every user of the machine could read it. */
import { randomBytes } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { Refused } from './csv.ts'

const length = 32

/** Makes a new key; an old one is never written over. */
export function writeNewKey(file: string): void {
  try {
    writeFileSync(file, `${randomBytes(length).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new Refused(
      `${file} is there already. A key is never written over: what was encoded with it could not be compared any more.`,
    )
  }
}

/** @throws Refused where there is no key, it is too short to be one, or others can read it */
export function readKey(file: string): Uint8Array {
  let text: string
  try {
    text = readFileSync(file, 'utf8').trim()
  } catch {
    throw new Refused(`There is no key ${file}. Make one with --new-key ${file}, or get it from the agency that made it.`)
  }
  if (!/^([0-9a-f]{2})*$/i.test(text))
    throw new Refused(`${file} is not a key: it must be hexadecimal digits, as --new-key writes them.`)
  const key = Buffer.from(text, 'hex')
  if (key.length < length)
    throw new Refused(
      `The key in ${file} has ${key.length} bytes, and at least ${length} are needed: whoever can try all keys can read the names. Make one with --new-key.`,
    )
  if (new Set(key).size < 8) throw new Refused(`The key in ${file} is no random one. Make one with --new-key.`)
  if (process.platform !== 'win32' && statSync(file).mode & 0o077)
    throw new Refused(`Others on this machine can read ${file}: chmod 600 ${file}`)
  return key
}
