import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bitsOf } from '../bits.ts'
import { type Comparator, type Model, ModelRefused, type StandardRecord } from '../model.ts'
import { patternSelect, recordColumns } from './duckdb.ts'
import { duckDbPatterns, load, withDuckDb } from './duckdb-testing.ts'
import { sparkPattern } from './spark.ts'
import { columnTypes, fields } from './testing.ts'
import { compileComparer, compileOutcomes } from './typescript.ts'

type Some = Partial<StandardRecord>
/** What a test says of two records: it holds, it does not, or nobody knows. */
type Said = 'yes' | 'no' | 'unknown'

/** Three outcomes of one comparison: the test holds, its opposite holds, neither. */
const asking = (when: Comparator): Model => ({
  version: 1,
  fields: [...fields],
  comparisons: [
    {
      name: 'the question',
      levels: [
        { label: 'yes', when },
        { label: 'no', when: { is: 'not', of: when } },
        { label: 'unknown', when: { is: 'otherwise' } },
      ],
    },
  ],
  keys: [{ parts: [{ field: 'surname', take: 'whole' }] }],
  aliases: [
    ['robert', 'bob'],
    ['robert', 'rob'],
    ['elizabeth', 'beth'],
  ],
})
const said = (pattern: bigint): Said => (['yes', 'no', 'unknown'] as const)[Number(pattern)]!

const nothing = Object.fromEntries(Object.keys(columnTypes).map((column) => [column, null]))
const record = (some: Some): StandardRecord => ({ ...nothing, ...some }) as StandardRecord

/** Each row: one record, the other, what the test says. A practitioner may correct these. */
function table(when: Comparator, rows: readonly (readonly [Some, Some, Said])[]): void {
  const pairs = rows.map(([left, right]) => [record(left), record(right)] as const)
  const expected = rows.map(([, , says]) => says)
  const title = JSON.stringify(when)
  test(`TypeScript: ${title}`, () => {
    const compare = compileComparer(asking(when))
    assert.deepEqual(
      pairs.map(([left, right]) => said(compare(left, right))),
      expected,
    )
  })
  test(`DuckDB: ${title}`, () =>
    withDuckDb(async (connection) => {
      await load(connection, pairs)
      assert.deepEqual((await duckDbPatterns(connection, asking(when))).map(said), expected)
    }))
}

const forename = (name: string | null): Some => ({ forename: name })
const born = (text: string | null, day: number | null = null): Some => ({ born: text, born__day: day })
const numbers = (...all: string[]): Some => ({ numbers: all })

