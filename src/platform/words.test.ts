import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from '#platform/views/html'
import { catalogues, defineWords, missingWelsh } from './words.ts'

const words = defineWords('words-test', {
  en: {
    plan: 'My plan',
    helpers: (count: number) => (count === 1 ? '1 person helps' : `${count} people help`),
    safe: 'Safe < sound',
    met: (name: string, day: string) => `${name} met you on ${day}`,
    link: html`<a href="/help">Help</a>`,
  },
  cy: { plan: 'Fy nghynllun', met: (name: string, day: string) => `Ar ${day} cyfarfu ${name} â chi` },
})

const times = (phrase: string) => missingWelsh().find((one) => one.phrase === phrase)?.times ?? 0

test('each language has its own words', () => {
  assert.equal(words('en').plan, 'My plan')
  assert.equal(words('cy').plan, 'Fy nghynllun')
  assert.equal(words('en').helpers(1), '1 person helps')
})

test('a language orders the facts as it must', () => {
  assert.equal(words('cy').met('Rosa', '3 Mai'), 'Ar 3 Mai cyfarfu Rosa â chi')
})

test('a phrase without Welsh is marked, is marked as English, is escaped, and is counted', () => {
  const before = times('words-test.safe')
  assert.equal(
    html`${words('cy').safe}`.value,
    '<span class="cw-not-yet-in-welsh" lang="en">Not yet in Welsh:</span> <span lang="en">Safe &lt; sound</span>',
  )
  assert.equal(times('words-test.safe'), before + 1)
})

test('a phrase with facts and without Welsh keeps its facts', () => {
  assert.match(html`${words('cy').helpers(3)}`.value, /Not yet in Welsh:.*<span lang="en">3 people help<\/span>/)
})

test('as text it is marked too, without any tag', () => {
  assert.equal(words.plain('cy').safe, 'Not yet in Welsh: Safe < sound')
  assert.equal(words.plain('cy').helpers(2), 'Not yet in Welsh: 2 people help')
  assert.equal(words.plain('en').link, 'Help')
  assert.equal(words.plain('cy').plan, 'Fy nghynllun')
})

test('a phrase that has Welsh is not counted', () => {
  words('cy').plan
  assert.equal(times('words-test.plan'), 0)
})

test('the report names what lacks Welsh even when nobody asked', () => {
  assert.deepEqual(catalogues().find(({ room }) => room === 'words-test')?.lacksWelsh, ['helpers', 'safe', 'link'])
})

test('a room defines its words once', () => {
  assert.throws(() => defineWords('words-test', { en: {}, cy: {} }), /defined twice/)
})

test('Welsh cannot have a phrase that English lacks, nor other facts: the types say so', () => {
  // @ts-expect-error: English has no such phrase
  defineWords('words-test-extra', { en: { a: 'a' }, cy: { b: 'b' } })
  // @ts-expect-error: English takes a number
  defineWords('words-test-facts', { en: { a: (n: number) => `${n}` }, cy: { a: (n: string) => n } })
})
