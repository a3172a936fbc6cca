import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Step } from './model.ts'
import { applySteps, expressionOf, readableFormat, stepsSql, wholeDays } from './steps.ts'

/** Everything that is asked of DuckDB is asked of TypeScript: each of these steps of each of these texts. */
const steps: Step[][] = [
  [{ do: 'lower' }],
  [{ do: 'upper' }],
  [{ do: 'part', from: 2, letters: 3 }],
  [{ do: 'find', pattern: '^[A-Za-z]{1,2}[0-9][A-Za-z0-9]?', group: 0 }],
  [{ do: 'find', pattern: '(\\d+)-(\\d+)', group: 2 }],
  [{ do: 'find', pattern: '-.*', group: 0 }],
  [
    { do: 'find', pattern: '@([^@.]+)\\.', group: 1 },
    { do: 'null-if', value: '' },
  ],
  [{ do: 'null-if', value: '' }, { do: 'lower' }],
  [{ do: 'element', at: 1 }],
  [{ do: 'element', at: -1 }],
  [{ do: 'time', format: '%Y-%m-%d' }],
  [{ do: 'time', format: '%d/%m/%Y' }],
  [{ do: 'time', format: '%d/%m/%y' }],
  [{ do: 'time', format: '%Y%m%d' }],
  [{ do: 'time', format: '%Y-%m-%dT%H:%M:%SZ' }],
  [{ do: 'time', format: '%Y-%m-%d  %H:%M' }],
  [{ do: 'time', format: '%y%m' }],
]

const texts = [
  ...['', ' ', 'LE1 1AA', 'le11aa', "Zoë O'Dell", 'a@example.org', 'x@y@z.org', 'two\nlines-of\ntext', '12-345', '--', '😀ab'],
  ...[
    '2001-02-03',
    '2001-2-3',
    ' 2001-02-03 ',
    '\t2001-02-03\n',
    '2001-02-03x',
    '201-02-03',
    '20010-02-03',
    '2001-02-30',
    '2001-02-29',
    '2000-02-29',
  ],
  ...[
    '1900-02-29',
    '0000-01-01',
    '0099-12-31',
    '2001-13-01',
    '2001-00-01',
    '2001-1-00',
    '2001-001-01',
    '-2001-01-01',
    '2001 -02-03',
    '9999-12-31',
  ],
  ...['20010203', '2001023', '200102', '20011', '3/2/2001', '31/04/1999', '03/02/68', '03/02/69', '03/02/1', '9912', '0013'],
  ...[
    '2001-02-03T04:05:06Z',
    '2001-02-03T4:5:6Z',
    '2001-02-03T24:05:06Z',
    '2001-02-03T23:60:06Z',
    '2001-02-03T23:59:60Z',
    '2001-02-03T23:59:06.5Z',
  ],
  ...['2001-02-03 04:05', '2001-02-03   04:05', '2001-02-0304:05'],
]

test('steps give in TypeScript what they give in DuckDB', async () => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const asked = steps.map((one) => stepsSql('x', one)).join(', ')
    const values = texts.map((text) => `('${text.replaceAll("'", "''")}')`).join(', ')
    const rows = (await connection.runAndReadAll(`SELECT ${asked} FROM (VALUES ${values}) t(x)`)).getRowsJS()
    const ours = texts.map((text) => steps.map((one) => applySteps(text, one)))
    for (const [at, text] of texts.entries()) assert.deepEqual(ours[at], rows[at], JSON.stringify(text))
    assert.ok(ours.flat().filter((one) => typeof one === 'number').length >= 20)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
})

test('dates and times of a column that has such a type are read from their ISO text', async () => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    for (const [type, texts_] of [
      ['date', ['2001-02-03', '1899-12-31', '2000-02-29']],
      ['timestamp', ['2001-02-03 04:05:06', '1969-12-31 23:59:59.5', '2001-02-03 00:00:00']],
    ] as const) {
      for (const text of texts_) {
        for (const format of ['date', 'timestamp']) {
          const [[theirs]] = (
            await connection.runAndReadAll(`SELECT ${stepsSql(`${type} '${text}'`, [{ do: 'time', format }])}`)
          ).getRowsJS() as [[number]]
          assert.equal(applySteps(text, [{ do: 'time', format }]), theirs, `${type} ${text} as ${format}`)
        }
      }
    }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
})

test('of a list an element is taken; unknown stays unknown', () => {
  assert.equal(applySteps(['a', 'b'], [{ do: 'element', at: 1 }]), 'a')
  assert.equal(applySteps(['a', 'b'], [{ do: 'element', at: -1 }, { do: 'upper' }]), 'B')
  assert.equal(applySteps([], [{ do: 'element', at: 1 }, { do: 'upper' }]), null)
  assert.equal(applySteps(null, [{ do: 'text' }]), null)
  assert.equal(applySteps(12, [{ do: 'text' }]), '12')
})

test('a pattern or a format that the two may read otherwise is not taken', () => {
  for (const pattern of ['(?i)a', '(?=a)', '\\sA', '[[:alpha:]]', '(a)\\1', '\\p{L}', '('])
    assert.equal(expressionOf(pattern), undefined, pattern)
  for (const pattern of ['a|b', '^\\d{4}$', '[^@.]+', 'a\\-b', '(?:a)b']) assert.ok(expressionOf(pattern), pattern)
  assert.deepEqual(['%Y-%m-%d', '%-d/%-m/%y', 'date', '%d %b %Y', '%j'].map(readableFormat), [true, true, true, false, false])
  assert.deepEqual(['%Y-%m-%d', 'date', 'timestamp', '%Y%m%d%H'].map(wholeDays), [true, true, false, false])
})
