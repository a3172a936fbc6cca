import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Comparator, Field, Step } from '../model.ts'
import { Columns } from './columns.ts'
import { noteLists, readCondition } from './condition.ts'

/** A condition, the test that it is, and the fields that it makes besides plain columns. */
const cases: [string, Comparator, Record<string, Step[]>?][] = [
  // Equality, in every way of quoting.
  ['"surname_l" = "surname_r"', { is: 'exact', field: 'surname' }],
  ['surname_l=surname_r', { is: 'exact', field: 'surname' }],
  ['`surname_l` == `surname_r`', { is: 'exact', field: 'surname' }],
  ['l."surname" = r.surname', { is: 'exact', field: 'surname' }],
  ['((surname_R = surname_L))', { is: 'exact', field: 'surname' }],
  ['surname_l /* the last */ = surname_r -- name', { is: 'exact', field: 'surname' }],
  ['"home town_l" = "home town_r"', { is: 'exact', field: 'home_town' }],
  ['surname_l <> surname_r', { is: 'not', of: { is: 'exact', field: 'surname' } }],
  // The other column of the right record.
  ['first_l = last_r', { is: 'exact', field: 'first', with: 'last' }],
  ['first_r = last_l', { is: 'exact', field: 'last', with: 'first' }],
  // Null.
  ['a_l IS NULL OR a_r IS NULL', { is: 'null', field: 'a', side: 'either' }],
  ['a_r is null or a_l isnull', { is: 'null', field: 'a', side: 'either' }],
  ['a_l IS NULL AND a_r IS NULL', { is: 'null', field: 'a', side: 'both' }],
  ['coalesce(a_l, a_r) IS NULL', { is: 'null', field: 'a', side: 'both' }],
  ['a_l IS NOT NULL', { is: 'not', of: { is: 'null', field: 'a', side: 'left' } }],
  ['NOT a_r IS NULL', { is: 'not', of: { is: 'null', field: 'a', side: 'right' } }],
  [
    '(a_l IS NULL OR a_r IS NULL) AND (b_l IS NULL OR b_r IS NULL)',
    {
      is: 'all',
      of: [
        { is: 'null', field: 'a', side: 'either' },
        { is: 'null', field: 'b', side: 'either' },
      ],
    },
  ],
  ["NULLIF(a_l, '') IS NULL", { is: 'null', field: 'a_known', side: 'left' }, { a_known: [{ do: 'null-if', value: '' }] }],
  // Similarity.
  ['jaro_winkler_similarity("a_l", "a_r") >= 0.92', { is: 'jaro-winkler', field: 'a', atLeast: 0.92 }],
  ['0.92 <= jaro_winkler_similarity(a_r, a_l)', { is: 'jaro-winkler', field: 'a', atLeast: 0.92 }],
  ['jaro_winkler_similarity(a_l, a_r) > 0.5', { is: 'jaro-winkler', field: 'a', atLeast: 0.5000000000000001 }],
  ['jaro_winkler_similarity(a_l, a_r) < 0.5', { is: 'not', of: { is: 'jaro-winkler', field: 'a', atLeast: 0.5 } }],
  ['levenshtein(a_l, b_r) <= 2', { is: 'levenshtein', field: 'a', with: 'b', atMost: 2 }],
  ['levenshtein(a_l, a_r) < 2', { is: 'levenshtein', field: 'a', atMost: 1 }],
  ['levenshtein(a_l, a_r) >= 2', { is: 'not', of: { is: 'levenshtein', field: 'a', atMost: 1 } }],
  ['damerau_levenshtein(a_l, a_r) <= 1', { is: 'damerau-levenshtein', field: 'a', atMost: 1 }],
  // Lists.
  ['array_length(list_intersect("a_l", "a_r")) >= 2', { is: 'overlap', field: 'a', atLeast: 2 }],
  ['len(array_intersect(a_l, a_r)) > 0', { is: 'overlap', field: 'a', atLeast: 1 }],
  ['array_length(list_intersect(a_l, a_r), 1) >= 1', { is: 'overlap', field: 'a', atLeast: 1 }],
  ['list_has_any(a_l, a_r)', { is: 'overlap', field: 'a', atLeast: 1 }],
  ['a_l && a_r', { is: 'overlap', field: 'a', atLeast: 1 }],
  // Numbers and times.
  ['ABS("a_l" - "a_r") <= 2.5', { is: 'difference', field: 'a', atMost: 2.5 }],
  [
    `ABS(EPOCH(try_strptime("d_l", '%Y-%m-%d')) - EPOCH(try_strptime("d_r", '%Y-%m-%d'))) <= 2629800.0`,
    { is: 'difference', field: 'd_time', atMost: 2629800 },
    { d_time: [{ do: 'time', format: '%Y-%m-%d' }] },
  ],
  [
    'ABS(EPOCH(d_l) - EPOCH(d_r)) <= 31557600.0',
    { is: 'difference', field: 'd_time', atMost: 31557600 },
    { d_time: [{ do: 'time', format: 'timestamp' }] },
  ],
  [
    "abs(date_diff('day', d_l, d_r)) <= 14",
    { is: 'difference', field: 'd_time', atMost: 1209600 },
    { d_time: [{ do: 'time', format: 'date' }] },
  ],
  [
    "abs(datediff('day', CAST(d_l AS DATE), d_r::date)) <= 1",
    { is: 'difference', field: 'd_time', atMost: 86400 },
    { d_time: [{ do: 'time', format: 'date' }] },
  ],
  [
    'abs(datediff(d_l, d_r)) <= floor(2629800.0 / 86400)',
    { is: 'difference', field: 'd_time', atMost: 2592000 },
    { d_time: [{ do: 'time', format: 'date' }] },
  ],
  // What is made of a column.
  ['substr(a_l, 1, 3) = SUBSTRING(a_r, 1, 3)', { is: 'exact', field: 'a_1_3' }, { a_1_3: [{ do: 'part', from: 1, letters: 3 }] }],
  [
    'left(lower(a_l), 2) = left(lower(a_r), 2)',
    { is: 'exact', field: 'a_lower_1_2' },
    { a_lower_1_2: [{ do: 'lower' }, { do: 'part', from: 1, letters: 2 }] },
  ],
  [
    "NULLIF(regexp_extract(a_l, '^[A-Z]{1,2}', 0), '') = NULLIF(regexp_extract(a_r, '^[A-Z]{1,2}', 0), '')",
    { is: 'exact', field: 'a_found_known' },
    {
      a_found_known: [
        { do: 'find', pattern: '^[A-Z]{1,2}', group: 0 },
        { do: 'null-if', value: '' },
      ],
    },
  ],
  [
    'levenshtein(CAST(a_l AS TEXT), a_r::varchar(9)) <= 1',
    { is: 'levenshtein', field: 'a_text', atMost: 1 },
    { a_text: [{ do: 'text' }] },
  ],
  ['a_l[-1] = a_r[-1]', { is: 'exact', field: 'a_last' }, { a_last: [{ do: 'element', at: -1 }] }],
  // Brackets, AND, OR, NOT; AND binds closer.
  [
    'a_l = a_r OR b_l = b_r AND NOT c_l = c_r',
    {
      is: 'any',
      of: [
        { is: 'exact', field: 'a' },
        {
          is: 'all',
          of: [
            { is: 'exact', field: 'b' },
            { is: 'not', of: { is: 'exact', field: 'c' } },
          ],
        },
      ],
    },
  ],
]

