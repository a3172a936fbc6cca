/** The form of a Splink model's JSON, as versions 4 and 5 write and read it. */
import { z } from 'zod'

/** What Splink 4 saves, or an older one in a string, for a level that no training pair had. In memory it counts as this. */
const unseenText = /^level not observed in training dataset/
const unseen = 1e-6

/** Splink 5 refuses less. Splink 4 trains and saves less, but never nought. */
export const leastProbability = 1e-300

const nought = `is 0, which says "never", and no evidence could outweigh that: write ${leastProbability}, or leave it out for Splink's default`
const probability = z
  .union([
    z.number(),
    z
      .string()
      .regex(unseenText, 'must be a number from 0 to 1')
      .transform(() => unseen),
  ])
  .pipe(
    z
      .number()
      .max(1, 'must be a number from 0 to 1')
      .gt(0, { error: ({ input }) => (input === 0 ? nought : 'must be a number from 0 to 1') }),
  )
const flag = z.boolean().nullish()
const noElse = 'is missing: give the level an SQL condition over columns such as name_l and name_r, or "ELSE"'

const level = z.strictObject({
  sql_condition: z.string(noElse).trim().min(1, noElse),
  label_for_charts: z.string().nullish(),
  is_null_level: flag,
  m_probability: probability.nullish(),
  u_probability: probability.nullish(),
  fix_m_probability: flag,
  fix_u_probability: flag,
  tf_adjustment_column: z.string().nullish(),
  tf_adjustment_weight: z.number().nullish(),
  tf_minimum_u_value: z.number().min(0).max(1).nullish(),
  disable_tf_exact_match_detection: flag,
})
export type SplinkLevel = z.infer<typeof level>

const comparison = z.strictObject({
  output_column_name: z.string().nullish(),
  comparison_description: z.string().nullish(),
  comparison_levels: z.array(level),
})
export type SplinkComparison = z.infer<typeof comparison>

const rule = z.union([
  z
    .string()
    .min(1)
    .transform((blocking_rule) => ({ blocking_rule, arrays_to_explode: null })),
  // Salting parts were for engines that do not spread a join by themselves; they change no pair.
  z.object({ blocking_rule: z.string().min(1), arrays_to_explode: z.array(z.string()).nullish() }),
])
export type SplinkRule = z.infer<typeof rule>

export const linkTypes = ['dedupe_only', 'link_only', 'link_and_dedupe'] as const

/** Unknown settings of the whole are kept, so that the reader can say what it passes over. */
export const splinkSettings = z.looseObject({
  link_type: z.enum(linkTypes),
  comparisons: z.array(comparison).min(1),
  blocking_rules_to_generate_predictions: z.array(rule).nullish(),
  probability_two_random_records_match: z.number().gt(0).lt(1).default(0.0001),
  sql_dialect: z.string().default('duckdb'),
  unique_id_column_name: z.string().default('unique_id'),
  source_dataset_column_name: z.string().default('source_dataset'),
})
export type SplinkSettings = z.infer<typeof splinkSettings>

/** Settings that say how Splink works and what it prints, not what a pair weighs. */
export const indifferent = [
  'retain_matching_columns',
  'retain_intermediate_calculation_columns',
  'additional_columns_to_retain',
  'linker_uid',
  'em_convergence',
  'max_iterations',
  'term_frequency_adjustment_column_prefix',
  'comparison_vector_value_column_prefix',
  'bayes_factor_column_prefix',
  'match_weight_column_prefix',
]
