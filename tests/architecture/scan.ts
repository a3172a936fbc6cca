// Reads a TypeScript file as tokens, and its imports from the tokens. Types are stripped, not parsed, at run time,
// and TypeScript 7 has no interface for programs, so this small reader is ours. It need not understand the language:
// it must only never mistake a comment, a string or a pattern for code.

/** `text` is what is between the quotes for a string, the whole token otherwise. A template with `${…}` comes as several pieces. */
export type Token = { kind: 'word' | 'mark' | 'number' | 'string' | 'piece' | 'pattern'; text: string; line: number }

/**
 * One way in which a file reaches another. `typeOnly`: nothing of it is left at run time; `names`: what is taken by name
 * and is left. `computed`: no literal says where to.
 */
export type Import = { specifier: string; line: number; typeOnly: boolean; names: string[]; computed?: true }

const WORD = /[\p{ID_Start}$_#][\p{ID_Continue}$]*/uy
const NUMBER = /\d[\w.]*/y
const SPACE = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y
const PATTERN = /\/(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y
const QUOTED = /'((?:[^'\\\n]|\\[\s\S])*)'|"((?:[^"\\\n]|\\[\s\S])*)"/y
const TEMPLATE_PIECE = /((?:[^`\\$]|\\[\s\S]|\$(?!\{))*)(`|\$\{)/y

/** Words after which a slash begins a pattern, because no value can have ended there. */
const BEFORE_A_VALUE = new Set('return typeof case in of delete void throw new else do await yield instanceof'.split(' '))

const endsAValue = (token: Token | undefined, before: Token | undefined): boolean => {
  if (!token) return false
  if (token.kind === 'word') return !BEFORE_A_VALUE.has(token.text)
  if (token.kind !== 'mark') return true
  // "count! / 2" divides, "!/x/.test(y)" does not.
  return token.text === '!' ? endsAValue(before, undefined) : [')', ']', '}', '++', '--'].includes(token.text)
}

/** The tokens of a file, without white space and comments. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const templates: number[] = [] // for each template that is open: how many braces are open inside its ${…}
  let at = 0
  let line = 1

  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at = pattern.lastIndex
    return found
  }
  const push = (kind: Token['kind'], value: string, source = value) => {
    tokens.push({ kind, text: value, line })
    line += newlines(source)
  }
  const template = (begins: boolean) => {
    const [source, body = '', end] = take(TEMPLATE_PIECE) ?? [text.slice(at), text.slice(at), '`']
    if (source.length === 0) at = text.length
    push(begins && end === '`' ? 'string' : 'piece', body, source)
    if (end === '${') templates.push(0)
  }

  while (at < text.length) {
    const space = take(SPACE)
    if (space) {
      line += newlines(space[0])
      continue
    }
    const character = text[at]!
    const quoted = take(QUOTED)
    if (quoted) {
      push('string', quoted[1] ?? quoted[2] ?? '', quoted[0])
    } else if (character === '`') {
      at++
      template(true)
    } else if (character === '}' && templates.at(-1) === 0) {
      at++
      templates.pop()
      template(false)
    } else if (character === '/' && !endsAValue(tokens.at(-1), tokens.at(-2)) && take(PATTERN)) {
      push('pattern', '/')
    } else {
      const word = take(WORD)
      const number = word ? null : take(NUMBER)
      const mark = word || number ? null : (take(/\+\+|--|=>/y) ?? take(/[\s\S]/y))
      push(word ? 'word' : number ? 'number' : 'mark', (word ?? number ?? mark)![0])
      if (templates.length > 0 && character === '{') templates.push(templates.pop()! + 1)
      if (templates.length > 0 && character === '}') templates.push(templates.pop()! - 1)
    }
  }
  return tokens
}

const newlines = (text: string): number => text.split('\n').length - 1

/** Everything that a file imports, re-exports or requires, in the order of the file. */
export function importsOf(tokens: readonly Token[]): Import[] {
  const imports: Import[] = []
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'word' || tokens[at - 1]?.text === '.') continue
    const found =
      token.text === 'import' ? importAt(tokens, at) : token.text === 'export' ? exportAt(tokens, at) : requireAt(tokens, at)
    if (found) imports.push(found)
  }
  return imports
}

function importAt(tokens: readonly Token[], at: number): Import | undefined {
  const next = tokens[at + 1]
  const line = tokens[at]!.line
  if (next?.kind === 'string') return { specifier: next.text, line, typeOnly: false, names: [] }
  if (is(next, '(')) return calledAt(tokens, at)
  if (is(next, '{') || is(next, '*') || next?.kind === 'word') return statementAt(tokens, at)
  return undefined // "import.meta", or a property of that name
}

function exportAt(tokens: readonly Token[], at: number): Import | undefined {
  const first = is(tokens[at + 1], 'type') ? tokens[at + 2] : tokens[at + 1]
  return is(first, '{') || is(first, '*') ? statementAt(tokens, at) : undefined
}

function requireAt(tokens: readonly Token[], at: number): Import | undefined {
  return tokens[at]!.text === 'require' && is(tokens[at + 1], '(') ? calledAt(tokens, at) : undefined
}

/** `import('…')` and `require('…')`. */
function calledAt(tokens: readonly Token[], at: number): Import | undefined {
  const [argument, end] = [tokens[at + 2], tokens[at + 3]]
  const line = tokens[at]!.line
  if (!argument || is(argument, ')')) return undefined
  const literal = argument.kind === 'string' && (is(end, ')') || is(end, ','))
  return literal
    ? { specifier: argument.text, line, typeOnly: false, names: [] }
    : { specifier: '', line, typeOnly: false, names: [], computed: true }
}

/** `import … from '…'` and `export … from '…'`, over as many lines as it takes. An export without `from` is no import. */
function statementAt(tokens: readonly Token[], at: number): Import | undefined {
  const marked = is(tokens[at + 1], 'type') && !is(tokens[at + 2], 'from') && !is(tokens[at + 2], ',')
  const clause: Token[] = []
  let depth = 0
  for (let i = at + (marked ? 2 : 1); i < tokens.length; i++) {
    const token = tokens[i]!
    const target = tokens[i + 1]
    if (depth === 0 && is(token, 'from') && target?.kind === 'string') {
      const names = namesIn(clause)
      const typeOnly = marked || (names.length > 0 && names.every((name) => name.typeOnly))
      const values = names.filter((name) => !marked && !name.typeOnly).map((name) => name.name)
      return { specifier: target.text, line: tokens[at]!.line, typeOnly, names: values }
    }
    if (is(token, '{')) depth++
    if (is(token, '}') && --depth < 0) return undefined
    if (depth === 0 && !/^(?:[{}*,]|\w+|[$_#\p{L}].*)$/u.test(token.text)) return undefined
    clause.push(token)
  }
  return undefined
}

/** The names that a clause takes from the other file: `{ a, type B, c as d }` gives a, B and c. `*` and a default are names too. */
function namesIn(clause: readonly Token[]): { name: string; typeOnly: boolean }[] {
  const parts: Token[][] = [[]]
  for (const token of clause) {
    if (is(token, ',')) parts.push([])
    else if (!is(token, '{') && !is(token, '}')) parts.at(-1)!.push(token)
  }
  return parts
    .filter((part) => part.length > 0)
    .map((part) => {
      const typeOnly = part.length > 1 && is(part[0], 'type') && !is(part[1], 'as')
      return { name: part[typeOnly ? 1 : 0]!.text, typeOnly }
    })
}

const is = (token: Token | undefined, text: string): boolean =>
  token !== undefined && (token.kind === 'word' || token.kind === 'mark') && token.text === text
