import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addressKey,
  foldedName,
  foldedNumber,
  foldedPostcode,
  isFullGivenName,
  isInitialOf,
  isNhsNumber,
  nameWords,
  postcodeWithin,
  searchedNameWords,
  spokenName,
  withPostcode,
} from './names.rules.ts'

/** Each row: what is written, what it is compared as. A practitioner may correct these. */
function table<Out>(
  title: string,
  compare: (text: string) => Out,
  rows: readonly (readonly [written: string, compared: Out])[],
): void {
  for (const [written, compared] of rows)
    test(`${title}: ${written || 'nothing'}`, () => assert.deepEqual(compare(written), compared))
}

table('the words of a name', (text) => nameWords(text).join(' '), [
  ['Kayleigh', 'kayleigh'],
  ['MARSDEN', 'marsden'],
  ['Siân', 'sian'],
  ['O’Brien', 'obrien'],
  ["O'Brien", 'obrien'],
  ['Smith-Jones', 'smith jones'],
  ['McBride', 'macbride'],
  ['MacBride', 'macbride'],
  ['Mc', 'mc'],
  ['Mcx', 'mcx'],
  ['Tomcat', 'tomcat'],
  ['Ann - Fox', 'ann fox'],
  ['Łukasz Żuławski', 'lukasz zulawski'],
  ['Bjørn Groß', 'bjorn gross'],
  ['  José   María ', 'jose maria'],
  ['Мария', 'мария'],
  ['Marsden (née Holt)', 'marsden nee holt'],
  ['', ''],
])

table('one name', foldedName, [
  ['Smith-Jones', 'smithjones'],
  ['SMITH JONES', 'smithjones'],
  ['D’Arcy', 'darcy'],
])

table('a given name that says who someone is', isFullGivenName, [
  ['Kayleigh', true],
  ['K', false],
  ['K J', false],
  ['J Kayleigh', true],
  ['Baby', false],
  ['BABY BOY', true], // "Baby" alone is known as a placeholder; two words are not guessed at
  ['Unknown', false],
  ['Twin One', false],
  ['', false],
])

table('a name as somebody types it', (text) => searchedNameWords(text).join(' '), [
  ['Mrs Kayleigh Marsden', 'kayleigh marsden'],
  ['Dr. O’Brien', 'obrien'],
  ['Miss', ''],
])

table('a postcode', foldedPostcode, [
  ['AX1 2BD', 'AX12BD'],
  ['ax12bd', 'AX12BD'],
  ['SW1A 1AA', 'SW1A1AA'],
  ['AX1', null],
  ['AX1 2B', null],
  ['12345', null],
  ['1AX1 2BD', null],
  ['AX1 2BDX', null],
  ['', null],
])

table('the postcode in an address', postcodeWithin, [
  ['14 Bracken Row, Aldermere AX1 2BD', 'AX12BD'],
  ['14 Bracken Row, ax12bd', 'AX12BD'],
  ['14 Bracken Row', null],
  ['SW1A 1AA', 'SW1A1AA'],
  ['L1 8JQ, or AX1 2BD', 'L18JQ'],
])

table('what finds an address', addressKey, [
  ['14 Bracken Row, Aldermere', '14 bracken'],
  ['14 BRACKEN ROW ALDERMERE', '14 bracken'],
  ['14 Bracken Rd.', '14 bracken'],
  ['Flat 3, 8 Foundry Court, Aldermere', '8 foundry'],
  ['14a Bracken Row', '14a bracken'],
  ['Rose Cottage, Mill Bank', 'rose cottage'],
  ['AX1 2BD', null],
  ['', null],
  ['AX1 2BD 14 Bracken Row', '14 bracken'],
  ['SW1A 1AA 14 Bracken Row', '14 bracken'],
  ['ax12bd 14 Bracken Row', '14 bracken'],
  ['L1 8JQ, 14 Bracken Row', '14 bracken'],
  ['14 St John’s Road', '14 st'],
  ["14 D'Arcy Road", '14 darcy'],
  ['8, Foundry-Court', '8 foundry'],
])

table('an address with its postcode', (text) => withPostcode({ address: text, postcode: 'AX1 2BD' }), [
  ['14 Bracken Row', '14 Bracken Row, AX1 2BD'],
  ['14 Bracken Row AX1 2BD', '14 Bracken Row AX1 2BD'],
])
test('an address without a postcode stays as it is', () =>
  assert.equal(withPostcode({ address: '14 Bracken Row' }), '14 Bracken Row'))

table('a reference', foldedNumber, [
  ['999 000 0107', '9990000107'],
  ['T-000/001', 'T000001'],
])

table('an NHS number', isNhsNumber, [
  ['9990000026', true],
  ['9990000027', false],
  ['0000000000', false],
  ['9999999999', false],
  ['999000002', false],
  ['A9990000026', false],
  ['9990000026A', false],
  ['99900000260', false],
])

table(
  'a name as it is said',
  (text) => {
    const [givenName, familyName, nameUse] = text.split('|')
    return spokenName({ givenName: givenName || null, familyName: familyName || null, nameUse })
  },
  [
    ['Kayley|MARSDEN', 'Kayley Marsden'],
    ['SIOBHAN|O’BRIEN-SMITH', 'Siobhan O’Brien-Smith'],
    ['|Marsden', 'Marsden'],
    ['|Marsden|baby', 'Baby Marsden'],
    ['Ruby|Marsden|baby', 'Ruby Marsden'],
  ],
)

test('an initial is an initial of a name, not of another initial', () => {
  assert.deepEqual(
    [
      isInitialOf('j', 'jane'),
      isInitialOf('jane', 'j'),
      isInitialOf('j', 'j'),
      isInitialOf('k', 'jane'),
      isInitialOf('', 'jane'),
    ],
    [true, true, false, false, false],
  )
})
