// The tables that a piece of SQL names. It reads words, not grammar: comments go, dollar-quoted bodies stay.

/**
 * A name of the form schema.name. `use`: as a table; `reference`: as the target of a foreign key; `call`: as a function;
 * `string`: alone between quotation marks, as for a cast to regclass.
 */
export type TableName = { schema: string; name: string; line: number; use: 'use' | 'reference' | 'call' | 'string' }

const NAME = /(?<![\w.'"/-])"?([a-z_]\w*)"?\."?([a-z_]\w*)"?(?=(\s*\()?)/gi
/** Before a name with a bracket behind it: a table with its columns. After `from` and `join` such a name is a function. */
const asTable = /\b(?:into|update|table|on|only|view|using)$/i

export function tablesIn(sql: string): TableName[] {
  const strings: TableName[] = []
  const bare = withoutComments(sql).replace(/'(?:[^']|'')*'/g, (quoted, at: number) => {
    const [, schema, name] = /^'(\w+)\.(\w+)'$/.exec(quoted) ?? []
    if (schema && name) strings.push({ schema, name, line: lineAt(sql, at), use: 'string' })
    // SQL inside a string, for execute and format, is SQL too; a sentence in a comment is not.
    const isSql = /^'\s*(?:select|insert|update|delete|alter|create|grant|with)\b/i.test(quoted)
    return isSql ? ` ${quoted.slice(1, -1)} ` : quoted.replace(/[^\n]/g, ' ')
  })
  const named = [...bare.matchAll(NAME)].map((found): TableName => {
    const before = bare.slice(Math.max(0, found.index - 40), found.index).trimEnd()
    const use = /\breferences$/i.test(before) ? 'reference' : found[3] && !asTable.test(before) ? 'call' : 'use'
    return { schema: found[1]!, name: found[2]!, line: lineAt(bare, found.index), use }
  })
  return [...named, ...strings].sort((a, b) => a.line - b.line)
}

const withoutComments = (sql: string): string =>
  sql.replace(/'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g, (found) =>
    found.startsWith("'") ? found : found.replace(/[^\n]/g, ' '),
  )

/** The line of a position in a text, from 1. */
export const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length
