import assert from 'node:assert/strict'
import { test } from 'node:test'
import { saysAbuse } from './abuse.rules.ts'
import { CanonicalRow } from './canonical.ts'
import { mappings } from './mappings/index.ts'

const need = (code: string) => ({ kind: 'need', code, statement: 'Said', statedOn: '2026-01-05' })
const event = (type: string, role = 'subject') => ({
  kind: 'event',
  class: 'policing',
  type,
  role,
  occurredAt: '2026-01-05T10:00:00Z',
  summary: 'Said',
})
const risk = (code: string) => ({ kind: 'risk-indicator', class: 'risk', code, statement: 'Said', statedOn: '2026-01-05' })

// Each row: what an agency states, and whether it says that there is domestic abuse.
const said: [row: Record<string, unknown>, expected: boolean][] = [
  [need('domestic-abuse'), true],
  [need('Domestic abuse'), true],
  [need('DOMESTIC_ABUSE'), true],
  [event('domestic-incident', 'victim'), true],
  [event('domestic-incident', 'suspect'), true],
  [event('domestic-incident', 'witness'), true],
  [event('marac'), true],
  [risk('coercive-control'), true],
  [risk('stalking'), true],
  [need('family-conflict'), false],
  [need('housing'), false],
  [event('violence', 'victim'), false],
  [event('anti-social-behaviour'), false],
  [risk('violence-to-staff'), false],
  [{ kind: 'identity', givenName: 'Domestic', familyName: 'Abuse' }, false],
]
for (const [row, expected] of said) {
  const what = [row.kind, row.code ?? row.type, row.role].filter(Boolean).join(' ')
  test(`${what}: ${expected ? 'domestic abuse' : 'no domestic abuse'} (K6)`, () => {
    assert.equal(saysAbuse(CanonicalRow.parse({ person: 'P', key: 'K', ...row })), expected)
  })
}

test('every code of every mapping whose words speak of domestic abuse, or of violence at home, is one of these (K6)', () => {
  const codes: string[] = []
  const walk = (value: unknown): void => {
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) {
      if (/domestic/i.test(value.join(' '))) codes.push(value[0]!)
    } else if (typeof value === 'string') {
      if (/^domestic-/.test(value) && value !== 'domestic-abuse') codes.push(value)
    } else if (value && typeof value === 'object') Object.values(value).forEach(walk)
  }
  for (const { templates } of mappings.values()) walk(templates)
  assert.ok(codes.length >= 1, 'the walk finds them')
  for (const code of codes) assert.ok(saysAbuse(CanonicalRow.parse({ person: 'P', key: 'K', ...need(code) })), code)
})
