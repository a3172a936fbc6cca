#!/usr/bin/env node
// Checks a Commonweal access log without trusting whoever runs it: one file, no dependency, any Node from 18 on.
//
//   node verify.mjs log EXPORT --log=KEY [--witness=KEY …] [--quorum=2] [--erased=0]      the whole log, from an export (NDJSON)
//   node verify.mjs proof PROOF --log=KEY [--witness=KEY …] [--quorum=2]     that one visit is in the log (JSON, from "Who looked")
//   node verify.mjs same OLD NEW PROOF --log=KEY                             that one checkpoint is the beginning of another
//
// Keys are written NAME+IDENTIFIER+KEY; take them from where you trust them: a partner's own page, not the export. With witnesses, a checkpoint counts
// when that many of them cosigned it. Says what is wrong and where; ends with 0 if all is well, 1 if not, 2 if it could not check.
import * as crypto from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'

const { createHash, createPublicKey, hash: oneStep, verify } = crypto

class Wrong extends Error {}
const wrong = (sentence) => {
  throw new Wrong(sentence)
}
const cannot = (sentence) => {
  console.error(sentence)
  process.exit(2)
}

// Newer versions of Node hash in one step, which takes a third of the time.
const digest = oneStep ? (bytes) => oneStep('sha256', bytes, 'buffer') : (bytes) => createHash('sha256').update(bytes).digest()
const sha256 = (...parts) => digest(Buffer.concat(parts.map((part) => Buffer.from(part))))
const node = Buffer.alloc(65, 1)
const nodeHash = (left, right) => {
  left.copy(node, 1)
  right.copy(node, 33)
  return digest(node)
}
const half = (n) => Math.floor(n / 2)

// Notes, keys, signatures (C2SP signed-note, tlog-checkpoint, tlog-cosignature).
function readKey(line) {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]{44})$/.exec(line) ?? cannot(`"${line}" is no public key: NAME+IDENTIFIER+KEY`)
  const bytes = Buffer.from(encoded, 'base64')
  const raw = bytes.subarray(1)
  const told = sha256(Buffer.from(`${name}\n`), bytes.subarray(0, 1), raw).subarray(0, 4)
  if (![1, 4].includes(bytes[0]) || told.toString('hex') !== id) cannot(`the identifier in "${line}" is not that of its key`)
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw])
  return { name, id: told, kind: bytes[0], key: createPublicKey({ key: der, format: 'der', type: 'spki' }) }
}

function readNote(note, where) {
  const [, body, signed] = /^((?:[^\n]+\n){3,}?)\n((?:— [^\n]+\n)+)$/.exec(note) ?? wrong(`${where} is no checkpoint`)
  const [origin, size, root] = body.split('\n')
  if (!/^(0|[1-9]\d{0,15})$/.test(size) || Buffer.from(root, 'base64').length !== 32) wrong(`${where} is no checkpoint`)
  const signatures = signed.trimEnd().split('\n').map((line) => {
    const [, name, encoded] = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? []
    return { name, bytes: Buffer.from(encoded ?? '', 'base64') }
  })
  return { origin, size: Number(size), root: Buffer.from(root, 'base64'), body, signatures }
}

function isSigned({ body, signatures }, { name, id, kind, key }) {
  return signatures.some(({ name: by, bytes }) => {
    if (by !== name || !bytes.subarray(0, 4).equals(id)) return false
    if (kind === 1) return bytes.length === 68 && verify(null, Buffer.from(body), key, bytes.subarray(4))
    if (bytes.length !== 76) return false
    const time = bytes.readBigUInt64BE(4)
    return verify(null, Buffer.from(`cosignature/v1\ntime ${time}\n${body}`), key, bytes.subarray(12))
  })
}

function checkNote(note, where, { log, witnesses, quorum }) {
  const read = readNote(note, where)
  if (!isSigned(read, log)) wrong(`${where} is not signed by the log "${log.name}"`)
  const cosigned = witnesses.filter((witness) => isSigned(read, witness)).length
  return { ...read, cosigned, isWitnessed: quorum > 0 && cosigned >= quorum }
}

