#!/usr/bin/env node
// A witness of a Commonweal access log: one file, no dependency, any Node from 18 on. Run by an organisation that does not run the log.
//
//   node witness.mjs --name=police.example.org/log --dir=/var/lib/witness --port=4001 --log=KEY
//
// KEY is the log's public key, as its page says it (NAME+IDENTIFIER+KEY). The witness makes a key of its own in --dir at its first start, and prints
// the public half: give that to whoever runs the log. It cosigns a checkpoint only if the log that it describes begins with the one that it cosigned
// before, so that nobody can be shown a log in which something was changed or left out. A log that begins anew under another name is refused, unless the
// witness is started with --anew=yes. It speaks C2SP tlog-witness; GET /checkpoint is what it cosigned last.
import { createHash, createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'

const options = Object.fromEntries(
  process.argv.slice(2).map((option) => {
    const [, name, value] = /^--([a-z]+)=(.+)$/.exec(option) ?? []
    if (!name) fail(`"${option}" is no option: each is written --name=value`)
    return [name, value]
  }),
)
for (const needed of ['name', 'dir', 'port', 'log']) if (!options[needed]) fail(`--${needed} is missing`)
if (/[\s+]/.test(options.name)) fail('--name has no spaces and no plus signs')

function fail(sentence) {
  console.error(sentence)
  process.exit(2)
}

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest()
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right)
const keyId = (name, kind, raw) => sha256(Buffer.from(`${name}\n`), Buffer.of(kind), raw).subarray(0, 4)

const log = (() => {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]{44})$/.exec(options.log) ?? fail('--log is no public key: NAME+IDENTIFIER+KEY')
  const bytes = Buffer.from(encoded, 'base64')
  const raw = bytes.subarray(1)
  if (bytes[0] !== 1 || keyId(name, 1, raw).toString('hex') !== id) fail('--log: the identifier is not that of the key')
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw])
  return { name, id: Buffer.from(id, 'hex'), key: createPublicKey({ key: der, format: 'der', type: 'spki' }) }
})()

mkdirSync(options.dir, { recursive: true, mode: 0o700 })
// What it cosigned last. Written beside its place and then moved there, so that it is whole whenever the machine stops.
const stateFile = join(options.dir, 'state.json')
// By the log's name: one that began anew has another, and what was cosigned before stays.
let state = existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, 'utf8')) : { latest: '', logs: {} }
const keep = (origin, cosigned) => keepState({ latest: origin, logs: { ...state.logs, [origin]: cosigned } })
function keepState(next) {
  const arriving = `${stateFile}.arriving`
  writeFileSync(arriving, JSON.stringify(next), { mode: 0o600 })
  const file = openSync(arriving, 'r')
  fsyncSync(file)
  closeSync(file)
  renameSync(arriving, stateFile)
  if (process.platform !== 'win32') {
    const folder = openSync(options.dir, 'r')
    fsyncSync(folder)
    closeSync(folder)
  }
  state = next
}

const keyFile = join(options.dir, 'witness.key')
if (existsSync(keyFile) && !existsSync(stateFile))
  fail('the key is here and what it cosigned is not: a witness that forgot must not sign. Begin in another folder, with a key of its own.')
// What it cosigned, nothing so far, is there before the key is: a key without it is one that forgot.
if (!existsSync(stateFile)) keepState(state)
if (!existsSync(keyFile)) writeFileSync(keyFile, randomBytes(32).toString('hex'), { mode: 0o600 })
const seed = Buffer.from(readFileSync(keyFile, 'utf8').trim(), 'hex')
const key = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' })
const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
const ownId = keyId(options.name, 4, raw)

// `always` is for demonstrations that start again: such a witness proves nothing about which log is the one.
let mayBeginAnew = options.anew === 'yes' || options.anew === 'always'

class Refused extends Error {
  constructor(status, sentence) {
    super(sentence)
    this.status = status
  }
}

function readRequest(text) {
  const [, old, proof, note] = /^old (0|[1-9]\d*)\n((?:[A-Za-z0-9+/]+={0,2}\n)*)\n([\s\S]+)$/.exec(text) ?? []
  if (old === undefined) throw new Refused(400, 'this is no request to cosign: old SIZE, proof, an empty line, checkpoint')
  const hashes = proof.split('\n').filter(Boolean).map((line) => Buffer.from(line, 'base64'))
  if (hashes.length > 63 || hashes.some((hash) => hash.length !== 32)) throw new Refused(400, 'the proof is not one of SHA-256 hashes')
  return { old: Number(old), proof: hashes, note }
}

