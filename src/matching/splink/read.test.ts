import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ModelRefused } from '../model.ts'
import { readSplinkModel } from './read.ts'
import { writeSplinkModel } from './write.ts'

const elseLevel = { sql_condition: 'ELSE' }
const exact = { sql_condition: 'name_l = name_r' }
const withLevels = (...levels: object[]) =>
  withSettings({ comparisons: [{ output_column_name: 'name', comparison_levels: levels }] })
const withSettings = (settings: object) => ({
  link_type: 'dedupe_only',
  comparisons: [{ output_column_name: 'name', comparison_levels: [exact, elseLevel] }],
  ...settings,
})

/** What is wrong, the model, and what the error must say: what, where, what to do. */
const refused: [string, unknown, RegExp[]][] = [
  ['not JSON', '{"link_type": ', [/not JSON/, /save_model_to_json/]],
  ['a list', '[]', [/JSON object with "link_type" and "comparisons"/]],
  ['another file', { name: 'commonweal' }, [/has no "comparisons"/]],
  ['a model of ours', { version: 1, fields: [] }, [/looks like a model of ours/]],
  ['Splink 2', { link_type: 'dedupe_only', comparison_columns: [] }, [/Splink 2 or older/, /Write it for Splink 4 or 5/]],
  ['an unknown link type', withSettings({ link_type: 'guess' }), [/version 4 or 5/, /link_type/, /dedupe_only/]],
  [
    'a level without condition',
    withLevels({ label_for_charts: 'x' }, elseLevel),
    [/missing: give the level an SQL condition/, /comparisons\[0\]\.comparison_levels\[0\]/],
  ],
  ['an empty condition', withLevels({ sql_condition: ' ' }, elseLevel), [/"ELSE"/, /comparison_levels\[0\]/]],
  [
    'no ELSE',
    withLevels(exact, { sql_condition: 'levenshtein(name_l, name_r) <= 1' }),
    [/comparison name has no level "ELSE"/, /Add/],
  ],
  [
    'a level after ELSE',
    withLevels(exact, elseLevel, exact),
    [/comparison name: level 3 stands after "ELSE"/, /Put "ELSE" last/],
  ],
  ['only ELSE', withLevels({ ...exact, is_null_level: true }, elseLevel), [/only "ELSE"/, /Add a level/]],
  [
    'm above 1',
    withLevels({ ...exact, m_probability: 1.2 }, elseLevel),
    [/from 0 to 1/, /comparison_levels\[0\]\.m_probability/],
  ],
  ['u below 0', withLevels({ ...exact, u_probability: -0.1 }, elseLevel), [/from 0 to 1/, /u_probability/]],
  ['u of 0', withLevels({ ...exact, u_probability: 0 }, elseLevel), [/says "never"/, /write 1e-300/]],
  ['a setting of a level that we do not know', withLevels({ ...exact, match_weight: 3 }, elseLevel), [/match_weight/]],
  ['a prior of 1', withSettings({ probability_two_random_records_match: 1 }), [/probability_two_random_records_match/]],
  [
    'frequencies without an exact level',
    withLevels({ sql_condition: 'levenshtein(name_l, name_r) <= 1', tf_adjustment_column: 'name' }, elseLevel),
    [/term frequencies of name/, /disable_tf_exact_match_detection/],
  ],
  [
    'SQL of another engine',
    { ...withLevels({ sql_condition: 'soundex(name_l) = soundex(name_r)' }, elseLevel), sql_dialect: 'spark' },
    [/comparison name, level 1/, /spark/, /soundex/],
  ],
  [
    'more of an exploded list than its values',
    withSettings({
      blocking_rules_to_generate_predictions: [
        { blocking_rule: 'substr(l.tags, 1, 2) = substr(r.tags, 1, 2)', arrays_to_explode: ['tags'] },
      ],
    }),
    [/blocking rule 1/, /l\.tags = r\.tags/],
  ],
]

for (const [what, json, says] of refused) {
  test(`is refused: ${what}`, () => {
    assert.throws(
      () => readSplinkModel(json),
      (error: unknown) => {
        assert.ok(error instanceof ModelRefused, String(error))
        for (const one of says) assert.match(error.message, one)
        return true
      },
    )
  })
}

