import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from './html.ts'
import { type PageShell, renderPage } from './layout.ts'

const page: PageShell = { face: 'public', lang: 'en', title: 'Start', place: 'Aldermere', body: html`<h1>Start</h1>` }

test('a list with nothing in it prints what no list prints', () => {
  const empty: PageShell = { ...page, navigation: [], languageLinks: [], breadcrumbs: [], errors: [] }
  assert.equal(renderPage(empty), renderPage(page))
})
