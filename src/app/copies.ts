import { execFileSync, spawn } from 'node:child_process'
import {
  cpSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { packTar, unpackTar } from 'modern-tar/fs'
import { type Config, ConfigError } from '#platform/config'
import { embeddedData, isInUse } from '#platform/embedded-postgres'
import { NotAsSealed, sealing, unsealing } from '#platform/sealed-stream'
import { openVault } from '#platform/vault'
import type { Say } from './house.ts'
import { placeFileIn, placeFolder } from './place-file.ts'
import { noteRestored } from './restored.ts'

/**
 * A backup is a folder: the database as the server's files are (`database`), the received files (`files`), both sealed with a key that is
 * derived from the root key, and `about.json`, which says what it is. The root key itself is in none of them: kept apart, or the copy
 * is an open book.
 */
type About = { readonly format: 1; readonly madeAt: string; readonly database: 'embedded' | 'pg_basebackup' }

/** Each part of each backup has a key of its own: none can be put beside another's, nor dated anew. */
const sealOf = (config: Config, part: 'database' | 'files', madeAt: string) =>
  openVault(config.KEYS_DIR, false).derive(`backup of ${madeAt}: ${part}`)
const refuse = (sentence: string): never => {
  throw new ConfigError(sentence)
}

/**
 * Makes a backup in a new folder below `into`, and returns its path. The embedded database must be stopped, since its files are copied as they
 * are; a server of your own is copied while it works, by its own `pg_basebackup`. A backup that did not come to its end leaves nothing.
 */
export async function backUp(config: Config, into: string, madeAt: string, say: Say): Promise<string> {
  const name = `commonweal-${madeAt.replaceAll(':', '-').replace(/\.\d+Z$/, 'Z')}`
  const [folder, arriving] = [join(resolve(into), name), join(resolve(into), `.${name}`)]
  if (existsSync(folder)) refuse(`There is a backup at ${folder} already.`)
  mkdirSync(arriving, { recursive: true, mode: 0o700 })
  try {
    say('Copying the database …')
    await seal(
      config.DATABASE_URL ? baseBackup(config.DATABASE_URL) : embeddedFiles(config),
      join(arriving, 'database'),
      sealOf(config, 'database', madeAt),
    )
    say('Copying the files …')
    mkdirSync(config.FILES_DIR, { recursive: true })
    await seal(packTar(config.FILES_DIR), join(arriving, 'files'), sealOf(config, 'files', madeAt))
    const about: About = { format: 1, madeAt, database: config.DATABASE_URL ? 'pg_basebackup' : 'embedded' }
    writeFileSync(join(arriving, 'about.json'), `${JSON.stringify(about, null, 2)}\n`)
    renameSync(arriving, folder)
    return folder
  } finally {
    rmSync(arriving, { recursive: true, force: true })
  }
}

function embeddedFiles(config: Config): Readable {
  const data = embeddedData(join(config.DATA_DIR, 'database'))
  if (!existsSync(join(data, 'PG_VERSION'))) refuse(`There is no database at ${data}: nothing to back up.`)
  if (isInUse(data))
    refuse('Commonweal is running on this folder. Stop it first: the embedded database is copied as it lies there.')
  const place = placeFileIn(config.DATA_DIR)
  return packTar([
    { type: 'directory', source: data, target: 'database' },
    { type: 'file', source: `${data}.password`, target: 'password' },
    ...(existsSync(place) ? [{ type: 'file' as const, source: place, target: 'place.json' }] : []),
  ])
}

/** What `pg_basebackup` writes, with the journal that it needs: one tar stream. */
function baseBackup(url: string): Readable {
  const child = spawn(
    'pg_basebackup',
    ['--pgdata=-', '--format=tar', '--wal-method=fetch', '--checkpoint=fast', `--dbname=${url}`],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const said: string[] = []
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  return Readable.from(
    (async function* () {
      const ended = new Promise<number>((done, failed) => child.once('error', failed).once('close', (code) => done(code ?? 1)))
      ended.catch(() => undefined)
      yield* child.stdout
      const code = await ended.catch(() =>
        refuse('pg_basebackup is not here. It comes with PostgreSQL’s client programs: install those of your server’s version.'),
      )
      if (code !== 0) refuse(`pg_basebackup could not copy the database:\n${said.join('').trim()}`)
    })(),
  )
}

const seal = (tar: Readable, path: string, key: Buffer) =>
  pipeline(tar, createGzip({ level: 1 }), sealing(key), createWriteStream(path, { mode: 0o600 }))

async function unseal(path: string, key: Buffer, into: string): Promise<void> {
  try {
    await pipeline(createReadStream(path), unsealing(key), createGunzip(), unpackTar(into))
  } catch (error) {
    if (error instanceof NotAsSealed) refuse(`${path} cannot be used: ${error.message}. Nothing was restored.`)
    throw error
  }
}

/**
 * Puts a backup where there is none yet: into the embedded database's folder and `FILES_DIR`, which must be empty. With `DATABASE_URL` the
 * server's files are laid into `DATA_DIR/restored-database`, for the server to be started over. Everything is opened beside its place first:
 * a backup that is not whole changes nothing. The next start does what a restored place needs before it opens its port.
 */
export async function restore(config: Config, backup: string, say: Say): Promise<void> {
  const aboutFile = join(backup, 'about.json')
  if (!existsSync(aboutFile)) refuse(`${backup} is no backup: it has no about.json.`)
  const about = JSON.parse(readFileSync(aboutFile, 'utf8')) as About
  if (about.format !== 1) refuse(`${backup} was made by a later version of Commonweal.`)
  const own = config.DATABASE_URL !== undefined
  if (own !== (about.database === 'pg_basebackup'))
    refuse(
      own
        ? 'This backup is of an embedded database, and DATABASE_URL names a server of your own. Leave DATABASE_URL out.'
        : 'This backup is of a server of your own. Set DATABASE_URL to where it will be.',
    )
  const data = own ? join(config.DATA_DIR, 'restored-database') : embeddedData(join(config.DATA_DIR, 'database'))
  for (const folder of [data, config.FILES_DIR])
    if (existsSync(folder) && readdirSync(folder).length > 0)
      refuse(`${folder} is not empty, and a restore overwrites nothing. Move it away, or name another DATA_DIR.`)
  const [databaseAside, filesAside] = [`${data}.arriving`, `${config.FILES_DIR}.arriving`]
  try {
    say(`Opening the backup of ${about.madeAt} …`)
    for (const folder of [databaseAside, filesAside]) mkdirSync(folder, { recursive: true, mode: 0o700 })
    await unseal(join(backup, 'database'), sealOf(config, 'database', about.madeAt), databaseAside)
    await unseal(join(backup, 'files'), sealOf(config, 'files', about.madeAt), filesAside)
    // Noted before anything is in its place: a restore that stops half-way never leaves a place that starts with its old sittings.
    noteRestored(config, about.madeAt)
    for (const folder of [data, config.FILES_DIR]) rmSync(folder, { recursive: true, force: true })
    renameSync(own ? databaseAside : join(databaseAside, 'database'), data)
    if (!own) {
      renameSync(join(databaseAside, 'password'), `${data}.password`)
      restorePlaceFile(config, join(databaseAside, 'place.json'))
    }
    renameSync(filesAside, config.FILES_DIR)
    if (!own && process.getuid?.() === 0) execFileSync('chown', ['-R', '65534:65534', data])
  } finally {
    for (const folder of [databaseAside, filesAside]) rmSync(folder, { recursive: true, force: true })
  }
  say(own ? `Start your server over ${data}, then Commonweal.` : 'Restored. Start Commonweal as usual.')
}

/** An invented place's own description lies beside its database, and goes with it. */
function restorePlaceFile(config: Config, file: string): void {
  if (!existsSync(file)) return
  mkdirSync(placeFolder(config.DATA_DIR), { recursive: true })
  cpSync(file, placeFileIn(config.DATA_DIR))
}
