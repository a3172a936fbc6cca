import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dateAnswer, readDate } from './date-answer.ts'

const cases: [typed: string, result: string][] = [
  ['3 5 2019', '2019-05-03'],
  ['03 05 2019', '2019-05-03'],
  ['3 May 2019', '2019-05-03'],
  ['3 sept 2019', '2019-09-03'],
  ['29 2 2024', '2024-02-29'],
  ['29 2 2023', 'day: Date of birth must be a real date'],
  ['31 4 2023', 'day: Date of birth must be a real date'],
  ['0 1 2023', 'day: Date of birth must be a real date'],
  ['3 13 2023', 'day: Date of birth must be a real date'],
  ['3 x 2023', 'day: Date of birth must be a real date'],
  ['3rd 5 2023', 'day: Date of birth must be a real date'],
  ['3 5 19', 'year: Date of birth must have a year of 4 numbers'],
  ['- 5 2019', 'day: Date of birth must include a day'],
  ['3 - -', 'month: Date of birth must include a month and year'],
  ['- - -', 'day: Enter date of birth'],
]

for (const [typed, result] of cases) {
  test(`“${typed}” is ${result}`, () => {
    const [day, month, year] = typed.split(' ').map((part) => (part === '-' ? '' : part)) as [string, string, string]
    const read = readDate({ day, month, year }, 'Date of birth')
    assert.equal('date' in read ? read.date.toString() : `${read.part}: ${read.error}`, result)
  })
}

test('the answer is taken from the form by its name, trimmed; anything but text is no answer', () => {
  assert.deepEqual(dateAnswer({ 'born-day': ' 3 ', 'born-month': 5, other: 'x' }, 'born'), { day: '3', month: '', year: '' })
})
