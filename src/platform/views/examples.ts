import { type Html, html } from './html.ts'
import { type PageShell, renderPage } from './layout.ts'
import { link } from './parts/links.ts'

/**
 * The examples of a file of views: a name that says the state ("refused: nobody voted"), and what it looks like. A function that
 * gives text gives a whole page. They live beside the views, in `*.examples.ts`, and are tests and preview at once.
 */
export type Examples = Readonly<Record<string, () => Html | string>>

const shell: Omit<PageShell, 'title' | 'body'> = {
  face: 'staff',
  lang: 'en',
  area: 'Examples',
  place: 'Aldermere Partnership',
  homeHref: '?',
  notice: { tag: 'Invented people', text: 'Aldermere is not a real place, and nobody in it was ever born.' },
}

/**
 * The examples as pages. Without a choice: each set, parts one after another and whole pages as links `?example=set/name`.
 * With one: that example alone. An unknown choice gives undefined.
 */
export function renderGallery(sets: Readonly<Record<string, Examples>>, chosen?: string): string | undefined {
  if (chosen === undefined) return renderPage({ ...shell, title: 'Examples', body: everything(sets) })
  const cut = chosen.indexOf('/')
  const example = sets[chosen.slice(0, cut)]?.[chosen.slice(cut + 1)]
  if (!example) return undefined
  const shown = example()
  if (typeof shown === 'string') return shown
  return renderPage({ ...shell, title: chosen, body: html`<h1 class="govuk-heading-l">${chosen}</h1>${shown}` })
}

function everything(sets: Readonly<Record<string, Examples>>): Html {
  const parts = Object.entries(sets).map(([set, examples]) => {
    const shown = Object.entries(examples).map(([name, example]) => oneOf(set, name, example()))
    return html`<h2 class="govuk-heading-m">${set}</h2>${shown}`
  })
  return html`<h1 class="govuk-heading-l">Examples</h1>${parts}`
}

function oneOf(set: string, name: string, shown: Html | string): Html {
  const alone = `?example=${encodeURIComponent(`${set}/${name}`)}`
  const part = typeof shown !== 'string' && shown
  return html`<section class="cw-example" aria-label="${name}"><h3 class="govuk-heading-s">${link(name, alone)}</h3>${part}</section>`
}
