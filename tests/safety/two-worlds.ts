// What stands and goes on in every world of the two-worlds test, and who reads in it.
import assert from 'node:assert/strict'
import { kept } from '#app/personal-data'
import { freezePublicRegister, listDue } from '#modules/information-governance'
import { followSubjectRequests } from '#modules/shared-record'
import { anInvolvement, aPerson, type Reply, type Row, type StaffName, staff, type World } from '#testing/world'

export const home = { postcode: 'AL1 1AA', address: '1 Weavers Row, Aldermere', household: 'h-1' }
export const kayleigh = (person: string, more = {}) => aPerson(person, 'Kayleigh', 'Marsden', '1993-07-04', { ...home, ...more })
export const at = '2026-03-28T10:00:00Z'
/** Whose address the police keep from others. */
const hannah = (person: string, more: Row = {}) =>
  aPerson(person, 'Hannah', 'Whitcombe', '1990-06-17', { address: '5 Oldhome Row, Aldermere', postcode: 'AL1 5AA' }).map((row) =>
    row.kind === 'identity' ? { ...row, ...more } : row,
  )

const elsewhere = (person: string, given: string, family: string, born: string, address: string) =>
  aPerson(person, given, family, born, { address, postcode: 'AL2 2AA' })

export const anEvent = (person: string, fieldClass: string, summary: string): Row => ({
  kind: 'event',
  class: fieldClass,
  key: `${person}-${fieldClass}`,
  person,
  eventAt: at,
  type: 'note',
  occurredAt: at,
  summary,
  role: 'victim',
})

/** Who is in a world besides its staff. */
type Cast = {
  /** Residents' accounts, by name. */
  readonly accounts: Map<string, string>
  /** The session of somebody at the front door. */
  readonly fay: string
  /** Two codes that a worker gave out for one person. */
  readonly codes: readonly string[]
}

const casts = new WeakMap<World, Cast>()
export const castOf = (world: World): Cast => casts.get(world)!
export const asResident = (world: World, name: string) => world.session({ resident: castOf(world).accounts.get(name)! })
export type Reader = {
  readonly roles: readonly string[]
  /** Her session's token; nobody has none. */
  readonly open: (world: World) => Promise<string | null>
}

const resident = (name: string): Reader => ({ roles: ['resident'], open: (world) => asResident(world, name) })
const atWork = (who: StaffName, purpose?: string): Reader => ({
  roles: staff[who].roles,
  open: (world) => world.session(who, { steppedUp: true, ...(purpose ? { purpose } : {}) }),
})

/** Who reads. First those who are told who looked, or how often: else it would depend on who of the others reads. */
export const readers = {
  kayleigh: resident('kayleigh'),
  'her helper': resident('helen'),
  'her child’s father': resident('darren'),
  'an account tied to nobody': resident('first'),
  'another such account': resident('second'),
  anybody: { roles: [], open: async () => null },
  ines: atWork('ines'),
  mira: atWork('mira'),
  /** Answers residents who ask about their data. */
  rosa: atWork('rosa', 'subject-rights'),
  amina: atWork('amina'),
  joanne: atWork('joanne'),
  nora: atWork('nora'),
  colin: atWork('colin'),
  /** At the front door, with a contact about her in hand. */
  fay: { roles: ['front-door'], open: async (world) => castOf(world).fay },
  doug: atWork('doug'),
  petra: atWork('petra'),
  karim: atWork('karim'),
} satisfies Record<string, Reader>

export type ReaderName = keyof typeof readers
export const done = (reply: Reply, status = 303): Reply => {
  assert.equal(reply.statusCode, status, /<h1.*/.exec(reply.body)?.[0] ?? reply.body)
  return reply
}

/** Sends a form as one of the staff who has just signed in again. */
export const sends = async (
  world: World,
  who: StaffName,
  url: string,
  form: Record<string, string> = {},
  purpose?: string,
): Promise<Reply> =>
  done(await world.post(url, await world.session(who, { steppedUp: true, ...(purpose ? { purpose } : {}) }), form))

export const opens = async (world: World, who: StaffName, purpose?: string): Promise<Reply> =>
  done(
    await world.get(
      `/people/${await world.personOf('council-housing', 'H1')}`,
      await world.session(who, purpose ? { purpose } : {}),
    ),
    200,
  )

