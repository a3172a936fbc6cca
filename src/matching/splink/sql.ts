/**
 * Reads the conditions that stand in Splink's models: the part of SQL in which two records are compared. What is outside it
 * (lambdas, CASE, IN, LIKE) is not understood, which is no fault: the caller keeps such a condition as it stands.
 */

/** A piece of a condition, and where in the text it stands. */
export type Sql = { readonly from: number; readonly to: number } & (
  | { readonly is: 'name'; readonly path: readonly string[] }
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'text'; readonly value: string }
  | { readonly is: 'null' }
  /** Small letters; also `[]` for a place in a list, and the arithmetic signs. */
  | { readonly is: 'call'; readonly name: string; readonly of: readonly Sql[] }
  | { readonly is: 'cast'; readonly of: Sql; readonly type: string }
  | { readonly is: 'compare'; readonly sign: Sign; readonly left: Sql; readonly right: Sql }
  | { readonly is: 'is-null'; readonly of: Sql; readonly not: boolean }
  | { readonly is: 'and' | 'or'; readonly of: readonly Sql[] }
  | { readonly is: 'not'; readonly of: Sql }
)
export type Sign = '=' | '<>' | '<' | '<=' | '>' | '>='

/** Says where a condition leaves what we read. */
export class NotUnderstood extends Error {
  override name = 'NotUnderstood'
}

export interface Token {
  readonly is: 'name' | 'quoted' | 'text' | 'number' | 'sign'
  /** Without its quotes. */
  readonly text: string
  readonly from: number
  readonly to: number
}

const lexemes: readonly [Token['is'] | 'blank', RegExp][] = [
  ['blank', /(?:\s|--[^\n]*|\/\*[\s\S]*?\*\/)+/y],
  ['text', /'(?:[^']|'')*'/y],
  ['quoted', /"(?:[^"]|"")*"|`(?:[^`]|``)*`/y],
  ['name', /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['sign', /<=|>=|<>|!=|==|\|\||&&|::|->|[^\s]/y],
]

/** The words of a condition. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length; ) {
    const [is, found] = lexemeAt(text, at)
    if (is !== 'blank') tokens.push({ is, text: bare(is, found), from: at, to: at + found.length })
    at += found.length
  }
  return tokens
}

function lexemeAt(text: string, at: number): [Token['is'] | 'blank', string] {
  for (const [is, form] of lexemes) {
    form.lastIndex = at
    const found = form.exec(text)?.[0]
    if (found) return [is, found]
  }
  throw new NotUnderstood(`nothing can be read at ${at}`)
}

function bare(is: Token['is'], found: string): string {
  if (is !== 'text' && is !== 'quoted') return found
  const quote = found[0]!
  return found.slice(1, -1).replaceAll(quote + quote, quote)
}

/**
 * Reads a whole condition.
 *
 * @throws NotUnderstood
 */
export function parseSql(text: string): Sql {
  const reader = new Reader(tokensOf(text))
  const read = reader.either()
  reader.end()
  return read
}

/** Recursive descent, loosest first: OR, AND, NOT, comparison and IS NULL, && and ||, + and -, * and /, :: and []. */
class Reader {
  #at = 0
  readonly #tokens: readonly Token[]
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  either(): Sql {
    return this.#chain('or', () => this.#chain('and', () => this.#negation()))
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw new NotUnderstood(`"${this.#tokens[this.#at]!.text}" was not expected`)
  }

  #chain(word: 'and' | 'or', one: () => Sql): Sql {
    const of = [one()]
    while (this.#word(word)) of.push(one())
    return of.length === 1 ? of[0]! : { is: word, of, from: of[0]!.from, to: of.at(-1)!.to }
  }

  #negation(): Sql {
    const from = this.#from()
    if (!this.#word('not')) return this.#comparison()
    const of = this.#negation()
    return { is: 'not', of, from, to: of.to }
  }

