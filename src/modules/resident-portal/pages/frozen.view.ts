import { longTime } from '#platform/dates'
import { govukInsetText } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  dataTable,
  form,
  link,
  nothingHere,
  pageHeading,
  paragraph,
  submitButton,
  tag,
  textArea,
} from '#platform/views/page-parts'
import type { Lang } from '#platform/words'
import type { Frozen, FrozenFor } from '../frozen.rules.ts'
import { frozenWords } from '../frozen.words.ts'
import type { FrozenAccounts } from '../read-frozen.ts'

type Around = { readonly zone: string; readonly lang: Lang }

/** The people with frozen accounts, those that wait first; of each the accounts, and the way to a decision for who may take it. */
export function frozenView({ people, workers }: FrozenAccounts, mayThaw: boolean, { zone, lang }: Around): Html {
  const say = frozenWords(lang)
  if (people.length === 0) return html`${pageHeading(say.title)}${nothingHere(say.none)}`
  return html`${pageHeading(say.title)}
${paragraph(say.intro)}
${!mayThaw && paragraph(say.onlyLead)}
${people.map((one) => personSection(one, workers, mayThaw, { zone, lang }))}`
}

function personSection(one: FrozenFor, workers: FrozenAccounts['workers'], mayThaw: boolean, { zone, lang }: Around): Html {
  const [say, plain] = [frozenWords(lang), frozenWords.plain(lang)]
  const { decided } = one
  const state: Part = decided
    ? html`${tag(plain.decided(workers.get(decided.by) ?? plain.someone, longTime(decided.at, zone)), 'grey')}<br>${decided.reason}`
    : tag(plain.waiting, 'yellow')
  return dataTable<Frozen>({
    caption: one.name,
    columns: [
      {
        heading: plain.account,
        cell: (account) =>
          html`<strong>${account.accountName}</strong><br><span class="govuk-body-s">${say.opened(longTime(account.openedAt, zone))}</span>`,
      },
      { heading: plain.tie, cell: (account) => howItCame(account, workers, lang) },
      { heading: plain.frozenSince, cell: (account) => longTime(account.frozenAt, zone) },
      ...(mayThaw
        ? [
            {
              heading: plain.act,
              cell: (account: Frozen) =>
                link(
                  html`${say.thaw}<span class="govuk-visually-hidden"> (${account.accountName})</span>`,
                  `/frozen-accounts/${account.id}`,
                ),
            },
          ]
        : []),
    ],
    rows: one.accounts,
    note: html`${state}<br>${link(say.person, `/people/${one.personId}`)}`,
    lang,
  })
}

function howItCame({ wasTied, codeFrom }: Frozen, workers: FrozenAccounts['workers'], lang: Lang): Part {
  const say = frozenWords(lang)
  const worker = (codeFrom && workers.get(codeFrom)) ?? frozenWords.plain(lang).someone
  if (!wasTied) return say.wouldBeTied(worker)
  return codeFrom === null ? say.tiedAtStart : say.tiedBy(worker)
}

export type ThawForm = { readonly csrfToken: string; readonly errors?: readonly PageError[]; readonly typed?: string }

/** Before an account is given back: when to, what it does, and the reason. */
export function thawView(
  person: FrozenFor,
  account: Frozen,
  { csrfToken, errors = [], typed = '' }: ThawForm,
  { lang }: Pick<Around, 'lang'>,
): Html {
  const [say, plain] = [frozenWords(lang), frozenWords.plain(lang)]
  return html`${pageHeading(say.thawTitle(account.accountName), person.name)}
${govukInsetText({ text: plain.before })}
${paragraph(account.wasTied ? say.whenTied : say.whenNotTied)}
${paragraph(say.others)}
${form(
  { action: `/frozen-accounts/${account.id}/thaw?lang=${lang}`, csrfToken },
  textArea({ name: 'reason', label: plain.reason, hint: plain.reasonHint, rows: 3, value: typed, errors, lang }),
  submitButton(plain.button),
)}
<p class="govuk-body">${link(say.leave, '/frozen-accounts')}</p>`
}
