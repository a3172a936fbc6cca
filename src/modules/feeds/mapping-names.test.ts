import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type NameLayout, named, splitName } from './mapping-names.ts'

test('a whole name in one cell is taken apart as its sender puts it together', () => {
  const cases: [layout: NameLayout, text: string, given: string | undefined, family: string | undefined][] = [
    ['SURNAME, Forenames', 'MARSDEN, Kayley', 'Kayley', 'MARSDEN'],
    ['SURNAME, Forenames', 'DE LA CRUZ, Ana Maria', 'Ana Maria', 'DE LA CRUZ'],
    ['SURNAME, Forenames', 'MARSDEN', undefined, 'MARSDEN'],
    ['SURNAME, Forenames', 'BABY OF MARSDEN', undefined, 'BABY OF MARSDEN'],
    ['Title Forename SURNAME', 'Mr Walter PREWETT', 'Walter', 'PREWETT'],
    ['Title Forename SURNAME', 'Walter PREWETT', 'Walter', 'PREWETT'],
    ['Title Forename SURNAME', 'Ms Ana Maria DE LA CRUZ', 'Ana Maria', 'DE LA CRUZ'],
    ['Title Forename SURNAME', "Mrs Siobhan O'NEILL-KAY", 'Siobhan', "O'NEILL-KAY"],
    ['Title Forename SURNAME', 'Mr PREWETT', undefined, 'PREWETT'],
    ['Forename Surname', 'Kirsty Oldfield', 'Kirsty', 'Oldfield'],
    ['Forename Surname', 'Kirsty Ann Oldfield', 'Kirsty Ann', 'Oldfield'],
    ['Forename Surname', 'Oldfield', undefined, 'Oldfield'],
    ['Forename Surname', 'KIRSTY OLDFIELD', 'KIRSTY', 'OLDFIELD'],
    ['Forename Surname', 'Irene HOLLOWAY', 'Irene', 'HOLLOWAY'],
    ['Forename Surname', 'Anna DE SOUZA', 'Anna', 'DE SOUZA'],
    ['SURNAME TITLE FORENAME', 'MARSDEN MS KAYLEIGH', 'KAYLEIGH', 'MARSDEN'],
    ['SURNAME TITLE FORENAME', 'VAN DER BERG MRS ANNA MAY', 'ANNA MAY', 'VAN DER BERG'],
    ['SURNAME TITLE FORENAME', 'MARSDEN KAYLEIGH', 'KAYLEIGH', 'MARSDEN'],
    ['SURNAME TITLE FORENAME', 'MARSDEN MR', undefined, 'MARSDEN'],
    ['Forename Surname', '', undefined, undefined],
  ]
  for (const [layout, text, given, family] of cases)
    assert.deepEqual(splitName(text, layout), { given, family }, `${layout}: ${text}`)
})

test('"baby" is no forename', () => {
  const cases: [
    given: string | undefined,
    family: string | undefined,
    expected: [string | undefined, string | undefined, boolean],
  ][] = [
    ['Kirsty', 'Oldfield', ['Kirsty', 'Oldfield', false]],
    [undefined, 'Oldfield', [undefined, 'Oldfield', false]],
    [undefined, 'BABY OF MARSDEN', [undefined, 'MARSDEN', true]],
    [undefined, 'Baby of Jones', [undefined, 'Jones', true]],
    ['Baby', 'Oldfield', [undefined, 'Oldfield', true]],
    ['Baby of', 'Oldfield', [undefined, 'Oldfield', true]],
    [undefined, 'UNBORN', [undefined, undefined, true]],
    [undefined, 'UNBORN MARSDEN', [undefined, 'MARSDEN', true]],
    [undefined, 'Unborn baby of Marsden', [undefined, 'Marsden', true]],
    ['Anna', 'Babyak', ['Anna', 'Babyak', false]],
  ]
  for (const [given, family, expected] of cases) {
    const name = named({ given, family })
    assert.deepEqual([name.given, name.family, name.baby], expected, `${given} ${family}`)
  }
})
