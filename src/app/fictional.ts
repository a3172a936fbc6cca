import pg from 'pg'

/**
 * Whether every NHS number held is one that the NHS gives to nobody. Numbers beginning with 9 are for invented people
 * (999 for this product's own); a real place's begin with 4, 6 or 7. Asks the database's administrator for a yes or no
 * and nothing else, before personas are offered.
 */
export async function fictionalNhsNumbersOnly(adminUrl: string): Promise<boolean> {
  const client = new pg.Client(adminUrl)
  await client.connect()
  try {
    const { rows } = await client.query<{ invented: boolean }>(`
      select not exists (select from feeds.fact where kind = 'identifier' and content ->> 'scheme' = 'nhs-number' and content ->> 'value' not like '9%') as invented`)
    return rows[0]?.invented === true
  } finally {
    await client.end()
  }
}
