// Words that nobody else writes, and the search for them in whatever shape they are left lying.

/** What each planted word begins with: one search finds them all. Letters alone, so that a word is a name, a street, a reason and a key alike. */
const beginning = 'Zyqvexuwo'

/** The nth word. */
export const plantedWord = (nth: number): string =>
  beginning + [...nth.toString().padStart(2, '0')].map((digit) => 'bdfghjkmpq'[Number(digit)]).join('u')

/** The middle of a text in base64, which is the same whatever stands around it, for each of the three ways in which it can fall. */
const inBase64 = (text: string): string[] =>
  [0, 1, 2].map((skip) => {
    const bytes = Buffer.from(text).subarray(skip)
    return bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64')
  })
const spellings = [beginning, beginning.toLowerCase(), beginning.toUpperCase()]
const shapes: readonly (readonly [what: string, shape: RegExp])[] = [
  ['', new RegExp(`${beginning}[a-z]*`, 'gi')],
  ['in hexadecimal: ', new RegExp(spellings.map((text) => Buffer.from(text).toString('hex')).join('|'), 'gi')],
  ['in base64: ', new RegExp(spellings.flatMap(inBase64).join('|').replaceAll('+', '[+-]').replaceAll('/', '[/_]'), 'g')],
  ['in two bytes a letter: ', new RegExp(spellings.map((text) => [...text].join('\\0')).join('|'), 'g')],
  ['backwards: ', new RegExp([...beginning].reverse().join(''), 'gi')],
]

/** Every planted word that stands in a text or in bytes, in small letters, each once; of one in another shape, in which; and each of `others` that does. */
export function plantedIn(content: string | Uint8Array, others: readonly string[] = []): string[] {
  const text = typeof content === 'string' ? content : Buffer.from(content).toString('latin1')
  const found = shapes.flatMap(([what, shape]) =>
    [...text.matchAll(shape)].map(([word]) => what + (what ? word : word.toLowerCase())),
  )
  return [...new Set([...found, ...others.filter((other) => text.includes(other))])].toSorted()
}
