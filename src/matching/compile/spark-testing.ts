/** A Spark of the machine's own, for proving that it gives the patterns of TypeScript. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A python that has pyspark: the one that SPARK_PYTHON names, or the one on the path. */
export function sparkPython(): string | undefined {
  const tried = [process.env.SPARK_PYTHON, 'python3'].filter((one) => one !== undefined)
  return tried.find((python) => spawnSync(python, ['-c', 'import pyspark; assert pyspark.__version__ >= "4"']).status === 0)
}

// One statement a line, as JSON; the answer is a line that begins with a mark, for Spark talks too.
const session = `
import json, sys
from pyspark.sql import SparkSession
spark = SparkSession.builder.master('local[2]').config('spark.ui.enabled', 'false').config('spark.sql.shuffle.partitions', '4').config('spark.driver.memory', '3g').getOrCreate()
spark.sparkContext.setLogLevel('ERROR')
for line in sys.stdin:
    try:
        rows = [list(row) for row in spark.sql(json.loads(line)).collect()]
        print('@' + json.dumps({'rows': rows}), flush=True)
    except Exception as error:
        print('@' + json.dumps({'error': str(error)}), flush=True)
`

export class Spark {
  readonly #process: ChildProcess
  readonly #answers: AsyncIterator<string>

  constructor(python: string) {
    this.#process = spawn(python, ['-c', session], { stdio: ['pipe', 'pipe', 'ignore'] })
    this.#answers = createInterface({ input: this.#process.stdout! })[Symbol.asyncIterator]()
  }

  /** Runs a statement: the rows that it gives. */
  async run(sql: string): Promise<unknown[][]> {
    this.#process.stdin!.write(`${JSON.stringify(sql)}\n`)
    for (;;) {
      const { value, done } = await this.#answers.next()
      if (done) throw new Error('Spark has ended.')
      if (!value.startsWith('@')) continue
      const { rows, error } = JSON.parse(value.slice(1)) as { rows?: unknown[][]; error?: string }
      if (rows) return rows
      throw new Error(`${error}\n${sql}`)
    }
  }

  async close(): Promise<void> {
    this.#process.stdin!.end()
    await once(this.#process, 'exit')
  }
}
