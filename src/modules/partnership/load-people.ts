import type { z } from 'zod'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import { errors } from './errors.ts'
import * as load from './load.repository.ts'
import { PlaceFile, StaffLine } from './people-file.ts'

export type Loaded = {
  readonly organisations: number
  readonly teams: number
  readonly workers: number
  /** Personas at work who can now sign in. */
  readonly signIns: number
  /** Workers who are residents too, as the feeds will know them: to be linked when those are loaded. */
  readonly residentRecords: readonly { readonly workerId: string; readonly feed: string; readonly person: string }[]
}

const linesAtATime = 1000

/**
 * Registers a whole place: partners, teams and everyone at work, then a sign-in for each persona at work. Run again, it
 * adds what is new and changes nothing else, but for the issuer of the sign-ins.
 *
 * @param place the parsed `place.json`
 * @param staff the parsed lines of `staff.ndjson`, read as they come
 * @param issuer the identity provider that offers the personas
 * Refuses the whole with PEOPLE_FILE_WRONG when anything in it cannot be read.
 */
export async function loadPeople(
  tx: Tx<'partnership.people.load'>,
  place: unknown,
  staff: AsyncIterable<unknown> | Iterable<unknown>,
  issuer: string,
): Promise<Loaded> {
  const { organisations, teams, personas } = read(PlaceFile, place, 'place.json')
  await load.insertOrganisations(tx, organisations)
  await load.insertTeams(tx, teams)

  const founded = new Map(organisations.map((organisation) => [organisation.id, organisation.from]))
  const teamIds = await load.mapTeamReferences(tx)
  const residentRecords: Loaded['residentRecords'][number][] = []
  let workers = 0

  const registerLines = async (lines: StaffLine[]) => {
    const registered = await load.mapRegistered(tx, lines)
    const people = lines.map((line) => {
      const workerId = registered.get(keyOf(line)) ?? newId<'worker'>()
      // The file says who is at work, not since when: since her employer has been there.
      const from = founded.get(line.organisation) ?? wrong(`${keyOf(line)}: the organisation is not in place.json`)
      return {
        ...line,
        workerId,
        from,
        teamIds: line.teams.map((team) => teamIds.get(team) ?? wrong(`${keyOf(line)}: no team ${team}`)),
      }
    })
    await load.insertPeople(
      tx,
      people.filter((person) => !registered.has(keyOf(person))),
    )
    workers += people.length - registered.size
    residentRecords.push(
      ...people.flatMap(({ workerId, residentRecord }) => (residentRecord ? [{ workerId, ...residentRecord }] : [])),
    )
  }
  for await (const lines of inChunks(staff)) await registerLines(lines)

  const signIns = await load.updateSignIns(
    tx,
    personas.filter((persona) => persona.kind === 'worker'),
    issuer,
  )
  const loaded = { organisations: organisations.length, teams: teams.length, workers, signIns }
  await recordAudit(tx, 'place', loaded)
  return { ...loaded, residentRecords }
}

const keyOf = (line: StaffLine): string => `${line.organisation} ${line.staffRef}`

async function* inChunks(staff: AsyncIterable<unknown> | Iterable<unknown>): AsyncGenerator<StaffLine[]> {
  let lines: StaffLine[] = []
  const seen = new Set<string>()
  for await (const given of staff) {
    const line = read(StaffLine, given, `staff.ndjson, line ${seen.size + 1}`)
    if (seen.has(keyOf(line))) wrong(`staff.ndjson, line ${seen.size + 1}: ${keyOf(line)} stands in it twice`)
    seen.add(keyOf(line))
    lines.push(line)
    if (lines.length < linesAtATime) continue
    yield lines
    lines = []
  }
  if (lines.length > 0) yield lines
}

function read<Schema extends z.ZodType>(schema: Schema, value: unknown, where: string): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  return wrong(`${where}, ${issue?.path.join('.')}: ${issue?.message}`)
}

function wrong(detail: string): never {
  throw refusal(errors, 'PEOPLE_FILE_WRONG', { detail })
}
