#!/usr/bin/env node
// The duty team's continuity list, read while Commonweal is down: one file, no dependency, any Node from 18 on.
//
//   node continuity.mjs new-key --key=duty.key --name=duty-team/continuity --from=KEY
//   node continuity.mjs open    --key=duty.key --lists=FOLDER
//   node continuity.mjs open    --key=duty.key --lists=FOLDER --everything=yes
//
// KEY is the product's own key, as its page /continuity says it. `new-key` makes the duty team's key, sealed with a passphrase, and prints the public half: give
// that to whoever runs the product, as CONTINUITY_KEY. FOLDER is where the product writes a list every two hours, or a copy of it on this machine.
// `open` asks who reads and why. Each opening and each person looked up is written into a signed record beside the key BEFORE anything is shown; hand that
// file in on /continuity when the product is up again. `--everything=yes` prints the whole list: one opening of everybody on it.
import {
  createCipheriv, createDecipheriv, createHash, createPrivateKey, createPublicKey, diffieHellman, hkdfSync, randomBytes, randomUUID, scryptSync, sign, verify,
} from 'node:crypto'
import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

class Refused extends Error {}
const refuse = (sentence) => {
  throw new Refused(sentence)
}
const say = (line = '') => process.stdout.write(`${line}\n`)

// ---- keys

const der = { x: ['302e020100300506032b656e04220420', '302a300506032b656e032100'], ed: ['302e020100300506032b657004220420', '302a300506032b6570032100'] }
const privateOf = (kind, raw) => createPrivateKey({ key: Buffer.concat([Buffer.from(der[kind][0], 'hex'), raw]), format: 'der', type: 'pkcs8' })
const publicOf = (kind, raw) => createPublicKey({ key: Buffer.concat([Buffer.from(der[kind][1], 'hex'), raw]), format: 'der', type: 'spki' })
const rawOf = (key) => createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
const derived = (seed, what) => Buffer.from(hkdfSync('sha256', seed, '', what, 32))
const slow = (passphrase, salt) => scryptSync(passphrase.normalize('NFKC'), salt, 32, { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 })

function keysOf(seed, name) {
  const [seals, signs] = [privateOf('x', derived(seed, 'what is sealed for us')), privateOf('ed', derived(seed, 'what we sign'))]
  const raw = Buffer.concat([rawOf(seals), rawOf(signs)])
  const id = createHash('sha256').update(`${name}\n`).update(raw).digest('hex').slice(0, 8)
  return { seals, signs, line: `${name}+${id}+${raw.toString('base64')}` }
}

