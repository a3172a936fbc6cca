import type { PeopleQuery, RankedPerson } from '#modules/person-index'
import { longDate } from '#platform/dates'
import { govukButton, govukInput, govukInsetText, govukTable, govukTag } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'

export type SearchPage = { readonly query: Partial<Record<keyof PeopleQuery, string>>; readonly results: readonly RankedPerson[] | null; readonly duty: { team: string; phone: string } | null; readonly capped: boolean; readonly errors?: readonly { text: string; href: string }[] }

/** Find a person: by name, date of birth, address or number. The words below the results are the same whoever was looked for. */
export function searchView(page: SearchPage): Html {
  const problem = (name: string) => page.errors?.find((error) => error.href === `#${name}`)
  const input = (id: keyof PeopleQuery, text: string, hint: string | undefined, classes: string) =>
    govukInput({
      id,
      name: id,
      label: { text },
      ...(hint ? { hint: { text: hint } } : {}),
      classes,
      value: page.query[id] ?? '',
      ...(problem(id) ? { errorMessage: { text: problem(id)!.text } } : {}),
      autocomplete: 'off',
    })
  return html`<h1 class="govuk-heading-l">Find a person</h1>
<div class="govuk-grid-row">
  <form class="govuk-grid-column-one-third" method="get" action="/people" novalidate>
    ${input('name', 'Name', 'Spelt as you heard it', '')}
    ${input('dateOfBirth', 'Date of birth', 'For example, 4 7 1993', 'govuk-input--width-10')}
    ${input('address', 'Address or postcode', undefined, '')}
    ${input('number', 'Number', 'An agency’s own reference, or an NHS number', 'govuk-input--width-20')}
    ${govukButton({ text: 'Find' })}
  </form>
  <div class="govuk-grid-column-two-thirds">${page.results && results(page)}${closing(page.duty)}</div>
</div>`
}

function results(page: SearchPage): Html {
  const found = page.results ?? []
  if (found.length === 0) return html`<h2 class="govuk-heading-m">Nobody to show</h2><p class="govuk-body">You see people with whom you or your team are working. Try less: a surname alone, or an address.</p>`
  return html`${govukTable({
    caption: `People you work with who fit`,
    captionClasses: 'govuk-table__caption--m',
    classes: 'cw-table-stack',
    head: ['Name', 'Born', 'Address', 'Match'].map((text) => ({ text })),
    rows: found.map((person) => [
      { html: html`<a class="govuk-link" href="/people/${person.personId}"><strong>${person.name}</strong></a>${also(person)}` },
      { text: person.dateOfBirth ? longDate(person.dateOfBirth) : '' },
      { text: person.address ?? '' },
      { html: person.match === 'exact' ? govukTag({ text: 'Fits', classes: 'govuk-tag--green' }) : html`${govukTag({ text: 'Near', classes: 'govuk-tag--yellow' })}<br><span class="govuk-body-s cw-quiet">${person.why.join(', ')}</span>` },
    ]),
  })}${page.capped && govukInsetText({ text: 'These are the nearest 25. Add a date of birth or an address to narrow it.' })}`
}

const also = (person: RankedPerson): Part => person.otherNames.length > 0 && html`<br><span class="govuk-body-s cw-quiet">also ${person.otherNames.join(', ')}</span>`

/** The same on every search page, whether or not anyone was found (practice K5). */
const closing = (duty: SearchPage['duty']): Html => html`<div class="cw-withheld">
  <h2 class="govuk-heading-s">Cannot find someone, or worried now?</h2>
  <p class="govuk-body">${duty && html`Ring ${duty.team} on <a class="govuk-link cw-phone" href="tel:${duty.phone.replaceAll(' ', '')}">${duty.phone}</a>, day or night. `}Describe the person and where they live; they look, and ring you back. No result does not mean no one is involved.</p>
</div>`
