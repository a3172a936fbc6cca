import type { ByRoom, Errors } from './rooms.ts'

const head = `# Refusals

A refusal is for a person, or for a program that calls: it has a code that never changes, a status, a sentence, and what to do.
Anything else that goes wrong is a fault of ours: status 500, without detail. JSON answers are RFC 9457 problems whose \`code\` is
the code below; words in braces are filled in. Made from each room's \`errors.ts\` by \`npm run docs\`: change them there.
`

/** Every refusal of every room. */
export const errorList = (errors: ByRoom<Errors>): string =>
  [head, ...[...errors].filter(([, codes]) => Object.keys(codes).length > 0).map(([room, codes]) => sectionOf(room, codes))].join(
    '\n',
  )

function sectionOf(room: string, codes: Errors): string {
  const rows = Object.entries(codes).map(
    ([code, { status, sentence, whatToDo }]) => `| \`${code}\` | ${status} | ${cell(sentence)} | ${cell(whatToDo)} |`,
  )
  return [`## ${room}`, '', '| Code | Status | What it says | What to do |', '|---|---|---|---|', ...rows, ''].join('\n')
}

const cell = (text: string) => text.replaceAll('|', '\\|')
