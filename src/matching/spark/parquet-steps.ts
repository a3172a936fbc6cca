/**
 * The steps of a matching by Spark: a script each, and the Parquet that it makes. A step's folder is named by a digest of its script
 * and of all that it reads, so that a step that stands complete under its name need not be made again.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { type Duck, quoted } from '../duck.ts'

/** A table to be made by a select over tables that were made before. */
export type Step = {
  readonly name: string
  /** What it is, for whoever reads the script. */
  readonly about: string
  readonly reads: readonly string[]
  readonly select: string
}

/** The scripts that somebody else is to run. */
export class ScriptsToRun extends Error {
  override name = 'ScriptsToRun'
  readonly scripts: readonly string[]

  constructor(scripts: readonly string[]) {
    super(
      `Run these with spark-sql, in this order, then give the same command again:\n${scripts.map((one) => `  spark-sql --conf spark.sql.variable.substitute=false -f ${one}`).join('\n')}`,
    )
    this.scripts = scripts
  }
}

export type ParquetStepsOptions = {
  /** Where the steps are: a folder that this process and all of Spark's reach by the same name. */
  readonly folder: string
  /** Runs scripts one after the other. */
  readonly run: (scripts: readonly string[]) => Promise<void>
  readonly progress: (line: string) => void
}

type Made = { readonly digest: string; readonly folder: string }

export class ParquetSteps {
  readonly #duck: Duck
  readonly #options: ParquetStepsOptions
  readonly #made = new Map<string, Made>()

  constructor(duck: Duck, options: ParquetStepsOptions) {
    this.#duck = duck
    this.#options = { ...options, folder: resolve(options.folder) }
    mkdirSync(this.#options.folder, { recursive: true, mode: 0o700 })
  }

  /** Lets Spark read what DuckDB has: the rows of a select, whose content is the digest. */
  async give(name: string, select: string): Promise<void> {
    const [[content]] = (await this.#duck.rows<[string]>(
      `select concat_ws(' ', count(*), bit_xor(hash(t)), sum(hash(t)), string_agg(distinct typeof(t))) from (${select}) t`,
    )) as [[string]]
    await this.#copy(name, select, content)
  }

  /** Has DuckDB make a step, and reads it from its Parquet. */
  async makeHere({ name, select, reads }: Step): Promise<void> {
    await this.#copy(name, select, this.#digestOf([select, ...this.#readings(reads)]))
    await this.view(name)
  }

  /** Has Spark make steps, those that do not stand there already. */
  async make(steps: readonly Step[]): Promise<void> {
    const scripts: string[] = []
    const fresh: [name: string, made: Made][] = []
    for (const step of steps) {
      const made = this.#place(step.name, this.#digestOf([step.select, ...this.#readings(step.reads)]))
      if (this.#stands(step.name, made)) continue
      const script = `${made.folder}.sql`
      writeFileSync(script, this.#script(step, made), { mode: 0o600 })
      scripts.push(script)
      fresh.push([step.name, made])
    }
    if (scripts.length > 0) await this.#options.run(scripts)
    for (const [name, made] of fresh) {
      if (!isComplete(made)) throw new Error(`Spark ended well and left no ${name} in ${made.folder}. Does it reach this folder?`)
      this.#removeOthers(name, made)
    }
  }

  /** Lets DuckDB read a step under its name. */
  async view(name: string): Promise<void> {
    await this.#duck.run(
      `create or replace view ${name} as select * from read_parquet(${quoted(join(this.#of(name).folder, '*.parquet'))})`,
    )
  }

  async #copy(name: string, select: string, content: string): Promise<void> {
    const made = this.#place(name, this.#digestOf([content]))
    if (this.#stands(name, made)) return
    rmSync(made.folder, { recursive: true, force: true })
    mkdirSync(made.folder, { mode: 0o700 })
    await this.#duck.run(`copy (${select}) to ${quoted(join(made.folder, 'part-0.parquet'))} (format parquet)`)
    writeFileSync(join(made.folder, '_SUCCESS'), '')
    this.#removeOthers(name, made)
  }

  #place(name: string, digest: string): Made {
    if (this.#made.has(name)) throw new Error(`Two steps are named ${name}.`)
    const number = String(this.#made.size + 1).padStart(2, '0')
    const made = { digest, folder: join(this.#options.folder, `${number}-${name}-${digest}`) }
    this.#made.set(name, made)
    return made
  }

  #stands(name: string, made: Made): boolean {
    if (!isComplete(made)) return false
    this.#options.progress(`  ${name} stands in ${made.folder}, and is not made again`)
    return true
  }

  /** Takes away what the same step was before: it holds people's data, and nobody reads it any more. */
  #removeOthers(name: string, { folder }: Made): void {
    for (const one of readdirSync(this.#options.folder))
      if (/^\d+-(.+)-[0-9a-f]{12}(?:\.sql)?$/.exec(one)?.[1] === name && !one.startsWith(basename(folder)))
        rmSync(join(this.#options.folder, one), { recursive: true })
  }

  #script({ name, about, reads, select }: Step, { folder }: Made): string {
    const views = reads.map(
      (one) => `create or replace temporary view ${one} using parquet options (path ${sparkPath(this.#of(one).folder)});`,
    )
    return `-- ${name}: ${about}\n${views.join('\n')}\ninsert overwrite directory ${sparkPath(folder)} using parquet\n${select};\n`
  }

  #readings = (reads: readonly string[]): string[] => reads.map((one) => `${one} ${this.#of(one).digest}`)

  #of(name: string): Made {
    const made = this.#made.get(name)
    if (!made) throw new Error(`There is no step ${name} yet.`)
    return made
  }

  #digestOf = (parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12)
}

/** Spark and we say so with the same empty file. */
const isComplete = ({ folder }: Made): boolean => existsSync(join(folder, '_SUCCESS'))

const sparkPath = (path: string): string => `'file:${path.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
