// Rooms and their doors: who may import whom, and by which way.
import {
  type Finding,
  filesIn,
  type House,
  isTest,
  type Lead,
  modulesOf,
  nameOf,
  production,
  type Rule,
  roomOf,
  type SourceFile,
  sameRoom,
} from '../house.ts'

/** Every import of these files, with the file that it stands in. */
const leads = (files: readonly SourceFile[]): { file: SourceFile; lead: Lead }[] =>
  files.flatMap((file) => file.imports.map((lead) => ({ file, lead })))

const at = (file: SourceFile, lead: Lead, why: string): Finding => ({ path: file.path, line: lead.line, why })

const edges: Rule = {
  id: 'edge-not-declared',
  sentence: 'a module imports only the modules that architecture.json gives it',
  find: (house) =>
    leads(filesIn(house, 'modules')).flatMap(({ file, lead }) => {
      const [own, other] = [file.room.module!, lead.to && roomOf(lead.to).module]
      if (!other || other === own || house.graph[own]?.includes(other)) return []
      return [at(file, lead, `${own} may not import ${other}: architecture.json has no such edge`)]
    }),
}

const rooms: Rule = {
  id: 'undeclared-room',
  sentence: 'every folder of src is a room of the plan, and the plan names no room that it does not have',
  find: (house) => [
    ...modulesOf(house)
      .filter((module) => !(module in house.graph))
      .map((module) => ({ path: `src/modules/${module}`, line: 1, why: `architecture.json does not know the module ${module}` })),
    ...[...house.texts.keys()]
      .filter((path) => roomOf(path).layer === 'unknown' && path.startsWith('src/'))
      .map((path) => ({ path, line: 1, why: 'src has app, platform, matching, place and modules/<name>, nothing else' })),
    ...Object.entries(house.graph).flatMap(([module, others]) =>
      others
        .filter((other) => !(other in house.graph))
        .map((other) => ({ path: 'architecture.json', line: 1, why: `${module} may import ${other}, which is no module` })),
    ),
  ],
}

/** Tests and scripts may also use what a room holds out to them. */
const heldOutToTests = new Set(['testing.ts', 'seeds.ts', 'policy.ts', 'errors.ts'])

const frontDoor: Rule = {
  id: 'past-the-front-door',
  sentence: 'another room is entered by #modules/<name>, which is its index.ts, and by nothing else, types included',
  find: (house) =>
    leads([...house.files.values()]).flatMap(({ file, lead }) => {
      const room = lead.to ? roomOf(lead.to) : undefined
      if (room?.layer !== 'modules' || sameRoom(room, file.room)) return []
      if (lead.to === `src/modules/${room.module}/index.ts`) return []
      if (file.room.layer === 'outside' && heldOutToTests.has(nameOf(lead.to!))) return []
      return [at(file, lead, `${lead.specifier} goes past the front door of ${room.module}`)]
    }),
}

const ownDoor: Rule = {
  id: 'out-by-the-front-door',
  sentence: 'inside a room paths are relative; between rooms they are the # names',
  find: (house) =>
    leads(filesIn(house, 'app', 'modules', 'platform', 'place')).flatMap(({ file, lead }) => {
      if (!lead.to) return []
      const target = roomOf(lead.to)
      const inside = sameRoom(target, file.room)
      if (target.layer === 'outside' && isTest(file.path)) return [] // a test may use what stands around the house
      if (lead.specifier.startsWith('#') && inside && file.room.layer === 'modules')
        return [at(file, lead, 'its own front door: use a relative path')]
      if (lead.specifier.startsWith('.') && !inside)
        return [at(file, lead, `${lead.specifier} climbs out of the room: use its # name`)]
      return []
    }),
}

const platform: Rule = {
  id: 'platform-looks-up',
  sentence: 'the platform knows no module, no place and no app',
  find: (house) => [
    ...leads(filesIn(house, 'platform')).flatMap(({ file, lead }) =>
      lead.to && ['modules', 'app', 'place'].includes(roomOf(lead.to).layer)
        ? [at(file, lead, `the platform may not import ${lead.specifier}`)]
        : [],
    ),
  ],
}

const modules: Rule = {
  id: 'module-looks-up',
  sentence: 'a module knows neither the app nor the generator of the fictional place',
  find: (house) =>
    leads(filesIn(house, 'modules')).flatMap(({ file, lead }) =>
      lead.to && ['app', 'place'].includes(roomOf(lead.to).layer)
        ? [at(file, lead, `a module may not import ${lead.specifier}`)]
        : [],
    ),
}

const place: Rule = {
  id: 'place-looks-up',
  sentence:
    'the generator of the fictional place stands on the platform alone: it makes what the product reads, and reads nothing of it',
  find: (house) =>
    leads(filesIn(house, 'place')).flatMap(({ file, lead }) =>
      lead.to && ['app', 'modules'].includes(roomOf(lead.to).layer) && !lead.typeOnly && !isTest(file.path)
        ? [at(file, lead, `the generator may not import ${lead.specifier}, save for its types`)]
        : [],
    ),
}

const matching: Rule = {
  id: 'matching-looks-up',
  sentence: 'the matching engine stands alone: it is used without the product, and knows nothing of it',
  find: (house) =>
    leads(filesIn(house, 'matching')).flatMap(({ file, lead }) =>
      lead.to?.startsWith('src/') && roomOf(lead.to).layer !== 'matching' && !isTest(file.path)
        ? [at(file, lead, `the matching engine may not import ${lead.specifier}`)]
        : [],
    ),
}

const cycles: Rule = {
  id: 'cycle',
  sentence: 'architecture.json has no cycle',
  find: (house) =>
    Object.keys(house.graph).flatMap((module) => {
      const way = wayBack(house.graph, module)
      // A cycle is told once, from the first of its modules in the alphabet.
      return way && [...way].sort()[0] === module
        ? [{ path: 'architecture.json', line: 1, why: `a cycle: ${[...way, module].join(' → ')}` }]
        : []
    }),
}

/** The shortest way from a module back to itself, if there is one. */
function wayBack(graph: House['graph'], start: string): string[] | undefined {
  const ways = [[start]]
  const seen = new Set<string>()
  for (const way of ways) {
    for (const next of graph[way.at(-1)!] ?? []) {
      if (next === start) return way
      if (!seen.has(next)) ways.push([...way, next])
      seen.add(next)
    }
  }
  return undefined
}

const testsStayOut: Rule = {
  id: 'production-imports-tests',
  sentence: 'what runs in production imports no test and no test support',
  find: (house) =>
    leads(production(house)).flatMap(({ file, lead }) =>
      lead.to && (roomOf(lead.to).layer === 'outside' || isTest(lead.to))
        ? [at(file, lead, `${lead.specifier} is not there in production`)]
        : [],
    ),
}

const leadsNowhere: Rule = {
  id: 'leads-nowhere',
  sentence: 'every import can be followed: it is written out, and the file is there',
  find: (house) =>
    leads([...house.files.values()]).flatMap(({ file, lead }) => {
      if (lead.computed)
        return ['modules', 'platform'].includes(file.room.layer)
          ? [at(file, lead, 'the rules cannot follow a computed import')]
          : []
      if (!lead.to?.endsWith('.ts') || house.files.has(lead.to)) return []
      return file.room.layer === 'outside' ? [] : [at(file, lead, `there is no ${lead.to}`)]
    }),
}

export const doors: Rule[] = [
  edges,
  rooms,
  frontDoor,
  ownDoor,
  platform,
  modules,
  place,
  matching,
  cycles,
  testsStayOut,
  leadsNowhere,
]
