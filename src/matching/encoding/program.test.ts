// The program as an agency runs it, and the matching of what it makes: tools/encode.mjs itself, not its parts.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { temporaryFolder } from '#testing/folder'
import { makePeople, writeRecords } from '../testing.ts'

const folder = temporaryFolder('encode')
after(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)
const root = join(import.meta.dirname, '../../..')
const run = (file: string, ...given: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, file), ...given], { encoding: 'utf8' })
  return { status, said: stdout + stderr, last: stdout.trim().split('\n').at(-1)! }
}
const program = (...given: string[]) => run('tools/encode.mjs', ...given)
const encode = (input: string, out: string, { key = 'key', spec = 'spec.json' } = {}) =>
  program('--key', at(key), '--spec', at(spec), '--in', at(input), '--out', at(out), '--ids', at(`${out}.ids`))
const match = (...files: string[]) =>
  run('src/matching/main.ts', 'link', '--encoded', ...files.flatMap((file) => ['--in', at(file)]), '--out', at('links.csv'))
const lines = (name: string) => readFileSync(at(name), 'utf8').trim().split('\n')

const { records, personOf } = makePeople(250, 3)
const spec = {
  id: 'record_id',
  columns: {
    forename: 'forename',
    surname: 'surname',
    birth: 'dob',
    postcode: 'postcode',
    address: ['address'],
    number_nhs: 'nhs_number',
  },
}
writeFileSync(at('spec.json'), JSON.stringify(spec))
for (const source of ['housing', 'school'])
  writeRecords(
    records.filter((one) => one.source === source),
    at(`${source}.csv`),
  )
program('--new-key', at('key'))
program('--new-key', at('other-key'))

test('a new key is the owner’s alone, and its maker is told whom to give it to and whom not', () => {
  const { status, said } = program('--new-key', at('third-key'))
  assert.equal(status, 0)
  assert.match(said, /give it to the other agencies that encode/)
  assert.match(said, /never give it to whoever compares/)
  assert.match(readFileSync(at('third-key'), 'utf8'), /^[0-9a-f]{64}\n$/)
  if (process.platform !== 'win32') assert.equal(statSync(at('third-key')).mode & 0o777, 0o600)
  assert.match(program('--new-key', at('third-key')).said, /is there already\. A key is never written over/)
})

test('two agencies’ encoded records are linked, nearly as well as in clear text, and nothing in clear text is in them', () => {
  for (const source of ['housing', 'school']) assert.equal(encode(`${source}.csv`, `${source}.enc.csv`).status, 0)
  const encoded = lines('housing.enc.csv')
  assert.equal(encoded.length, lines('housing.csv').length + 1)
  for (const line of encoded.slice(2)) assert.match(line, /^[0-9a-f]{32}(,([0-9a-f]{60})?){5}(,([0-9a-f]{16})?)+$/)
  const ids = encoded.slice(2).map((line) => line.slice(0, 32))
  assert.deepEqual(ids, ids.toSorted())

  const { status, said, last } = match('housing.enc.csv', 'school.enc.csv')
  assert.equal(status, 0, said)
  assert.equal(JSON.parse(last).ok, true)
  const own = new Map(
    ['housing', 'school'].flatMap((source) =>
      lines(`${source}.enc.csv.ids`)
        .slice(1)
        .map((line) => line.split(',') as [string, string]),
    ),
  )
  const inCode = f1Of(lines('links.csv'), (id) => own.get(id)!)
  run('src/matching/main.ts', 'link', '--in', at('housing.csv'), '--in', at('school.csv'), '--out', at('clear.csv'))
  const inClear = f1Of(lines('clear.csv'), (id) => id)
  assert.ok(inCode > inClear - 0.05 && inCode > 0.9, `${inCode} encoded, ${inClear} in clear text`)
})

