import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type CanonicalRead, readCanonical, readRecords, type SourceFormat, type SourceRecord, UnreadableFile } from './index.ts'
import type { ReadLimits } from './limits.ts'

/** A file that arrives in pieces of a few bytes, so that every character and line is cut somewhere. */
async function* inPieces(content: string | Buffer, size = 7) {
  const bytes = Buffer.from(content as string)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function all<T>(given: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const each of given) list.push(each)
  return list
}

async function read(content: string | Buffer, format: SourceFormat, limits: Partial<ReadLimits> = {}): Promise<SourceRecord[]> {
  return all(readRecords(inPieces(content), format, limits))
}

const csv = (more: Partial<Extract<SourceFormat, { kind: 'csv' }>> = {}): SourceFormat => ({
  kind: 'csv',
  headings: ['Ref', 'Name'],
  ...more,
})
const ndjson: SourceFormat = { kind: 'ndjson' }
const fhir: SourceFormat = { kind: 'fhir' }

/** "row: cells" of each record, and the rules that a record breaks. */
const shown = (records: SourceRecord[]) =>
  records.map((record) => {
    const content =
      'fields' in record ? Object.values(record.fields).join('/') : 'value' in record ? JSON.stringify(record.value) : record.text
    return `${record.row}: ${content}${(record.failures ?? []).map(({ field, rule }) => ` [${field} ${rule}]`).join('')}`
  })

test('the records of a CSV file, counted as a spreadsheet counts its rows', async () => {
  const cases: [name: string, file: string | Buffer, format: SourceFormat, expected: string[]][] = [
    ['plain', 'Ref,Name\n1,Ann\n2,Bob\n', csv(), ['2: 1/Ann', '3: 2/Bob']],
    ['no line end at the end', 'Ref,Name\n1,Ann', csv(), ['2: 1/Ann']],
    ['Windows line ends, and a mixture', 'Ref,Name\r\n1,Ann\r\n2,Bob\n', csv(), ['2: 1/Ann', '3: 2/Bob']],
    ['byte-order mark', '\uFEFFRef,Name\n1,Ann\n', csv(), ['2: 1/Ann']],
    [
      'line breaks and commas in quotation marks',
      'Ref,Name\n1,"Ann\nMay, the ""elder"""\n2,Bob\n',
      csv(),
      ['2: 1/Ann\nMay, the "elder"', '3: 2/Bob'],
    ],
    ['another separator', 'Ref|Name\n1|Ann, May\n', csv({ delimiter: '|' }), ['2: 1/Ann, May']],
    ['titles before the headings', 'Lantern,\n"Printed",\n,\nRef,Name\n1,Ann\n', csv({ preambleRows: 3 }), ['5: 1/Ann']],
    [
      'blank rows, remarks and a total',
      'Ref,Name\n1,Ann\n\n,\n# note,\n2,Bob\nTotal people,2\n',
      csv({ comment: '#', totals: ['Total'] }),
      ['2: 1/Ann', '6: 2/Bob'],
    ],
    ['more columns than agreed, one without heading', 'Ref,,Name,Extra\n1,x,Ann,e\n', csv(), ['2: 1/Ann/e']],
    ['spaces around headings', ' Ref , Name\n1,Ann\n', csv(), ['2: 1/Ann']],
    ['headings only', 'Ref,Name\n', csv(), []],
    ['accents in UTF-8', 'Ref,Name\n1,Zoë Łuczak 😀\n', csv(), ['2: 1/Zoë Łuczak 😀']],
    [
      'Windows-1252 where agreed',
      Buffer.from('Ref,Name\n1,Zo\xeb \x96 O\x92Neill\n', 'latin1'),
      csv({ encoding: 'windows-1252' }),
      ['2: 1/Zoë – O’Neill'],
    ],
    [
      'too few and too many cells',
      'Ref,Name\n1\n2,Bob,,\n3,Cy,x\n4,Di\n',
      csv(),
      ['2: 1/ [the whole row cells-missing]', '3: 2/Bob', '4: 3/Cy [the whole row cells-left-over]', '5: 4/Di'],
    ],
    [
      'formulas',
      'Ref,Name\n=1+1,@SUM\n+44 20 7946 0000,-3\n-,"-2+cmd|\'x\'!A0"\n,"\tx"\n',
      csv(),
      [
        '2: =1+1/@SUM [Ref looks-like-a-formula] [Name looks-like-a-formula]',
        '3: +44 20 7946 0000/-3',
        "4: -/-2+cmd|'x'!A0 [Name looks-like-a-formula]",
        '5: /\tx [Name looks-like-a-formula]',
      ],
    ],
  ]
  for (const [name, file, format, expected] of cases) assert.deepEqual(shown(await read(file, format)), expected, name)
})

