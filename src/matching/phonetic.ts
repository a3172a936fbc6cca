/**
 * Double Metaphone (Lawrence Philips, C/C++ Users Journal, June 2000): two codes of at most four letters for how a name
 * may sound. Chosen over Soundex because it does not fix the first letter (Kathryn meets Catherine, Wojcik meets Vojcik),
 * knows what is silent in English (Leigh, Knight, Wright), and gives a second code where a name may be read the Slavic,
 * Germanic or another way: that is what British, South Asian and Polish spellings in one place need.
 * 0 stands for "th", X for "sh" or "ch", A for any vowel at the start.
 */
type Sounds = readonly [first: string, second: string, step: number]
type Word = {
  readonly text: string
  readonly last: number
  readonly slavic: boolean
  /** Whether one of the strings stands at this place. */
  is(at: number, ...strings: readonly string[]): boolean
  vowel(at: number): boolean
}

function wordOf(text: string): Word {
  const padded = `${text}     `
  return {
    text,
    last: text.length - 1,
    slavic: /W|K|CZ|WITZ/.test(text),
    is: (at, ...strings) => at >= 0 && strings.some((string) => padded.startsWith(string, at)),
    vowel: (at) => at >= 0 && 'AEIOUY'.includes(padded[at]!),
  }
}

const both = (sound: string, step: number): Sounds => [sound, sound, step]
/** A doubled letter sounds once. */
const single = (sound: string, letter: string) => (word: Word, at: number) => both(sound, word.is(at + 1, letter) ? 2 : 1)
const germanic = (word: Word) => word.is(0, 'VAN ', 'VON ', 'SCH')

function soundOfC(word: Word, at: number): Sounds {
  const { is, vowel } = word
  const beforeI = is(at + 2, 'I')
  const germanicAch =
    at > 1 && !vowel(at - 2) && is(at - 1, 'ACH') && !beforeI && (!is(at + 2, 'E') || is(at - 2, 'BACHER', 'MACHER'))
  if (germanicAch) return both('K', 2)
  if (at === 0 && is(at, 'CAESAR')) return both('S', 2)
  if (is(at, 'CHIA')) return both('K', 2)
  if (is(at, 'CH')) return soundOfCh(word, at)
  if (is(at, 'CZ') && !is(at - 2, 'WICZ')) return ['S', 'X', 2]
  if (is(at + 1, 'CIA')) return both('X', 3)
  if (is(at, 'CC') && !(at === 1 && is(0, 'M'))) return soundOfCc(word, at)
  if (is(at, 'CK', 'CG', 'CQ')) return both('K', 2)
  if (is(at, 'CIO', 'CIE', 'CIA')) return ['S', 'X', 2]
  if (is(at, 'CI', 'CE', 'CY')) return both('S', 2)
  if (is(at + 1, ' C', ' Q', ' G')) return both('K', 3)
  return both('K', is(at + 1, 'C', 'K', 'Q') && !is(at + 1, 'CE', 'CI') ? 2 : 1)
}

function soundOfCh(word: Word, at: number): Sounds {
  const { is } = word
  if (at > 0 && is(at, 'CHAE')) return ['K', 'X', 2] // Michael
  const greek = at === 0 && is(1, 'HARAC', 'HARIS', 'HOR', 'HYM', 'HIA', 'HEM') && !is(0, 'CHORE')
  const hard =
    germanic(word) ||
    is(at - 2, 'ORCHES', 'ARCHIT', 'ORCHID') ||
    is(at + 2, 'T', 'S') ||
    ((at === 0 || is(at - 1, 'A', 'O', 'U', 'E')) && is(at + 2, 'L', 'R', 'N', 'M', 'B', 'H', 'F', 'V', 'W', ' '))
  if (greek || hard) return both('K', 2)
  if (at === 0) return both('X', 2)
  return is(0, 'MC') ? both('K', 2) : ['X', 'K', 2]
}

function soundOfCc(word: Word, at: number): Sounds {
  const { is } = word
  if (!is(at + 2, 'I', 'E', 'H') || is(at + 2, 'HU')) return both('K', 2)
  const accident = (at === 1 && is(0, 'A')) || is(at - 1, 'UCCEE', 'UCCES')
  return both(accident ? 'KS' : 'X', 3)
}

function soundOfD({ is }: Word, at: number): Sounds {
  if (is(at, 'DG')) return is(at + 2, 'I', 'E', 'Y') ? both('J', 3) : both('TK', 2)
  return both('T', is(at, 'DT', 'DD') ? 2 : 1)
}