/** F1 of the links that are likelier than not. */
function f1Of(links: readonly string[], ownId: (id: string) => string): number {
  const sure = links
    .slice(1)
    .map((line) => line.split(','))
    .filter(([, , probability]) => Number(probability) >= 0.5)
  const right = sure.filter(([left, other]) => personOf.get(ownId(left!)) === personOf.get(ownId(other!))).length
  const inSchool = new Set(records.filter((one) => one.source === 'school').map((one) => personOf.get(one.record_id)))
  const actual = records.filter((one) => one.source === 'housing' && inSchool.has(personOf.get(one.record_id))).length
  return (2 * right) / (sure.length + actual)
}

test('encoded twice, records have the same codes under other ids', () => {
  encode('housing.csv', 'again.csv')
  const codes = (name: string) =>
    lines(name)
      .slice(2)
      .map((line) => line.slice(33))
      .toSorted()
  assert.deepEqual(codes('again.csv'), codes('housing.enc.csv'))
  const known = new Set(
    lines('housing.enc.csv')
      .slice(2)
      .map((line) => line.slice(0, 32)),
  )
  assert.ok(lines('again.csv').every((line) => !known.has(line.slice(0, 32))))
})

// What would make two files incomparable: said before anything is compared.
encode('school.csv', 'other.csv', { key: 'other-key' })
encode('school.csv', 'changed.csv')
encode('housing.csv', 'ok.csv')
const [header = '', ...rest] = lines('changed.csv')
const changed = (name: string, what: string, to: string) =>
  writeFileSync(at(name), `${[header.replace(what, to), ...rest].join('\n')}\n`)
