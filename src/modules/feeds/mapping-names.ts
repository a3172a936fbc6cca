/** How a sender writes a whole name in one cell. */
export type NameLayout = 'SURNAME, Forenames' | 'Title Forename SURNAME' | 'Forename Surname' | 'SURNAME TITLE FORENAME'
export type Name = { readonly given: string | undefined; readonly family: string | undefined }

const title = /^(mr|mrs|ms|miss|master|dr|mx|rev|prof|sir|lady|lord)\.?$/i

/** The parts of a whole name, as written. A word for "no forename yet" stays where it stands: see {@link named}. */
export function splitName(text: string, layout: NameLayout): Name {
  if (/^(baby of|unborn)\b/i.test(text)) return name('', text)
  if (layout === 'SURNAME, Forenames') {
    const [family = '', ...given] = text.split(',')
    return name(given.join(' '), family)
  }
  const words = text.split(' ')
  if (layout === 'SURNAME TITLE FORENAME') {
    const at = words.findIndex((word, place) => place > 0 && title.test(word))
    return at > 0 ? name(rest(words, at + 1), words.slice(0, at).join(' ')) : name(rest(words, 1), words[0] ?? '')
  }
  const bare = layout === 'Title Forename SURNAME' && words.length > 1 && title.test(words[0]!) ? words.slice(1) : words
  const surname = surnameBegins(bare)
  return name(bare.slice(0, surname).join(' '), rest(bare, surname))
}

/** Where the capitals at the end begin ("Anna DE SOUZA"); without capitals, or with nothing else, the last word. */
function surnameBegins(words: readonly string[]): number {
  const inCapitals = (word: string) => word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase()
  let begins = words.length
  while (begins > 0 && inCapitals(words[begins - 1]!)) begins--
  return begins === 0 || begins === words.length ? words.length - 1 : begins
}

const rest = (words: readonly string[], from: number) => words.slice(from).join(' ')
const name = (given: string, family: string): Name => ({ given: given.trim() || undefined, family: family.trim() || undefined })

/** A name, and whether it only says that there is none yet: "Baby of Smith", "Baby Smith", "Unborn". */
export function named({ given, family }: Name): Name & { readonly baby: boolean } {
  const of = /^(?:baby of|unborn(?: baby)?(?: of)?)\s*(.*)$/i.exec(family ?? '')
  if (of) return { given: undefined, family: of[1] || undefined, baby: true }
  const word = /^(?:baby|unborn)(?: of)?$/i.test(given ?? '')
  return { given: word ? undefined : given, family, baby: word }
}
