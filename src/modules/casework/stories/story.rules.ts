import type { Told } from '../contact.rules.ts'

/** The eight questions, in order: what every service would ask, asked once. */
export const questions = ['now', 'home', 'good', 'change', 'help', 'safe', 'reach', 'know'] as const
export type Question = (typeof questions)[number]
/** Her words, question by question; what she has not answered is not in it. */
export type Answers = Readonly<Partial<Record<Question, string>>>

/** A story as it stands: how far it is told, and whether the front door has it. */
export type Story = { readonly id: string; readonly answers: Answers; readonly sent: boolean; readonly contactId: string | null }

/** Without these the front door can do nothing: what is going on, and how she may be reached. The others she may leave out. */
const needed: readonly Question[] = ['now', 'reach']
export const missingIn = (answers: Answers): Question[] => needed.filter((one) => !answers[one])

/** The question that comes next; undefined after the last. */
export const after = (question: Question): Question | undefined => questions[questions.indexOf(question) + 1]
/** The first that she has not come to yet; the last once all are answered. */
export const nextIn = (answers: Answers): Question => questions.find((one) => answers[one] === undefined) ?? 'know'

/** Everything she said, as others read it: each question with her words. */
export const inWords = (answers: Answers, asked: Readonly<Record<Question, string>>): string =>
  questions
    .filter((one) => answers[one])
    .map((one) => `${asked[one]}\n${answers[one]}`)
    .join('\n\n')

/** What the front door is told: the whole story, who she says that she is, and how she may be reached. A number in it is the one to ring. */
export function toldBy(name: string, answers: Answers, asked: Readonly<Record<Question, string>>): Told {
  const phone = /(?:\+?\d[\d ()-]{6,}\d)/.exec(answers.reach ?? '')?.[0] ?? ''
  return { name, born: '', address: '', worry: inWords(answers, asked), caller: name, phone }
}
