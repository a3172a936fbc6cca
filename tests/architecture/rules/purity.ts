// What a file of a certain kind may and may not do, whatever room it is in.
import { type Finding, filesIn, isRepository, isTest, nameOf, production, type Rule, type SourceFile } from '../house.ts'
import type { Token } from '../scan.ts'

/** Every token of a file that `wanted` accepts, as a finding. */
const find = (
  file: SourceFile,
  why: string,
  wanted: (token: Token, at: number, tokens: readonly Token[]) => boolean,
): Finding[] => file.tokens.filter(wanted).map((token) => ({ path: file.path, line: token.line, why }))

const isWord = (token: Token | undefined, ...words: string[]) => token?.kind === 'word' && words.includes(token.text)
const isMark = (token: Token | undefined, mark: string) => token?.kind === 'mark' && token.text === mark

const pureImports = new Set([
  'src/platform/money.ts',
  'src/platform/dates.ts',
  'src/matching/clustering.ts',
  'src/matching/components.ts',
  'src/matching/evaluation.ts',
  'src/matching/phonetic.ts',
  'src/matching/similarity.ts',
  'src/matching/stable-ids.ts',
  'src/matching/standardise.ts',
])
const impurities = [
  'fetch',
  'console',
  'process',
  'crypto',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'async',
  'await',
]

const rules: Rule = {
  id: 'impure-rules',
  sentence: 'a *.rules.ts takes facts and gives a result: it imports rules, money, dates and types, and neither waits nor asks',
  find: (house) =>
    production(house)
      .filter((file) => file.path.endsWith('.rules.ts'))
      .flatMap((file) => [
        ...file.imports
          .filter((lead) => !lead.typeOnly && !lead.to?.endsWith('.rules.ts') && !pureImports.has(lead.to ?? ''))
          .map((lead) => ({ path: file.path, line: lead.line, why: `rules may not import ${lead.specifier}` })),
        ...find(file, 'rules neither wait, nor ask, nor draw lots', (token, at, tokens) => {
          if (isMark(tokens[at - 1], '.')) return isWord(token, 'random') && isWord(tokens[at - 2], 'Math')
          return isWord(token, ...impurities) && !isMark(tokens[at + 1], ':')
        }),
      ]),
}

const clock: Rule = {
  id: 'hidden-clock',
  sentence: 'outside the platform there is no Date, and nobody reads the clock: the time is handed in',
  find: (house) =>
    production(house)
      .filter((file) => file.room.layer !== 'platform')
      .flatMap((file) =>
        find(
          file,
          'use Instant, PlainDate and the clock of #platform/dates',
          (token, at, tokens) =>
            (isWord(token, 'Date') && !isMark(tokens[at - 1], '.') && !isMark(tokens[at + 1], ':')) ||
            (isWord(token, 'Now') && isMark(tokens[at - 1], '.') && isWord(tokens[at - 2], 'Temporal')),
        ),
      ),
}

const environment: Rule = {
  id: 'environment-outside-config',
  sentence: 'the environment is read in one place, src/platform/config.ts, where a wrong setting is named',
  find: (house) =>
    production(house)
      // Where another program is installed (PATH, SPARK_HOME, JAVA_HOME) is no setting of ours, and matching knows no platform.
      .filter((file) => file.path !== 'src/platform/config.ts' && file.path !== 'src/matching/spark/find.ts')
      .flatMap((file) => [
        ...find(
          file,
          'add a setting to src/platform/config.ts instead',
          (token, at, tokens) =>
            (isWord(token, 'env') || (token.kind === 'string' && token.text === 'env')) && isWord(tokens[at - 2], 'process'),
        ),
        ...file.imports
          .filter((lead) => /^(?:node:)?process$/.test(lead.packageName ?? '') && lead.names.includes('env'))
          .map((lead) => ({ path: file.path, line: lead.line, why: 'add a setting to src/platform/config.ts instead' })),
      ]),
}