table({ is: 'null', field: 'forename', side: 'either' }, [
  [forename('ann'), forename('ann'), 'no'],
  [forename(null), forename('ann'), 'yes'],
  [forename(null), forename(null), 'yes'],
])
table({ is: 'null', field: 'forename', side: 'both' }, [
  [forename(null), forename('ann'), 'no'],
  [forename(null), forename(null), 'yes'],
])
table({ is: 'null', field: 'numbers', side: 'left' }, [
  [{}, numbers('1'), 'yes'],
  [numbers('1'), {}, 'no'],
])
table({ is: 'null', field: 'forename', side: 'right' }, [
  [forename(null), forename('ann'), 'no'],
  [forename('ann'), forename(null), 'yes'],
])
table({ is: 'exact', field: 'forename' }, [
  [forename('siân'), forename('siân'), 'yes'],
  [forename('siân'), forename('sian'), 'no'],
  [forename('ann'), forename(null), 'unknown'],
  [forename(null), forename(null), 'unknown'],
])
// Names written the wrong way round.
table({ is: 'exact', field: 'forename', with: 'surname' }, [
  [{ forename: 'thomas', surname: 'james' }, { forename: 'james', surname: 'thomas' }, 'yes'],
  [{ forename: 'thomas', surname: 'james' }, { forename: 'thomas', surname: 'james' }, 'no'],
  [{ forename: 'thomas', surname: 'james' }, { forename: 'thomas' }, 'unknown'],
])
table({ is: 'jaro-winkler', field: 'forename', atLeast: 0.92 }, [
  [forename('martha'), forename('marhta'), 'yes'],
  [forename('dwayne'), forename('duane'), 'no'],
  [forename('ann'), forename('ann'), 'yes'],
  [forename('ann'), forename(null), 'unknown'],
])
// 0.84 by the paper; a hair more as computers add it up, and all of them must fall on one side.
table({ is: 'jaro-winkler', field: 'forename', atLeast: 0.84 }, [[forename('dwayne'), forename('duane'), 'yes']])
table({ is: 'levenshtein', field: 'forename', atMost: 1 }, [
  [forename('smith'), forename('smyth'), 'yes'],
  [forename('smith'), forename('smithe'), 'yes'],
  [forename('brian'), forename('brain'), 'no'],
  [forename('zoë'), forename('zoe'), 'no'],
  [forename(null), forename('zoe'), 'unknown'],
])
table({ is: 'levenshtein', field: 'forename', atMost: 2 }, [
  [forename('brian'), forename('brain'), 'yes'],
  [forename('abcdef'), forename('bcdefg'), 'yes'],
  [forename('abcdef'), forename('cdefgh'), 'no'],
])
table({ is: 'damerau-levenshtein', field: 'born', atMost: 1 }, [
  [born('1980-01-12'), born('1980-01-21'), 'yes'],
  [born('1980-01-12'), born('1981-01-12'), 'yes'],
  [born('1980-01-12'), born('1981-01-13'), 'no'],
  [born('1980-01-12'), born('1980-1-12'), 'yes'],
  [born('1980-01-12'), born(null), 'unknown'],
])
table({ is: 'date-difference', field: 'born', atMostDays: 31 }, [
  [born('1970-02-01', 31), born('1970-01-01', 0), 'yes'],
  [born('1970-02-02', 32), born('1970-01-01', 0), 'no'],
  // A day that is none is compared as text, and not as a date.
  [born('1970-02-30'), born('1970-02-28', 58), 'unknown'],
])
table({ is: 'prefix', field: 'forename', letters: 3 }, [
  [forename('kathryn'), forename('katie'), 'yes'],
  [forename('zoëlle'), forename('zoëy'), 'yes'],
  [forename('al'), forename('al'), 'yes'],
  [forename('al'), forename('ali'), 'no'],
  [forename('al'), forename(null), 'unknown'],
])
table({ is: 'prefix', field: 'remark', letters: 2 }, [
  [{ remark: 'x😀y' }, { remark: 'x😀z' }, 'yes'],
  [{ remark: 'x😀y' }, { remark: 'x😁z' }, 'no'],
])
// The area of a postcode. Neither has one: the same, as in DuckDB.
table({ is: 'pattern', field: 'postcode', pattern: '^[A-Z]{1,2}' }, [
  [{ postcode: 'LE11AA' }, { postcode: 'LE29ZZ' }, 'yes'],
  [{ postcode: 'LE11AA' }, { postcode: 'L11AA' }, 'no'],
  [{ postcode: '1' }, { postcode: '2' }, 'yes'],
  [{ postcode: '1' }, {}, 'unknown'],
])
table({ is: 'overlap', field: 'numbers', atLeast: 1 }, [
  [numbers('1', '2'), numbers('2', '3'), 'yes'],
  [numbers('1'), numbers('2'), 'no'],
  [numbers('1'), {}, 'unknown'],
])
// A value that stands twice is one.
table({ is: 'overlap', field: 'numbers', atLeast: 2 }, [
  [numbers('1', '2'), numbers('2', '1', '3'), 'yes'],
  [numbers('1', '1'), numbers('1', '1'), 'no'],
])
table({ is: 'alias', field: 'forename' }, [
  [forename('robert'), forename('bob'), 'yes'],
  [forename('bob'), forename('robert'), 'yes'],
  // Two names of a third are not names of each other unless the list says so; one name is no alias of itself.
  [forename('bob'), forename('rob'), 'no'],
  [forename('bob'), forename('bob'), 'no'],
  [forename('bob'), forename(null), 'unknown'],
])
table({ is: 'phonetic', field: 'surname' }, [
  [{ surname: 'smith', surname__sound: 'SM0' }, { surname: 'smyth', surname__sound: 'SM0' }, 'yes'],
  [{ surname: 'smith', surname__sound: 'SM0' }, { surname: 'schmidt', surname__sound: 'XMT' }, 'no'],
  // A name of other letters has no sound that we know.
  [{ surname: '李' }, { surname: '李' }, 'unknown'],
])

const sameName: Comparator = { is: 'exact', field: 'forename' }
const sameDay: Comparator = { is: 'exact', field: 'born' }
const [ann, bea] = [
  { forename: 'ann', born: '1980-01-12' },
  { forename: 'bea', born: '1990-06-01' },
]
table({ is: 'all', of: [sameName, sameDay] }, [
  [ann, ann, 'yes'],
  [ann, { ...ann, born: bea.born }, 'no'],
  [ann, { ...ann, born: null }, 'unknown'],
  // One "no" decides, whatever the unknown one would say.
  [ann, { forename: 'bea', born: null }, 'no'],
  [ann, {}, 'unknown'],
])
table({ is: 'any', of: [sameName, sameDay] }, [
  [ann, bea, 'no'],
  [ann, { ...ann, born: null }, 'yes'],
  [ann, { forename: 'bea', born: null }, 'unknown'],
  [ann, {}, 'unknown'],
])
table({ is: 'not', of: sameName }, [
  [ann, bea, 'yes'],
  [ann, ann, 'no'],
  [ann, {}, 'unknown'],
])
table({ is: 'otherwise' }, [[{}, {}, 'yes']])

