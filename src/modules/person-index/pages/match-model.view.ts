import { chart } from '#platform/views/chart'
import { type Html, html } from '#platform/views/html'
import { dataTable, pageHeading, paragraph, sectionHeading } from '#platform/views/page-parts'
import type { ModelLevel, Quality } from '../read-quality.ts'
import { bits } from './quality.view.ts'

const chance = (value: number): string => (value > 0 && value < 0.0001 ? 'under 0.0001' : value.toFixed(4))
const shortened = (name: string): string => (name.length > 42 ? `${name.slice(0, 41)}…` : name)

/** The model: what each agreement weighs, under all three hypotheses, and whether this place's records would say the same. */
export function modelView(levels: readonly ModelLevel[], { modelId, latest }: Pick<Quality, 'modelId' | 'latest'>): Html {
  const names = [...new Set(levels.map((level) => level.comparison))]
  const data = levels.map((level) => ({ ...level, name: level.says }))
  const strongest = levels.reduce((a, b) => (a.againstStrangers >= b.againstStrangers ? a : b))
  const weakest = levels.reduce((a, b) => (a.againstStrangers <= b.againstStrangers ? a : b))
  return html`${pageHeading('The model', `Model ${modelId}`)}
${paragraph('Two records are compared field by field. Each answer moves the odds that they are one person, by so many bits: one bit doubles them. Three explanations are weighed: one person, two people of one household, two strangers.')}
${chart<ModelLevel>({
  id: 'weights',
  title: 'What each answer weighs against two strangers',
  subtitle: 'Bits by which it moves “one person”, before the rarity of the value; filled: for, hollow: against',
  sentence: `Most for one person speaks “${strongest.says}” (${bits(strongest.againstStrangers)} bits), most against “${weakest.says}” (${bits(weakest.againstStrangers)} bits).`,
  marks: (plot) => ({
    height: 70 + 22 * data.length,
    marginLeft: 320,
    marginRight: 50,
    marginBottom: 50,
    x: { label: 'Bits', grid: true, labelOffset: 44 },
    y: { label: null, domain: data.map((one) => one.name), tickSize: 0, tickFormat: (name: string) => shortened(name) },
    marks: [
      plot.barX(data, {
        x: 'againstStrangers',
        y: 'name',
        fill: (one: ModelLevel) => (one.againstStrangers > 0 ? 'currentColor' : 'none'),
        stroke: 'currentColor',
      }),
      plot.text(
        data.filter((one) => one.againstStrangers >= 0),
        { x: 'againstStrangers', y: 'name', text: (one: ModelLevel) => bits(one.againstStrangers), dx: 4, textAnchor: 'start' },
      ),
      plot.text(
        data.filter((one) => one.againstStrangers < 0),
        { x: 0, y: 'name', text: (one: ModelLevel) => bits(one.againstStrangers), dx: 4, textAnchor: 'start' },
      ),
      plot.ruleX([0]),
    ],
  }),
  table: {
    caption: 'Weights in bits',
    columns: [
      { heading: 'Answer', cell: (one) => one.says },
      { heading: 'Against strangers', cell: (one) => bits(one.againstStrangers), numeric: true },
      { heading: 'Against one household', cell: (one) => bits(one.againstHousehold), numeric: true },
    ],
    rows: levels,
    csvHref: '/matching/model.csv',
  },
})}
${sectionHeading('How often each answer is given')}
${paragraph(
  latest
    ? 'm: of two records of one person. h: of two people of one household. u: of two strangers. Beside m and u stands what the records of this place would teach today. Where the two are far apart, the model no longer fits and should be trained again.'
    : 'm: of two records of one person. h: of two people of one household. u: of two strangers. After the first comparison, what this place’s records would teach stands beside them.',
)}
${names.map((name) =>
  dataTable<ModelLevel>({
    caption: name.charAt(0).toUpperCase() + name.slice(1),
    captionSize: 's',
    narrow: 'scroll',
    columns: [
      { heading: 'Answer', cell: (one) => one.says },
      { heading: 'm', cell: (one) => chance(one.m), numeric: true },
      { heading: 'm, here today', cell: (one) => (one.learned ? chance(one.learned.m) : '–'), numeric: true },
      { heading: 'h', cell: (one) => chance(one.h), numeric: true },
      { heading: 'u', cell: (one) => chance(one.u), numeric: true },
      { heading: 'u, here today', cell: (one) => (one.learned ? chance(one.learned.u) : '–'), numeric: true },
    ],
    rows: levels.filter((level) => level.comparison === name),
  }),
)}`
}
