/** What the field calls a refusal: a person or a caller can act on it. Anything else thrown is a bug and becomes a 500. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: string
  readonly status: RefusalStatus
  readonly facts: Record<string, unknown>
  constructor(code: string, status: RefusalStatus, message: string, facts: Record<string, unknown> = {}) {
    super(message)
    this.code = code
    this.status = status
    this.facts = facts
  }
}
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 423 | 429 | 503

export type ErrorDefinition = { readonly status: RefusalStatus; readonly sentence: string; readonly whatToDo: string }

/**
 * The refusals of one room: code → status, sentence and what to do. `docs/errors.md` is made from these.
 * A sentence may hold `{facts}` by name; `refuse` fills them in.
 */
export function defineErrors<const Codes extends Record<string, ErrorDefinition>>(codes: Codes): Codes {
  return Object.freeze(codes)
}

/** Makes the refusal `code` of a room. The sentence's `{names}` are taken from `facts`. */
export function refusal<Codes extends Record<string, ErrorDefinition>>(
  errors: Codes,
  code: keyof Codes & string,
  facts: Record<string, unknown> = {},
): Refusal {
  const { status, sentence, whatToDo } = errors[code]!
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in facts ? String(facts[name]) : whole))
  return new Refusal(code, status, `${fill(sentence)} ${fill(whatToDo)}`.trim(), facts)
}

/** A line of a stack: a function and where it stands. */
const frame = /^ {4}at .*(:\d+:\d+\)?|\((native|<anonymous>|index \d+)\))$/

/**
 * An error as it may be written down: its kind, PostgreSQL's or the system's code for it, and where it was thrown. What it says is left out, on however
 * many lines: a database quotes the row that it would not take, and a parser the text that it could not read.
 */
export function withoutValues(error: unknown): Error {
  const { name, message, stack, code } = (error instanceof Error ? error : new Error()) as Error & { code?: unknown }
  const kind = typeof code === 'string' && /^\w{1,60}$/.test(code) ? `${name} ${code}` : name
  const said = stack?.indexOf(message) ?? -1
  const frames = (said < 0 ? (stack ?? '') : stack!.slice(said + message.length)).split('\n').filter((line) => frame.test(line))
  const bare = new Error(kind)
  bare.stack = [kind, ...frames].join('\n')
  return bare
}

export const errors = defineErrors({
  NOT_SIGNED_IN: { status: 401, sentence: 'You are not signed in, or your session has ended.', whatToDo: 'Sign in again.' },
  NOT_PERMITTED: {
    status: 403,
    sentence: 'Your role does not include this.',
    whatToDo: 'If your work needs it, ask your manager to have your role changed.',
  },
  NOT_FOUND: {
    status: 404,
    sentence: 'There is nothing here that you can see.',
    whatToDo: 'Check the address, or start from My day.',
  },
  NOT_SAFE_TO_SHOW: {
    status: 503,
    sentence: 'This could not be recorded in the access log, so it is not shown.',
    whatToDo: 'Try again in a minute. If it is urgent, ring the duty team.',
  },
  LOG_BEHIND: {
    status: 503,
    sentence: 'The access log has not been sealed for more than 15 minutes, so records are not shown until it is.',
    whatToDo:
      'The front door, the duty team, child protection and what is opened in an emergency go on. If someone may be in danger, ring the duty team now. Otherwise try again in a few minutes.',
  },
  MEANWHILE: {
    status: 409,
    sentence: 'Somebody else did something to this at the same moment. Of what you sent nothing was kept.',
    whatToDo: 'Open the page again to see what was done, and do yours if it is still needed.',
  },
  FORM_EXPIRED: {
    status: 403,
    sentence: 'This form did not come from a page of yours, or your session has changed since.',
    whatToDo: 'Go back, reload the page and send it again.',
  },
  BAD_REQUEST: {
    status: 400,
    sentence: 'Something in the request is wrong: {detail}.',
    whatToDo: 'Correct it and send it again.',
  },
  STEP_UP_NEEDED: {
    status: 401,
    sentence: 'This needs you to sign in again: it is more than five minutes since you did.',
    whatToDo: 'Sign in again and repeat it.',
  },
})