async function newKey(options, ask) {
  if (existsSync(options.key)) refuse(`There is a key at ${options.key} already. A key that is lost cannot be made again: nothing is overwritten.`)
  if (!/^[^\s+]+$/.test(options.name)) refuse('--name has no spaces and no plus signs.')
  if (Buffer.from(options.from, 'base64').length !== 32) refuse('--from is not the key that the page /continuity says: 44 letters and digits.')
  const passphrase = await ask('Choose a passphrase of at least 12 characters: ', true)
  if (passphrase.length < 12) refuse('That passphrase is too short. No key was made.')
  if ((await ask('The same again: ', true)) !== passphrase) refuse('These are not the same. No key was made.')
  const [seed, salt, nonce] = [randomBytes(32), randomBytes(32), randomBytes(12)]
  const { line } = keysOf(seed, options.name)
  const cipher = createCipheriv('aes-256-gcm', slow(passphrase, salt), nonce)
  cipher.setAAD(Buffer.from(`${line}\n${options.from}`))
  const sealed = Buffer.concat([cipher.update(seed), cipher.final(), cipher.getAuthTag()])
  const base64 = (bytes) => bytes.toString('base64')
  const file = { format: 1, public: line, from: options.from, salt: base64(salt), nonce: base64(nonce), sealed: base64(sealed) }
  try {
    writeFileSync(options.key, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    refuse(`No key was made: ${options.key} could not be written (${error.code}).`)
  }
  say(line)
}

async function openKey(path, ask) {
  if (!existsSync(path)) refuse(`There is no key at ${path}.`)
  let file
  try {
    file = JSON.parse(readFileSync(path, 'utf8'))
    if (file.format !== 1) throw new Error()
  } catch {
    refuse(`${path} is no key file of this program.`)
  }
  const passphrase = await ask('Passphrase: ', true)
  const bytes = (name) => Buffer.from(String(file[name]), 'base64')
  try {
    const decipher = createDecipheriv('aes-256-gcm', slow(passphrase, bytes('salt')), bytes('nonce'))
    decipher.setAAD(Buffer.from(`${file.public}\n${file.from}`))
    decipher.setAuthTag(bytes('sealed').subarray(-16))
    const seed = Buffer.concat([decipher.update(bytes('sealed').subarray(0, -16)), decipher.final()])
    return { ...keysOf(seed, file.public.split('+')[0]), from: publicOf('ed', bytes('from')) }
  } catch {
    return refuse('That passphrase does not open this key, or the key file was changed.')
  }
}

// ---- lists

const title = 'commonweal sealed list 1'

function pieceOf(key, sealed, piece, isLast) {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt8(isLast ? 1 : 0)
  nonce.writeBigUInt64BE(BigInt(piece), 4)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
}

/** Opens a list, or says what is wrong with it. The signature is over every byte: it is looked at before anything else. */
function openList(path, keys) {
  const file = readFileSync(path)
  const [body, signature] = [file.subarray(0, -64), file.subarray(-64)]
  if (file.length < 200 || !body.subarray(0, title.length + 1).equals(Buffer.from(`${title}\n`))) refuse('it is no list, or it is cut short')
  if (!verify(null, body, keys.from, signature)) refuse('it was changed or cut short, or the product that this key was made for did not make it')
  const headEnd = body.indexOf(10, title.length + 1) + 1
  const head = JSON.parse(body.subarray(title.length + 1, headEnd).toString())
  if (head.for !== keys.line) refuse(`it was sealed for another key, "${String(head.for).split('+')[0]}"`)
  try {
    const shared = diffieHellman({ privateKey: keys.seals, publicKey: publicOf('x', Buffer.from(head.once, 'base64')) })
    const stream = Buffer.from(hkdfSync('sha256', shared, createHash('sha256').update(body.subarray(0, headEnd)).digest(), title, 32))
    let rest = body.subarray(headEnd)
    const own = Buffer.from(hkdfSync('sha256', stream, rest.subarray(0, 32), 'sealed stream', 32))
    rest = rest.subarray(32)
    const pieces = []
    while (rest.length > 0) {
      const length = rest.readUInt32BE()
      pieces.push(pieceOf(own, rest.subarray(4, 4 + length), pieces.length, rest.length === 4 + length))
      rest = rest.subarray(4 + length)
    }
    // What a feed brought must not steer the terminal.
    return JSON.parse(Buffer.concat(pieces).toString(), (_, value) => (typeof value === 'string' ? value.replace(/\p{Cc}/gu, ' ') : value))
  } catch {
    return refuse('it does not open: it was sealed for another key of that name')
  }
}

/** The newest list of the folder that is as it was made. Of each newer one that is not, it is said. */
function newestList(folder, keys) {
  let names
  try {
    names = readdirSync(folder)
  } catch (error) {
    refuse(error.code === 'ENOENT' ? `There is no folder ${folder}.` : `The folder ${folder} cannot be read (${error.code}).`)
  }
  const files = names.filter((name) => /^continuity-.*\.sealed$/.test(name)).sort().reverse()
  if (files.length === 0) refuse(`There is no list in ${folder}.`)
  for (const name of files)
    try {
      return openList(join(folder, name), keys)
    } catch (error) {
      if (!(error instanceof Refused) && !error.code) throw error
      say(`!! ${name} cannot be used: ${error.code ? `it cannot be read (${error.code})` : error.message}.`)
    }
  return refuse('No list in this folder can be used. Nothing was shown.')
}

// ---- the record of openings

const beginning = createHash('sha256').digest('hex')

/** The lines of a record, or what is wrong with it: each is signed together with the one before it. */
function readRecord(path, keys) {
  if (!existsSync(path)) return []
  let before = beginning
  return readFileSync(path, 'utf8').split('\n').filter(Boolean).map((text, at) => {
    const { signature, ...line } = JSON.parse(text)
    const isGood = line.n === at + 1 && line.before === before && verify(null, Buffer.from(JSON.stringify(line)), keys.signsPublic, Buffer.from(signature, 'base64'))
    if (!isGood) throw new Error(`line ${at + 1}`)
    before = signature
    return { ...line, signature }
  })
}

/** Adds a line, all of it or nothing: what a full disk cut off would spoil the lines before it, too. */
function append(path, text) {
  const file = openSync(path, 'a', 0o600)
  try {
    const { size } = fstatSync(file)
    try {
      writeFileSync(file, text)
      fsyncSync(file)
    } catch (error) {
      ftruncateSync(file, size)
      throw error
    }
  } finally {
    closeSync(file)
  }
}

/** Two who read at one machine write into one record: each waits for the other's line. A lock that was left lying is taken away. */
function alone(path, work) {
  const lock = `${path}.lock`
  for (let tries = 0; ; tries++)
    try {
      closeSync(openSync(lock, 'wx', 0o600))
      break
    } catch (error) {
      if (error.code !== 'EEXIST' || tries > 200) throw error
      if (Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) > 5000) rmSync(lock, { force: true })
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
    }
  try {
    return work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function recordIn(path, keys) {
  keys.signsPublic = createPublicKey(keys.signs)
  const couldNot = (error) => refuse(`Nothing is shown: it could not be written down in ${path} (${error.code ?? error.message}).`)
  try {
    readRecord(path, keys)
  } catch (error) {
    if (error.code) couldNot(error)
    const aside = `${path}.damaged-${new Date().toISOString().replaceAll(':', '-')}`
    renameSync(path, aside)
    say(`!! THE RECORD OF EARLIER OPENINGS WAS CHANGED. It is kept as ${aside}: report it. A new record begins.`)
  }
  /** Writes a line to disk before it returns. Where that fails nothing may be shown. */
  return (said) => {
    try {
      alone(path, () => {
        const lines = readRecord(path, keys)
        const record = lines[0]?.record ?? randomUUID()
        const line = { n: lines.length + 1, record, id: randomUUID(), at: new Date().toISOString(), ...said, before: lines.at(-1)?.signature ?? beginning }
        const signature = sign(null, Buffer.from(JSON.stringify(line)), keys.signs).toString('base64')
        append(path, `${JSON.stringify({ ...line, signature })}\n`)
      })
    } catch (error) {
      couldNot(error)
    }
  }
}

// ---- showing

const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
const wordsOf = (text) => plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean)

/** A day as it is typed: 4 7 2015, 04/07/2015 or 2015-07-04. */
function dayTyped(text) {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  const british = /^(\d{1,2})[ /.-](\d{1,2})[ /.-](\d{4})$/.exec(text)
  const [year, month, day] = iso ? iso.slice(1) : british ? british.slice(1).reverse() : []
  return year && `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

function find(list, typed) {
  const day = dayTyped(typed.trim())
  if (day) return list.people.filter(({ born }) => born === day)
  const asked = wordsOf(typed)
  if (asked.length === 0) return []
  return list.people.filter(({ name, otherNames }) => {
    const words = [name, ...otherNames].flatMap(wordsOf)
    return asked.every((one) => words.some((word) => word.startsWith(one)))
  })
}

const dayInWords = (text) => text.slice(0, 10).split('-').reverse().join('/')
const whyWords = { 'child-protection-plan': 'Child protection plan since', missing: 'Reported missing' }

function show({ name, otherNames, born, where, disputed, why, contacts, workers }, zone) {
  const when = (text) => (text.length > 10 ? new Date(text).toLocaleString('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }) : dayInWords(text))
  const says = (what) => (disputed.includes(what) ? '   (the person says that this is wrong)' : '')
  say('')
  say(`${name}${says('Name')}`)
  if (otherNames.length > 0) say(`  Also known as:  ${otherNames.join('; ')}`)
  say(`  Born:           ${born ? dayInWords(born) : 'not in this list'}${says('Date of birth')}`)
  say(`  Where:          ${where ?? 'not in this list: ring the duty team of whoever works with them'}${where ? says('Address') : ''}`)
  for (const one of why) say(`  Why on it:      ${whyWords[one.kind]} ${when(one.since)}`)
  for (const one of contacts)
    say(`  ${one.safety === 'safe' ? 'Safe contact:   ' : 'NOT SAFE:       '}${[one.through, one.value, one.safety === 'safe' && one.when].filter(Boolean).join(', ')}`)
  if (contacts.every(({ safety }) => safety !== 'safe')) say('  Safe contact:   none in this list. Before anybody rings or writes to them, ask who works with them.')
  for (const one of workers) {
    say(`  ${one.agency}, ${one.service}`)
    say(`    ${[one.worker, one.team].filter(Boolean).join(', ') || 'no worker named'}: ${one.phone}`)
    if (one.dutyPhone) say(`    Day or night: ${one.dutyTeam}, ${one.dutyPhone}`)
  }
  if (workers.length === 0) say('  Nobody who works with them is named here.')
}

function phones(list) {
  say('\nWhom to ring, day or night')
  for (const one of list.phones) say(`  ${one.organisation}: ${one.team}, ${one.phone}`)
}

const reasons = ['danger-to-a-child', 'danger-to-life', 'missing', 'other']
const reasonWords = ['A child in danger', 'Danger to life', 'Somebody is missing', 'Something else that cannot wait']

async function open(options, ask) {
  const keys = await openKey(options.key, ask)
  const list = newestList(options.lists, keys)
  const minutes = Math.floor((Date.now() - Date.parse(list.madeAt)) / 60000)
  const made = new Date(list.madeAt).toLocaleString('en-GB', { timeZone: list.zone, dateStyle: 'full', timeStyle: 'short' })
  if (minutes > 150) {
    say('\n############################################################')
    say(`#  THIS LIST IS OLD: IT WAS MADE ${Math.floor(minutes / 60)} HOURS ${minutes % 60} MINUTES AGO.`)
    say('#  MUCH MAY HAVE CHANGED. RING BEFORE YOU GO BY IT.')
    say('############################################################')
  }
  if (minutes < -5) say('\n!! THE CLOCK OF THIS MACHINE IS WRONG: by it, this list is yet to be made. Nobody can tell how old it is. Ring before you go by it.')
  say(`\n${list.place}: continuity list of ${made}${minutes < 0 ? '' : ` (${minutes} minutes ago)`}`)
  const write = recordIn(options.record ?? join(dirname(options.key), 'continuity-openings.ndjson'), keys)
  const reader = (await ask('Your name: ')).trim()
  if (reader.length < 3) refuse('Without a name nothing is opened.')
  reasons.forEach((_, at) => say(`  ${at + 1}  ${reasonWords[at]}`))
  const reason = reasons[Number(await ask('Why do you need it now? Its number: ')) - 1]
  if (!reason) refuse('Without a reason nothing is opened.')
  const words = (await ask('In a sentence, without anybody’s name: ')).trim()
  if (words.length < 3) refuse('Without a reason in words nothing is opened.')
  const sitting = { sitting: randomUUID(), list: list.id, reader: reader.slice(0, 120), reason, words: words.slice(0, 1000) }
  const ids = (people) => people.map(({ id, purpose }) => ({ id, purpose }))
  if (options.everything === 'yes') {
    write({ ...sitting, kind: 'everything', people: ids(list.people) })
    list.people.forEach((one) => show(one, list.zone))
    return phones(list)
  }
  write({ ...sitting, kind: 'opened', people: [] })
  for (;;) {
    const typed = (await ask('\nName or birthday ("phones": whom to ring; nothing: end): ')).trim()
    if (typed === '') return
    if (typed === 'phones') {
      phones(list)
      continue
    }
    const found = find(list, typed)
    if (found.length !== 1) {
      write({ ...sitting, kind: 'searched', people: ids(found) })
      found.forEach((one, at) => say(`  ${at + 1}  ${one.name}${one.born ? `, born ${dayInWords(one.born)}` : ''}`))
    }
    const chosen = found.length > 1 ? found[Number(await ask('Which? Its number: ')) - 1] : found[0]
    if (chosen) {
      write({ ...sitting, kind: 'shown', people: ids([chosen]) })
      show(chosen, list.zone)
    } else if (found.length === 0) {
      say('Nobody on this list. That does not mean that no one is involved: ring the duty teams.')
    }
  }
}