export const codeIn = (reply: Reply): string => /class="cw-code">([A-Z0-9-]+)</.exec(reply.body)![1]!
/** What everyone's world holds. */
export async function common(world: World): Promise<void> {
  await slowTheLog(world)
  await world.load('council-housing', [
    ...kayleigh('H1'),
    ...aPerson('H2', 'Alfie', 'Marsden', '2016-11-12', home),
    anInvolvement('H1', 'amina', { openedOn: '2026-03-30' }),
    anInvolvement('H1', 'joanne', { key: 'H1-lead' }),
    ...hannah('H5'),
    anInvolvement('H5', 'amina'),
    anInvolvement('H5', 'joanne', { key: 'H5-lead' }),
    ...aPerson('H7', 'Robin', 'Newname', '2019-02-03', home).map((row) => (row.kind === 'identity' ? { ...row, epoch: 2 } : row)),
    anInvolvement('H7', 'amina'),
    anInvolvement('H2', 'joanne'),
    ...elsewhere('H10', 'Helen', 'Pryce', '1980-03-03', '3 Mill Lane, Aldermere'),
    ...elsewhere('H11', 'Darren', 'Marsden', '1990-05-05', '4 Mill Lane, Aldermere'),
    // The stranger lives in her street.
    ...aPerson('H12', 'Sam', 'Stranger', '1979-09-09', { postcode: home.postcode, address: '3 Weavers Row, Aldermere' }),
    {
      kind: 'event',
      class: 'event',
      key: 'E1',
      person: 'H1',
      eventAt: at,
      type: 'rent-arrears',
      occurredAt: at,
      summary: 'Rent arrears of £412',
    },
  ])
  await world.load('nhs-patients', [
    ...kayleigh('N1', { household: 'n-1' }),
    anInvolvement('N1', 'nora'),
    ...hannah('N5'),
    anInvolvement('N5', 'nora'),
  ])
  await world.load('police-incidents', [
    ...kayleigh('P1'),
    anInvolvement('P1', 'colin'),
    ...hannah('P5', { addressProtected: true }),
    anInvolvement('P5', 'colin'),
    {
      kind: 'event',
      class: 'policing',
      key: 'P-E1',
      person: 'P1',
      eventAt: at,
      type: 'theft',
      occurredAt: at,
      summary: 'Bicycle stolen',
      role: 'victim',
    },
  ])
  await world.isHerself('stranger', 'council-housing', 'H12')
  await world.admin.query(`
    update information_governance.dataset_class set retention = '8 years' where dataset_id = 'nhs-patients';
    insert into information_governance.relationship (id, worker_id, controller_id, dataset_id, regime, source_person_id, kind, source_room, source_key, active_from, reason)
    select gen_random_uuid(), '${world.workers.stranger}', controller_id, dataset_id, regime, id, 'contact-in-hand', 'casework',
      source_key, '2026-03-31', 'somebody rang'
    from feeds.source_person where dataset_id = 'council-housing' and source_key = 'H1'`)
  await cast(world)
  for (const one of ['joanne', 'stranger'] as const) await opens(world, one)
}

async function cast(world: World): Promise<void> {
  const accounts = new Map<string, string>()
  for (const [name, person] of Object.entries({ kayleigh: 'H1', helen: 'H10', darren: 'H11' }))
    accounts.set(name, await world.account(name, { feed: 'council-housing', person }))
  for (const name of ['first', 'second']) accounts.set(name, await world.account(name))
  const fay = await world.hire('fay', { organisationId: 'GB-LAE-ALD', name: 'Fay Front', roles: ['front-door'] })
  const hannahs = `/people/${await world.personOf('council-housing', 'H5')}/code`
  const give = async () => codeIn(done(await world.post(hannahs, await world.session('amina')), 200))
  const codes = [await give(), await give()]
  casts.set(world, { accounts, fay: await fay('childrens-family-help'), codes })
}

/** Lets the log's clock stand near the world's: what is read must not depend on when the test runs. The order stays. */
const slowTheLog = (world: World): Promise<unknown> =>
  world.admin.query(`
    create function public.slow() returns trigger language plpgsql as $$
    begin
      new.occurred_at := timestamptz '2026-04-01T07:30:00Z' + (new.occurred_at - timestamptz '${new Date().toISOString()}') / 1000;
      return new;
    end $$;
    create trigger slow before insert on platform.access_entry for each row execute function public.slow();
    create trigger slow before insert on platform.access_entry_source for each row execute function public.slow()`)

/** What goes on in every world, whatever is hidden in it: what she asks, what comes to the front door, what the clock does by day and by night. */
export async function goesOn(world: World): Promise<void> {
  assert.match((await opens(world, 'amina')).body, /Kayleigh Marsden/)
  const copy = { id: '00000000-0000-4000-8000-0000000000a1', to: 'everyone', said: 'Everything about my flat.' }
  done(await world.post('/account/subject-requests?kind=copy', await asResident(world, 'kayleigh'), copy))
  await followSubjectRequests(world.services)
  const contact = {
    contactId: '00000000-0000-4000-8000-0000000000c2',
    name: 'Kayleigh Marsden',
    worry: 'Not seen for days',
    phone: '01632 960124',
  }
  await sends(world, 'amina', '/contacts', contact)
  done(await world.post(`/contacts/${contact.contactId}/take`, castOf(world).fay))
  done(
    await world.post(`/contacts/${contact.contactId}/in-hand`, castOf(world).fay, {
      personId: await world.personOf('council-housing', 'H1'),
    }),
  )
  await listDue(world.services, kept)
  await freezePublicRegister(world.services)
}

/** What stands in an address before an id → the ids to try there, by name: of things that every world has. */
export async function thingsIn(world: World): Promise<Record<string, Record<string, string>>> {
  const { rows } = await world.admin.query<{ code: string; id: string }>(
    `select code, id from information_governance.sharing_agreement where code in ('AFH', 'OWN-domestic-abuse') order by code`,
  )
  const { rows: parts } = await world.admin.query<{ controller: string; id: string }>(
    `select controller_id as controller, id from information_governance.subject_request_part
     where request_id = '00000000-0000-4000-8000-0000000000a1' and controller_id in ('GB-LAE-ALD', 'GB-NHS-ALD') and not hidden order by controller_id`,
  )
  const named = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, id]))
  return {
    people: { kayleigh: await world.personOf('council-housing', 'H1'), alfie: await world.personOf('council-housing', 'H2') },
    datasets: named(['domestic-abuse', 'drug-and-alcohol', 'council-housing']),
    organisations: named(['GB-LAE-ALD', 'GB-CHC-REFUGE']),
    feeds: named(['council-housing', 'domestic-abuse']),
    contacts: named(['00000000-0000-4000-8000-0000000000c2']),
    'subject-requests': {
      hers: '00000000-0000-4000-8000-0000000000a1',
      ...Object.fromEntries(parts.map(({ controller, id }) => [controller, id])),
    },
    'sharing-agreements': Object.fromEntries(rows.map(({ code, id }) => [code, id])),
  }
}