test('a missing level stands where it stands, and takes no number from the others', () => {
  const model = asking(sameName)
  model.comparisons[0]!.levels.splice(1, 0, {
    label: 'gap',
    missing: true,
    when: { is: 'null', field: 'forename', side: 'either' },
  })
  const outcomes = compileOutcomes(model)
  assert.deepEqual(outcomes(record(ann), record(ann)), [0])
  assert.deepEqual(outcomes(record(ann), record({})), [15])
  assert.deepEqual(outcomes(record(ann), record(bea)), [1])
})

test('fifteen comparisons fill sixty bits, the first lowest', () => {
  const model = asking(sameName)
  model.comparisons = Array.from({ length: 15 }, () => model.comparisons[0]!)
  assert.equal(compileComparer(model)(record(ann), record(bea)), 0x111_1111_1111_1111n)
  model.comparisons[14] = { name: 'last', levels: [{ label: 'gap', missing: true, when: { is: 'otherwise' } }] }
  assert.equal(compileComparer(model)(record(ann), record(ann)), 0xf00_0000_0000_0000n)
})

test('a condition in SQL reads the columns of both sides, in DuckDB', () =>
  withDuckDb(async (connection) => {
    const model = asking({ is: 'sql', text: `l.forename = r."surname" and 'l.born' = 'l.born'` })
    assert.deepEqual(recordColumns(model), ['forename', 'surname'])
    const pairs = [
      [record({ forename: 'james' }), record({ surname: 'james' })],
      [record({ forename: 'james' }), record({ surname: 'thomas' })],
      [record({ forename: 'james' }), record({})],
    ] as const
    await load(connection, pairs)
    assert.deepEqual((await duckDbPatterns(connection, model)).map(said), ['yes', 'no', 'unknown'])
  }))

const code = (digits: string | null): Some => ({ code: digits === null ? null : bitsOf(digits.padEnd(30, '0')) })
table({ is: 'dice', field: 'code', atLeast: 0.5 }, [
  [code('f'), code('f'), 'yes'], // 2 × 4 of 8
  [code('f'), code('3'), 'yes'], // 2 × 2 of 6
  [code('f'), code('8'), 'no'], // 2 × 1 of 5
  [code('f0'), code('0f'), 'no'],
  [code('7'), code('8'), 'no'],
  [code('3'), code('6'), 'yes'], // 2 × 1 of 4: exactly at the threshold
  [code('8'.padStart(30, '0')), code('8'.padStart(30, '0')), 'yes'], // the last word counts too
  [code(null), code('f'), 'unknown'],
  [code(''), code(''), 'unknown'], // no bit on either side: nothing to say
  [code(''), code('f'), 'no'],
])
table({ is: 'dice', field: 'code', atLeast: 1 }, [
  [code('fe'), code('fe'), 'yes'],
  [code('fe'), code('ff'), 'no'],
])

const sources = { pairs: 'pairs', records: 'records', valuePairs: '/tmp/value-pairs', scores: '/tmp/scores' }
const refusals: readonly (readonly [string, () => unknown, RegExp])[] = [
  [
    'TypeScript and a condition in SQL',
    () => compileComparer(asking({ is: 'sql', text: 'l.x = r.x' })),
    /^the question, "yes": "l\.x = r\.x" is SQL, which only DuckDB understands\. Say it with comparators/,
  ],
  [
    'Spark and a condition in SQL',
    () => sparkPattern(asking({ is: 'sql', text: 'l.x = r.x' }), sources),
    /^the question, "yes": "l\.x = r\.x" is SQL for DuckDB\. Say it with comparators/,
  ],
  [
    'Spark and Damerau-Levenshtein, wherever it stands',
    () => sparkPattern(asking({ is: 'all', of: [sameName, { is: 'damerau-levenshtein', field: 'born', atMost: 1 }] }), sources),
    /^the question, "yes": Spark SQL has no damerau-levenshtein\. Use levenshtein at most 2, or match with DuckDB\./,
  ],
  ...[compileComparer, (model: Model) => patternSelect(model, sources), (model: Model) => sparkPattern(model, sources)].map(
    (compile) =>
      [
        `${compile.name || 'SQL'} and a pattern that the engines do not read alike`,
        () => compile(asking({ is: 'pattern', field: 'postcode', pattern: '(?<=A)B' })),
        /^the question, "yes": the pattern \(\?<=A\)B has a group of a kind/,
      ] as const,
  ),
]
for (const [what, compile, sentence] of refusals) {
  test(`refused: ${what}`, () => assert.throws(compile, (error) => error instanceof ModelRefused && sentence.test(error.message)))
}