/** The checkpoint, when the log signed it. */
function readCheckpoint(note) {
  const [, body, signed] = /^((?:[^\n]+\n){3,}?)\n((?:— [^\n]+\n)+)$/.exec(note) ?? []
  if (!body) throw new Refused(400, 'this is no checkpoint')
  const isSigned = signed.split('\n').some((line) => {
    const [, name, encoded] = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? []
    const bytes = Buffer.from(encoded ?? '', 'base64')
    return name === log.name && bytes.length === 68 && bytes.subarray(0, 4).equals(log.id) && verify(null, Buffer.from(body), log.key, bytes.subarray(4))
  })
  if (!isSigned) throw new Refused(403, 'the log whose key this witness was given did not sign this')
  const [origin, size, root] = body.split('\n')
  if (!/^(0|[1-9]\d{0,15})$/.test(size) || Buffer.from(root, 'base64').length !== 32) throw new Refused(400, 'this is no checkpoint')
  return { body, origin, size: Number(size), root: Buffer.from(root, 'base64') }
}

/** RFC 9162, section 2.1.4.2. */
function isConsistent(first, second, given, firstRoot, secondRoot) {
  if (first === second) return given.length === 0 && firstRoot.equals(secondRoot)
  const proof = Number.isInteger(Math.log2(first)) ? [firstRoot, ...given] : given
  if (proof.length === 0) return false
  let [fn, sn] = [first - 1, second - 1]
  const half = (n) => Math.floor(n / 2)
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]
  let [fr, sr] = [proof[0], proof[0]]
  for (const c of proof.slice(1)) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      ;[fr, sr] = [nodeHash(c, fr), nodeHash(c, sr)]
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else sr = nodeHash(sr, c)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return fr.equals(firstRoot) && sr.equals(secondRoot) && sn === 0
}

function cosign(text) {
  const { old, proof, note } = readRequest(text)
  const { body, origin, size, root } = readCheckpoint(note)
  const isKnown = Object.hasOwn(state.logs, origin)
  const before = isKnown ? state.logs[origin] : { size: 0, root: '' }
  // Else whoever runs the log could keep two, and show each to whom it suits: one that ended stays ended, and a new one is agreed to once.
  if (state.latest !== '' && origin !== state.latest && (isKnown || !mayBeginAnew))
    throw new Refused(403, `this log began anew as "${origin}": whoever runs this witness must agree, by starting it once with --anew=yes`)
  if (size === 0 || (old === 0 && proof.length > 0)) throw new Refused(400, 'there is nothing to cosign')
  if (old > size) throw new Refused(400, 'the old size is larger than the new one')
  if (old !== before.size) throw new Refused(409, `${before.size}\n`)
  if (before.size === size && before.size > 0 && before.root !== root.toString('base64'))
    throw new Refused(409, `${before.size}\n`)
  if (before.size > 0 && !isConsistent(before.size, size, proof, Buffer.from(before.root, 'base64'), root))
    throw new Refused(422, 'what was cosigned before is not the beginning of this: something was changed or left out')
  const time = BigInt(Math.floor(Date.now() / 1000))
  const stamp = Buffer.alloc(8)
  stamp.writeBigUInt64BE(time)
  const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${body}`), key)
  const line = `— ${options.name} ${Buffer.concat([ownId, stamp, signature]).toString('base64')}\n`
  if (state.latest !== '' && !isKnown && options.anew !== 'always') mayBeginAnew = false
  keep(origin, { size, root: root.toString('base64'), note: `${note}${line}` })
  return line
}

const server = createServer((request, reply) => {
  const answer = (status, text) => {
    const type = status === 409 ? 'text/x.tlog.size' : 'text/plain; charset=utf-8'
    reply.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text)
  }
  if (request.method === 'GET' && request.url === '/checkpoint') {
    const { note = '' } = state.logs[state.latest] ?? {}
    return answer(note ? 200 : 404, note)
  }
  if (request.method !== 'POST' || request.url !== '/add-checkpoint') return answer(404, 'There is nothing here.\n')
  const chunks = []
  let bytes = 0
  request.on('data', (chunk) => {
    bytes += chunk.length
    if (bytes > 65_536) request.destroy()
    else chunks.push(chunk)
  })
  request.on('end', () => {
    try {
      answer(200, cosign(Buffer.concat(chunks).toString()))
    } catch (error) {
      if (error instanceof Refused) answer(error.status, error.status === 409 ? error.message : `${error.message}\n`)
      else {
        console.error(error)
        answer(500, 'This witness could not keep what it cosigned, and cosigned nothing.\n')
      }
    }
  })
})
server.listen(Number(options.port), options.host ?? '127.0.0.1', () => {
  const encoded = Buffer.concat([Buffer.of(4), raw]).toString('base64')
  console.log(`${options.name}+${ownId.toString('hex')}+${encoded} http://127.0.0.1:${server.address().port}`)
})
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close(() => process.exit(0)))
// Started by another program, it ends with it.
if (options.child === 'yes') process.stdin.on('end', () => process.exit(0)).resume()
