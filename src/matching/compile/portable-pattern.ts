/**
 * Regular expressions that DuckDB (RE2), Spark (Java) and JavaScript read alike. Each of them has more than the others, and
 * gives the same signs another meaning (`\s`, `.`, `$`), so a pattern is read here and written anew in what they share.
 */
export type PortablePattern = { readonly javascript: RegExp; readonly re2: string; readonly java: string }

/** Why a pattern cannot be used, in words that follow "the pattern …". */
export class NotPortable extends Error {
  override name = 'NotPortable'
}

/** A piece that was read: its text, and whether it may match nothing. */
type Piece = { readonly text: string; readonly empty: boolean }

/** "End of the text" differs: Java's `$` also stands before a last line break. No pattern can contain this sign by itself. */
const end = '\u0000'

const classes: Readonly<Record<string, string>> = { d: '0-9', w: '0-9A-Za-z_', s: '\\t\\n\\f\\r ' }
const controls: Readonly<Record<string, string>> = { t: '\\t', n: '\\n', r: '\\r' }

/** @throws NotPortable */
export function portablePattern(pattern: string): PortablePattern {
  const text = new Reader(pattern).whole()
  return {
    javascript: new RegExp(text.replaceAll(end, '$'), 'u'),
    re2: text.replaceAll(end, '$'),
    java: text.replaceAll(end, '\\z'),
  }
}

class Reader {
  readonly #signs: readonly string[]
  #at = 0

  constructor(pattern: string) {
    this.#signs = [...pattern]
  }

  whole(): string {
    const { text } = this.#choice()
    if (this.#at < this.#signs.length) throw new NotPortable('has a bracket that was never opened')
    return text
  }

  #choice(): Piece {
    const branches = [this.#sequence()]
    while (this.#take('|')) branches.push(this.#sequence())
    return { text: branches.map((one) => one.text).join('|'), empty: branches.some((one) => one.empty) }
  }

  #sequence(): Piece {
    const pieces: Piece[] = []
    while (this.#at < this.#signs.length && this.#next !== '|' && this.#next !== ')') pieces.push(this.#repeated(this.#atom()))
    return { text: pieces.map((one) => one.text).join(''), empty: pieces.every((one) => one.empty) }
  }

  #atom(): Piece {
    const sign = this.#read()
    if (sign === '^') return { text: '^', empty: true }
    if (sign === '$') return { text: end, empty: true }
    if (sign === '.') return { text: '[^\\n]', empty: false }
    if (sign === '(') return this.#group()
    if (sign === '[') return { text: this.#set(), empty: false }
    if (sign === '\\') return { text: this.#escaped(), empty: false }
    if ('*+?{}]'.includes(sign))
      throw new NotPortable(`has a ${sign} where nothing is to be repeated; write \\${sign} for the sign itself`)
    return { text: literal(sign), empty: false }
  }

  #group(): Piece {
    if (this.#take('?') && !this.#take(':'))
      throw new NotPortable('has a group of a kind that not every engine knows: only (…) and (?:…) are')
    const inside = this.#choice()
    if (!this.#take(')')) throw new NotPortable('has a bracket that is never closed')
    return { text: `(?:${inside.text})`, empty: inside.empty }
  }

  #repeated(piece: Piece): Piece {
    const times = this.#times()
    if (times === undefined) return piece
    // The engines differ in how they leave a loop that matched nothing.
    if (piece.empty) throw new NotPortable('repeats something that may be empty')
    return { text: piece.text + times, empty: piece.empty || /^(?:[*?]|\{0)/.test(times) }
  }

  #times(): string | undefined {
    const rest = this.#signs.slice(this.#at).join('')
    const [times] = /^(?:[*+?]|\{\d{1,3}(?:,\d{0,3})?\})\??/.exec(rest) ?? []
    if (times === undefined) return undefined
    this.#at += times.length
    if (/^[*+?{]/.test(rest.slice(times.length))) throw new NotPortable('repeats a repetition')
    return times
  }

  #escaped(): string {
    const sign = this.#read()
    const set = classes[sign.toLowerCase()]
    if (set !== undefined) return sign === sign.toLowerCase() ? `[${set}]` : `[^${set}]`
    return controls[sign] ?? this.#plain(sign)
  }

  #plain(sign: string): string {
    if (/[0-9A-Za-z]/.test(sign)) throw new NotPortable(`has \\${sign}, which the engines do not read alike`)
    return literal(sign)
  }

  #set(): string {
    const not = this.#take('^') ? '^' : ''
    let text = ''
    while (this.#next !== ']' || text === '') text += this.#member()
    this.#read()
    return `[${not}${text}]`
  }

  #member(): string {
    const from = this.#setSign()
    if (from.length > 2 || this.#next !== '-' || this.#signs[this.#at + 1] === ']') return from
    this.#read()
    const to = this.#setSign()
    if (to.length > 2) throw new NotPortable('has a range that ends in a class')
    return `${from}-${to}`
  }

  #setSign(): string {
    const sign = this.#read()
    if (sign === '\\') {
      const escaped = this.#read()
      return classes[escaped] ?? controls[escaped] ?? this.#plain(escaped)
    }
    if (sign === '[' || sign === '&') throw new NotPortable(`has ${sign} inside […]; write \\${sign}`)
    return literal(sign)
  }

  get #next(): string | undefined {
    return this.#signs[this.#at]
  }

  #take(sign: string): boolean {
    if (this.#next !== sign) return false
    this.#at++
    return true
  }

  #read(): string {
    const sign = this.#next
    if (sign === undefined) throw new NotPortable('ends too early')
    if (sign === end) throw new NotPortable('has a sign that no text contains')
    this.#at++
    return sign
  }
}

/** A sign that stands for itself, inside a set or outside. */
const literal = (sign: string): string => (/[\^$\\.*+?()[\]{}|/-]/.test(sign) ? (sign === '-' ? '\\x2d' : `\\${sign}`) : sign)
