import { describe, test } from 'node:test'
import { countBallots } from './decision.rules.ts'

test.skip('nobody present carries nothing', () => countBallots([]))
describe.only('a board', () => {})
