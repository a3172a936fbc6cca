import { z } from 'zod'
import { relationshipWords } from './agreement.rules.ts'
import { type AgreementContent, noParticulars } from './content.ts'

/** Names of ours beside those of ODRL: what a recipient is, how she stands to the person, what she is trained in. */
export const profile = 'https://commonweal.invalid/ns/sharing#'
const kinds = 'urn:commonweal:dataset:'
const partner = 'urn:commonweal:organisation:'
const purposes = 'urn:commonweal:purpose:'
const operands = { role: 'cw:role', relationship: 'cw:relationship', training: 'cw:training' } as const

type Constraint = { leftOperand: string; operator: string; rightOperand: unknown }
const oneOf = (leftOperand: string, values: readonly string[]): Constraint => ({
  leftOperand,
  operator: 'isAnyOf',
  rightOperand: [...values],
})
const dated = (operator: 'gteq' | 'lt', day: string): Constraint => ({
  leftOperand: 'dateTime',
  operator,
  rightOperand: { '@value': `${day}T00:00:00Z`, '@type': 'xsd:dateTime' },
})

/**
 * An agreement as ODRL 2.2 (W3C Recommendation, information model and JSON-LD vocabulary), in our profile: one permission for each line, with whom it is for
 * and when as constraints, all of which must hold. What the owner has to be asked for carries that as a duty.
 */
export function toOdrl(
  uid: string,
  content: AgreementContent,
  about: {
    readonly controllers: readonly string[]
    readonly laws: readonly { purpose: string; basis: string; gateway: string }[]
    readonly version: string
  },
): Record<string, unknown> {
  const period = [
    ...(content.inForceFrom ? [dated('gteq', content.inForceFrom)] : []),
    ...(content.endsOn ? [dated('lt', content.endsOn)] : []),
  ]
  const permission = content.terms.flatMap((line) => {
    const unasked = line.relationships.filter((one) => one !== 'asked')
    const rule = (relationships: readonly string[], more: object) => ({
      'dct:title': line.name,
      target: line.cells.flatMap(({ dataset, classes }) => classes.map((one) => `${kinds}${dataset}#${one}`)),
      action: 'read',
      constraint: [
        oneOf(
          'purpose',
          content.purposes.map((one) => purposes + one),
        ),
        oneOf(operands.role, line.roles),
        oneOf(operands.relationship, relationships),
        ...(line.trainings.length > 0
          ? [{ leftOperand: operands.training, operator: 'isAllOf', rightOperand: [...line.trainings] }]
          : []),
        ...period,
      ],
      ...more,
    })
    return [
      ...(unasked.length > 0 ? [rule(unasked, {})] : []),
      ...(line.relationships.includes('asked') ? [rule(['asked'], { duty: [{ action: 'cw:obtainOwnersAnswer' }] })] : []),
    ]
  })
  return {
    '@context': [
      'http://www.w3.org/ns/odrl.jsonld',
      { cw: profile, dct: 'http://purl.org/dc/terms/', xsd: 'http://www.w3.org/2001/XMLSchema#' },
    ],
    '@type': 'Agreement',
    uid,
    profile,
    conflict: 'prohibit',
    'dct:title': content.title,
    'dct:hasVersion': about.version,
    ...(content.protocol ? { 'cw:protocol': content.protocol } : {}),
    ...(content.reviewOn ? { 'cw:reviewOn': content.reviewOn } : {}),
    'cw:lawfulBasis': about.laws.map(({ purpose, basis, gateway }) => ({
      'cw:purpose': purposes + purpose,
      'cw:basis': basis,
      'cw:gateway': gateway,
    })),
    assigner: about.controllers.map((one) => partner + one),
    assignee: content.recipients.map((one) => partner + one),
    permission,
  }
}

/** What of a policy cannot be kept as it stands, and where. Nothing of it is dropped in silence: a policy that says more than we can hold is refused whole. */
export class OdrlUnreadable extends Error {
  override readonly name = 'OdrlUnreadable'
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('; '))
    this.faults = faults
  }
}

