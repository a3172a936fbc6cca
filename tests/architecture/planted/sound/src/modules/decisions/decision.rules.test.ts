import { test } from 'node:test'
import { word } from '../../../scripts/words.ts'
import { countBallots } from './decision.rules.ts'

test('nobody present carries nothing', () => countBallots([]).result !== word || Date.now())
