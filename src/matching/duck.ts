/** DuckDB as the engine uses it: in this process, in one folder, shut off from everything else. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBDataChunk, DuckDBInstance } from '@duckdb/node-api'

export type DuckOptions = {
  /** Where it may spill and read; made if it is not there. */
  readonly folder: string
  readonly threads: number
  /** Such as "4GB". */
  readonly memoryLimit: string
  /**
   * Whether it may write what exceeds the memory into the folder in clear. Only for records that stand on that machine in clear already:
   * without it nothing is written, and a step that needs more memory fails. (DuckDB encrypts what it spills, but writes it only with
   * a library for cryptography that it would have to download.)
   */
  readonly spillsInClear?: boolean | undefined
}

export type Duck = {
  run(sql: string): Promise<void>
  /** Every row, as the columns' JavaScript values: for results of a few thousand rows. */
  rows<Row extends readonly unknown[]>(sql: string): Promise<Row[]>
  /** The result column by column, a chunk of some thousand rows at a time. */
  chunks(sql: string): AsyncGenerator<readonly (readonly unknown[])[]>
  /** Adds rows to a table that is there and not temporary, column by column. Nothing of them touches a disk but what spills. */
  append(table: string, columns: readonly (readonly (string | number | bigint | null)[])[]): Promise<void>
  close(): void
}

/** The rows of one chunk. */
const chunkRows = 2048

/** Opens an empty database, in memory and beyond its limit in the folder: a file's tables are compressed first, which took as long as all joins. `reads`: files and folders outside its own that it may read before it is locked. */
export async function openDuck({ folder, threads, memoryLimit, spillsInClear = false }: DuckOptions): Promise<Duck> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: memoryLimit,
    temp_directory: join(folder, 'spill'),
    // What is matched are people: nothing of them comes to stand on a disk in clear.
    temp_file_encryption: String(!spillsInClear),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    preserve_insertion_order: 'false',
    // What a step no longer needs goes back to the system at once: a tenth less at the peak, and no slower.
    allocator_flush_threshold: '8MB',
    allocator_bulk_deallocation_flush_threshold: '8MB',
  })
  const connection = await instance.connect()
  // A connection of its own: on the same one, adding rows would end a result that is still being read.
  const adding = await instance.connect()
  return {
    run: async (sql) => {
      await told(connection, sql)
    },
    rows: async <Row extends readonly unknown[]>(sql: string) => (await told(connection, sql)) as unknown as Row[],
    async *chunks(sql) {
      const result = await connection.stream(sql)
      for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk())
        yield chunk.getColumns()
    },
    append: async (table, columns) => {
      const appender = await adding.createAppender(table)
      const types = columns.map((_, at) => appender.columnType(at))
      for (let from = 0; from < columns[0]!.length; from += chunkRows) {
        const rows = columns.map((values) => values.slice(from, from + chunkRows))
        const chunk = DuckDBDataChunk.create(types, rows[0]!.length)
        chunk.setColumns(rows)
        appender.appendDataChunk(chunk)
      }
      appender.closeSync()
    },
    close: () => {
      adding.closeSync()
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** An error of the database tells what it was doing, without the values. */
async function told(connection: DuckDBConnection, sql: string): Promise<unknown[][]> {
  try {
    return (await connection.runAndReadAll(sql)).getRows()
  } catch (error) {
    throw new Error(`DuckDB refused a step of the matching: ${(error as Error).message}\n${sql.slice(0, 2000)}`, { cause: error })
  }
}

/** A text as SQL writes it. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
/** A name as SQL writes it. */
export const named = (name: string): string => `"${name.replaceAll('"', '""')}"`
