import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attributes, escapeHtml, Html, html, isEmpty, join, type Part, textOf } from './html.ts'

const cases: [what: string, part: Part, printed: string][] = [
  ['text', 'Amina', 'Amina'],
  ['text that would be a tag', '<b>Amina</b>', '&lt;b&gt;Amina&lt;/b&gt;'],
  ['text that would leave an attribute', `" onclick='x'`, '&quot; onclick=&#39;x&#39;'],
  ['an ampersand, once', 'Children & Families &amp; friends', 'Children &amp; Families &amp;amp; friends'],
  ['nought, which is not nothing', 0, '0'],
  ['pence', 12n, '12'],
  ['nothing', undefined, ''],
  ['null', null, ''],
  ['a condition that does not hold', false, ''],
  ['a list, in order', ['a', html`<i>b</i>`, ['<', null]], 'a<i>b</i>&lt;'],
  ['the result of another template', html`<p>${'<'}</p>`, '<p>&lt;</p>'],
]

for (const [what, part, printed] of cases) {
  test(`a template prints ${what}`, () => assert.equal(html`[${part}]`.value, `[${printed}]`))
}

test('an object that only looks like Html is escaped, not trusted', () => {
  const impostor = { value: '<script>', toString: () => '<script>' } as unknown as Part
  assert.throws(() => html`${impostor}`)
})

test('attributes are escaped, true prints the bare name, and absent values print nothing', () => {
  assert.equal(
    attributes({ id: 'a"b', hidden: true, title: null, lang: undefined, 'data-n': 0, open: false }).value,
    ' id="a&quot;b" hidden data-n="0"',
  )
})

test('an attribute name cannot smuggle markup', () => {
  assert.throws(() => attributes({ 'x onload=alert(1)': 'y' }), /cannot be the name/)
})

test('join leaves out what prints nothing, and escapes text and separator alike', () => {
  assert.equal(join(['a', '', null, false, html`<b>b</b>`, '<'], ' & ').value, 'a &amp; <b>b</b> &amp; &lt;')
})

test('isEmpty sees through lists', () => {
  assert.equal(isEmpty([null, ['', false]]), true)
  assert.equal(isEmpty([0]), false)
})

test('Html prints itself', () => assert.equal(`${new Html('<p>')}${escapeHtml('<p>')}`, '<p>&lt;p&gt;'))

test('textOf gives back what was escaped, once', () => {
  assert.equal(textOf(html`<p>Tom &amp; ${'<Amina>'} ${'&lt;'}</p>`), 'Tom & <Amina> &lt;')
})
