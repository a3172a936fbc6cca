import { test } from 'node:test'
import { seed } from '#testing/random'
import { agree } from './duckdb-testing.ts'

test('DuckDB and TypeScript give 20,000 random pairs the same pattern under each of 10 random models', () =>
  agree(seed, 20_000, 10))
