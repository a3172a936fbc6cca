import type { Lang } from '#platform/words'
import { href } from './assets.ts'
import {
  govukBackLink,
  govukBreadcrumbs,
  govukErrorSummary,
  govukExitThisPage,
  govukGenericHeader,
  govukLanguageNavigation,
  govukPhaseBanner,
  govukServiceNavigation,
  govukSkipLink,
} from './components.generated.ts'
import { escapeHtml, type Html, html, join, type Part } from './html.ts'
import { layoutWords } from './layout.words.ts'
import { fillSkeleton } from './skeleton.ts'

/** The three faces of the product. They are kept apart, so that what may be cached and who may see stay simple. */
export type Face = 'staff' | 'resident' | 'public'

/** Something that must be put right, and the field to go to: `{ text: 'Enter a date of birth', href: '#born' }`. */
export type PageError = { readonly text: string; readonly href: string }

/** Who is signed in, as the header says it on every page. */
export type Who = {
  name: string
  organisation: string
  purpose?: string | undefined
  changePurposeHref?: string | undefined
  /** Signing out changes state: with a `csrfToken` on the page it is a form that posts here, else a link. */
  signOutHref: string
}

export type Link = { text: string; href: string }

/** Everything around the content of a page. The body carries the one h1. */
export type PageShell = {
  face: Face
  lang: Lang
  /** What the page is, as its h1 says it. The browser's title becomes “Thing – area – place”. */
  title: string
  area?: string | undefined
  /** The name of the partnership. */
  place: string
  body: Html
  errors?: readonly PageError[] | undefined
  who?: Who | undefined
  navigation?: readonly (Link & { current?: boolean | undefined })[] | undefined
  breadcrumbs?: readonly Link[] | undefined
  backLink?: string | Link | undefined
  /** This page in each language; the one in `lang` is shown as the current one. */
  languageLinks?: readonly { lang: Lang; href: string }[] | undefined
  /** On every page of a fictional place: `{ tag: 'Invented people', text: 'Aldermere is not a real place.' }`. */
  notice?: { tag: string; text: Part } | undefined
  exitThisPage?: boolean | { redirectUrl: string } | undefined
  csrfToken?: string | undefined
  homeHref?: string | undefined
  footer?: Partial<FooterLinks> | undefined
}

export type FooterLinks = {
  dataUse: string
  accessibility: string
  whoWeAre: string
  sourceCode: string
  /** The organisations of the partnership, so that nobody takes the page for a national service. */
  members: readonly string[]
}

const footerLinks: FooterLinks = {
  dataUse: '/public/data-use',
  accessibility: '/public/accessibility',
  whoWeAre: '/public/who-we-are',
  sourceCode: '/public/source-code',
  members: [],
}

const homes: Record<Face, string> = { staff: '/start', resident: '/account', public: '/public' }
const languages: Record<Lang, string> = { en: 'English', cy: 'Cymraeg' }
const exitTo = 'https://www.bbc.co.uk/weather'

/** “Thing – area – place”, with “Error: ” before it when something must be put right. */
export function titleOf(page: Pick<PageShell, 'lang' | 'title' | 'area' | 'place' | 'errors'>): string {
  const problem = page.errors?.length ? `${layoutWords.plain(page.lang).error}: ` : ''
  return problem + [page.title, page.area, page.place].filter(Boolean).join(' – ')
}

/** Whether a list has anything in it: its length itself would be printed where it is 0. */
const some = <T>(list: readonly T[] | undefined): list is readonly T[] => list !== undefined && list.length > 0

/** The whole page as text, ready to send. Works without JavaScript and holds no inline script or style. */
export function renderPage(page: PageShell): string {
  return fillSkeleton({
    lang: page.lang,
    title: escapeHtml(titleOf(page)),
    head: head(page).value,
    bodyClasses: `cw-${page.face}`,
    skip: skipLinks(page).value,
    header: header(page).value,
    before: before(page).value,
    content: html`${errorSummary(page)}${page.body}`.value,
    footer: footer(page).value,
  })
}

const head = (page: PageShell): Html => html`<link rel="stylesheet" href="${href('commonweal.css')}">
    <link rel="icon" href="${href('icon.svg')}" type="image/svg+xml">
    <script type="module" src="${href('commonweal.js')}"></script>${
      page.face !== 'public' &&
      html`
    <meta name="robots" content="noindex, nofollow">`
    }`

