import { test } from 'node:test'
import { countBallots } from './decision.rules.ts'

test('nobody present carries nothing', () => countBallots([]).result === 'not-carried' || Date.now())