  #comparison(): Sql {
    const left = this.#operators()
    const sign = this.#sign('=', '==', '<>', '!=', '<', '<=', '>', '>=')
    if (sign) {
      const right = this.#operators()
      return {
        is: 'compare',
        sign: sign === '==' ? '=' : sign === '!=' ? '<>' : (sign as Sign),
        left,
        right,
        from: left.from,
        to: right.to,
      }
    }
    return this.#nullTest(left)
  }

  #nullTest(of: Sql): Sql {
    const test = (not: boolean): Sql => ({ is: 'is-null', of, not, from: of.from, to: this.#to() })
    if (this.#word('isnull')) return test(false)
    if (this.#word('notnull')) return test(true)
    if (!this.#word('is')) return of
    const not = this.#word('not')
    if (!this.#word('null')) throw new NotUnderstood('only IS NULL and IS NOT NULL are read')
    return test(not)
  }

  #operators(): Sql {
    return this.#binary(['&&', '||'], () => this.#binary(['+', '-'], () => this.#binary(['*', '/'], () => this.#unary())))
  }

  #binary(signs: readonly string[], one: () => Sql): Sql {
    let left = one()
    for (let sign = this.#sign(...signs); sign; sign = this.#sign(...signs)) {
      const right = one()
      left = { is: 'call', name: sign, of: [left, right], from: left.from, to: right.to }
    }
    return left
  }

  #unary(): Sql {
    const from = this.#from()
    if (!this.#sign('-')) return this.#postfix()
    const of = this.#unary()
    if (of.is === 'number') return { ...of, value: -of.value, from }
    return { is: 'call', name: 'minus', of: [of], from, to: of.to }
  }

  #postfix(): Sql {
    let of = this.#primary()
    for (let sign = this.#sign('::', '['); sign; sign = this.#sign('::', '[')) {
      if (sign === '::') of = { is: 'cast', of, type: this.#type(), from: of.from, to: this.#to() }
      else {
        const at = this.either()
        this.#expect(']')
        of = { is: 'call', name: '[]', of: [of, at], from: of.from, to: this.#to() }
      }
    }
    return of
  }

  #primary(): Sql {
    const token = this.#tokens[this.#at]
    if (!token) throw new NotUnderstood('it ends too soon')
    this.#at += 1
    const { from, to } = token
    if (token.is === 'number') return { is: 'number', value: Number(token.text), from, to }
    if (token.is === 'text') return { is: 'text', value: token.text, from, to }
    if (token.is === 'sign') return this.#bracket(token)
    const word = token.is === 'name' ? token.text.toLowerCase() : undefined
    if (word === 'null') return { is: 'null', from, to }
    if (word && this.#sign('(')) return this.#call(word, from)
    if (word && words.has(word)) throw new NotUnderstood(`${token.text} is not read here`)
    return this.#path(token)
  }

  #bracket({ text, from }: Token): Sql {
    if (text !== '(') throw new NotUnderstood(`"${text}" was not expected`)
    const inner = this.either()
    this.#expect(')')
    return { ...inner, from, to: this.#to() }
  }

  #call(name: string, from: number): Sql {
    if (name === 'cast' || name === 'try_cast') return this.#cast(from)
    const of: Sql[] = []
    if (!this.#sign(')')) {
      do of.push(this.either())
      while (this.#sign(','))
      this.#expect(')')
    }
    return { is: 'call', name, of, from, to: this.#to() }
  }

  #cast(from: number): Sql {
    const of = this.either()
    if (!this.#word('as')) throw new NotUnderstood('a cast without AS')
    const type = this.#type()
    this.#expect(')')
    return { is: 'cast', of, type, from, to: this.#to() }
  }

  /** Small letters. A length in brackets says nothing here. */
  #type(): string {
    const token = this.#tokens[this.#at]
    if (token?.is !== 'name') throw new NotUnderstood('a cast to no type')
    this.#at += 1
    if (this.#sign('(')) {
      this.#primary()
      this.#expect(')')
    }
    return token.text.toLowerCase()
  }

  #path(first: Token): Sql {
    const path = [first.text]
    while (this.#sign('.')) {
      const next = this.#tokens[this.#at]
      if (next?.is !== 'name' && next?.is !== 'quoted') throw new NotUnderstood('a dot without a name')
      this.#at += 1
      path.push(next.text)
    }
    return { is: 'name', path, from: first.from, to: this.#to() }
  }

  /** Whether this word comes next; it is then passed. */
  #word(word: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.is !== 'name' || token.text.toLowerCase() !== word) return false
    this.#at += 1
    return true
  }

  #sign(...signs: readonly string[]): string | undefined {
    const token = this.#tokens[this.#at]
    if (token?.is !== 'sign' || !signs.includes(token.text)) return undefined
    this.#at += 1
    return token.text
  }

  #expect(sign: string): void {
    if (!this.#sign(sign)) throw new NotUnderstood(`"${sign}" is missing`)
  }

  #from = (): number => this.#tokens[this.#at]?.from ?? 0
  #to = (): number => this.#tokens[this.#at - 1]!.to
}

/** Words that begin what we do not read. */
const words = new Set([
  'case',
  'when',
  'then',
  'else',
  'end',
  'select',
  'exists',
  'in',
  'like',
  'ilike',
  'between',
  'lambda',
  'interval',
  'and',
  'or',
  'is',
  'as',
])
