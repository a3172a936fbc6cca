import { z } from 'zod'

/** Any of a few: one box that is ticked comes alone, several as a list. */
export const Several = z
  .union([z.string().max(40), z.array(z.string().max(40))])
  .default([])
  .transform((given) => (typeof given === 'string' ? [given] : given))
