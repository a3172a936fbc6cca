import { type Html, html } from '../views/html.ts'
import { renderPage } from '../views/layout.ts'

/** Someone invented whom one can sign in as. */
export type Persona = {
  readonly id: string
  readonly name: string
  /** What she does, in words. */
  readonly role: string
  /** The heading she stands under: where she works, or "Residents". */
  readonly organisation: string
  /** One sentence: why one would want to be her. */
  readonly why: string
}

/** The product that people come from and go back to. */
export type Home = { readonly place: string; readonly address: string }

/** "Who do you want to be?": everybody, by organisation, each a button. Works without JavaScript. */
export function choicePage(home: Home, personas: readonly Persona[], action: string): string {
  const groups = [...Map.groupBy(personas, ({ organisation }) => organisation)]
  return page(
    home,
    'Who do you want to be?',
    html`<h1 class="govuk-heading-l">Who do you want to be?</h1>
<p class="govuk-body">Everyone here is invented. Whoever you choose, you are signed in as that person, second factor included; no password is asked.</p>
<form method="post" action="${action}">
${groups.map(
  ([organisation, members]) => html`<h2 class="govuk-heading-m">${organisation}</h2>
<ul class="govuk-list govuk-list--spaced">
${members.map(choice)}</ul>
`,
)}</form>`,
  )
}

const choice = ({ id, name, role, why }: Persona): Html => html`<li>
  <button class="cw-link-button" name="persona" value="${id}" aria-describedby="why-${id}"><strong>${name}</strong></button>, ${role}
  <br><span id="why-${id}">${why}</span>
</li>
`

/** A page that says what went wrong, with the way back to the product. */
export const problemPage = (home: Home, title: string, sentence: string): string =>
  page(
    home,
    title,
    html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">${sentence}</p>
<p class="govuk-body"><a class="govuk-link" href="${home.address}/sign-in">Sign in again</a></p>`,
  )

function page(home: Home, title: string, body: Html): string {
  const at = (path: string) => `${home.address}${path}`
  return renderPage({
    face: 'public',
    lang: 'en',
    title,
    place: home.place,
    body,
    homeHref: at('/'),
    notice: { tag: 'Invented people', text: `${home.place} is not a real place, and nobody in it was ever born.` },
    footer: {
      dataUse: at('/public/data-use'),
      accessibility: at('/public/accessibility'),
      whoWeAre: at('/public/who-we-are'),
      sourceCode: at('/public/source-code'),
    },
  })
}
