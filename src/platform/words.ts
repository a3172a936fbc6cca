import { Html, html, textOf } from '#platform/views/html'

/** The languages of our pages: English and Welsh. */
export type Lang = 'en' | 'cy'

/** What a page prints for a phrase. A function takes its facts as arguments, so that each language orders them as it must. */
type Phrase = string | Html | ((...facts: never[]) => string | Html)
type Catalogue = Readonly<Record<string, Phrase>>
type Translation<English extends Catalogue> = {
  readonly [key in keyof English]?: English[key] extends (...facts: infer Facts) => unknown
    ? (...facts: Facts) => string | Html
    : string | Html
}
type Spoken<English extends Catalogue, Print> = {
  readonly [key in keyof English]: English[key] extends (...facts: infer Facts) => unknown ? (...facts: Facts) => Print : Print
}

/** The phrases of one room in a chosen language. */
export type Words<English extends Catalogue> = {
  /** For the body of a page: what is missing in Welsh is marked, and its English is marked as English. */
  (lang: Lang): Spoken<English, string | Html>
  /** As text alone: for titles, attributes, letters and messages. */
  plain(lang: Lang): Spoken<English, string>
}

type Room = { readonly en: Catalogue; readonly cy: Catalogue }
const rooms = new Map<string, Room>()
const missed = new Map<string, number>()

const notYet = { cy: 'Not yet in Welsh' }
const markedHtml = (english: string | Html): Html =>
  html`<span class="cw-not-yet-in-welsh" lang="en">${notYet.cy}:</span> <span lang="en">${english}</span>`
const text = (phrase: string | Html): string => (phrase instanceof Html ? textOf(phrase) : phrase)

/**
 * Registers the phrases of a room, once. English must have each; what Welsh lacks is shown in English under “Not yet in Welsh”,
 * never silently, and counted.
 */
export function defineWords<const English extends Catalogue>(
  room: string,
  all: { en: English; cy: Translation<English> },
): Words<English> {
  if (rooms.has(room)) throw new Error(`The words of “${room}” are defined twice.`)
  rooms.set(room, all as Room)
  const marked = { html: markedHtml, plain: (english: string | Html) => `${notYet.cy}: ${text(english)}` }
  const spoken = {
    html: { en: all.en, cy: inWelsh(room, all as Room, marked.html) },
    plain: { en: asText(all.en), cy: asText(inWelsh(room, all as Room, marked.plain)) },
  }
  const words = (lang: Lang) => spoken.html[lang]
  return Object.assign(words, { plain: (lang: Lang) => spoken.plain[lang] }) as unknown as Words<English>
}

/** The Welsh catalogue, with a reader in place of each missing phrase that counts and marks it. */
function inWelsh(room: string, { en, cy }: Room, mark: (english: string | Html) => string | Html): Catalogue {
  const whole: Record<string, Phrase> = {}
  for (const [key, english] of Object.entries(en)) {
    const read = () => {
      missed.set(`${room}.${key}`, (missed.get(`${room}.${key}`) ?? 0) + 1)
      return typeof english === 'function' ? (...facts: never[]) => mark(english(...facts)) : mark(english)
    }
    const welsh = cy[key]
    if (welsh === undefined) Object.defineProperty(whole, key, { get: read, enumerable: true })
    else whole[key] = welsh
  }
  return whole
}

/** The same catalogue with each phrase read as text, at the moment it is asked for. */
function asText(catalogue: Catalogue): Catalogue {
  const plain: Record<string, Phrase> = {}
  for (const key of Object.keys(catalogue)) {
    const read = () => {
      const phrase = catalogue[key]!
      return typeof phrase === 'function' ? (...facts: never[]) => text(phrase(...facts)) : text(phrase)
    }
    Object.defineProperty(plain, key, { get: read, enumerable: true })
  }
  return plain
}

/** How often each phrase that has no Welsh was asked for in Welsh since the start: `room.key` and times, most often first. */
export const missingWelsh = (): { phrase: string; times: number }[] =>
  [...missed].map(([phrase, times]) => ({ phrase, times })).sort((a, b) => b.times - a.times || a.phrase.localeCompare(b.phrase))

/** Every registered room with the phrases it lacks in Welsh, whether or not anyone asked. For tests and reports. */
export const catalogues = (): { room: string; words: Room; lacksWelsh: string[] }[] =>
  [...rooms].map(([room, words]) => ({ room, words, lacksWelsh: Object.keys(words.en).filter((key) => !(key in words.cy)) }))
