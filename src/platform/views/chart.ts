import { createRequire } from 'node:module'
import type * as Plot from '@observablehq/plot'
import type { parseHTML } from 'linkedom'
import { govukDetails } from './components.generated.ts'
import { Html, html } from './html.ts'
import { type DataTable, dataTable } from './parts/table.ts'

export type Marks = (plot: typeof Plot) => Plot.PlotOptions

// Read when the first chart is drawn: most of what runs draws none, and reading them takes as long as all else at a start.
const require = createRequire(import.meta.url)
const load = () => ({
  plot: require('@observablehq/plot') as typeof Plot,
  parse: (require('linkedom') as { parseHTML: typeof parseHTML }).parseHTML,
})
let loaded: ReturnType<typeof load> | undefined

export type Chart<Row> = {
  /** Names it on the page for those who jump to it; unlike any other of the page. */
  readonly id: string
  /** The message: what one should see. */
  readonly title: string
  /** What is shown, of what, in which unit. */
  readonly subtitle: string
  /** The message once more as one written sentence with its figures: for who does not see the drawing. */
  readonly sentence: string
  /** What is drawn, of the library's marks. */
  readonly marks: Marks
  /** The same figures as a table, with their download. */
  readonly table: DataTable<Row>
}

/**
 * A chart as the official guidance has it (screens.md, section 3): the message, what is shown, the drawing, the sentence, and the same figures
 * as a table below. Drawn on the server, in black on white by shape and label, without script or style of its own.
 */
export function chart<Row>({ id, title, subtitle, sentence, marks, table }: Chart<Row>): Html {
  return html`<figure class="cw-chart" id="${id}">
<figcaption><h3 class="govuk-heading-s">${title}</h3><p class="govuk-body-s">${subtitle}</p></figcaption>
<div class="cw-chart__frame" tabindex="0" role="group" aria-label="${title}">${new Html(drawn(marks, id, title, sentence))}</div>
<p class="govuk-body">${sentence}</p>
${govukDetails({ summaryText: 'The same figures as a table', html: dataTable({ narrow: 'scroll', captionSize: 's', ...table }) })}
</figure>`
}

function drawn(marks: Marks, id: string, title: string, sentence: string): string {
  const { plot, parse } = (loaded ??= load())
  const { document } = parse('<!doctype html><html><body></body></html>')
  const svg = plot.plot({ width: 640, ...marks(plot), document } as Plot.PlotOptions)
  // Style and size are the page's own, which its security policy asks for; what a group is called is said once, above.
  for (const style of svg.querySelectorAll('style')) style.remove()
  for (const part of [svg, ...svg.querySelectorAll('*')])
    for (const name of ['style', 'aria-label', 'aria-hidden', 'class', 'font-family']) part.removeAttribute(name)
  svg.setAttribute('font-size', '15')
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-labelledby', `${id}-title ${id}-said`)
  for (const [tag, name, text] of [
    ['desc', 'said', sentence],
    ['title', 'title', title],
  ] as const) {
    const said = document.createElementNS('http://www.w3.org/2000/svg', tag)
    said.setAttribute('id', `${id}-${name}`)
    said.textContent = text
    svg.prepend(said)
  }
  return svg.outerHTML
}
