import assert from 'node:assert/strict'
import { test } from 'node:test'
import { speaksOfOthers } from './look-at.rules.ts'

const own = new Set(['kayleigh', 'anne', 'marsden'])

// Each line: what a service wrote about Kayleigh Anne Marsden, and whether an officer has to look before it goes into her copy.
const cases = `
  look | Wayne Sutcliffe shouted in the hall
  look | Neighbour reported noise
  look | Her ex-partner was at the door
  look | Referred by a school nurse
  look | An anonymous call about the children
  look | Mrs O’Brien-Smith said that she was away
  look | His mother was told
  look | Kayleigh Sutcliffe called          # another name with hers
  in   | Rent arrears of £412
  in   | Kayleigh Marsden rang about the boiler
  in   | Kayleigh Anne was seen, and is well
  in   | Asthma review
  in   | The boiler was mended
  in   | Sonography booked                  # a word that begins like son
  look | Aldermere Town Hall visit          # a place looks like a name: to look once too often does no harm
`
for (const line of cases.trim().split('\n')) {
  const [expected, text] = line
    .split('#')[0]!
    .split('|')
    .map((part) => part.trim()) as [string, string]
  test(`“${text}”: ${expected}`, () => assert.equal(speaksOfOthers(text, own) ? 'look' : 'in', expected))
}
