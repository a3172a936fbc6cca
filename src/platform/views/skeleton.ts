import { renderSource } from './macros.ts'

/** The holes in the official page template that a page fills. All but the plain ones take HTML. */
export type Holes = Record<(typeof holes)[number], string>
const holes = ['lang', 'title', 'head', 'bodyClasses', 'skip', 'header', 'before', 'content', 'footer'] as const

const source = `{% extends "govuk/template.njk" %}
{% block pageTitle %}@@title@@{% endblock %}
{% block head %}@@head@@{% endblock %}
{% block headIcons %}{% endblock %}
{% block skipLink %}@@skip@@{% endblock %}
{% block govukHeader %}@@header@@{% endblock %}
{% block govukServiceNavigation %}{% endblock %}
{% block beforeContent %}@@before@@{% endblock %}
{% block content %}@@content@@{% endblock %}
{% block govukFooter %}@@footer@@{% endblock %}`

let pieces: string[] | undefined

/**
 * The official page template of govuk-frontend, rendered once with a mark in each hole. Its one inline script (which says that
 * the browser runs scripts) would need a hole in the content security policy; commonweal.js says the same from a file.
 */
function cut(): string[] {
  const page = renderSource(source, { htmlLang: '@@lang@@', bodyClasses: '@@bodyClasses@@', themeColor: '#0b2e4f' })
  const scripts = page.match(/<script[\s\S]*?<\/script>/g) ?? []
  if (scripts.length !== 1 || !scripts[0]!.includes('govuk-frontend-supported')) {
    throw new Error('The page template of govuk-frontend has changed: look at its inline scripts again.')
  }
  const found = page.replace(/\s*<script[\s\S]*?<\/script>/, '').split(/@@(\w+)@@/)
  for (const hole of holes)
    if (!found.includes(hole)) throw new Error(`The page template of govuk-frontend has no place for “${hole}”.`)
  return found.map((piece, at) => (at % 2 ? piece : piece.replace(/\n\s*\n+/g, '\n')))
}

/** A whole page: the official template with its holes filled. */
export function fillSkeleton(fill: Holes): string {
  pieces ??= cut()
  let out = ''
  for (let at = 0; at < pieces.length; at++) out += at % 2 ? fill[pieces[at] as keyof Holes] : pieces[at]
  return out.trimStart()
}
