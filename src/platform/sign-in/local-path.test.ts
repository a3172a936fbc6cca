import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localPath } from './local-path.ts'

const ours: [given: string, path: string][] = [
  ['/', '/'],
  ['/people', '/people'],
  ['/people/3f2a?view=print#household', '/people/3f2a?view=print#household'],
  ['/people?q=D%27Arcy&born=2019-05-01', '/people?q=D%27Arcy&born=2019-05-01'],
  ['/people?next=https://elsewhere.example.org', '/people?next=https://elsewhere.example.org'],
  ['/a/../people', '/people'],
  ['/signing-in-again', '/signing-in-again'],
]
for (const [given, path] of ours) test(`${given} is a path of ours`, () => assert.equal(localPath(given), path))

const notOurs: unknown[] = [
  undefined,
  null,
  7,
  ['/people', '/people'],
  '',
  'people',
  '//elsewhere.example.org',
  '///elsewhere.example.org',
  '/\\elsewhere.example.org',
  '\\\\elsewhere.example.org',
  '/people\\..\\..\\elsewhere',
  '/\t/elsewhere.example.org',
  '/\n/elsewhere.example.org',
  '\t//elsewhere.example.org',
  ' //elsewhere.example.org',
  '/people\r\nset-cookie: session=x',
  '/people\u0000',
  '/people\u0085',
  '/..//elsewhere.example.org',
  '/%2e%2e//elsewhere.example.org',
  '/people/..//elsewhere.example.org',
  '/.//elsewhere.example.org',
  'https://elsewhere.example.org',
  'https:/elsewhere.example.org',
  'http:elsewhere.example.org',
  'javascript:alert(1)',
  'data:text/html,hello',
  '/\u2028/elsewhere.example.org\\',
  '/sign-in',
  '/sign-in/callback?code=x',
  '/sign-in?return=/sign-in',
  '/sign-out',
  '/people/../sign-out',
  `/${'a'.repeat(2000)}`,
]
for (const given of notOurs) {
  test(`${JSON.stringify(given)?.slice(0, 60)} is not`, () => assert.equal(localPath(given), undefined))
}