test('the records of a file with one JSON object a line', async () => {
  const cases: [name: string, file: string, expected: string[]][] = [
    ['plain, blank lines, Windows line ends', '{"a":1}\r\n\r\n\n{"a":"é"}\n', ['1: {"a":1}', '4: {"a":"é"}']],
    [
      'not JSON, not an object',
      '{"a":1\n[1]\n7\nnull\n{"a":2}\n',
      [
        '1: {"a":1 [the whole line not-json]',
        '2: [1] [the whole line not-json]',
        '3: 7 [the whole line not-json]',
        '4: null [the whole line not-json]',
        '5: {"a":2}',
      ],
    ],
    [
      'keys that change what objects inherit',
      '{"__proto__":{"x":1}}\n{"a":[{"b":{"constructor":1}}]}\n{"\\u005f_proto__":1}\n{"trade":"constructor"}\n',
      [
        '1: {"__proto__":{"x":1}} [__proto__ key-not-allowed]',
        '2: {"a":[{"b":{"constructor":1}}]} [a.0.b.constructor key-not-allowed]',
        '3: {"\\u005f_proto__":1} [__proto__ key-not-allowed]',
        '4: {"trade":"constructor"}',
      ],
    ],
    [
      'text that cannot be stored',
      '{"a":"x\\u0000"}\n{"a":"\\ud83d"}\n{"a":"\\u00e9"}\n',
      ['1: {"a":"x\\u0000"} [a text-not-storable]', '2: {"a":"\\ud83d"} [a text-not-storable]', '3: {"a":"é"}'],
    ],
  ]
  for (const [name, file, expected] of cases) assert.deepEqual(shown(await read(file, ndjson)), expected, name)
  assert.equal(Object.hasOwn(Object.prototype, 'x'), false)
})

test('one record for each Patient of a FHIR file, however it is laid out', async () => {
  const patient = (id: string) => ({ resourceType: 'Patient', id })
  const bundle = (...resources: object[]) => ({
    resourceType: 'Bundle',
    type: 'searchset',
    entry: resources.map((resource) => ({ resource })),
  })
  const episode = (id: string) => ({ resourceType: 'EpisodeOfCare', patient: { reference: `Patient/${id}` } })
  const nurse = { resourceType: 'Practitioner', id: 'N' }
  const two = bundle(patient('A'), patient('B'), episode('B'), nurse)
  const one = (id: string) => `{"Patient":[{"resourceType":"Patient","id":"${id}"}]`
  const cases: [name: string, file: string, expected: string[]][] = [
    ['a Patient', JSON.stringify(patient('A')), [`1: ${one('A')}}`]],
    ['a Patient over many lines', JSON.stringify(patient('A'), null, 2), [`1: ${one('A')}}`]],
    [
      'a Bundle over many lines: rows are patients',
      JSON.stringify(two, null, 2),
      [
        `1: ${one('A')},"Practitioner":[{"resourceType":"Practitioner","id":"N"}]}`,
        `2: ${one('B')},"EpisodeOfCare":[${JSON.stringify(episode('B'))}],"Practitioner":[{"resourceType":"Practitioner","id":"N"}]}`,
      ],
    ],
    [
      'a Bundle a line: rows are lines',
      `${JSON.stringify(bundle(patient('A')))}\n${JSON.stringify(patient('B'))}\n`,
      [`1: ${one('A')}}`, `2: ${one('B')}}`],
    ],
    [
      'a broken line among good ones',
      `${JSON.stringify(patient('A'))}\n{"resourceType":\n${JSON.stringify(patient('B'))}\n`,
      [`1: ${one('A')}}`, '2: {"resourceType": [the whole line not-json]', `3: ${one('B')}}`],
    ],
    [
      'no Patient',
      JSON.stringify({ resourceType: 'OperationOutcome' }),
      ['1: {"resourceType":"OperationOutcome"} [resourceType patient-missing]'],
    ],
    ['a search that found nobody', JSON.stringify({ resourceType: 'Bundle', type: 'searchset', total: 0 }), []],
  ]
  for (const [name, file, expected] of cases) assert.deepEqual(shown(await read(file, fhir)), expected, name)
  await read(JSON.stringify(two), fhir, { statedRows: 1 })
  await read(JSON.stringify(two), fhir, { statedRows: 2 })
})

test('a file packed with gzip is the same file', async () => {
  assert.deepEqual(shown(await read(gzipSync('Ref,Name\n1,Ann\n'), csv())), ['2: 1/Ann'])
})

