// The program that an agency runs on its own side. `tools/encode.mjs` is made of this file and what it imports (npm run docs).
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { cellOf, Refused, rowsOf } from './csv.ts'
import { encoderOf, headerMark, headerOf } from './encoder.ts'
import { readKey, writeNewKey } from './secret.ts'
import { Shuffled } from './shuffled.ts'
import { readSpec } from './spec.ts'

const usage = `node encode.mjs --new-key KEY
  makes a key, once for all agencies that want their records compared
node encode.mjs --key KEY --spec SPEC --in people.csv --out encoded.csv --ids ids.csv
  --key FILE   the key
  --spec FILE  which column holds what, as JSON:
               {"id": "person_ref", "columns": {"forename": "first_name", "surname": "last_name", "birth": "dob",
                "postcode": "post_code", "address": ["house_no", "street"], "number_nhs": "nhs_no"}}
               also: locality, phone, email, and number_ANYTHING for references that other agencies have too
  --in FILE    CSV in UTF-8 with a header line
  --out FILE   the encoded records, in random order under random ids: this alone leaves the agency
  --ids FILE   which random id stands for which record: this stays, to read the answer with`

const handOver = (file: string) => `${file} holds a new key. Without it nobody can make or check an encoding, so:
- give it to the other agencies that encode, by hand or through a channel that you trust with the records themselves
- never give it to whoever compares the encoded records: with the key they could try every name
- keep it as long as encodings are to be compared, then destroy it everywhere`

type Files = { readonly key: string; readonly spec: string; readonly in: string; readonly out: string; readonly ids: string }

async function encodeFile(files: Files): Promise<number> {
  const key = readKey(files.key)
  const spec = readSpec(readFileSync(files.spec, 'utf8'), files.spec)
  for (const file of [files.out, files.ids])
    if (existsSync(file)) throw new Refused(`${file} is there already. Move it away, or name another.`)
  const encoder = encoderOf(key, Object.keys(spec.columns))
  const out = new Shuffled(files.out)
  const ids = openSync(files.ids, 'wx', 0o600)
  try {
    writeSync(ids, 'record_id,own_id\n')
    let places: ReturnType<typeof spec.placesIn> | undefined
    let [count, width] = [0, 0]
    for await (const { line, cells } of rowsOf(files.in)) {
      if (!places) {
        places = spec.placesIn(cells, files.in)
        width = cells.length
        continue
      }
      if (cells.length !== width)
        throw new Refused(`${files.in}, line ${line}: ${cells.length} cells, where the header has ${width}. Nothing was written.`)
      const own = cells[places.id]!
      if (own === '') throw new Refused(`${files.in}, line ${line}: no ${spec.id}. Every record needs one. Nothing was written.`)
      const record = Object.fromEntries(
        places.columns.map(([attribute, at]) => [attribute, at.map((one) => cells[one]!).join(' ')]),
      )
      const id = randomBytes(16).toString('hex')
      out.add(id, encoder.encode(record))
      writeSync(ids, `${id},${cellOf(own)}\n`)
      count++
    }
    if (!places) throw new Refused(`${files.in} has no header line: its first line must name the columns.`)
    out.write(`${headerMark}${JSON.stringify(headerOf(key))}\n${encoder.columns.join(',')}\n`)
    return count
  } catch (error) {
    for (const file of [files.out, files.ids]) rmSync(file, { force: true })
    throw error
  } finally {
    closeSync(ids)
    out.close()
  }
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: { 'new-key': text, key: text, spec: text, in: text, out: text, ids: text, help: { type: 'boolean' } },
  })
  if (values.help) return console.log(usage)
  if (values['new-key']) {
    writeNewKey(values['new-key'])
    return console.log(handOver(values['new-key']))
  }
  const { key, spec, in: input, out, ids } = values
  if (!key || !spec || !input || !out || !ids) throw new Refused(`Say --key, --spec, --in, --out and --ids.\n\n${usage}`)
  const count = await encodeFile({ key, spec, in: input, out, ids })
  console.log(`${count} records are encoded in ${out}. ${ids} says which is which: it stays here.`)
}

try {
  await main()
} catch (error) {
  const known = error instanceof Refused || `${(error as NodeJS.ErrnoException).code}`.startsWith('ERR_PARSE_ARGS')
  console.error(known ? (error as Error).message : error)
  process.exitCode = known ? 2 : 1
}
