import { soundsLike } from '#matching/phonetic'

/** How a name is meant to be said, where its spelling does not tell: shortened, or one of several spellings of one name. */
const said: Record<string, string> = {
  md: 'mohammed',
  mohd: 'mohammed',
  muhd: 'mohammed',
  mhd: 'mohammed',
  wm: 'william',
  thos: 'thomas',
  chas: 'charles',
  jas: 'james',
  shaun: 'sean',
  shawn: 'sean',
  graeme: 'graham',
  thompson: 'thomson',
  johnston: 'johnson',
  johnstone: 'johnson',
  caitlin: 'kathleen',
  niamh: 'neve',
  siobhan: 'shivaun',
}

/** The codes of how a name is said; where it has no Latin letters, the name itself. `word` is as `nameWords` gives it. */
export function spokenSounds(word: string): string[] {
  const codes = soundsLike(said[word] ?? word)
  return codes.length > 0 ? codes : [word]
}

/** The different consonants of a name in alphabetical order: the same when letters are swapped or doubled, or a vowel is wrong. */
export const consonantsOf = (word: string): string => [...new Set(word.replace(/[aeiouy]/g, ''))].sort().join('')