function soundOfG(word: Word, at: number): Sounds {
  const { is, vowel, slavic } = word
  if (is(at + 1, 'H')) return soundOfGh(word, at)
  if (is(at + 1, 'N')) {
    if (at === 1 && vowel(0) && !slavic) return ['KN', 'N', 2]
    return !is(at + 2, 'EY') && !slavic ? ['N', 'KN', 2] : both('KN', 2)
  }
  if (is(at + 1, 'LI') && !slavic) return ['KL', 'L', 2]
  if (at === 0 && is(1, 'Y', 'ES', 'EP', 'EB', 'EL', 'EY', 'IB', 'IL', 'IN', 'IE', 'EI', 'ER')) return ['K', 'J', 2]
  const soft = is(at + 1, 'ER', 'Y') && !is(0, 'DANGER', 'RANGER', 'MANGER') && !is(at - 1, 'E', 'I', 'RGY', 'OGY')
  if (soft) return ['K', 'J', 2]
  if (is(at + 1, 'E', 'I', 'Y') || is(at - 1, 'AGGI', 'OGGI')) {
    if (germanic(word) || is(at + 1, 'ET')) return both('K', 2)
    return is(at + 1, 'IER ') ? both('J', 2) : ['J', 'K', 2]
  }
  return both('K', is(at + 1, 'G') ? 2 : 1)
}

function soundOfGh({ is, vowel }: Word, at: number): Sounds {
  if (at > 0 && !vowel(at - 1)) return both('K', 2)
  if (at === 0) return both(is(2, 'I') ? 'J' : 'K', 2)
  const silent = is(at - 2, 'B', 'H', 'D') || is(at - 3, 'B', 'H', 'D') || is(at - 4, 'B', 'H') // Hugh, bough
  if (silent) return both('', 2)
  if (at > 2 && is(at - 1, 'U') && is(at - 3, 'C', 'G', 'L', 'R', 'T')) return both('F', 2) // McLaughlin, rough
  return both(is(at - 1, 'I') ? '' : 'K', 2) // Leigh, Knight
}

const soundOfH = ({ vowel }: Word, at: number): Sounds =>
  (at === 0 || vowel(at - 1)) && vowel(at + 1) ? both('H', 2) : both('', 1)

function soundOfJ({ is, vowel, slavic, last }: Word, at: number): Sounds {
  if (is(at, 'JOSE') || is(0, 'SAN ')) return (at === 0 && is(4, ' ')) || is(0, 'SAN ') ? both('H', 1) : ['J', 'H', 1]
  const step = is(at + 1, 'J') ? 2 : 1
  if (at === 0) return ['J', 'A', step]
  if (vowel(at - 1) && !slavic && is(at + 1, 'A', 'O')) return ['J', 'H', step]
  if (at === last) return ['J', '', step]
  const mute = is(at + 1, 'L', 'T', 'K', 'S', 'N', 'M', 'B', 'Z') || is(at - 1, 'S', 'K', 'L')
  return both(mute ? '' : 'J', step)
}

function soundOfL({ is, last }: Word, at: number): Sounds {
  if (!is(at + 1, 'L')) return both('L', 1)
  const spanish =
    (at === last - 2 && is(at - 1, 'ILLO', 'ILLA', 'ALLE')) ||
    ((is(last - 1, 'AS', 'OS') || is(last, 'A', 'O')) && is(at - 1, 'ALLE'))
  return spanish ? ['L', '', 2] : both('L', 2)
}

const soundOfM = ({ is, last }: Word, at: number): Sounds =>
  both('M', (is(at - 1, 'UMB') && (at + 1 === last || is(at + 2, 'ER'))) || is(at + 1, 'M') ? 2 : 1)

const soundOfP = ({ is }: Word, at: number): Sounds => (is(at + 1, 'H') ? both('F', 2) : both('P', is(at + 1, 'P', 'B') ? 2 : 1))

function soundOfR({ is, slavic, last }: Word, at: number): Sounds {
  const step = is(at + 1, 'R') ? 2 : 1
  const french = at === last && !slavic && is(at - 2, 'IE') && !is(at - 4, 'ME', 'MA')
  return french ? ['', 'R', step] : both('R', step)
}

function soundOfS(word: Word, at: number): Sounds {
  const { is, slavic, last } = word
  if (is(at - 1, 'ISL', 'YSL')) return both('', 1) // Carlisle
  if (at === 0 && is(0, 'SUGAR')) return ['X', 'S', 1]
  if (is(at, 'SH')) return both(is(at + 1, 'HEIM', 'HOEK', 'HOLM', 'HOLZ') ? 'S' : 'X', 2)
  if (is(at, 'SIO', 'SIA')) return slavic ? both('S', 3) : ['S', 'X', 3]
  if (is(at + 1, 'Z')) return ['S', 'X', 2]
  if (at === 0 && is(1, 'M', 'N', 'L', 'W')) return ['S', 'X', 1] // Smith meets Schmidt
  if (is(at, 'SC')) return soundOfSc(word, at)
  const french = at === last && is(at - 2, 'AI', 'OI')
  return french ? ['', 'S', 1] : both('S', is(at + 1, 'S', 'Z') ? 2 : 1)
}

