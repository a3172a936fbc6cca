import type { Template, Value } from '../mapping.ts'

/** The templates that most mappings share, with the sender's own columns filled in. */
export const column = (name: string): Value => ({ column: name })
export const date = (name: string): Value => ({ date: name })
export const text = (template: string): Value => ({ text: template })
export const constant = (value: string | boolean): Value => ({ constant: value })
export const code = (name: string, words: Record<string, string>): Value => ({ code: name, words })
export const yes = (name: string, ...words: string[]): Value => ({ yes: name, words })

export const identity = (key: Value, fields: Template['fields']): Template => ({ kind: 'identity', key, fields })

/** An earlier or other name, stated where its columns are filled. */
export const otherName = (when: string, key: Value, use: 'former' | 'alias', fields: Template['fields']): Template => ({
  kind: 'identity',
  when: [when],
  key,
  fields: { nameUse: constant(use), ...fields },
})

export const identifier = (name: string, person: string, scheme: 'nhs-number' | 'upn'): Template => ({
  kind: 'identifier',
  when: [name],
  key: text(`{${person}}-${scheme}-{${name}}`),
  fields: { scheme: constant(scheme), value: column(name) },
})

/** A telephone or e-mail; `safe`: what the system says of whether, when and through whom the person may safely be reached by it. */
export const contact = (
  name: string,
  person: string,
  system: 'phone' | 'email',
  safe: { safety?: Value; safeWhen?: Value; through?: Value } = {},
): Template => ({
  kind: 'contact-point',
  when: [name],
  key: text(`{${person}}-${name}`),
  fields: { system: constant(system), value: column(name), ...safe },
})

/** Where someone lives. Its key is the person and, where the system keeps several, the day from which. */
export const residence = (
  person: string,
  address: string,
  fields: { postcode: string; uprn?: string; from?: string; to?: string },
): Template => ({
  kind: 'residence',
  when: [address],
  key: fields.from ? text(`{${person}}-{${fields.from}}`) : text(`{${person}}-home`),
  fields: {
    address: column(address),
    postcode: column(fields.postcode),
    ...(fields.uprn ? { uprn: column(fields.uprn) } : {}),
    ...(fields.from ? { from: date(fields.from) } : {}),
    ...(fields.to ? { to: date(fields.to) } : {}),
  },
})

export const household = (name: string, person: string): Template => ({
  kind: 'household',
  when: [name],
  key: text(`{${person}}-{${name}}`),
  fields: { household: column(name) },
})

export const relative = (other: string, person: string, type: Value, is?: Template['is']): Template => ({
  kind: 'relationship',
  when: [other],
  ...(is ? { is } : {}),
  key: text(`{${person}}-{${other}}`),
  fields: { other: column(other), type },
})

export type WorkColumns = {
  key: Value
  when: string
  service: Value
  opened: string
  closed?: string
  worker: string
  ref: string
  /** The partner who employs her, where it is not the sender. */
  employer?: Value
  team: Value
  phone: string
  last?: string
  next: string
  nextOn: string
  existence?: Value
}

export const involvement = (work: WorkColumns): Template => ({
  kind: 'involvement',
  when: [work.when, work.opened],
  key: work.key,
  fields: {
    service: work.service,
    openedOn: date(work.opened),
    ...(work.closed ? { closedOn: date(work.closed) } : {}),
    workerName: column(work.worker),
    workerRef: column(work.ref),
    ...(work.employer ? { employer: work.employer } : {}),
    team: work.team,
    phone: column(work.phone),
    ...(work.last ? { lastContactOn: date(work.last) } : {}),
    nextEvent: column(work.next),
    nextEventOn: date(work.nextOn),
    ...(work.existence ? { existence: work.existence } : {}),
  },
})

/** An event: `types` gives each of the system's codes its type, `labels` the words for the page. */
export const event = (
  key: string,
  type: string,
  at: string,
  words: Record<string, [type: string, label: string]>,
  more: { class?: string; detail?: string; role?: Value; result?: Value; leaves?: Value; keyOf?: Value } = {},
): Template => ({
  kind: 'event',
  when: [key, type],
  key: more.keyOf ?? column(key),
  fields: {
    class: constant(more.class ?? 'event'),
    type: code(type, Object.fromEntries(Object.entries(words).map(([one, [name]]) => [one, name]))),
    occurredAt: { instant: at },
    summary: more.detail
      ? {
          first: [
            column(more.detail),
            code(type, Object.fromEntries(Object.entries(words).map(([one, [, label]]) => [one, label]))),
          ],
        }
      : code(type, Object.fromEntries(Object.entries(words).map(([one, [, label]]) => [one, label]))),
    ...(more.role ? { role: more.role } : {}),
    ...(more.result ? { result: more.result } : {}),
    ...(more.leaves ? { leavesViewOn: more.leaves } : {}),
  },
})

export const need = (
  name: string,
  person: string,
  on: string,
  words: Record<string, [code: string, label: string]>,
): Template => ({
  kind: 'need',
  when: [name, on],
  key: text(`{${person}}-{${name}}`),
  fields: {
    code: code(name, Object.fromEntries(Object.entries(words).map(([one, [short]]) => [one, short]))),
    statement: code(name, Object.fromEntries(Object.entries(words).map(([one, [, label]]) => [one, label]))),
    statedOn: date(on),
  },
})

export const marker = (
  key: string,
  name: string,
  on: string,
  words: Record<string, string>,
  more: {
    class?: string
    statement?: string
    by?: string
    review?: string
    told?: Value
    keyOf?: Value
    labels?: Record<string, string>
  } = {},
): Template => ({
  kind: 'risk-indicator',
  when: [key, name],
  key: more.keyOf ?? column(key),
  fields: {
    class: constant(more.class ?? 'visit-safety'),
    code: code(name, words),
    statement: more.statement
      ? { first: [column(more.statement), code(name, more.labels ?? words)] }
      : code(name, more.labels ?? words),
    statedOn: date(on),
    ...(more.by ? { author: column(more.by) } : {}),
    ...(more.review ? { reviewOn: date(more.review) } : {}),
    ...(more.told ? { personTold: more.told } : {}),
  },
})