test('levels without numbers have the numbers that Splink gives them when it loads a model', () => {
  const { model } = readSplinkModel(withLevels(exact, { sql_condition: 'levenshtein(name_l, name_r) <= 1' }, elseLevel))
  const weights = model.comparisons[0]!.levels.map(({ m, u }) => Math.round(Math.log2(m! / u!) * 1e6) / 1e6)
  assert.deepEqual(weights, [10, 3, -5])
  assert.deepEqual(
    model.comparisons[0]!.levels.map(({ m }) => Math.round(m! * 1e6) / 1e6),
    [0.95, 0.025, 0.025],
  )
  const two = readSplinkModel(withLevels(exact, elseLevel)).model.comparisons[0]!.levels
  assert.deepEqual(
    two.map(({ m, u }) => Math.round(Math.log2(m! / u!))),
    [10, -5],
  )
})

test('a level that no training pair had counts as Splink reckons it, where a model says so in words', () => {
  const words = 'level not observed in training dataset'
  const { model } = readSplinkModel(withLevels({ ...exact, m_probability: words, u_probability: 0.2 }, elseLevel))
  assert.deepEqual([model.comparisons[0]!.levels[0]!.m, model.comparisons[0]!.levels[0]!.u], [1e-6, 0.2])
})

test('what training must leave alone, and rarity, are read', () => {
  const rare = {
    ...exact,
    fix_m_probability: true,
    fix_u_probability: false,
    tf_adjustment_column: '"name"',
    tf_adjustment_weight: 0.5,
    tf_minimum_u_value: 0.01,
    disable_tf_exact_match_detection: true,
  }
  const { model } = readSplinkModel(withLevels(rare, { ...elseLevel, tf_adjustment_column: 'name' }))
  const [first, last] = model.comparisons[0]!.levels
  assert.deepEqual(first!.keep, ['m'])
  assert.deepEqual(first!.rarity, { field: 'name', weight: 0.5, floor: 0.01, own: true })
  assert.equal(last!.rarity, undefined)
})

test('blocking rules of plain equalities are keys, also of what is made of a column; others stay SQL', () => {
  const rules = [
    '(l."name" = r."name") AND (SUBSTR(l.born, 1, 4) = SUBSTR(r.born, 1, 4))',
    { blocking_rule: 'l.name = r.born', sql_dialect: 'duckdb' },
    { blocking_rule: '(l."tags" = r."tags") AND l.name = r.name', arrays_to_explode: ['tags'] },
  ]
  const { model, warnings } = readSplinkModel(withSettings({ blocking_rules_to_generate_predictions: rules }))
  assert.deepEqual(model.keys, [
    {
      parts: [
        { field: 'name', take: 'whole' },
        { field: 'born_1_4', take: 'whole' },
      ],
    },
    { sql: 'l."name" = r."born"' },
    { sql: 'list_has_any(l."tags", r."tags") AND (l."name" = r."name")' },
  ])
  assert.equal(warnings.length, 2)
  const { settings } = writeSplinkModel(model, { linkType: 'dedupe_only' })
  const written = settings.blocking_rules_to_generate_predictions as { blocking_rule: string }[]
  assert.equal(written[0]!.blocking_rule, 'l."name" = r."name" AND substr(l."born", 1, 4) = substr(r."born", 1, 4)')
  assert.deepEqual(readSplinkModel(settings).model.keys, model.keys)
})

test('without blocking rules everything is compared, and the reader is told', () => {
  const { model, warnings } = readSplinkModel(withSettings({}))
  assert.deepEqual(model.keys, [{ sql: '1 = 1' }])
  assert.match(warnings.join(), /no blocking rules/)
})

test('what Splink has no place for is said when a model is written', () => {
  const { model } = readSplinkModel(withSettings({}))
  const household = { share: 0.01, h: [[0.5, 0.5]] }
  const clustering = { method: 'average' as const, stop: 0, unseen: -2, onePerSource: false }
  const { warnings } = writeSplinkModel({ ...model, household, clustering }, { linkType: 'dedupe_only' })
  assert.match(warnings.join(), /third hypothesis.*components/)
})
