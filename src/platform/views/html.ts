/** Text that is safe to send to a browser as it stands. Only `html`, the official macros and `chart` should make one. */
export class Html {
  readonly value: string
  constructor(value: string) {
    this.value = value
  }
  toString(): string {
    return this.value
  }
}

/** What may stand in a template: text and numbers are escaped, `Html` is not, and nothing at all prints nothing. */
export type Part = string | number | bigint | Html | null | undefined | false | readonly Part[]

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** The text with the five characters that mean something in HTML replaced; safe in content and in a quoted attribute. */
export const escapeHtml = (text: string): string => (/[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (c) => entities[c]!) : text)

function put(part: Part): string {
  if (part === null || part === undefined || part === false) return ''
  if (part instanceof Html) return part.value
  if (typeof part === 'object') return part.map(put).join('')
  return escapeHtml(String(part))
}

/** A typed template: everything put into it is escaped, unless it is itself the result of html``. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  let out = strings[0]!
  for (let i = 0; i < parts.length; i++) out += put(parts[i]) + strings[i + 1]!
  return new Html(out)
}

/** The parts one after another, with a separator between those that print something. */
export function join(parts: readonly Part[], separator: Part = ''): Html {
  return new Html(
    parts
      .map(put)
      .filter((text) => text !== '')
      .join(put(separator)),
  )
}

/** What a person would read of it: the tags left out and the escaped characters as themselves. */
export const textOf = (part: Html): string =>
  part.value
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => Object.keys(entities).find((character) => entities[character] === entity)!)

/** Whether a part prints anything at all. */
export const isEmpty = (part: Part): boolean => put(part) === ''

/** Attributes of an element: a value prints ` name="value"`, `true` the bare name, and false, null or undefined nothing. */
export function attributes(all: Readonly<Record<string, string | number | boolean | null | undefined>>): Html {
  let out = ''
  for (const [name, value] of Object.entries(all)) {
    if (!/^[a-z][a-z0-9:.-]*$/i.test(name)) throw new Error(`“${name}” cannot be the name of an attribute.`)
    if (value === null || value === undefined || value === false) continue
    out += value === true ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`
  }
  return new Html(out)
}
