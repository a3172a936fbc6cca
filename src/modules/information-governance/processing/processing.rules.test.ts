import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Processing, publicCount, withFlows } from './processing.rules.ts'

const row = (purposeId: string, recipients: string[], ...datasets: string[]): Processing => ({
  controllerId: 'council',
  purposeId,
  purpose: purposeId,
  law: 'A law',
  article6: '6(1)(e)',
  article9: null,
  schedule1: null,
  agreements: [],
  recipients,
  data: datasets.map((dataset) => ({ dataset, name: dataset, classes: [], everyday: [], retention: [] })),
  assessments: [],
})
const flow = (organisationId: string, purpose: string, datasetId: string, looks: number) => ({
  organisationId,
  purpose,
  datasetId,
  looks,
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

test('a count for everyone (S1)', () => {
  const table: [number, string][] = [
    [0, 'none'],
    [1, 'fewer than 8'],
    [7, 'fewer than 8'],
    [8, '10'],
    [12, '10'],
    [13, '15'],
    [4321, '4,320'],
  ]
  for (const [count, says] of table) assert.equal(publicCount(count), says)
})