const acts: Rule = {
  id: 'act-not-named',
  sentence: "a use case names its act, Tx<'room.act'>, so that it cannot run under another",
  find: (house) =>
    filesIn(house, 'modules')
      .filter((file) => /^src\/modules\/[^/]+\/[^/]+\.ts$/.test(file.path) && !isTest(file.path) && !isRepository(file.path))
      .flatMap((file) =>
        parametersOfExported(file.tokens)
          .filter(({ tokens, at }) => isWord(tokens[at], 'Tx') && isMark(tokens[at - 1], ':'))
          // `Tx<Act>` is the act that the caller names beside it: the compiler holds the two together.
          .filter(
            ({ tokens, at }) =>
              !(isMark(tokens[at + 1], '<') && (tokens[at + 2]?.kind === 'string' || isWord(tokens[at + 2], 'Act'))),
          )
          .map(({ tokens, at }) => ({
            path: file.path,
            line: tokens[at]!.line,
            why: "write Tx<'room.act'>, or ReadTx for what may run under whatever act the caller has",
          })),
      ),
}

/** Each token within the parameters of an exported function, written as a function or as an arrow. */
function parametersOfExported(tokens: readonly Token[]): { tokens: readonly Token[]; at: number }[] {
  const found: { tokens: readonly Token[]; at: number }[] = []
  for (const [at, token] of tokens.entries()) {
    if (!isWord(token, 'export')) continue
    let open = at + 1
    while (isWord(tokens[open], 'default', 'async', 'function', 'const')) open++
    if (open === at + 1) continue
    const name = tokens[open]?.kind === 'word' ? open : open - 1
    open = name + 1
    // "export const f = async (", "export const f: Read<X> = (", "export function f<Act extends string>("
    while (open < tokens.length && !isMark(tokens[open], '(') && !isMark(tokens[open], '{') && !isWord(tokens[open], 'export'))
      open++
    if (!isMark(tokens[open], '(')) continue
    for (let depth = 0, i = open; i < tokens.length; i++) {
      if (isMark(tokens[i], '(')) depth++
      if (isMark(tokens[i], ')') && --depth === 0) break
      found.push({ tokens, at: i })
    }
  }
  return found
}

const layersOfARoom: Rule = {
  id: 'repository-behind-a-page',
  sentence: 'a route, a page or a job calls a use case, never a repository',
  find: (house) =>
    filesIn(house, 'modules', 'app')
      .filter((file) => !isTest(file.path) && isPageLike(file.path))
      .flatMap((file) =>
        file.imports
          .filter((lead) => lead.to && isRepository(lead.to) && !lead.typeOnly)
          .map((lead) => ({ path: file.path, line: lead.line, why: `${lead.specifier} is for use cases` })),
      ),
}

const isPageLike = (path: string): boolean =>
  /^(?:routes|pages|jobs)\.ts$|\.(?:routes|pages|jobs|page|view)\.ts$/.test(nameOf(path)) || path.includes('/pages/')

const unfinished: Rule = {
  id: 'unfinished',
  sentence: 'nothing says that it is unfinished, and no test is skipped or alone',
  find: (house) => [
    ...[...house.texts]
      .filter(([path]) => path.startsWith('src/'))
      .flatMap(([path, text]) =>
        text.split('\n').flatMap((line, i) => {
          const [said] = /\b(?:TODO|FIXME|XXX)\b|\bnot (?:yet )?implemented\b|\bcoming soon\b/i.exec(line) ?? []
          return said && !/\b(?:todo|fixme|xxx)\b/.test(said)
            ? [{ path, line: i + 1, why: `"${said}": finish it, or leave it out` }]
            : []
        }),
      ),
    ...[...house.files.values()].flatMap((file) =>
      find(
        file,
        'a test runs, with all the others',
        (token, at, tokens) =>
          isWord(token, 'skip', 'only', 'todo') &&
          isMark(tokens[at - 1], '.') &&
          isWord(tokens[at - 2], 'test', 'it', 'describe', 'suite', 'before'),
      ),
    ),
  ],
}

export const purity: Rule[] = [rules, clock, environment, acts, layersOfARoom, unfinished]
