/** Whom something is about, as far as whoever writes it down knows: under 18, 18 or over, or nobody has said. */
export type About = 'child' | 'adult' | 'unknown'

/** What the law says of telling others, on a day. `must`: it is told, or the reason why not is written down. */
export type SharingAdvice = {
  readonly gateway: string
  readonly law: string
  readonly strength: 'must' | 'may'
  readonly says: string
}

type Duty = Pick<SharingAdvice, 'gateway' | 'strength' | 'says'> & { readonly about: Exclude<About, 'unknown'> }
/** In the order in which they are said. Whether each is in force on a day is the library of gateways' affair: a duty that is not is not said. */
const duties: readonly Duty[] = [
  {
    gateway: 'children-act-2004-s16la',
    about: 'child',
    strength: 'must',
    says: 'Tell those who could help this child what may help them, unless that would do the child more harm than good. Then write down why.',
  },
  {
    gateway: 'children-act-2004-s10',
    about: 'child',
    strength: 'may',
    says: 'You may tell those who work with a child what matters for the child’s well-being. You need nobody’s agreement where waiting for it could harm the child.',
  },
  {
    gateway: 'care-act-2014-s42',
    about: 'adult',
    strength: 'may',
    says: 'You may tell the council of an adult with care needs who may be at risk of abuse or neglect. Ask the adult what they want, if that is safe.',
  },
]

/** What is to be said to somebody who writes something down about such a person. Of whom nobody has said how old they are, what holds for either is said. */
export function adviceOn(about: About, inForce: ReadonlyMap<string, string>): SharingAdvice[] {
  return duties.flatMap(({ about: whom, ...duty }) => {
    const law = inForce.get(duty.gateway)
    return law !== undefined && (about === whom || about === 'unknown') ? [{ ...duty, law }] : []
  })
}

/** The duty under which it is told or the reason written down; undefined where it is for the worker to judge. */
export const dutyIn = (advice: readonly SharingAdvice[]): SharingAdvice | undefined =>
  advice.find(({ strength }) => strength === 'must')
