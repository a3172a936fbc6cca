/** Finds a Spark, and runs scripts with it. */
import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'

/** There is no Spark, or not one that we can use: says what to install. */
export class SparkMissing extends Error {
  override name = 'SparkMissing'
}

/** A script of Spark SQL failed. */
export class SparkFailed extends Error {
  override name = 'SparkFailed'
}

export type Spark = {
  /** The command `spark-sql`. */
  readonly command: string
  /** The folder of this Spark, where it is known. */
  readonly home: string | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

const install = `Install one, for example with
    python3 -m venv spark && spark/bin/pip install pyspark==4.0.1
and say SPARK_HOME=… (a Spark's own folder), or SPARK_PYTHON=spark/bin/python, or put its spark-sql on the PATH. Or leave --engine spark out: DuckDB matches on this machine alone.`

/**
 * The first of: the Spark in SPARK_HOME; that of the Python that SPARK_PYTHON names; `spark-sql` on the PATH; that of the `python3` on
 * the PATH.
 *
 * @throws SparkMissing
 */
export function findSpark(environment: Environment = process.env): Spark {
  const spark = tried(environment)
  const java = environment.JAVA_HOME ? join(environment.JAVA_HOME, 'bin', 'java') : onPath('java', environment)
  if (!java || !isProgram(java))
    throw new SparkMissing(
      `Spark needs Java 17 or 21, and ${environment.JAVA_HOME ? `JAVA_HOME ${environment.JAVA_HOME} has no bin/java` : 'there is no java on the PATH'}. Install it (Debian and Ubuntu: apt-get install openjdk-17-jre-headless), or say JAVA_HOME=….`,
    )
  const version = spark.home ? versionOf(spark.home) : undefined
  if (version && Number(version.split('.')[0]) < 4)
    throw new SparkMissing(`The Spark in ${spark.home} is ${version}; 4.0 or newer is needed. ${install}`)
  return spark
}

function tried(environment: Environment): Spark {
  const { SPARK_HOME: home, SPARK_PYTHON: python } = environment
  if (home) return inHome(home) ?? missing(`SPARK_HOME is ${home}, where no bin/spark-sql is.`)
  if (python) return ofPython(python, environment) ?? missing(`SPARK_PYTHON is ${python}, which has no pyspark.`)
  const command = onPath('spark-sql', environment)
  if (command) return { command, home: undefined }
  return ofPython('python3', environment) ?? missing('There is no Spark on this machine.')
}

function missing(what: string): never {
  throw new SparkMissing(`${what} ${install}`)
}

function inHome(home: string): Spark | undefined {
  const command = join(home, 'bin', 'spark-sql')
  return isProgram(command) ? { command, home } : undefined
}

function ofPython(python: string, env: Environment): Spark | undefined {
  const { stdout } = spawnSync(python, ['-c', 'import pyspark; print(pyspark.__path__[0])'], { encoding: 'utf8', env })
  return stdout?.trim() ? inHome(stdout.trim()) : undefined
}

const onPath = (name: string, { PATH = '' }: Environment): string | undefined =>
  PATH.split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isProgram)

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** As its jars say: asking Spark itself takes seconds. */
function versionOf(home: string): string | undefined {
  const jars = join(home, 'jars')
  if (!existsSync(jars)) return undefined
  return readdirSync(jars)
    .map((jar) => /^spark-core_[\d.]+-(\d+\.\d+\.\d+)/.exec(jar)?.[1])
    .find((one) => one !== undefined)
}

export type SparkOptions = {
  /** Where Spark may leave what it leaves in the folder that it is run in. */
  readonly folder: string
  /** What `spark-sql` is told beside the script: master, memory, … */
  readonly options: readonly string[]
}

/** What every run of ours needs: no catalogue on disk, and a text that has `${` in it left as it is. */
const settings = [
  'spark.ui.enabled=false',
  'spark.sql.catalogImplementation=in-memory',
  'spark.sql.variable.substitute=false',
  'spark.sql.session.timeZone=UTC',
].flatMap((setting) => ['--conf', setting])

/**
 * Options for a Spark on this machine alone. Its tables are small for a cluster: 200 parts, as it would make, cost more than they save.
 *
 * @param memory such as 4GB or 800MB
 */
export const localOptions = (threads: number, memory: string): readonly string[] => [
  '--master',
  `local[${threads}]`,
  '--driver-memory',
  `${Math.round(Number.parseFloat(memory) * (/GB$/i.test(memory) ? 1024 : 1))}m`,
  '--conf',
  `spark.sql.shuffle.partitions=${16 * threads}`,
]

/**
 * Runs scripts, one after the other.
 *
 * @throws SparkFailed with what Spark said last
 */
export async function runSparkSql(spark: Spark, scripts: readonly string[], { folder, options }: SparkOptions): Promise<void> {
  // In one script: each start takes seconds, on a cluster more.
  const script = join(folder, 'run.sql')
  writeFileSync(script, scripts.map((one) => readFileSync(one, 'utf8')).join('\n'), { mode: 0o600 })
  const child = spawn(spark.command, [...settings, ...options, '-f', script], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...(spark.home ? { SPARK_HOME: spark.home } : {}) },
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-20_000)
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve)
  })
  if (code !== 0)
    throw new SparkFailed(`Spark did not get to the end of ${scripts.map((one) => basename(one)).join(', ')}: ${faultIn(said)}`)
}

/** Of what Spark said, the lines that are no trace of its own code. */
function faultIn(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !/^\s+(at |\.\.\. )|^\S+ \S+ (INFO|WARN) /.test(line))
  return lines.slice(-12).join('\n') || 'it said nothing.'
}
