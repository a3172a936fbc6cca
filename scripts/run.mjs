// Plain JavaScript on purpose: this one file must run on whatever Node (18 or later) the machine has.
// It installs the dependencies when they are missing or older than the lockfile, then runs the command
// under the pinned Node that came with them.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'node_modules')
const stamp = join(modules, '.installed-from')
const windows = process.platform === 'win32'
const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')
const installed = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === lock

function fail(...lines) {
  for (const line of lines) console.error(line)
  process.exit(1)
}

if (Number(process.versions.node.split('.')[0]) < 18) {
  fail(
    `Commonweal starts with Node 18 or later; this machine has ${process.version}.`,
    'Install a current Node from https://nodejs.org and try again.',
  )
}

/** Runs npm without install scripts: nothing that we depend on needs one. */
function npm(...args) {
  const run = spawnSync(
    windows ? 'npm.cmd' : 'npm',
    [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: windows,
    },
  )
  if (run.error) fail(`npm could not be started (${run.error.message}). It comes with Node: is it on the PATH?`)
  return run.status === 0
}

if (!installed()) {
  const began = Date.now()
  console.error('Installing the dependencies (once; about a minute) …')
  // "npm ci" refuses a lockfile in which a registry mirror lacked some other platform's binary; "install" does not.
  if (!npm('ci') && !npm('install', '--no-save')) {
    fail(
      'The dependencies could not be installed: see the lines above.',
      'The npm registry must be reachable, and this folder writable, for the first start.',
    )
  }
  writeFileSync(stamp, lock)
  console.error(`Installed in ${Math.round((Date.now() - began) / 1000)} seconds.`)
}

/** The Node that runs everything: the pinned one where npm has it for this platform and it starts, else the host's. */
function runtime() {
  for (const name of readdirSync(modules)) {
    if (!/^node-(linux|darwin|win)-/.test(name)) continue
    const executable = join(modules, name, 'bin', windows ? 'node.exe' : 'node')
    if (existsSync(executable) && spawnSync(executable, ['--version']).status === 0) return executable
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return fail(
    `This needs Node 24 or later, and npm has none for ${process.platform}-${process.arch}; this machine has ${process.version}.`,
  )
}

const executable = runtime()
// Nothing of ours touches __proto__, and whoever tries gets an error; what drives a browser does, when it words an error of its own.
const proto = /journeys|pictures|bench.main.ts casework/.test(process.argv.slice(2, 4).join(' ')) ? 'delete' : 'throw'
const child = spawn(executable, [`--disable-proto=${proto}`, '--disable-warning=ExperimentalWarning', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: {
    // What was compiled once is not compiled again by each process of a test run.
    NODE_COMPILE_CACHE: join(modules, '.cache', 'compiled'),
    ...process.env,
    PATH: [dirname(executable), join(modules, '.bin'), process.env.PATH].join(delimiter),
  },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 128 : (code ?? 1)))
