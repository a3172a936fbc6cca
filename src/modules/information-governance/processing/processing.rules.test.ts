import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, plainDate } from '#platform/dates'
import { isIdle, type Processing, withFlows } from './processing.rules.ts'

const row = (purposeId: string, recipients: string[], ...datasets: string[]): Processing => ({
  controllerId: 'council',
  purposeId,
  purpose: purposeId,
  law: 'A law',
  article6: '6(1)(e)',
  article9: null,
  schedule1: null,
  agreements: [],
  since: plainDate('2025-04-01'),
  security: [],
  recipients,
  data: datasets.map((dataset) => ({ dataset, name: dataset, classes: [], everyday: [], retention: [] })),
  assessments: [],
})
const flow = (organisationId: string, purpose: string, datasetId: string, looks: number) => ({
  organisationId,
  purpose,
  datasetId,
  looks,
  lastAt: instant('2026-03-01T10:00:00Z'),
})

test('what flowed stands beside what was agreed, and what nobody agreed on stands apart', () => {
  const controllers = new Map([
    ['housing', 'council'],
    ['patients', 'nhs'],
  ])
  const { rows, uncovered } = withFlows(
    [row('help', ['nhs', 'police'], 'housing'), row('fire', ['fire'], 'housing')],
    [
      flow('nhs', 'help', 'housing', 5),
      flow('police', 'help', 'housing', 2),
      flow('council', 'help', 'housing', 90),
      flow('fire', 'help', 'housing', 1),
      flow('police', 'help', 'patients', 3),
    ],
    controllers,
  )
  assert.deepEqual(
    rows.map(({ looks, lookers }) => [looks, lookers]),
    [
      [7, 2],
      [0, 0],
    ],
  )
  assert.deepEqual(
    uncovered.map((one) => [one.organisationId, one.datasetId]),
    [
      ['fire', 'housing'],
      ['police', 'patients'],
    ],
  )
})

test('what nobody has looked at for 90 days is marked, if it could have been', () => {
  const now = instant('2026-07-01T12:00:00Z')
  const table: [since: string, last: string | null, idle: boolean][] = [
    ['2025-04-01', null, true],
    ['2025-04-01', '2026-04-02T10:59:59Z', true],
    ['2025-04-01', '2026-04-02T11:00:00Z', true],
    ['2025-04-01', '2026-04-02T12:00:00Z', false],
    ['2025-04-01', '2026-06-30T12:00:00Z', false],
    ['2026-04-02', null, true],
    ['2026-04-03', null, false], // It has held for 89 days.
    ['2026-06-24', null, false],
  ]
  for (const [since, last, idle] of table)
    assert.equal(
      isIdle({ since: plainDate(since), lastAt: last === null ? null : instant(last) }, now, 'Europe/London'),
      idle,
      `${since}, ${last}`,
    )
})