for (const [sql, test_, made] of cases) {
  test(`is read: ${sql}`, () => {
    const columns = new Columns()
    noteLists(sql, columns)
    assert.deepEqual(readCondition(sql, columns), { test: test_, kept: [] })
    const steps = columns.list().filter((field): field is Field & { steps: Step[] } => field.steps !== undefined)
    assert.deepEqual(Object.fromEntries(steps.map((field) => [field.name, field.steps])), made ?? {})
  })
}

/** A condition, the SQL over our fields that stays of it, and the pieces that a warning names. */
const kept: [string, Comparator, string[]][] = [
  ["surname_l = 'Jessop'", { is: 'sql', text: `l."surname" = 'Jessop'` }, ["surname_l = 'Jessop'"]],
  ['jaccard(a_l, a_r) >= 0.8', { is: 'sql', text: 'jaccard(l."a", r."a") >= 0.8' }, ['jaccard(a_l, a_r) >= 0.8']],
  [
    'a_l = a_r AND len(b_l) * len(b_r) <= 6',
    {
      is: 'all',
      of: [
        { is: 'exact', field: 'a' },
        { is: 'sql', text: 'len(l."b") * len(r."b") <= 6' },
      ],
    },
    ['len(b_l) * len(b_r) <= 6'],
  ],
  // Names in texts, after dots and before brackets are no columns; a struct's part is none either.
  [
    `list_sum(list_transform(a_l, x -> x.b_l)) > f_l(a_r, 'a_l')`,
    { is: 'sql', text: `list_sum(list_transform(l."a", x -> x.b_l)) > f_l(r."a", 'a_l')` },
    [`list_sum(list_transform(a_l, x -> x.b_l)) > f_l(a_r, 'a_l')`],
  ],
  // Calendar months passed are no length of time.
  [
    "abs(date_diff('month', d_l, d_r)) <= 1",
    { is: 'sql', text: `abs(date_diff('month', l."d", r."d")) <= 1` },
    ["abs(date_diff('month', d_l, d_r)) <= 1"],
  ],
  // A list as a whole is no value of ours; nor is a pattern that JavaScript reads otherwise.
  [
    'list_has_any(a_l, a_r) AND a_l = a_r',
    {
      is: 'all',
      of: [
        { is: 'overlap', field: 'a', atLeast: 1 },
        { is: 'sql', text: 'l."a" = r."a"' },
      ],
    },
    ['a_l = a_r'],
  ],
  [
    "regexp_extract(a_l, '(?i)x') = regexp_extract(a_r, '(?i)x')",
    { is: 'sql', text: `regexp_extract(l."a", '(?i)x') = regexp_extract(r."a", '(?i)x')` },
    ["regexp_extract(a_l, '(?i)x') = regexp_extract(a_r, '(?i)x')"],
  ],
]

for (const [sql, test_, pieces] of kept) {
  test(`is kept: ${sql}`, () => {
    const columns = new Columns()
    noteLists(sql, columns)
    assert.deepEqual(readCondition(sql, columns), { test: test_, kept: pieces })
  })
}

test('two columns whose names are alike once written plainly are two fields', () => {
  const columns = new Columns()
  assert.deepEqual(
    [columns.field('home town'), columns.field('home_town'), columns.field('HOME TOWN'), columns.field('_1')],
    ['home_town', 'home_town_2', 'home_town', 'column'],
  )
})
