import pg from 'pg'

/**
 * Begins the log anew, under a name that it had not before, where the database went back to an earlier state. What witnesses cosigned under its former
 * name shows that it was longer.
 */
export async function beginLogAnew(ownerUrl: string): Promise<void> {
  const client = new pg.Client(ownerUrl)
  await client.connect()
  try {
    await client.query('begin')
    await client.query('set local role owner')
    await client.query('select platform.begin_log_anew()')
    await client.query('commit')
  } finally {
    await client.end()
  }
}
