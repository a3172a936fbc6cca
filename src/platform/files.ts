import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { open as openFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import type { ReadTx } from './database.ts'
import { type Id, newId } from './ids.ts'
import type { Vault } from './vault.ts'

/** A file that was received and is kept, encrypted, outside the database. */
export type StoredFile = {
  readonly id: Id<'file'>
  readonly sha256: string
  readonly bytes: number
  readonly name: string
  readonly wrappedKey: Buffer
}

export type Files = {
  /** Writes a stream to disk, encrypted. Nothing refers to it until `recordFile` commits; what never does is swept. */
  write(name: string, content: AsyncIterable<Uint8Array>, maxBytes: number): Promise<StoredFile>
  /** The content again. The last chunk comes only if nothing was altered: act on none of it before the end. */
  read(file: StoredFile): AsyncIterable<Uint8Array>
  /** Removes files that no row refers to and that are older than a day. */
  sweep(known: ReadonlySet<string>, now: number): number
}

/** Raised while a file is still arriving: it is larger than the way in allows. */
export class FileTooLarge extends Error {
  override name = 'FileTooLarge'
}

const nonceBytes = 12
const tagBytes = 16

export function filesIn(folder: string, vault: Vault): Files {
  const pathOf = (id: string, sha256: string) => join(folder, sha256.slice(0, 2), `${sha256}.${id}`)
  return {
    async write(name, content, maxBytes) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const id = newId<'file'>()
      const { key, wrapped } = vault.newDataKey()
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const hash = createHash('sha256')
      let bytes = 0
      const measure = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          bytes += chunk.length
          hash.update(chunk)
          done(bytes > maxBytes ? new FileTooLarge(`larger than ${maxBytes} bytes`) : null, chunk)
        },
      })
      const arriving = join(folder, `.arriving-${id}`)
      try {
        const out = createWriteStream(arriving, { mode: 0o600 })
        out.write(nonce)
        await pipeline(content, measure, cipher, out)
        await appendTag(arriving, cipher.getAuthTag())
        const sha256 = hash.digest('hex')
        mkdirSync(join(folder, sha256.slice(0, 2)), { recursive: true, mode: 0o700 })
        await rename(arriving, pathOf(id, sha256))
        return { id, sha256, bytes, name, wrappedKey: wrapped }
      } finally {
        rmSync(arriving, { force: true })
      }
    },
    async *read({ id, sha256, wrappedKey }) {
      const path = pathOf(id, sha256)
      const { size } = await stat(path)
      const ends = await openFile(path)
      const nonce = Buffer.alloc(nonceBytes)
      const tag = Buffer.alloc(tagBytes)
      await ends.read(nonce, 0, nonceBytes, 0)
      await ends.read(tag, 0, tagBytes, size - tagBytes)
      await ends.close()
      const decipher = createDecipheriv('aes-256-gcm', vault.unwrap(wrappedKey), nonce)
      decipher.setAuthTag(tag)
      const whole = size - nonceBytes - tagBytes
      if (whole > 0) {
        for await (const chunk of createReadStream(path, {
          start: nonceBytes,
          end: size - tagBytes - 1,
          highWaterMark: 256 * 1024,
        })) {
          yield decipher.update(chunk as Buffer)
        }
      }
      yield decipher.final()
    },
    sweep(known, now) {
      if (!existsSync(folder)) return 0
      let swept = 0
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name)
        const id = entry.name.startsWith('.arriving-') ? entry.name.slice(10) : (entry.name.split('.')[1] ?? '')
        if (!entry.isFile() || known.has(id) || now - statSync(path).mtimeMs < 24 * 3600_000) continue
        rmSync(path, { force: true })
        swept++
      }
      return swept
    },
  }
}

async function appendTag(path: string, tag: Buffer): Promise<void> {
  const file = await openFile(path, 'a')
  await file.write(tag)
  await file.sync()
  await file.close()
}

/** Refers to a written file, in the transaction of what it belongs to. */
export async function recordFile(tx: ReadTx, file: StoredFile): Promise<void> {
  await sql`insert into platform.stored_file (id, sha256, bytes, name, wrapped_key)
    values (${file.id}, ${file.sha256}, ${file.bytes}, ${file.name}, ${file.wrappedKey})`.execute(tx)
}

/** A file that was recorded. Throws if there is none of this id. */
export async function getStoredFile(tx: ReadTx, id: string): Promise<StoredFile> {
  const { rows } = await sql<{ id: Id<'file'>; sha256: string; bytes: bigint; name: string; wrapped_key: Buffer }>`
    select id, sha256, bytes, name, wrapped_key from platform.stored_file_of(${id})`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error(`no stored file ${id}`)
  return { id: row.id, sha256: row.sha256, bytes: Number(row.bytes), name: row.name, wrappedKey: row.wrapped_key }
}

/** The files that something refers to, for `sweep`. */
export async function listKeptFiles(tx: ReadTx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select platform.kept_files() as id`.execute(tx)
  return rows.map((row) => row.id)
}
