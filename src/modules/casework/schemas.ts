import { z } from 'zod'
import { typedText } from '#platform/http/pages'
import { idSchema } from '#platform/ids'

export const ContactParams = z.object({ id: idSchema<'contact'>() })

/** What is told, as a form or a program sends it. An empty field is as good as none; what is missing, the rule says. */
export const toldFields = {
  name: typedText(120),
  born: typedText(40),
  address: typedText(200),
  worry: typedText(4000),
  caller: typedText(200),
  phone: typedText(40),
}
export const Told = z.object(toldFields)
/** Other words to look by. One that is given, even empty, is taken instead of what was told. */
export const OtherWords = z.object({
  name: z.string().trim().max(120).optional(),
  born: z.string().trim().max(40).optional(),
  address: z.string().trim().max(200).optional(),
})
/** A search that a contact is begun from, so that nothing is typed twice. */
export const BegunFrom = z.object({ name: typedText(120), dateOfBirth: typedText(40), address: typedText(200) })
/** Why it was not passed on, where there is a duty to tell those who could help. */
export const NotShared = typedText(2000)
export const Result = z.enum(['rang-back', 'passed-on', 'nobody-found'])

const Contact = z.object({
  id: z.string(),
  way: z.enum(['colleague', 'call', 'resident']),
  sentByName: z.string(),
  sentByOrganisation: z.string(),
  receivedAt: z.string(),
  told: z.object({
    name: z.string(),
    born: z.string(),
    address: z.string(),
    worry: z.string(),
    caller: z.string(),
    phone: z.string(),
  }),
  takenByName: z.string().nullable(),
  takenAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  result: Result.nullable(),
})
export const ContactResponse = z
  .object({
    contact: Contact,
    yours: z.boolean(),
    inHand: z.array(z.object({ personId: z.string(), activeTo: z.string() })),
  })
  .meta({ id: 'Contact' })
export const ContactsResponse = z
  .object({
    waiting: z.array(Contact),
    yours: z.array(Contact),
    withColleagues: z.array(Contact),
    sent: z.array(Contact),
  })
  .meta({ id: 'Contacts' })
export const SentResponse = z.object({ id: z.string() }).meta({ id: 'ContactSent' })
export const WhomResponse = z
  .object({
    people: z.array(
      z.object({
        personId: z.string(),
        name: z.string(),
        otherNames: z.array(z.string()),
        dateOfBirth: z.string().nullable(),
        match: z.enum(['exact', 'near']),
        why: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'WhomAContactIsAbout' })
