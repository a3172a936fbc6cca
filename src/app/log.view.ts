import { instantOf, longTime } from '#platform/dates'
import { govukButton, govukWarningText } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import { dataTable, factList, link, nothingHere, pageHeading, paragraph, tag } from '#platform/views/page-parts'

/** What is public of the log. Times are milliseconds since 1970. */
export type LogFacts = {
  readonly key: string
  readonly verifierHash: string
  readonly checkpoint: { readonly size: number; readonly note: string; readonly signedAt: number } | undefined
  readonly witnesses: readonly {
    readonly name: string
    readonly key: string
    readonly url: string
    readonly cosigned: { readonly size: number; readonly at: number } | undefined
  }[]
}

const zone = 'Europe/London'
const count = (size: number) => size.toLocaleString('en-GB')
const when = (at: number) => longTime(instantOf(at), zone)
const preformatted = (text: string) => html`<pre class="cw-preformatted" tabindex="0">${text}</pre>`

/** For everyone: why the log can be trusted, and how to check it oneself. */
export function publicLogView({ key, verifierHash, checkpoint, witnesses }: LogFacts): Html {
  return html`${pageHeading('The log that nobody can rewrite')}
<p class="govuk-body-l">Each time someone looks at a record, we write it down. Nobody can change that list later. Not even us.</p>
<h2 class="govuk-heading-m">How it works</h2>
<ul class="govuk-list govuk-list--bullet">
<li>Every look is sealed into a chain. If one is changed, moved or taken out, the seal breaks.</li>
<li>At least once a minute we sign the seal of the whole list.</li>
<li>Other organisations sign it too. They keep their own copy of the seal. We cannot show one person one list and another person a different one.</li>
</ul>
<h2 class="govuk-heading-m">Check it yourself</h2>
<p class="govuk-body">On <a class="govuk-link" href="/account/access-events">Who looked</a> you can save the proof of each look. Anyone can test it, without asking us, with a small program:</p>
<p class="govuk-body"><a class="govuk-link" href="/public/data-use/log/verify.mjs">Get the program (verify.mjs)</a>. It needs Node.js and nothing else.</p>
${preformatted(`node verify.mjs proof proof.json --log='${key}'${witnesses.map((one) => ` --witness='${one.key}'`).join('')}`)}
<p class="govuk-body">Its SHA-256 is:</p>
${preformatted(verifierHash)}
<h2 class="govuk-heading-m">The seal now</h2>
${
  checkpoint
    ? html`<p class="govuk-body">${count(checkpoint.size)} looks, signed on ${when(checkpoint.signedAt)}.</p>${preformatted(checkpoint.note)}`
    : paragraph('Nothing has been sealed yet.')
}
${witnessTable(witnesses)}
<h2 class="govuk-heading-m">Our key</h2>
${preformatted(key)}
<p class="govuk-body">Compare it with the key that a witness uses: ask them, not us.</p>`
}

const witnessTable = (witnesses: LogFacts['witnesses']): Html =>
  dataTable({
    caption: 'Who else signs it',
    columns: [
      { heading: 'Witness', cell: (one) => one.name },
      {
        heading: 'Signed last',
        cell: (one) => (one.cosigned ? html`${count(one.cosigned.size)} looks, ${when(one.cosigned.at)}` : 'Not yet'),
      },
      { heading: 'Its key', cell: (one) => html`<code class="cw-break">${one.key}</code>` },
    ],
    rows: witnesses,
    empty: nothingHere(
      'No other organisation signs it yet. Until one does, you have only our word that everybody is shown the same list.',
    ),
  })

/** For those who answer for the log: whether it is being kept, and the log itself for the auditor. */
export function logStateView(
  facts: LogFacts,
  state: { waitingSince: number | null; isBehind: boolean; now: number; mayExport: boolean },
): Html {
  const minutes = state.waitingSince === null ? 0 : Math.max(0, Math.floor((state.now - state.waitingSince) / 60_000))
  const behind = facts.witnesses.filter((one) => one.cosigned === undefined || one.cosigned.size < (facts.checkpoint?.size ?? 0))
  return html`${pageHeading('Access log')}
${
  state.isBehind &&
  govukWarningText({
    text: 'The log has not been sealed for more than 15 minutes. Records are shown to the front door and for child and adult protection only, until it is. Tell whoever runs the product.',
    iconFallbackText: 'Warning',
  })
}
${factList([
  { label: 'Looks sealed', value: facts.checkpoint ? count(facts.checkpoint.size) : 'None yet' },
  { label: 'Signed last', value: facts.checkpoint ? when(facts.checkpoint.signedAt) : 'Not yet' },
  {
    label: 'Waiting to be sealed',
    value:
      state.waitingSince === null
        ? 'Nothing'
        : html`For ${minutes < 1 ? 'less than a minute' : `${minutes} minutes`} ${minutes >= 5 && tag('Late', 'orange')}`,
  },
  {
    label: 'Witnesses',
    value: html`${facts.witnesses.length} ${behind.length > 0 && tag(`${behind.length} behind`, 'orange')}`,
  },
])}
${witnessTable(facts.witnesses)}
<p class="govuk-body">${link('What everyone can see and check of it', '/public/data-use/log')}</p>
${
  state.mayExport &&
  html`<h2 class="govuk-heading-m">The whole log</h2>
<p class="govuk-body">It says who looked at whom, when and why, by their ids. Taking it is written into the log. Check it with the program that everyone has: <code>node verify.mjs log access-log.ndjson --log=…</code></p>
${govukButton({ text: 'Take the whole log', href: '/access-log/export' })}`
}`
}
