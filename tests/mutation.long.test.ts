/**
 * Mutation testing: the code is changed in one small place, again and again, and each time some test must fail. What survives is a
 * test that is missing or code that does nothing. Only quick tests are asked, those that stand beside the rules.
 *   npm run test:long -- tests/mutation.long.test.ts      this alone; where nothing in src has changed since a run, its results are kept
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { before, test } from 'node:test'
import { pathToFileURL } from 'node:url'

/** So many of a hundred changes must be found. */
const leastFound = 90

// Stryker is 160 packages: they are installed here, when they are needed, and hold up nobody's first start.
const own = join(import.meta.dirname, 'mutation')
const find = createRequire(join(own, 'package.json'))

/** What Stryker says of one change, as far as it is told here. */
type Mutant = {
  readonly status: string
  readonly statusReason?: string
  readonly fileName: string
  readonly location: { readonly start: { readonly line: number; readonly column: number } }
  readonly mutatorName: string
  readonly replacement?: string
}
type StrykerClass = new (options: object) => { runMutationTest(): Promise<readonly Mutant[]> }
let Stryker: StrykerClass
const writtenAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
before(async () => {
  const [locked, installed] = ['package-lock.json', 'node_modules/.package-lock.json'].map((name) => writtenAt(join(own, name)))
  if (installed! < locked!)
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', own], { stdio: 'inherit' })
  ;({ Stryker } = (await import(pathToFileURL(find.resolve('@stryker-mutator/core')).href)) as { Stryker: StrykerClass })
})

type Group = { readonly mutated: readonly string[]; readonly tests: readonly string[] }
const inMatching = (names: string) => names.split(' ').map((name) => `src/matching/${name}.ts`)
const decision = ['disclosure.rules', 'ask-cedar', 'emergency/emergency.rules', 'requests/request.rules'].map(
  (name) => `src/modules/information-governance/${name}`,
)
const groups: Readonly<Record<string, Group>> = {
  model: {
    mutated: inMatching(
      'model hypotheses rarity probability calibration siphash similarity standardise compile/typescript splink/weight',
    ),
    tests: inMatching(
      'rarity.test calibration.test hypotheses-numbers.test hypotheses.test similarity.test siphash.test standardise.test aliases.test evaluation.test steps.test splink/condition.test splink/read.test splink/splink.test splink/weight.test compile/comparators.test',
    ),
  },
  clustering: {
    mutated: inMatching('clustering average-linkage components stable-ids'),
    tests: inMatching('clustering.test stable-ids.test'),
  },
  decision: {
    mutated: decision.map((name) => `${name}.ts`),
    tests: decision.map((name) => `${name}.test.ts`),
  },
  log: {
    mutated: ['src/platform/log/tree.ts', 'src/app/reads-go-on.ts', 'src/platform/sealed-stream.ts'],
    tests: ['src/platform/log/tree.test.ts', 'src/app/reads-go-on.test.ts', 'src/platform/sealed-stream.test.ts'],
  },
  retention: {
    mutated: ['retention.rules', 'certificate.rules'].map((one) => `src/modules/information-governance/retention/${one}.ts`),
    tests: ['retention.rules', 'certificate.rules'].map((one) => `src/modules/information-governance/retention/${one}.test.ts`),
  },
  'merge rules': {
    mutated: globSync('src/modules/person-index/*.rules.ts').sort(),
    tests: globSync('src/modules/person-index/*.rules.test.ts').sort(),
  },
}

// Stryker would keep results by the tests that it knows to reach a change, and miss a new one that does.
const state = createHash('sha256')
for (const path of globSync(['src/**/*.ts', 'tests/support/*.ts', 'tests/mutation/*.{ts,json}', 'package-lock.json']).sort())
  state.update(path).update(readFileSync(path))
const results = `var/mutation/${state.digest('hex').slice(0, 12)}`

// The mutants are asked the usual number of random cases, and the same ones each time.
delete process.env.TEST_LONG
delete process.env.TEST_SEED

for (const [name, { mutated, tests }] of Object.entries(groups))
  test(`of ${leastFound} in a hundred changes of the ${name} a test says so`, async () => {
    const file = name.replaceAll(' ', '-')
    const changes = await new Stryker({
      mutate: [...mutated],
      testRunner: 'in-one-process',
      plugins: [join(own, 'runner.ts')],
      inOneProcess: { testFiles: tests },
      testRunnerNodeArgs: ['--conditions=development', '--disable-warning=ExperimentalWarning'],
      // What is read anew for each change is never forgotten.
      maxTestRunnerReuse: 100,
      coverageAnalysis: 'perTest',
      // Beside much other work a test is slow, and what is only slow must not count as found.
      timeoutMS: 15_000,
      concurrency: 2,
      incremental: true,
      incrementalFile: `${results}/${file}.json`,
      tempDirName: `var/mutation/${file}`,
      // It would read the compiler's settings through an interface that TypeScript 7 has no longer.
      tsconfigFile: 'none',
      ignorePatterns: ['var', 'docs', 'bench', 'biome.json'],
      reporters: ['progress-append-only'],
    }).runMutationTest()
    const counted = changes.filter(({ status }) => ['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status))
    const missed = counted.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    const score = 100 * (1 - missed.length / counted.length)
    assert.ok(counted.length > 0, 'nothing was changed')
    const told = (some: readonly Mutant[]) =>
      some.map(({ fileName, location: { start }, mutatorName, replacement }) => {
        const what = replacement?.replace(/\s+/g, ' ').slice(0, 80)
        return `\n${relative('', fileName)}:${start.line + 1}:${start.column + 1} ${mutatorName} ${what}`
      })
    const tooLong = counted.filter(({ status, statusReason }) => status === 'Timeout' && !statusReason)
    const said = [
      `${name}: ${score.toFixed(1)} of 100. ${missed.length} of ${counted.length} nobody noticed:${told(missed).join('')}`,
      `${tooLong.length} count as found since a test took too long: it never ends, or is only slow:${told(tooLong).join('')}`,
    ].join('\n')
    console.log(said)
    assert.ok(score >= leastFound, said)
  })
