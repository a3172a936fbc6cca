/** Files of encoded records: whether they may be compared, and whether they are what they say. */
import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { type Duck, named } from '../duck.ts'
import { InputRefused } from '../input.ts'
import { type EncodedHeader, headerMark, profileHash } from './encoder.ts'
import { codeBits, groupOf, profileVersion } from './profile.ts'

/** @throws InputRefused where one of the files was not encoded, or not in the same way and with the same key as the others */
export function checkEncoded(files: readonly string[]): void {
  const headers = files.map(headerOf)
  for (const [at, { version, profile, key }] of headers.entries()) {
    const file = files[at]!
    if (version !== profileVersion)
      throw new InputRefused(
        `${file} was encoded by version ${version} of the profile, and this is version ${profileVersion}. Have it encoded anew with the tools/encode.mjs of this version.`,
      )
    if (profile !== profileHash())
      throw new InputRefused(
        `${file} was encoded with other parameters than this version has. Have it encoded anew with an unchanged tools/encode.mjs.`,
      )
    if (key !== headers[0]!.key)
      throw new InputRefused(
        `${file} and ${files[0]} were encoded with different keys, so that nothing in them can agree. The agencies must use one key.`,
      )
  }
}

function headerOf(file: string): EncodedHeader {
  if (!existsSync(file)) throw new InputRefused(`There is no file ${file}.`)
  const head = Buffer.alloc(4096)
  const opened = openSync(file, 'r')
  const length = readSync(opened, head, 0, head.length, 0)
  closeSync(opened)
  const [line = ''] = head.toString('utf8', 0, length).split('\n')
  const wrong = new InputRefused(
    `${file} was not encoded by tools/encode.mjs: its first line must begin with ${headerMark.trim()}.`,
  )
  if (!line.startsWith(headerMark)) throw wrong
  try {
    const { version, profile, key } = JSON.parse(line.slice(headerMark.length)) as EncodedHeader
    return { version, profile, key }
  } catch {
    throw wrong
  }
}

/** @throws InputRefused naming a column whose cells are no codes or no keys */
export async function checkCodes(duck: Duck, columns: readonly string[]): Promise<void> {
  for (const column of columns) {
    const digits = groupOf(column) ? codeBits / 4 : column.startsWith('key_') ? 16 : undefined
    if (digits === undefined)
      throw new InputRefused(`A column ${column} is in an encoded file, where none but codes and keys may be.`)
    const [[odd]] = (await duck.rows<[bigint]>(
      `select count(*) from input where not regexp_full_match(${named(column)}, '[0-9a-f]{${digits}}')`,
    )) as [[bigint]]
    if (odd > 0n)
      throw new InputRefused(
        `${odd} cells of ${column} are not ${digits} hexadecimal digits: the file was changed after it was encoded.`,
      )
  }
}
