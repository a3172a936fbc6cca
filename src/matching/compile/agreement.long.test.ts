import { test } from 'node:test'
import { seed } from '#testing/random'
import { agree } from './duckdb-testing.ts'

// Each batch has models of its own: a million pairs under one model would prove less.
test('DuckDB and TypeScript give 1,000,000 random pairs the same pattern under 200 random models', async () => {
  for (let batch = 0; batch < 50; batch++) await agree(seed + batch, 20_000, 4)
})
