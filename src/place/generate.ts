/** Makes the place: a world household by household, and each agency's view of it, written as it goes. */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Streets } from './addresses.ts'
import { agencies } from './agencies/index.ts'
import { see } from './agencies/see.ts'
import { Desk } from './agencies/sight.ts'
import { organisationsOn } from './organisations.ts'
import { FeedFiles } from './output.ts'
import { type Options, writePlace } from './place-file.ts'
import { publicationsOn, publish } from './publishers/index.ts'
import { Dice } from './random.ts'
import { schoolOrganisation } from './schools.ts'
import { Staff } from './staff.ts'
import { tellStories } from './stories/index.ts'
import { Tally } from './tally.ts'
import { truthOf, writeTruth } from './truth.ts'
import { feeds } from './types.ts'
import { settle } from './world/households.ts'
import { newMaker } from './world/making.ts'
import type { Cluster } from './world/people.ts'
import { live } from './world/years.ts'

export type Made = { readonly people: number; readonly households: number; readonly rows: number; readonly broken: number }

/** Writes the whole place into `out`. The same seed, residents and date give the same bytes. Nothing is held but the cluster at hand. */
export function generate(options: Options, progress: (people: number) => void): Made {
  const { residents, seed, asOf, out } = options
  mkdirSync(join(out, 'truth'), { recursive: true })
  mkdirSync(join(out, 'keys'), { recursive: true })
  const maker = newMaker(seed, residents, asOf, new Streets(residents))
  const staff = new Staff(seed, residents, asOf)
  const organisations = [...organisationsOn(asOf), ...staff.schools.map(schoolOrganisation)]
  const desks = feeds.map((feed) => new Desk(agencies[feed].sight, maker, staff))
  const files = feeds.map((feed) => new FeedFiles(agencies[feed], out, seed, asOf))
  const tally = new Tally(asOf)
  const truth = openSync(join(out, 'truth', 'people.ndjson'), 'w')

  const write = (cluster: Cluster) => {
    tally.add(cluster)
    for (const [at, desk] of desks.entries()) {
      const dice = new Dice(seed, feeds[at]!, 'sent', cluster.index)
      for (const record of see(desk, cluster)) files[at]!.add(record, dice)
    }
    writeSync(truth, cluster.people.map((human) => `${JSON.stringify(truthOf(human, cluster))}\n`).join(''))
  }
  const stories = tellStories(maker)
  for (const story of stories) write(story.cluster)
  for (let told = 0; maker.people < residents; told++) {
    const cluster = settle(maker)
    live(maker, cluster)
    write(cluster)
    if (told % 2000 === 0) progress(maker.people)
  }
  closeSync(truth)

  const published = publish(options, organisations)
  const rows = files.reduce((sum, file) => sum + file.finish(), published.rows)
  const broken = [...files.flatMap((file) => file.broken), ...published.broken]
  writePlace(options, { organisations, staff, stories, publications: publicationsOn(asOf) })
  writeTruth(out, stories, tally, residents, broken)
  return { people: maker.people, households: maker.households, rows, broken: broken.length }
}