function soundOfSc({ is, vowel }: Word, at: number): Sounds {
  if (!is(at + 2, 'H')) return both(is(at + 2, 'I', 'E', 'Y') ? 'S' : 'SK', 3)
  if (is(at + 3, 'ER', 'EN')) return ['X', 'SK', 3] // Schenker
  if (is(at + 3, 'OO', 'UY', 'ED', 'EM')) return both('SK', 3) // school
  return at === 0 && !vowel(3) && !is(3, 'W') ? ['X', 'S', 3] : both('X', 3)
}

function soundOfT(word: Word, at: number): Sounds {
  const { is } = word
  if (is(at, 'TION', 'TIA', 'TCH')) return both('X', 3)
  if (is(at, 'TH', 'TTH')) return is(at + 2, 'OM', 'AM') || germanic(word) ? both('T', 2) : ['0', 'T', 2]
  return both('T', is(at + 1, 'T', 'D') ? 2 : 1)
}

function soundOfW(word: Word, at: number): Sounds {
  const { is, vowel, last } = word
  if (is(at, 'WR')) return both('R', 2)
  const start: Sounds = at === 0 && vowel(1) ? ['A', 'F', 1] : at === 0 && is(0, 'WH') ? both('A', 1) : both('', 1)
  const slavicEnd = (at === last && vowel(at - 1)) || is(at - 1, 'EWSKI', 'EWSKY', 'OWSKI', 'OWSKY') || is(0, 'SCH')
  if (slavicEnd) return [start[0], `${start[1]}F`, 1]
  if (is(at, 'WICZ', 'WITZ')) return [`${start[0]}TS`, `${start[1]}FX`, 4]
  return start
}

function soundOfX({ is, last }: Word, at: number): Sounds {
  const mute = at === last && is(at - 3, 'IAU', 'EAU') // Breaux
  const french = at === last && is(at - 2, 'AU', 'OU')
  return both(mute || french ? '' : 'KS', is(at + 1, 'C', 'X') ? 2 : 1)
}

function soundOfZ({ is, slavic }: Word, at: number): Sounds {
  if (is(at + 1, 'H')) return both('J', 2) // Zhao
  const step = is(at + 1, 'Z') ? 2 : 1
  const slavicZ = is(at + 1, 'ZO', 'ZI', 'ZA') || (slavic && at > 0 && !is(at - 1, 'T'))
  return slavicZ ? ['S', 'TS', step] : both('S', step)
}

const vowelSound = (_word: Word, at: number): Sounds => both(at === 0 ? 'A' : '', 1)
const letters: Record<string, (word: Word, at: number) => Sounds> = {
  A: vowelSound,
  E: vowelSound,
  I: vowelSound,
  O: vowelSound,
  U: vowelSound,
  Y: vowelSound,
  B: single('P', 'B'),
  C: soundOfC,
  D: soundOfD,
  F: single('F', 'F'),
  G: soundOfG,
  H: soundOfH,
  J: soundOfJ,
  K: single('K', 'K'),
  L: soundOfL,
  M: soundOfM,
  N: single('N', 'N'),
  P: soundOfP,
  Q: single('K', 'Q'),
  R: soundOfR,
  S: soundOfS,
  T: soundOfT,
  V: single('F', 'V'),
  W: soundOfW,
  X: soundOfX,
  Z: soundOfZ,
}

const codeLength = 4

/** The one or two codes of a name in plain Latin letters (as `nameWords` gives it). A name without such letters has none. */
export function soundsLike(name: string): string[] {
  const text = name.toUpperCase()
  if (!/^[A-Z ]+$/.test(text)) return []
  const word = wordOf(text)
  let at = word.is(0, 'GN', 'KN', 'PN', 'WR', 'PS') ? 1 : 0
  let [first, second] = ['', '']
  if (word.is(0, 'X')) [first, second, at] = ['S', 'S', 1] // Xavier
  while (at <= word.last && (first.length < codeLength || second.length < codeLength)) {
    const [one, other, step] = letters[text[at]!]?.(word, at) ?? both('', 1)
    first += one
    second += other
    at += step
  }
  return [...new Set([first.slice(0, codeLength), second.slice(0, codeLength)])].filter((code) => code !== '')
}