const exitAddress = (page: PageShell) => (typeof page.exitThisPage === 'object' ? page.exitThisPage.redirectUrl : exitTo)

function skipLinks(page: PageShell): Html {
  const say = layoutWords.plain(page.lang)
  const skip = govukSkipLink({ href: '#main-content', text: say.skip })
  if (!page.exitThisPage) return skip
  const exit = { href: exitAddress(page), text: say.exitThisPage, classes: 'govuk-js-exit-this-page-skiplink' }
  return html`${govukSkipLink({ ...exit, attributes: { rel: 'nofollow noreferrer' } })}${skip}`
}

function header(page: PageShell): Html {
  const say = layoutWords.plain(page.lang)
  return html`${govukGenericHeader({ logoText: page.place, url: page.homeHref ?? homes[page.face] })}
${page.who && whoStrip(page, page.who)}
${
  some(page.navigation) &&
  govukServiceNavigation({ navigation: page.navigation, navigationLabel: say.navigation, menuButtonText: say.menu })
}`
}

/** Who you are, for which organisation and for which purpose: always in sight, so that nobody acts in the wrong name. */
function whoStrip(page: PageShell, who: Who): Html {
  const say = layoutWords(page.lang)
  const change =
    who.changePurposeHref &&
    html` <a class="govuk-link" href="${who.changePurposeHref}">${say.change}<span class="govuk-visually-hidden"> ${say.changePurpose}</span></a>`
  return html`<section class="cw-who" aria-label="${layoutWords.plain(page.lang).signedInAs}">
  <div class="govuk-width-container cw-who__row">
    <ul class="cw-who__list">
      <li><strong>${who.name}</strong></li>
      <li>${who.organisation}</li>
      ${who.purpose && html`<li>${say.purpose} <strong>${who.purpose}</strong>${change}</li>`}
    </ul>
    ${signOut(page, who.signOutHref)}
  </div>
</section>`
}

function signOut(page: PageShell, address: string): Html {
  const text = layoutWords(page.lang).signOut
  if (!page.csrfToken) return html`<a class="govuk-link cw-who__sign-out" href="${address}">${text}</a>`
  return html`<form class="cw-who__sign-out" method="post" action="${address}"><input type="hidden" name="csrf" value="${page.csrfToken}"><button class="cw-link-button">${text}</button></form>`
}

function before(page: PageShell): Html {
  const say = layoutWords.plain(page.lang)
  const back = typeof page.backLink === 'string' ? { href: page.backLink, text: say.back } : page.backLink
  return join(
    [
      page.notice && govukPhaseBanner({ tag: { text: page.notice.tag }, html: html`${page.notice.text}`, classes: 'cw-notice' }),
      page.exitThisPage && govukExitThisPage({ text: say.exitThisPage, redirectUrl: exitAddress(page) }),
      some(page.languageLinks) && languageNavigation(page, page.languageLinks),
      some(page.breadcrumbs) && govukBreadcrumbs({ items: page.breadcrumbs, labelText: say.breadcrumbs, collapseOnMobile: true }),
      back && govukBackLink(back),
    ],
    '\n',
  )
}

const languageNavigation = (page: PageShell, links: NonNullable<PageShell['languageLinks']>) =>
  govukLanguageNavigation({
    ariaLabel: layoutWords.plain(page.lang).language,
    items: links.map((link) => ({
      ...link,
      hrefLang: link.lang,
      text: languages[link.lang],
      current: link.lang === page.lang,
    })),
  })

const errorSummary = (page: PageShell) =>
  some(page.errors) && govukErrorSummary({ titleText: layoutWords.plain(page.lang).thereIsAProblem, errorList: page.errors })

/** Our own footer: the kit's always claims Crown copyright. */
function footer(page: PageShell): Html {
  const say = layoutWords(page.lang)
  const to = { ...footerLinks, ...page.footer }
  const links: [Part, string][] = [
    [say.dataUse, to.dataUse],
    [say.accessibility, to.accessibility],
    [say.whoWeAre, to.whoWeAre],
    [say.sourceCode, to.sourceCode],
  ]
  return html`<div class="cw-footer"><div class="govuk-width-container">
  <h2 class="govuk-visually-hidden">${say.footer}</h2>
  <ul class="cw-footer__links">${links.map(([text, address]) => html`<li><a class="govuk-link" href="${address}">${text}</a></li>`)}</ul>
  <p>${say.independent(page.place)}${to.members.length > 0 && html` ${say.members} ${to.members.join(', ')}.`}</p>
</div></div>`
}