// One entry's leaf: SHA-256(0, salt, SHA-256(rest's salt, canonical text of the rest), canonical text of what is shown).
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  return `{${Object.keys(value).sort((a, b) => (a < b ? -1 : 1)).map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}
const room = Buffer.alloc(1 << 20)
const put = (text, at) => {
  if (at + text.length * 3 > room.length && at + Buffer.byteLength(text) > room.length) wrong('an entry is longer than any entry')
  return room.write(text, at)
}
function leafOfTexts(shown, restText, salt, restSalt) {
  const restBytes = 32 + put(restText, 32)
  room.write(restSalt, 0, 'base64')
  const rest = digest(room.subarray(0, restBytes))
  return leafOf(shown, rest, salt)
}
function leafOf(shown, rest, salt) {
  room[0] = 0
  room.write(salt, 1, 'base64')
  rest.copy(room, 33)
  return digest(room.subarray(0, 65 + put(shown, 65)))
}
// An export is written in canonical form: then its own text is what was signed, and need not be put together again.
const entryLine = /^\{"kind":"entry","seq":(\d{1,16}),"salt":"([A-Za-z0-9+/]{43}=)","restSalt":"([A-Za-z0-9+/]{43}=)","shown":(\{.*\}),"rest":(\{.*\})\}$/
function entryOf(line, at) {
  const [, seq, salt, restSalt, shown, rest] = entryLine.exec(line) ?? []
  if (seq !== undefined && !shown.includes(',"rest":') && !rest.includes(',"rest":')) return { seq: Number(seq), leaf: leafOfTexts(shown, rest, salt, restSalt) }
  const said = JSON.parse(line)
  const [shownText, restText] = [canonical(said.shown), canonical(said.rest)]
  const again = `{"kind":"entry","seq":${said.seq},"salt":"${said.salt}","restSalt":"${said.restSalt}","shown":${shownText},"rest":${restText}}`
  if (again !== line) wrong(`${at} is not written in the one way in which an entry is written: what it says to you may be other than what was signed`)
  return { seq: said.seq, leaf: leafOfTexts(shownText, restText, said.salt, said.restSalt) }
}

/** A whole log: one line of JSON each, in the order of the tree; a checkpoint stands after the last entry that it covers. */
async function checkLog(path, trust) {
  const erasedAt = []
  const peaks = [] // the whole subtrees so far, from left to right
  let [size, erased, lineNumber, checkpoints, witnessed, last] = [0, 0, 0, 0, 0, undefined]
  let [lastWitnessed, latest] = [0, 0]
  const root = () => (peaks.length === 0 ? sha256() : peaks.map(({ hash }) => hash).reduceRight((right, left) => nodeHash(left, right)))
  const add = (hash) => {
    let leaf = { level: 0, hash }
    while (peaks.at(-1)?.level === leaf.level) leaf = { level: leaf.level + 1, hash: nodeHash(peaks.pop().hash, leaf.hash) }
    peaks.push(leaf)
    size++
  }
  for await (const line of linesOf(path)) {
    lineNumber++
    const at = `line ${lineNumber}`
    let said
    let entry
    try {
      if (line.startsWith('{"kind":"entry"')) entry = entryOf(line, at)
      else said = JSON.parse(line)
    } catch (error) {
      if (error instanceof Wrong) throw error
      wrong(`${at} is not JSON: the export was cut or changed there, after entry ${size - 1}`)
    }
    if (entry) {
      if (entry.seq !== size) wrong(`${at}: entry ${entry.seq} stands where entry ${size} must: one was left out, moved or put in`)
      add(entry.leaf)
    } else if (said.kind === 'erased') {
      if (said.seq !== size) wrong(`${at}: entry ${said.seq} stands where entry ${size} must: one was left out, moved or put in`)
      const leaf = Buffer.from(said.leaf ?? '', 'base64')
      if (leaf.length !== 32) wrong(`${at}: the hash of the erased entry ${size} is not one`)
      add(leaf)
      erased++
      if (erasedAt.length < 20) erasedAt.push(said.seq)
    } else if (said.kind === 'checkpoint') {
      const note = checkNote(said.note, `${at}: the checkpoint after entry ${size - 1}`, trust)
      if (last && note.origin !== last.origin) wrong(`${at}: this checkpoint is of another log, "${note.origin}"`)
      if (note.size !== size) wrong(`${at}: a checkpoint of ${note.size} entries stands after ${size}: some were left out or put in`)
      if (!note.root.equals(root()))
        wrong(`${at}: the entries before it are not those that were signed: one of ${latest} to ${size - 1} was changed, moved, left out or put in`)
      ;[last, latest] = [note, size]
      checkpoints++
      if (note.isWitnessed) [witnessed, lastWitnessed] = [witnessed + 1, size]
    } else if (said.kind !== 'about' || lineNumber > 1) wrong(`${at} is nothing that a log has`)
  }
  if (!last) wrong('there is no checkpoint in it: nobody signed these entries')
  if (last.size !== size) wrong(`the last checkpoint covers ${last.size} entries and there are ${size}: the end was put in, or its checkpoint left out`)
  if (trust.quorum > 0 && witnessed === 0) wrong(`no checkpoint is cosigned by ${trust.quorum} of the witnesses that you named`)
  if (trust.quorum > 0 && lastWitnessed !== size)
    wrong(`entries ${lastWitnessed} to ${size - 1} are under no checkpoint that ${trust.quorum} of the witnesses that you named cosigned`)
  if (erased !== trust.erasedExpected)
    wrong(`${erased} entries are there as their hash alone (${erasedAt.join(', ')}): ask for the decision to erase each, and say how many you know of by --erased=${erased}`)
  return { entries: size, erased, checkpoints, witnessedCheckpoints: witnessed, witnessedEntries: lastWitnessed, origin: last.origin }
}

/** The lines of a file, read piece by piece. */
async function* linesOf(path) {
  let rest = ''
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()
    yield* lines
  }
  if (rest !== '') yield rest
}

/** RFC 9162, section 2.1.3.2. */
function isIncluded(leaf, index, size, proof, root) {
  if (!(index >= 0 && index < size)) return false
  let [fn, sn, r] = [index, size - 1, leaf]
  for (const p of proof) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      r = nodeHash(p, r)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else r = nodeHash(r, p)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && r.equals(root)
}

function checkProof(path, trust) {
  const { shown, rest, salt, index, proof, checkpoint } = readJson(path)
  const note = checkNote(checkpoint, 'the checkpoint', trust)
  if (trust.quorum > 0 && !note.isWitnessed) wrong(`the checkpoint is cosigned by ${note.cosigned} of the witnesses that you named, not by ${trust.quorum}`)
  const hashes = proof.map((hash) => Buffer.from(hash, 'base64'))
  const sizes = [...hashes, Buffer.from(rest, 'base64'), Buffer.from(salt, 'base64')]
  if (!Number.isSafeInteger(index) || sizes.some((one) => one.length !== 32)) wrong('this is no proof of a visit: its hashes have another length')
  if (!isIncluded(leafOf(canonical(shown), Buffer.from(rest, 'base64'), salt), index, note.size, hashes, note.root))
    wrong('this visit, as it is written here, is not in the log that was signed')
  return { index, size: note.size, origin: note.origin, visit: shown }
}

/** RFC 9162, section 2.1.4.2. */
function isConsistent(first, second, given, firstRoot, secondRoot) {
  if (first === second) return given.length === 0 && firstRoot.equals(secondRoot)
  if (first === 0) return given.length === 0
  const proof = Number.isInteger(Math.log2(first)) ? [firstRoot, ...given] : given
  if (proof.length === 0) return false
  let [fn, sn] = [first - 1, second - 1]
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

function checkSame(oldPath, newPath, proofPath, trust) {
  const [before, after] = [oldPath, newPath].map((path) => checkNote(readFileSync(path, 'utf8'), path, trust))
  for (const [note, path] of [[before, oldPath], [after, newPath]])
    if (trust.quorum > 0 && !note.isWitnessed) wrong(`${path} is cosigned by ${note.cosigned} of the witnesses that you named, not by ${trust.quorum}`)
  if (before.origin !== after.origin) wrong(`they are of two logs: "${before.origin}" and "${after.origin}"`)
  const { proof } = readJson(proofPath)
  const hashes = proof.map((hash) => Buffer.from(hash, 'base64'))
  if (before.size > after.size) wrong(`the first has ${before.size} entries, the second ${after.size}: give the older one first`)
  if (!isConsistent(before.size, after.size, hashes, before.root, after.root))
    wrong('the older log is not the beginning of the newer one: something was changed or left out')
  return { from: before.size, to: after.size, origin: after.origin }
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return wrong(`${path} is not JSON: it was cut or changed`)
  }
}

const args = process.argv.slice(2)
const [what, ...paths] = args.filter((arg) => !arg.startsWith('--'))
const given = (name) => args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3))
const odd = args.find((arg) => arg.startsWith('--') && !/^--(log|witness|quorum|erased)=./.test(arg))
if (odd) cannot(`"${odd}" is no option: --log=KEY, --witness=KEY, --quorum=NUMBER, --erased=NUMBER`)
const kinds = { log: [1, (trust) => checkLog(paths[0], trust)], proof: [1, (trust) => checkProof(paths[0], trust)], same: [3, (trust) => checkSame(...paths, trust)] }
const [needs, check] = kinds[what] ?? cannot('What is to be checked? "log EXPORT", "proof PROOF" or "same OLD NEW PROOF", with --log=KEY')
if (paths.length !== needs) cannot(`"${what}" takes ${needs} file${needs > 1 ? 's' : ''}`)
const witnesses = given('witness').map(readKey)
if (witnesses.some(({ kind }) => kind !== 4)) cannot('a --witness is the key of a log, not of a witness')
if (new Set(witnesses.map(({ key }) => key.export({ format: 'der', type: 'spki' }).toString('hex'))).size !== witnesses.length)
  cannot('one witness is named twice')
const quorum = Number(given('quorum')[0] ?? Math.min(2, witnesses.length))
if (!(Number.isInteger(quorum) && quorum >= 0 && quorum <= witnesses.length)) cannot(`--quorum=${quorum} of ${witnesses.length} witnesses cannot be`)
const erasedExpected = Number(given('erased')[0] ?? 0)
const trust = { erasedExpected, log: readKey(given('log')[0] ?? cannot('--log=KEY is missing: whose signature is it to be?')), witnesses, quorum }

if (trust.log.kind !== 1) cannot('--log is the key of a witness, not of a log')

try {
  console.log(JSON.stringify({ ok: true, ...(await check(trust)) }))
} catch (error) {
  if (error instanceof Wrong) {
    console.error(`WRONG: ${error.message}.`)
    process.exit(1)
  }
  cannot(error.code === 'ENOENT' ? `There is no file ${error.path}.` : `It could not be checked: ${error.message}`)
}