/** What a file is refused for: its code and where. */
async function refusal(file: string | Buffer, format: SourceFormat, limits?: Partial<ReadLimits>): Promise<string> {
  try {
    await read(file, format, limits)
  } catch (error) {
    assert.ok(error instanceof UnreadableFile, String(error))
    assert.doesNotMatch(error.message, /[{}]|undefined|Ann/, 'a sentence without gaps, and without the file in it')
    assert.ok(error.whatToDo.length > 10)
    return [error.code, ...Object.entries(error.at ?? {}).map(([unit, n]) => `${unit} ${n}`)].join(' ')
  }
  return 'read'
}

test('a file that cannot be read says why and where', async () => {
  const latin = (text: string) => Buffer.from(text, 'latin1')
  const cases: [name: string, file: string | Buffer, format: SourceFormat, expected: string, limits?: Partial<ReadLimits>][] = [
    ['nothing', '', csv(), 'FILE_EMPTY'],
    ['nothing', '', ndjson, 'FILE_EMPTY'],
    ['nothing, as stated', '', ndjson, 'read', { statedRows: 0 }],
    ['nothing, packed', gzipSync(''), ndjson, 'FILE_EMPTY'],
    ['only a byte-order mark', '\uFEFF', csv(), 'FILE_EMPTY'],
    ['only blank lines', '\n\n', ndjson, 'FILE_EMPTY'],
    ['zip, whatever its name', latin('PK\x03\x04rest'), csv(), 'FILE_NOT_TEXT'],
    ['zip within gzip', gzipSync(latin('PK\x03\x04rest')), csv(), 'FILE_NOT_TEXT'],
    ['packed twice', gzipSync(gzipSync('Ref,Name\n')), csv(), 'FILE_NOT_TEXT'],
    ['an old spreadsheet', latin('\xd0\xcf\x11\xe0rest'), csv(), 'FILE_NOT_TEXT'],
    ['XML with an entity', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', fhir, 'FILE_NOT_TEXT'],
    ['packed and cut off', gzipSync('Ref,Name\n1,Ann\n'.repeat(99)).subarray(0, 40), csv(), 'FILE_CUT_OFF'],
    [
      'packed and damaged',
      Buffer.concat([gzipSync('Ref,Name\n').subarray(0, 10), latin('\x07\xff\xff\xff\xff\xff')]),
      csv(),
      'FILE_PACKING_BROKEN',
    ],
    ['UTF-16 with a mark', Buffer.from('\uFEFFRef,Name\n', 'utf16le'), csv(), 'FILE_IS_UTF16 byte 0'],
    ['UTF-16 without a mark', Buffer.from('Ref,Name\n', 'utf16le'), csv(), 'FILE_IS_UTF16 byte 1'],
    ['Windows-1252 where UTF-8 was agreed', latin('Ref,Name\n1,O\x92Neill\n'), csv(), 'FILE_NOT_UTF8 byte 12'],
    ['an accent of Windows-1252', latin('Ref,Name\n1,Zo\xeb\n'), csv(), 'FILE_NOT_UTF8 byte 13'],
    ['an overlong character', latin('Ref,Name\n\xc0\xaf,Ann\n'), csv(), 'FILE_NOT_UTF8 byte 9'],
    ['half a surrogate pair', latin('Ref,Name\n\xed\xa0\x80,Ann\n'), csv(), 'FILE_NOT_UTF8 byte 9'],
    ['cut off in a character', latin('Ref,Name\n1,Zo\xc3'), csv(), 'FILE_CUT_OFF byte 13'],
    [
      'a byte that Windows-1252 lacks',
      latin('Ref,Name\n1,\x81\n'),
      csv({ encoding: 'windows-1252' }),
      'FILE_NOT_WINDOWS_1252 byte 11',
    ],
    ['NUL', 'Ref,Name\n1,A\0nn\n', csv(), 'FILE_HAS_NUL byte 12'],
    ['NUL in JSON', '{"a":"\0"}\n', ndjson, 'FILE_HAS_NUL byte 6'],
    ['a heading is missing', 'Ref,Nam\n1,Ann\n', csv(), 'HEADINGS_MISSING row 1'],
    ['another separator than agreed', 'Ref;Name\n1;Ann\n', csv(), 'HEADINGS_MISSING row 1'],
    ['no headings at all', 'Lantern\n', csv({ preambleRows: 3 }), 'HEADINGS_MISSING row 4'],
    ['a heading twice', 'Ref,Name,Name\n1,Ann,Ann\n', csv(), 'HEADINGS_REPEATED row 1'],
    ['a heading that is a key of every object', 'Ref,Name,__proto__\n1,Ann,x\n', csv(), 'HEADING_NOT_ALLOWED row 1'],
    ['too many columns', `Ref,Name${',c'.repeat(600)}\n`, csv(), 'TOO_MANY_COLUMNS'],
    ['cut off in quotation marks', 'Ref,Name\n1,"Ann\n2,Bob\n', csv(), 'FILE_CUT_OFF row 3'],
    ['cut off in a row', 'Ref,Name\n1,Ann\n2', csv(), 'FILE_CUT_OFF row 3'],
    ['a stray quotation mark', 'Ref,Name\n1,5" Ann\n', csv(), 'QUOTES_BROKEN row 2'],
    ['text after a closing quotation mark', 'Ref,Name\n1,"Ann"x\n', csv(), 'QUOTES_BROKEN row 2'],
    ['a line too long', `Ref,Name\n1,${'x'.repeat(300)}\n`, csv(), 'LINE_TOO_LONG row 2', { lineBytes: 200 }],
    ['a row of many lines too long', `Ref,Name\n1,"${'x\n'.repeat(300)}"\n`, csv(), 'LINE_TOO_LONG row 102', { lineBytes: 200 }],
    ['a line too long', `{"a":1}\n{"a":"${'x'.repeat(300)}"}\n`, ndjson, 'LINE_TOO_LONG row 2', { lineBytes: 200 }],
    ['cut off in a line', '{"a":1}\n{"a":', ndjson, 'FILE_CUT_OFF row 2'],
    ['deep', `{"a":1}\n${'{"a":'.repeat(50)}1${'}'.repeat(50)}\n`, ndjson, 'JSON_TOO_DEEP row 2'],
    ['deep FHIR over two lines', `{"entry":\n${'['.repeat(50)}${']'.repeat(50)}}`, fhir, 'JSON_TOO_DEEP row 1'],
    ['FHIR that is a list', '[{"resourceType":\n"Patient"}]', fhir, 'NOT_FHIR'],
    ['FHIR that is cut off', '{"resourceType":\n"Patient",', fhir, 'FILE_CUT_OFF'],
    ['FHIR too big for one document', `{"a":\n"${'x'.repeat(300)}"}`, fhir, 'LINE_TOO_LONG row 2', { documentBytes: 200 }],
    ['fewer rows than stated', 'Ref,Name\n1,Ann\n', csv(), 'ROW_COUNT_DIFFERS', { statedRows: 2 }],
    ['more rows than stated', '{"a":1}\n{"a":2}\n', ndjson, 'ROW_COUNT_DIFFERS', { statedRows: 1 }],
    ['more rows than are read', '{"a":1}\n{"a":2}\n', ndjson, 'TOO_MANY_ROWS', { rows: 1 }],
    ['more bytes than are read', '{"a":1}\n{"a":2}\n', ndjson, 'FILE_TOO_BIG', { fileBytes: 10 }],
  ]
  for (const [name, file, format, expected, limits] of cases)
    assert.equal(await refusal(file, format, limits), expected, `${name} (${format.kind})`)
})

test('a sender’s own mistake in reading is passed on as it is', async () => {
  async function* broken() {
    yield Buffer.from('Ref,Name\n1,Ann\n')
    throw new Error('the connection was lost')
  }
  for (const format of [csv(), ndjson]) await assert.rejects(all(readRecords(broken(), format)), /the connection was lost/)
})

test('canonical rows are read as they are', async () => {
  const row = { kind: 'contact-point', person: 'H1', key: 'H1-tel', system: 'phone', value: '07700 900111' }
  const file = [row, { ...row, value: ['x'] }, { ...row, constructor: 1 }, { ...row, hat: 1 }]
    .map((each) => JSON.stringify(each))
    .join('\n')
  await assert.rejects(all(readCanonical(inPieces(`${file}\n${'{"a":'.repeat(9)}`, 2000))), { code: 'JSON_TOO_DEEP' })
  const reads: CanonicalRead[] = (
    await all(readCanonical(inPieces(`${file}\n{"kind":"hat"}\nx\n`, 2000), { statedRows: 6 }))
  ).flat()
  assert.deepEqual(
    reads.map((read) =>
      'canonical' in read
        ? read.canonical
        : `${read.row} ${read.failures.map(({ field, rule }) => `${field} ${rule}`).join(', ')}`,
    ),
    [
      { ...row, class: 'contact' },
      '2 value not-canonical',
      '3 constructor key-not-allowed',
      '4 the whole line not-canonical',
      '5 kind not-canonical',
      '6 the whole line not-json',
    ],
  )
})
