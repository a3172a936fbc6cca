import { mojIdentityBar } from '../components.generated.ts'
import { type Html, html, join, type Part } from '../html.ts'
import { type TagColour, tag } from './links.ts'

/** Who or what a page is about, in sight while the page scrolls, so that one is never mistaken for another. */
export type IdentityBar = {
  /** The page's h1, unless `headingLevel` says otherwise. */
  name: string
  /** What tells this one apart: age, address, number. Few, and short. */
  facts: readonly { label: string; value: Part }[]
  /** What must be known before anything is done. */
  alerts?: readonly { text: string; colour?: TagColour }[] | undefined
  /** What can be done from here, under one button. */
  menu?: { text: string; items: readonly { text: string; href: string }[] } | undefined
  headingLevel?: 1 | 2 | undefined
}

export function identityBar({ name, facts, alerts = [], menu, headingLevel = 1 }: IdentityBar): Html {
  const heading =
    headingLevel === 1 ? html`<h1 class="govuk-heading-l">${name}</h1>` : html`<h2 class="govuk-heading-l">${name}</h2>`
  const said = facts.map(({ label, value }) => html`<span class="cw-person__fact">${label} <strong>${value}</strong></span>`)
  const warned = alerts.map(({ text, colour }) => html` ${tag(text, colour ?? 'orange')}`)
  return html`<div class="cw-person"><div class="cw-person__top">${heading}${warned}</div>${mojIdentityBar({
    title: { html: join(said, ' ') },
    menus: menu && [{ button: { text: menu.text }, items: menu.items, alignMenu: 'right' }],
  })}</div>`
}
