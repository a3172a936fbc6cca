// "npm run match -- dedupe|link --in people.csv --out links.parquet": matching for analysts, without the product.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { runBatch } from './batch.ts'
import { type Duck, openDuck } from './duck.ts'
import { checkCodes, checkEncoded } from './encoding/files.ts'
import { encodedModel } from './encoding/model.ts'
import { explainInWords } from './explain.ts'
import { explainPair, idOf } from './explain-pair.ts'
import { withWeights } from './hypotheses.ts'
import { type Input, InputRefused, readInput } from './input.ts'
import { type Model, ModelRefused, readModel } from './model.ts'
import { writeClusters, writePairs } from './output.ts'
import { columnFacts, proposeModel } from './propose.ts'
import { report, reportInWords } from './report.ts'
import { openKey } from './siphash.ts'
import { sparkEngine } from './spark/engine.ts'
import { findSpark, localOptions, runSparkSql, SparkMissing } from './spark/find.ts'
import { ScriptsToRun } from './spark/parquet-steps.ts'
import { readSplinkModel } from './splink/read.ts'
import { writeSplinkModel } from './splink/write.ts'
import { trainedFrom } from './trained-from.ts'

const usage = `npm run match -- dedupe|link --in a.csv [--in b.parquet] --out links.parquet
  dedupe        which records of these files are one person; --out gets record_id, person_id, probability
  link          which records of different files (or sources) are one person; --out gets left_id, right_id, probability, hypothesis
  --in FILE     CSV with a header line, or Parquet; several times for several files
  --out FILE    CSV or Parquet, by its name; the other of the two tables is written beside it as FILE.pairs or FILE.clusters
  --spec FILE   a model of your own (JSON); auto, or nothing: a model is proposed from the columns
  --encoded     the files were encoded by tools/encode.mjs, and are compared without anything in clear text
  --splink FILE a model that Splink saved (version 4 or 5)
  --save FILE   writes the model that was used, to look at, change and give back with --spec
  --save-splink FILE  writes it with what was learned as Splink's JSON
  --trained FILE  writes the model with all that was learned, and how common names are, to score with
  --id COLUMN   what names a record; --source COLUMN what names its source
  --explain A B why these two records are one person or not
  --group COLUMN  tells how groups fare (again for more); --truth COLUMN who each record truly is, to judge by
  --memory 4GB  most memory for the database; --threads N; --seed N; --cap N most records that may agree in one key
  --engine spark  compares on a Spark instead of in DuckDB, with the same people as the answer
  --steps DIR     keeps what Spark leaves, a Parquet for each step, and makes no step again that stands there; it holds people’s data in clear
  --spark-options="--master yarn …"  what spark-sql is told; not given: a Spark on this machine, with --threads and --memory
  --scripts-only  runs no Spark, but writes the scripts that come next to --steps, for a cluster’s own scheduler`

function wrong(text: string): never {
  console.error(`${text}\n\n${usage}`)
  process.exit(2)
}

