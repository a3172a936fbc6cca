/** What is true, written beside the extracts for tests to hold the product against. The product never reads it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { agencies } from './agencies/index.ts'
import { iso } from './days.ts'
import type { Broken } from './output.ts'
import type { Story } from './stories/index.ts'
import type { Tally } from './tally.ts'
import { feeds } from './types.ts'
import { shift } from './world/debt.ts'
import type { Cluster, Human, Spelling } from './world/people.ts'
import { familyHelpEffect } from './world/troubles.ts'

/** Who this is in truth, and under which keys in which feeds. */
export function truthOf(human: Human, cluster: Cluster) {
  const { id, given, middle, family, maiden, sex, born, died, nhs, oldNhs, household, keys, earlierKeys, protectedBy } = human
  const troubles = cluster.troubles
    .filter((trouble) => trouble.who === human || trouble.who === null)
    .map((trouble) => trouble.kind)
  return {
    id,
    given,
    middle,
    family,
    maiden,
    sex,
    born: iso(born),
    died: died === null ? null : iso(died),
    nhs,
    oldNhs: oldNhs?.value ?? null,
    household: household.id,
    story: cluster.story,
    protected: Object.keys(protectedBy),
    needs: [...new Set(troubles)],
    keys,
    earlierKeys,
  }
}

/** A story with, for each person in it, what is true and how each feed was told to write it otherwise. */
function storyTruth({ id, title, about, persona, people, organisations = {} }: Story) {
  return {
    id,
    title,
    about,
    persona,
    organisations,
    people: people.map(({ part, human }) => ({
      part,
      truth: human.id,
      name: `${human.given} ${human.family}`,
      born: iso(human.born),
      died: human.died === null ? null : iso(human.died),
      protectedBy: Object.fromEntries(Object.entries(human.protectedBy).map(([feed, day]) => [feed, iso(day)])),
      feeds: human.keys,
      earlierFeeds: human.earlierKeys,
      writtenOtherwise: Object.fromEntries(
        Object.entries(human.script?.spelling ?? {}).map(([feed, spelling]) => [feed, spelt(spelling)]),
      ),
    })),
  }
}

const spelt = ({ born, home, ...names }: Spelling) => ({
  ...names,
  ...(born === undefined ? {} : { born: born === null ? null : iso(born) }),
  ...(home === undefined ? {} : { address: home?.line ?? null }),
})

/** What an evaluation should find, and where it should find nothing. */
const effects = {
  familyHelp: {
    what: 'with family help, debt and trouble at school end so many times as often in a month',
    factor: familyHelpEffect,
    needs: ['debt', 'school'],
  },
  parentingCourse: { what: 'a parenting course changes neither', factor: 1, needs: ['debt', 'school'] },
  homelessness: {
    what: 'applications as homeless, among those in debt',
    area: shift.area,
    factor: shift.factor,
    days: shift.days,
  },
}

/** How often the clerks of each agency make which mistake, of every record; as made, chance aside. */
const mistakes = Object.fromEntries(feeds.map((feed) => [feed, agencies[feed].sight.clerk]))

export function writeTruth(
  out: string,
  stories: readonly Story[],
  tally: Tally,
  residents: number,
  broken: readonly Broken[],
): void {
  const write = (name: string, value: unknown) => writeFileSync(join(out, 'truth', name), `${JSON.stringify(value, null, 1)}\n`)
  write('stories.json', stories.map(storyTruth))
  write('rates.json', tally.beside(residents))
  write('effects.json', effects)
  write('mistakes.json', mistakes)
  writeFileSync(join(out, 'truth', 'broken.ndjson'), broken.map((one) => `${JSON.stringify(one)}\n`).join(''))
}
