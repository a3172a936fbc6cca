import type { RankedPerson } from '#modules/person-index'
import { longDate, plainDate } from '#platform/dates'
import { govukButton, govukInsetText } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import { dataTable, link, pageHeading, phoneLink, tag, textField } from '#platform/views/page-parts'
import type { SearchFields } from '../search-query.ts'

export type SearchPage = {
  readonly query: SearchFields
  readonly results: readonly RankedPerson[] | null
  readonly duty: { team: string; phone: string } | null
  /** Where to describe someone who is not shown. */
  readonly describeHref: string | null
  readonly capped: boolean
  readonly errors?: readonly { text: string; href: string }[]
}

/** Find a person: by name, date of birth, address or number. The words below the results are the same whoever was looked for. */
export function searchView(page: SearchPage): Html {
  const field = (name: keyof SearchFields, label: string, more: { hint?: string; width?: 10 | 20 } = {}) =>
    textField({ name, label, value: page.query[name] ?? '', errors: page.errors, autocomplete: 'off', ...more })
  return html`${pageHeading('Find a person')}
<div class="govuk-grid-row">
  <form class="govuk-grid-column-one-third" method="get" action="/people" novalidate>
    ${field('name', 'Name', { hint: 'Spelt as you heard it' })}
    ${field('dateOfBirth', 'Date of birth', { hint: 'For example, 4 7 1993', width: 10 })}
    ${field('address', 'Address or postcode')}
    ${field('number', 'Number', { hint: 'An agency’s own reference, or an NHS number', width: 20 })}
    ${govukButton({ text: 'Find' })}
  </form>
  <div class="govuk-grid-column-two-thirds">${page.results && results(page.results, page.capped)}${closing(page)}</div>
</div>`
}

function results(found: readonly RankedPerson[], capped: boolean): Html {
  return html`${dataTable({
    caption: 'People you work with who fit',
    columns: [
      {
        heading: 'Name',
        cell: (person) =>
          html`${link(html`<strong>${person.name}</strong>`, `/people/${person.personId}`)}${also(person)}${disputed(person)}`,
      },
      { heading: 'Born', cell: (person) => (person.dateOfBirth ? longDate(plainDate(String(person.dateOfBirth))) : '') },
      { heading: 'Address', cell: (person) => person.address ?? '' },
      { heading: 'Match', cell: match },
    ],
    rows: found,
    empty: html`<h2 class="govuk-heading-m">Nobody to show</h2><p class="govuk-body">You are shown people with whom you or your team are working, and nobody else. Try less: a surname alone, or an address.</p>`,
  })}${capped && govukInsetText({ text: 'These are the nearest 25. Add a date of birth or an address to narrow it.' })}`
}

const disputed = (person: RankedPerson): Part =>
  person.disputed.length > 0 &&
  html`<br>${tag('Disputed', 'orange')} <span class="govuk-body-s">The person says that this is wrong: ${person.disputed.join(', ')}</span>`

const match = (person: RankedPerson): Part =>
  person.match === 'exact'
    ? tag('Fits', 'green')
    : html`${tag('Near', 'yellow')}<br><span class="govuk-body-s">${person.why.join(', ')}</span>`

const also = (person: RankedPerson): Part =>
  person.otherNames.length > 0 && html`<br><span class="govuk-body-s">also ${person.otherNames.join(', ')}</span>`

/** The same on every search page, whether or not anyone was found (practice K5). */
const closing = ({ duty, describeHref }: SearchPage): Html => html`<div class="cw-panel">
  <h2 class="govuk-heading-s">Cannot find someone, or worried now?</h2>
  <p class="govuk-body">${duty && html`Ring ${duty.team} on ${phoneLink(duty.phone)}, day or night. `}No result does not mean no one is involved.</p>
  ${describeHref && html`<p class="govuk-body">${link('Describe the person to the front door', describeHref)}: they look, and ring you back.</p>`}
</div>`