// ---- beginning

/** Asks one line at a time, of a person or of a file; a passphrase is not shown as it is typed. */
function asking() {
  const output = new Writable({ write: (chunk, _, done) => (hidden ? done() : process.stdout.write(chunk, done)) })
  let hidden = false
  // Nothing is kept to be called up again with the arrow keys: the first thing typed is the passphrase.
  const lines = createInterface({ input: process.stdin, output, terminal: Boolean(process.stdin.isTTY), historySize: 0 })
  const waiting = []
  const read = []
  let ended = false
  lines.on('line', (line) => (waiting.length > 0 ? waiting.shift()(line) : read.push(line)))
  lines.on('close', () => {
    ended = true
    for (const one of waiting.splice(0)) one('')
  })
  const ask = async (question, hide = false) => {
    process.stdout.write(question)
    hidden = hide
    const answer = read.length > 0 ? read.shift() : ended ? '' : await new Promise((resolve) => waiting.push(resolve))
    hidden = false
    if (hide) say()
    return answer
  }
  return { ask, close: () => lines.close() }
}

const works = { 'new-key': { does: newKey, needs: ['key', 'name', 'from'] }, open: { does: open, needs: ['key', 'lists'] } }
const { ask, close } = asking()
try {
  const [what, ...given] = process.argv.slice(2)
  const work = works[what] ?? refuse('node continuity.mjs new-key --key=FILE --name=NAME --from=KEY, or open --key=FILE --lists=FOLDER')
  const options = Object.fromEntries(given.map((option) => /^--([a-z]+)=(.+)$/s.exec(option)?.slice(1) ?? refuse(`"${option}" is no option: each is written --name=value.`)))
  for (const needed of work.needs) if (!options[needed]) refuse(`--${needed} is missing.`)
  await work.does(options, ask)
} catch (error) {
  if (!(error instanceof Refused)) throw error
  console.error(error.message)
  process.exitCode = 2
} finally {
  close()
}
