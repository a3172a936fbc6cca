import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotPortable, portablePattern } from './portable-pattern.ts'

// What is written, what RE2 is given.
const written: [string, string][] = [
  ['^[A-Z]{1,2}', '^[A-Z]{1,2}'],
  ['\\d+', '[0-9]+'],
  ['\\S', '[^\\t\\n\\f\\r ]'],
  ['[\\w-]', '[0-9A-Za-z_\\x2d]'],
  ['[a-c\\-]', '[a-c\\x2d]'],
  ['a.b$', 'a[^\\n]b$'],
  ['(a|b)c', '(?:a|b)c'],
  ['1\\.5', '1\\.5'],
  ['a*?', 'a*?'],
  ['', ''],
]
for (const [pattern, re2] of written) {
  test(`${pattern || 'nothing'} is given to RE2 as ${re2 || 'nothing'}`, () => assert.equal(portablePattern(pattern).re2, re2))
}

test('"$" is the end of the text to Java too, and not the place before a last line break', () =>
  assert.equal(portablePattern('a$').java, 'a\\z'))

const refused: [string, RegExp][] = [
  ['(?<=A)B', /a group of a kind/],
  ['(?i)a', /a group of a kind/],
  ['\\bword', /has \\b/],
  ['(a)\\1', /has \\1/],
  ['\\p{L}', /has \\p/],
  ['(a|)*', /may be empty/],
  ['(a*)+', /may be empty/],
  ['^*', /may be empty/],
  ['a**', /repeats a repetition/],
  ['*a', /where nothing is to be repeated/],
  ['a}', /where nothing is to be repeated/],
  ['(a', /never closed/],
  ['a)', /never opened/],
  ['[a', /ends too early/],
  ['[[:alpha:]]', /inside/],
  ['[a&&b]', /inside/],
  ['[a-\\d]', /ends in a class/],
  ['a\\', /ends too early/],
]
for (const [pattern, why] of refused) {
  test(`refused: ${pattern}`, () =>
    assert.throws(
      () => portablePattern(pattern),
      (error) => error instanceof NotPortable && why.test(error.message),
    ))
}
