import type { NoticePurpose, NoticeSource, PurposeWords } from '#modules/information-governance'
import { longDate } from '#platform/dates'
import { govukDetails, govukInsetText } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import { dataTable, link, nothingHere, pageHeading, paragraph, phoneLink, sectionHeading } from '#platform/views/page-parts'
import type { Lang } from '#platform/words'
import type { Duty } from '../pages.view.ts'
import { portalWords } from '../portal.words.ts'
import type { SharedForPurpose } from './notice.rules.ts'
import { noticeWords } from './notice.words.ts'
import type { MyNotice } from './read-notice.ts'

const whyOf = ({ en, cy }: PurposeWords, lang: Lang): Part => (lang === 'cy' && cy) || portalWords(lang).purpose(en)
/** Laws, and how long a record is kept, are said as they were enacted or agreed: in English. */
const inEnglish = (text: string): Html => html`<span lang="en">${text}</span>`

/** A resident's privacy notice: of her first, then of everyone, then what she can do. */
export function noticeView(notice: MyNotice, duty: Duty, lang: Lang): Html {
  const say = noticeWords(lang)
  return html`${pageHeading(say.title)}
<p class="govuk-body-l">${say.intro}</p>
${govukInsetText({ html: html`${say.safe}` })}
${sectionHeading(say.mine)}
${notice.shared ? sharedView(notice.shared, lang) : html`${paragraph(say.notTied)}${paragraph(link(say.getCode, '/account/code'))}`}
${sectionHeading(say.rights)}
<ul class="govuk-list govuk-list--spaced">
  ${
    notice.shared &&
    html`<li>${link(say.seeLooks, '/account/access-events')}</li>
  <li>${link(say.copy, '/account/subject-requests/new?kind=copy')}</li>
  <li>${link(say.object, '/account/subject-requests/new?kind=objection')}</li>`
  }
  <li>${link(say.complain, '/account/subject-requests/new?kind=complaint')}</li>
</ul>
${paragraph(say.wrong)}
${paragraph(say.commissioner, ' ', link('ico.org.uk', 'https://ico.org.uk/make-a-complaint/'))}
${rulesView(notice.purposes, lang)}
${keptView(notice.sources, lang)}
${sectionHeading(say.computer)}
${paragraph(say.computerText)}
${sectionHeading(say.ask)}
${paragraph(say.askText, ' ', duty && html`${portalWords(lang).ring(duty.team)} ${phoneLink(duty.phone, duty.team)}`)}
${paragraph(say.made(longDate(notice.day)), ' ', link(say.more, '/public/data-use/register'))}`
}

function sharedView(shared: readonly SharedForPurpose[], lang: Lang): Html {
  const [say, plain] = [noticeWords(lang), noticeWords.plain(lang)]
  if (shared.length === 0) return nothingHere(say.mineNone)
  return html`${dataTable<SharedForPurpose>({
    caption: plain.mineIntro,
    captionSize: 's',
    columns: [
      { heading: plain.why, cell: (one) => whyOf(one.purpose, lang) },
      { heading: plain.who, cell: (one) => one.organisations.join(', ') },
      { heading: plain.what, cell: (one) => portalWords(lang).saw(one.classes) },
      { heading: plain.howOften, cell: (one) => say.visits(one.visits) },
      { heading: plain.law, cell: (one) => inEnglish(one.purpose.law) },
    ],
    rows: shared,
    lang,
  })}
${paragraph(link(say.mineList, '/account/access-events'))}`
}

function rulesView(purposes: readonly NoticePurpose[], lang: Lang): Html {
  const [say, plain] = [noticeWords(lang), noticeWords.plain(lang)]
  return html`${sectionHeading(say.rules)}
${dataTable<NoticePurpose>({
  caption: plain.rulesIntro,
  captionSize: 's',
  columns: [
    { heading: plain.why, cell: ({ purpose }) => whyOf(purpose, lang) },
    { heading: plain.whatMay, cell: (one) => mayView(one, lang) },
    {
      heading: plain.whoMay,
      cell: ({ recipients }) => govukDetails({ summaryText: plain.services(recipients.length), text: recipients.join(', ') }),
    },
    { heading: plain.law, cell: ({ purpose }) => inEnglish(purpose.law) },
  ],
  rows: purposes,
  note: say.onlyIf,
  lang,
})}`
}

function mayView({ classes, atTimes }: NoticePurpose, lang: Lang): Part {
  const kinds = portalWords(lang).saw
  const all = html`<p class="govuk-body">${kinds(classes)}</p>${
    atTimes.length > 0 && html`<p class="govuk-body">${noticeWords(lang).atTimes} ${kinds(atTimes)}</p>`
  }`
  return govukDetails({ summaryText: noticeWords.plain(lang).things(classes.length + atTimes.length), html: all })
}

function keptView(sources: readonly NoticeSource[], lang: Lang): Html {
  const [say, plain] = [noticeWords(lang), noticeWords.plain(lang)]
  return html`${sectionHeading(say.kept)}
${dataTable<NoticeSource>({
  caption: plain.keptIntro,
  captionSize: 's',
  columns: [
    { heading: plain.service, cell: ({ name }) => name },
    { heading: plain.inCharge, cell: ({ controller }) => controller },
    { heading: plain.howLong, cell: ({ kept }) => inEnglish(kept.join('; ')) },
  ],
  rows: sources,
  lang,
})}`
}