function readArguments() {
  const options = {
    in: { type: 'string', multiple: true },
    out: { type: 'string' },
    spec: { type: 'string' },
    splink: { type: 'string' },
    save: { type: 'string' },
    'save-splink': { type: 'string' },
    trained: { type: 'string' },
    id: { type: 'string' },
    source: { type: 'string' },
    group: { type: 'string', multiple: true },
    truth: { type: 'string' },
    explain: { type: 'boolean', default: false },
    encoded: { type: 'boolean', default: false },
    memory: { type: 'string', default: '4GB' },
    threads: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    cap: { type: 'string', default: '60' },
    engine: { type: 'string', default: 'duckdb' },
    steps: { type: 'string' },
    'spark-options': { type: 'string' },
    'scripts-only': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const
  try {
    return parseArgs({ options, allowPositionals: true })
  } catch (error) {
    return wrong((error as Error).message)
  }
}

const { values, positionals } = readArguments()
const [mode, ...explained] = positionals
if (values.help) {
  console.log(usage)
  process.exit(0)
}
if (mode !== 'dedupe' && mode !== 'link') wrong(`Say dedupe or link${mode ? `, not ${mode}` : ''}.`)
if (!values.out) wrong('Say where to write: --out links.parquet')
if (explained.length !== (values.explain ? 2 : 0)) wrong('--explain takes the names of two records: --explain A B')
const whole = (name: 'threads' | 'seed' | 'cap', least: number): number => {
  const number = Number(values[name])
  return Number.isInteger(number) && number >= least
    ? number
    : wrong(`--${name} ${values[name]}: give a whole number from ${least}.`)
}
const own = values.spec === 'auto' ? undefined : values.spec
if (own && values.splink) wrong('Give --spec or --splink, not both.')
if (values.encoded && values.splink) wrong('Splink cannot compare codes: give --encoded or --splink, not both.')
const [threads, seed, cap] = [whole('threads', 1), whole('seed', 0), whole('cap', 2)]
if (!/^\d+(\.\d+)?(MB|GB)$/i.test(values.memory)) wrong(`--memory ${values.memory}: give it as in 4GB or 800MB.`)
if (values.engine !== 'duckdb' && values.engine !== 'spark') wrong(`--engine ${values.engine}: give duckdb or spark.`)
const onlySpark = [
  values.steps && '--steps',
  values['spark-options'] && '--spark-options',
  values['scripts-only'] && '--scripts-only',
].find(Boolean)
if (onlySpark && values.engine !== 'spark') wrong(`${onlySpark} is for --engine spark.`)
if (values['scripts-only'] && !values.steps) wrong('--scripts-only: say where the scripts go: --steps DIR')

const began = performance.now()
const say = (line: string) => console.error(`${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  ${line}`)
const folder = mkdtempSync(join(tmpdir(), 'match-'))

async function main(): Promise<void> {
  const spark = values.engine === 'spark' ? scriptRunner() : undefined
  // The files that it reads and writes are in clear as well.
  const duck = await openDuck({ folder, threads, memoryLimit: values.memory, spillsInClear: true })
  try {
    const imported = values.splink ? readSplinkModel(jsonFrom(values.splink)) : undefined
    for (const warning of imported?.warnings ?? []) say(`  ${warning}`)
    if (values.encoded) checkEncoded(values.in ?? [])
    const input = await readInput(duck, {
      files: values.in ?? [],
      id: values.id ?? imported?.uniqueIdColumn,
      source: values.source,
      toTheLetter: imported !== undefined,
      encoded: values.encoded,
    })
    if (mode === 'link' && input.sources.length < 2)
      throw new InputRefused('To link there must be two files, or a column that says each record’s source: --source COLUMN.')
    say(
      `${input.records.toLocaleString('en-GB')} records of ${input.sources.length} source${input.sources.length === 1 ? '' : 's'}, named by ${input.id}`,
    )
    if (values.encoded)
      await checkCodes(
        duck,
        input.columns.filter((column) => column !== values.truth),
      )
    for (const record of explained) await idOf(duck, record)
    const model =
      imported?.model ??
      (own
        ? readModel(jsonFrom(own))
        : await (values.encoded ? encodedProposal : proposal)(
            duck,
            input.columns.filter((column) => column !== values.truth),
          ))
    checkColumns(model, input)
    const lacking = [...(values.group ?? []), ...(values.truth ? [values.truth] : [])].find(
      (column) => column !== 'source' && !input.columns.includes(column),
    )
    if (lacking) throw new InputRefused(`No column ${lacking} is in every file. They share: ${input.columns.join(', ')}.`)
    if (values.save) writeFileSync(values.save, `${JSON.stringify(model, null, 2)}\n`)
    const engine = spark && sparkEngine(duck, { folder: values.steps ?? join(folder, 'steps'), run: spark, progress: say })
    const run = await runBatch(duck, model, {
      link: mode === 'link',
      seed,
      hashKey: openKey,
      cap,
      mostPerRecord: own || imported ? undefined : 5,
      sample: 300_000,
      engine,
      progress: say,
    })
    for (const key of run.keys)
      say(
        `  key ${key.key}: ${key.leftOut ? `left out, it would give ${key.pairs.toLocaleString('en-GB')} pairs` : `${key.pairs.toLocaleString('en-GB')} new pairs`}${key.aside > 0 ? `, ${key.aside.toLocaleString('en-GB')} records set aside as too common` : ''}`,
      )
    const beside = (what: string) => values.out!.replace(/(\.\w+)?$/, `.${what}${extname(values.out!) || '.csv'}`)
    const files =
      mode === 'dedupe' ? { clusters: values.out!, pairs: beside('pairs') } : { pairs: values.out!, clusters: beside('clusters') }
    const people = await writeClusters(duck, model, run, files.clusters)
    const told = await report(duck, model, run, { groups: values.group ?? [], truth: values.truth })
    for (const line of reportInWords(told)) say(line)
    writeFileSync(
      beside('report').replace(/\.\w+$/, '.json'),
      `${JSON.stringify({ keys: run.keys, weights: run.weights, ...told }, null, 2)}\n`,
    )
    const pairs = await writePairs(duck, files.pairs)
    if (values.trained) writeFileSync(values.trained, `${JSON.stringify(await trainedFrom(duck, model, run))}\n`)
    if (values['save-splink']) saveForSplink(values['save-splink'], withWeights(model, run.weights))
    if (values.explain) console.error(explainInWords(await explainPair(duck, model, run.weights, explained[0]!, explained[1]!)))
    console.log(
      JSON.stringify({
        name: 'match',
        ok: true,
        mode,
        records: run.records,
        people,
        comparedPairs: run.pairs,
        writtenPairs: pairs,
        unlinkable: told.unlinkable,
        ...(told.judged ? { precision: told.judged.precision, recall: told.judged.recall, f1: told.judged.f1 } : {}),
        seconds: Math.round((performance.now() - began) / 10) / 100,
        peakMB: Math.round(process.resourceUsage().maxRSS / 1024),
        ...files,
        stepsMs: Object.fromEntries(run.steps.map(({ step, ms }) => [step, ms])),
      }),
    )
  } finally {
    duck.close()
  }
}

/** Runs scripts on a Spark. That there is one is asked at once, and not after the files have been read. */
function scriptRunner(): (scripts: readonly string[]) => Promise<void> {
  if (values['scripts-only'])
    return async (scripts) => {
      throw new ScriptsToRun(scripts)
    }
  const spark = findSpark()
  const given = values['spark-options']?.trim()
  const options = given ? given.split(/\s+/) : localOptions(threads, values.memory)
  return (scripts) => runSparkSql(spark, scripts, { folder, options })
}

function saveForSplink(file: string, model: Model): void {
  const { settings, warnings } = writeSplinkModel(model, { linkType: mode === 'link' ? 'link_only' : 'dedupe_only' })
  for (const warning of warnings) say(`  ${warning}`)
  writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`)
}

function jsonFrom(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new InputRefused(`${file} is not a model in JSON: ${(error as Error).message}`)
  }
}

function checkColumns(model: Model, { columns }: Input): void {
  const lacking = model.fields.filter((field) => !columns.includes(field.column)).map((field) => field.column)
  if (lacking.length > 0)
    throw new InputRefused(
      `The model asks for ${lacking.join(', ')}, which not every file has. They share: ${columns.join(', ')}.`,
    )
}

async function proposal(duck: Duck, columns: readonly string[]): Promise<Model> {
  const { model, because } = proposeModel(await columnFacts(duck, columns))
  say('No model was given. Proposed from the columns:')
  for (const { column, role, why } of because) say(`  ${column}: ${role} (${why})`)
  return model
}

async function encodedProposal(_: Duck, columns: readonly string[]): Promise<Model> {
  const model = encodedModel(columns)
  say(`Encoded records: compared by ${model.comparisons.map(({ name }) => name).join(', ')}`)
  return model
}

/** What the person who gave the command can put right, or has asked for. */
const refusals = [InputRefused, ModelRefused, SparkMissing, ScriptsToRun]

try {
  await main()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = refusals.some((one) => error instanceof one) ? 2 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
