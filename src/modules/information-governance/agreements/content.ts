import { z } from 'zod'

const Name = z.string().trim().min(1).max(200)
const Text = z.string().trim().max(4000)
const Code = z.string().trim().min(1).max(80)
const Day = z.iso.date()

/** What an agreement says besides its lines, under the headings of the Information Commissioner's data sharing code. Each is an empty text until it is written. */
export const Particulars = z.object({
  why: Text.describe('The purpose, and what good it does'),
  necessity: Text.describe('Why it cannot be done with less'),
  told: Text.describe('How the people whom it is about are told'),
  retention: Text.describe('How long recipients keep what they write down from it, and how its quality is kept'),
  security: Text.describe('How it is kept safe'),
  rights: Text.describe('Who answers people’s requests, and the single contact'),
  breach: Text.describe('What each party does when something goes wrong'),
})
export type Particulars = z.infer<typeof Particulars>

const Line = z.object({
  name: Name,
  roles: z.array(Code),
  relationships: z.array(Code),
  trainings: z.array(Code),
  cells: z.array(z.object({ dataset: Code, classes: z.array(Code) })),
})
/** One line: to these roles, so trained, in these relationships, these classes of these datasets. */
export type Line = z.infer<typeof Line>

/**
 * The text of one version of an agreement: what its parties sign, letter for letter, and what the decision then goes by. A draft may lack anything; what
 * has to be there before it is closed is `agreement.rules.ts`.
 */
export const AgreementContent = z.object({
  kind: z.enum(['protocol', 'sharing']),
  title: Name,
  protocol: Code.nullable().describe('The code of the protocol that it stands under'),
  purposes: z.array(Code),
  recipients: z.array(Code),
  particulars: Particulars,
  inForceFrom: Day.nullable(),
  reviewOn: Day.nullable(),
  endsOn: Day.nullable(),
  terms: z.array(Line),
})
export type AgreementContent = z.infer<typeof AgreementContent>

export const noParticulars: Particulars = {
  why: '',
  necessity: '',
  told: '',
  retention: '',
  security: '',
  rights: '',
  breach: '',
}
