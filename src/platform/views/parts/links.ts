import type { Lang } from '#platform/words'
import { govukTag } from '../components.generated.ts'
import { type Html, html, type Part } from '../html.ts'
import { partWords } from './words.ts'

/** A link in running text. */
export const link = (text: Part, href: string): Html => html`<a class="govuk-link" href="${href}">${text}</a>`

/** A telephone number to press on a phone and to read on paper. `who` tells it apart from others for a screen reader. */
export function phoneLink(phone: string, who?: string): Html {
  const dialled = phone.replace(/(?!^\+)[^\d]/g, '')
  if (!dialled) throw new Error(`“${phone}” is not a telephone number.`)
  return html`<a class="govuk-link cw-phone" href="tel:${dialled}">${phone}${who && html`<span class="govuk-visually-hidden"> (${who})</span>`}</a>`
}

/** A number that leads to its definition, source and time: every number on a page is one. */
export const definitionLink = (value: Part, href: string, lang: Lang = 'en'): Html =>
  html`<a class="govuk-link cw-definition" href="${href}">${value}<span class="govuk-visually-hidden"> (${partWords(lang).definition})</span></a>`

export type TagColour = 'grey' | 'green' | 'teal' | 'blue' | 'purple' | 'magenta' | 'red' | 'orange' | 'yellow'

/** A state in one or two words. The word carries the meaning; the colour only helps the eye. */
export const tag = (text: string, colour?: TagColour): Html => govukTag({ text, classes: colour && `govuk-tag--${colour}` })

/** The one h1 of a page, with the area or thing it belongs to above it. */
export const pageHeading = (text: Part, caption?: Part): Html =>
  html`<h1 class="govuk-heading-l">${caption && html`<span class="govuk-caption-l">${caption}</span> `}${text}</h1>`

/** A heading of a section. */
export const sectionHeading = (text: Part, id?: string): Html =>
  id ? html`<h2 class="govuk-heading-m" id="${id}">${text}</h2>` : html`<h2 class="govuk-heading-m">${text}</h2>`

/** A paragraph. */
export const paragraph = (...parts: Part[]): Html => html`<p class="govuk-body">${parts}</p>`