const Whole = z.record(z.string(), z.unknown())
const known = {
  policy: [
    '@context',
    '@type',
    'type',
    'uid',
    '@id',
    'profile',
    'conflict',
    'dct:title',
    'dct:hasVersion',
    'cw:protocol',
    'cw:reviewOn',
    'cw:lawfulBasis',
    'assigner',
    'assignee',
    'permission',
    'prohibition',
  ],
  permission: ['uid', '@id', '@type', 'dct:title', 'target', 'action', 'constraint', 'duty', 'assigner', 'assignee'],
  prohibition: ['uid', '@id', '@type', 'dct:title', 'target', 'action', 'assigner', 'assignee'],
}

/**
 * Reads an ODRL 2.2 policy (Agreement, Offer or Set) in our profile as the text of a draft. It is strict, so that what is drafted never lets see more than the
 * policy did: an action other than read, an operand, operator, duty or relation that it does not know, a prohibition with a condition, each is a fault with
 * its place. A prohibition without one takes its targets out of every permission, as `conflict: prohibit` has it.
 *
 * @throws OdrlUnreadable with every fault found
 */
export function fromOdrl(policy: unknown): AgreementContent {
  const faults: string[] = []
  const fault = (at: string, says: string) => void faults.push(`${at}: ${says}`)
  const read = Whole.safeParse(policy)
  if (!read.success) throw new OdrlUnreadable(['the policy: it has to be one JSON object'])
  const whole = read.data
  onlyKnown(whole, known.policy, 'the policy', fault)
  const type = String(whole['@type'] ?? whole.type ?? 'Set').replace(/^.*[/#:]/, '')
  if (!['Agreement', 'Offer', 'Set'].includes(type)) fault('the policy', `the type “${type}” is none that can be drafted`)
  if (whole.conflict !== undefined && localName(whole.conflict) !== 'prohibit')
    fault('conflict', 'here what forbids always wins: the policy has to say “prohibit”')
  const denied = new Set(
    listOf(whole.prohibition).flatMap((rule, at) => {
      const where = `prohibition ${at + 1}`
      const one = Whole.safeParse(rule)
      if (!one.success) {
        fault(where, 'it has to be an object')
        return []
      }
      if ('constraint' in one.data)
        fault(where, 'a prohibition with a condition cannot be kept: leave its target out of the permission, or forbid it whole')
      onlyKnown(one.data, [...known.prohibition, 'constraint'], where, fault)
      readAction(one.data.action, where, fault, ['read', 'use'])
      return targetsOf(one.data.target, where, fault)
    }),
  )
  const rules = listOf(whole.permission)
  if (rules.length === 0) fault('permission', 'there is none, so there is nothing to agree')
  const lines = rules.flatMap((rule, at) => readPermission(rule, `permission ${at + 1}`, whole, fault) ?? [])
  const [first] = lines
  for (const [at, line] of lines.entries())
    if (
      first &&
      JSON.stringify([line.purposes, line.from, line.to, line.recipients]) !==
        JSON.stringify([first.purposes, first.from, first.to, first.recipients])
    )
      fault(
        `permission ${at + 1}`,
        'its purposes, times or recipients differ from those of the first: draft an agreement for each',
      )
  if (faults.length > 0 || !first) throw new OdrlUnreadable(faults)
  const names = new Map<string, number>()
  return {
    kind: 'sharing',
    title:
      typeof whole['dct:title'] === 'string' && whole['dct:title'].trim()
        ? whole['dct:title'].trim().slice(0, 200)
        : 'Agreement read from ODRL',
    protocol: typeof whole['cw:protocol'] === 'string' ? whole['cw:protocol'] : null,
    purposes: first.purposes,
    recipients: first.recipients,
    particulars: noParticulars,
    inForceFrom: first.from,
    reviewOn:
      typeof whole['cw:reviewOn'] === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(whole['cw:reviewOn']) ? whole['cw:reviewOn'] : null,
    endsOn: first.to,
    terms: lines.map((line) => {
      const count = (names.get(line.name) ?? 0) + 1
      names.set(line.name, count)
      const allowed = line.targets.filter((one) => !denied.has(one))
      const cells = Map.groupBy(allowed, (one) => one.slice(0, one.indexOf('#')))
      return {
        name: count === 1 ? line.name : `${line.name} (${count})`,
        roles: line.roles,
        relationships: line.relationships,
        trainings: line.trainings,
        cells: [...cells].map(([dataset, all]) => ({ dataset, classes: all.map((one) => one.slice(one.indexOf('#') + 1)) })),
      }
    }),
  }
}

type Say = (at: string, says: string) => void
type ReadLine = {
  name: string
  targets: string[]
  purposes: string[]
  roles: string[]
  relationships: string[]
  trainings: string[]
  from: string | null
  to: string | null
  recipients: string[]
}

function readPermission(rule: unknown, at: string, policy: Record<string, unknown>, fault: Say): ReadLine | undefined {
  const read = Whole.safeParse(rule)
  if (!read.success) return void fault(at, 'it has to be an object')
  const permission = read.data
  onlyKnown(permission, known.permission, at, fault)
  readAction(permission.action, at, fault, ['read'])
  const limits = readConstraints(permission.constraint, at, fault)
  const duties = listOf(permission.duty)
  for (const duty of duties) {
    const action = Whole.safeParse(duty).data?.action
    if (
      localName(action) !== 'obtainOwnersAnswer' ||
      Object.keys(duty as object).some((key) => !['action', '@type', 'uid', '@id'].includes(key))
    )
      fault(at, 'it has a duty that cannot be held to here: the only one is that the owner is asked (cw:obtainOwnersAnswer)')
  }
  const relationships = duties.length > 0 ? ['asked'] : limits.relationships
  if (duties.length > 0 && limits.relationships.some((one) => one !== 'asked'))
    fault(at, 'what the owner has to be asked for needs the relationship “asked” and no other')
  if (duties.length === 0 && relationships.includes('asked'))
    fault(at, 'the relationship “asked” needs the duty cw:obtainOwnersAnswer')
  const recipients = listOf(permission.assignee ?? policy.assignee)
    .map((one) => idOf(one).replace(partner, ''))
    .filter(Boolean)
  if (recipients.length === 0) fault(at, 'nobody is assignee: without one it would be for everyone')
  for (const [what, values] of [
    ['a purpose', limits.purposes],
    ['a role (cw:role)', limits.roles],
    ['a relationship (cw:relationship)', relationships],
  ] as const)
    if (values.length === 0) fault(at, `it names no ${what.slice(2)}: without ${what} it would be for any`)
  const title = permission['dct:title']
  return {
    name: typeof title === 'string' && title.trim() ? title.trim().slice(0, 180) : `Line ${at.replace(/\D+/, '')}`,
    targets: targetsOf(permission.target, at, fault),
    ...limits,
    relationships,
    recipients: [...new Set(recipients)].sort(),
  }
}

function readConstraints(given: unknown, at: string, fault: Say) {
  const limits = {
    purposes: [] as string[],
    roles: [] as string[],
    relationships: [] as string[],
    trainings: [] as string[],
    from: null as string | null,
    to: null as string | null,
  }
  const seen = new Set<string>()
  for (const each of listOf(given).flatMap(unfoldAnd)) {
    const read = Whole.safeParse(each)
    const { leftOperand, operator, rightOperand, ...more } = read.data ?? {}
    const left = localName(leftOperand)
    const how = localName(operator)
    if (!leftOperand) {
      fault(at, 'a condition without leftOperand (or, xone and sequences cannot be kept: only conditions that all hold)')
      continue
    }
    if (Object.keys(more).some((key) => !['@type', 'uid', '@id'].includes(key)))
      fault(at, `the condition on “${left}” says more than can be kept (${Object.keys(more).join(', ')})`)
    const key = left === 'dateTime' ? `${left} ${how}` : left
    if (seen.has(key)) fault(at, `two conditions on “${left}”: make them one`)
    seen.add(key)
    const values = listOf(rightOperand).map(idOf)
    if (values.length === 0 || values.includes('')) fault(at, `the condition on “${left}” has no value`)
    const any = () => {
      if (!(how === 'isAnyOf' || how === 'isA' || ((how === 'eq' || how === 'isPartOf') && values.length === 1)))
        fault(at, `the operator “${how}” on “${left}” cannot be kept: use isAnyOf, or eq with one value`)
      return values
    }
    if (left === 'purpose') limits.purposes = any().map((one) => one.replace(purposes, ''))
    else if (left === 'role' || left === 'recipient') limits.roles = any()
    else if (left === 'relationship') {
      limits.relationships = any()
      for (const one of limits.relationships) if (!(one in relationshipWords)) fault(at, `there is no relationship “${one}”`)
    } else if (left === 'training') {
      if (!(how === 'isAllOf' || (how === 'eq' && values.length === 1)))
        fault(at, `the operator “${how}” on trainings cannot be kept: all that are named are needed (isAllOf)`)
      limits.trainings = values
    } else if (left === 'dateTime') readTime(how, values, limits, at, fault)
    else fault(at, `a condition on “${left}” cannot be held to here`)
  }
  return limits
}

/** `and` says no more than that each holds. */
const unfoldAnd = (constraint: unknown): unknown[] => {
  const parts = Whole.safeParse(constraint).data?.and
  if (parts === undefined) return [constraint]
  const list = Whole.safeParse(parts).data?.['@list'] ?? parts
  return listOf(list).flatMap(unfoldAnd)
}

/** Agreements begin and end with a day: a time within one is no day that can be kept. */
function readTime(
  how: string,
  values: readonly string[],
  limits: { from: string | null; to: string | null },
  at: string,
  fault: Say,
) {
  const text = values[0] ?? ''
  const day = /^(\d{4}-\d{2}-\d{2})(T00:00:00(\.0+)?(Z|\+00:00)?)?$/.exec(text)?.[1]
  if (values.length !== 1 || !day || !z.iso.date().safeParse(day).success)
    return fault(at, `“${text}” is no beginning of a day: an agreement begins and ends at midnight`)
  if (how === 'gteq') limits.from = day
  else if (how === 'lt') limits.to = day
  else fault(at, `the operator “${how}” on dateTime cannot be kept: use gteq for the first day, lt for the day after the last`)
}

function readAction(action: unknown, at: string, fault: Say, allowed: readonly string[]) {
  const names = listOf(action).map(localName)
  if (
    names.length !== 1 ||
    !allowed.includes(names[0]!) ||
    Object.keys(Object(listOf(action)[0])).some((key) => typeof listOf(action)[0] === 'object' && key !== '@id' && key !== 'uid')
  )
    fault(
      at,
      `the action “${names.join(', ') || 'none'}” cannot be held to here: only ${allowed.join(' or ')}, without refinement`,
    )
}

function targetsOf(target: unknown, at: string, fault: Say): string[] {
  const targets = listOf(target).map((one) => (typeof one === 'object' && one && 'refinement' in one ? '' : idOf(one)))
  if (targets.length === 0) fault(at, 'it has no target')
  return targets.flatMap((one) => {
    const cell = one.startsWith(kinds) ? one.slice(kinds.length) : ''
    if (/^[a-z0-9-]+#[a-z0-9-]+$/.test(cell)) return [cell]
    fault(at, `“${one}” is no kind of information of a dataset: write ${kinds}DATASET#CLASS, without refinement`)
    return []
  })
}

function onlyKnown(value: Record<string, unknown>, keys: readonly string[], at: string, fault: Say) {
  for (const key of Object.keys(value)) if (!keys.includes(key)) fault(at, `“${key}” cannot be kept`)
}

const listOf = (value: unknown): unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]
const idOf = (value: unknown): string => {
  if (typeof value === 'string') return value
  const read = Whole.safeParse(value).data ?? {}
  const id = read['@id'] ?? read.uid ?? read['@value']
  return typeof id === 'string' ? id : ''
}
const localName = (value: unknown): string => idOf(value).replace(/^.*[/#:]/, '')
