import { z } from 'zod'
import { typedText } from '#platform/http/pages'
import { type Weekday, weekdays } from './facts.rules.ts'
import type { SearchWords } from './search-services.ts'

export const ServiceParams = z.object({ id: z.guid() })

/** What a search page is asked with. What makes no sense is as if it were not there, save for the age, which is said to be wrong. */
export const Search = z.object({
  words: typedText(200),
  place: typedText(100),
  topic: typedText(200),
  day: z.enum(['', ...weekdays]).catch(''),
  age: typedText(10),
  cost: z.enum(['', 'free']).catch(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
  lang: z.enum(['en', 'cy']).catch('en'),
})
export type Search = z.output<typeof Search>

/** The typed search as the directory is asked. Undefined: its age is no age. */
export function wordsOf({ words, place, topic, day, age, cost, page }: Search): Omit<SearchWords, 'today'> | undefined {
  if (age !== '' && !(/^\d{1,3}$/.test(age) && Number(age) <= 120)) return undefined
  return {
    words: words || undefined,
    place: place || undefined,
    topic: topic || undefined,
    day: (day || undefined) as Weekday | undefined,
    age: age === '' ? undefined : Number(age),
    cost: cost || undefined,
    page,
  }
}