changed('newer.csv', '"version":1', '"version":2')
changed('parameters.csv', /"profile":"\w{4}/.exec(header)![0], '"profile":"0000')
writeFileSync(at('spoilt.csv'), `${[header, ...rest].join('\n').replace(/,[0-9a-f]{60}/, ',12')}\n`)
writeFileSync(
  at('added.csv'),
  `${[header, `${rest[0]},surname_clear`, ...rest.slice(1).map((line) => `${line},Lee`)].join('\n')}\n`,
)
for (const [what, file, told] of [
  ['different keys', 'other.csv', /other\.csv and .*ok\.csv were encoded with different keys.*must use one key/],
  ['another version', 'newer.csv', /encoded by version 2 of the profile, and this is version 1\. Have it encoded anew/],
  ['other parameters', 'parameters.csv', /encoded with other parameters/],
  ['a file in clear text', 'school.csv', /was not encoded by tools\/encode\.mjs/],
  ['a file that is not there', 'nowhere.csv', /There is no file .*nowhere\.csv/],
  ['a code that was changed', 'spoilt.csv', /1 cells of \w+ are not 60 hexadecimal digits/],
] as const)
  test(`the matching refuses ${what}`, () => {
    const { status, said } = match('ok.csv', file)
    assert.equal(status, 2, said)
    assert.match(said, told)
  })

test('the matching refuses encoded files that bring something else along, and ones given as clear text', () => {
  assert.match(
    run('src/matching/main.ts', 'dedupe', '--encoded', '--in', at('added.csv'), '--out', at('x.csv')).said,
    /A column surname_clear is in an encoded file/,
  )
  assert.match(
    run('src/matching/main.ts', 'dedupe', '--in', at('ok.csv'), '--out', at('x.csv')).said,
    /is encoded: say --encoded/,
  )
})

// What a person may get wrong, and what she is told; nothing is left behind.
const secret = (name: string, text: string) => writeFileSync(at(name), text, { mode: 0o600 })
secret('short', 'ab'.repeat(16))
secret('same', '00'.repeat(32))
secret('words', 'correct horse battery staple')
writeFileSync(at('open'), 'c0ffee11d3ca9e27'.repeat(4), { mode: 0o644 })
const specOf = (name: string, text: unknown) => writeFileSync(at(name), typeof text === 'string' ? text : JSON.stringify(text))
specOf('no-json.json', '{')
specOf('shoe.json', { id: 'record_id', columns: { shoe: 'a', surname: 'b' } })
specOf('one.json', { id: 'record_id', columns: { surname: 'surname' } })
specOf('lacking.json', { id: 'record_id', columns: { surname: 'family', forename: 'forename' } })
writeFileSync(at('ragged.csv'), 'record_id,forename,surname\n1,Ann,Lee\n2,Bob\n')
writeFileSync(at('nameless.csv'), 'record_id,forename,surname\n,Ann,Lee\n')
writeFileSync(at('unclosed.csv'), 'record_id,forename,surname\n1,"Ann,Lee\n')
writeFileSync(at('latin.csv'), Buffer.from('record_id,forename,surname\n1,Si\xe2n,Lee\n', 'latin1'))
writeFileSync(at('empty.csv'), '')
specOf('names.json', { id: 'record_id', columns: { forename: 'forename', surname: 'surname' } })
const names = { spec: 'names.json' }
for (const [what, input, options, told] of [
  ['a short key', 'housing.csv', { key: 'short' }, /has 16 bytes, and at least 32 are needed/],
  ['a key of zeros', 'housing.csv', { key: 'same' }, /is no random one/],
  ['a pass phrase for a key', 'housing.csv', { key: 'words' }, /must be hexadecimal digits/],
  ['no key', 'housing.csv', { key: 'none' }, /There is no key .*Make one with --new-key/],
  ...(process.platform === 'win32'
    ? []
    : ([['a key that others can read', 'housing.csv', { key: 'open' }, /Others on this machine can read .*chmod 600/]] as const)),
  ['a spec that is not JSON', 'housing.csv', { spec: 'no-json.json' }, /not JSON/],
  ['an attribute that nobody knows', 'housing.csv', { spec: 'shoe.json' }, /nothing is known of "shoe"\. There are forename/],
  ['one column', 'housing.csv', { spec: 'one.json' }, /give at least two columns/],
  ['a column that is not there', 'housing.csv', { spec: 'lacking.json' }, /has no column family\. It has: record_id, source/],
  ['a row with too few cells', 'ragged.csv', names, /line 3: 2 cells, where the header has 3/],
  ['a record without a name', 'nameless.csv', names, /line 2: no record_id/],
  ['a quotation mark that stays open', 'unclosed.csv', names, /begins on line 2 has a quotation mark that is never closed/],
  ['another character set', 'latin.csv', names, /is not UTF-8/],
  ['an empty file', 'empty.csv', names, /has no header line/],
  ['no file', 'nowhere.csv', names, /There is no file/],
] as const)
  test(`the program refuses ${what}`, () => {
    const { status, said } = encode(input, 'refused.csv', options)
    assert.equal(status, 2, said)
    assert.match(said, told)
    assert.doesNotMatch(said, /\n\s+at /)
    assert.ok(!existsSync(at('refused.csv')) && !existsSync(at('refused.csv.ids')))
  })

test('a key on the command line, or what is there already, is refused', () => {
  assert.match(
    program(
      '--key',
      'c0ffee11d3ca9e27'.repeat(4),
      '--spec',
      at('spec.json'),
      '--in',
      at('ok.csv'),
      '--out',
      at('y'),
      '--ids',
      at('z'),
    ).said,
    /There is no key/,
  )
  assert.match(program('--secret', 'x').said, /Unknown option/)
  assert.match(encode('housing.csv', 'ok.csv').said, /ok\.csv is there already/)
})

test('quotation marks, semicolons, line ends of Windows and line ends inside cells are read', () => {
  writeFileSync(at('plain.csv'), 'record_id,forename,surname\n1,Ann,Lee\n2,Bob,de la Cruz\n')
  writeFileSync(
    at('odd.csv'),
    '\uFEFFrecord_id;forename;surname;note\r\n1; "Ann" ;"Lee";"a ""b""; c\r\nd"\r\n\r\n2;Bob;de la Cruz;""\r\n',
  )
  encode('plain.csv', 'plain.enc.csv', names)
  const odd = encode('odd.csv', 'odd.enc.csv', names)
  assert.equal(odd.status, 0, odd.said)
  const codes = (name: string) =>
    lines(name)
      .slice(2)
      .map((line) => line.slice(33))
      .toSorted()
  assert.deepEqual(codes('odd.enc.csv'), codes('plain.enc.csv'))
})
