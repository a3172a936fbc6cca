import type { Count, Journey, Walker } from './journey.ts'

const desk = { width: 1280, height: 900 }
const phone = { width: 375, height: 720 }

/** What one person's part took, and may take. */
function part(walker: Walker, who: string, most: Partial<Count>): () => string {
  const before = { ...walker.count }
  return () => {
    const took = (what: keyof Count) => walker.count[what] - before[what]
    for (const [what, bar] of Object.entries(most) as [keyof Count, number][])
      if (took(what) > bar) throw new Error(`${who} needed ${took(what)} ${what}, not ${bar}`)
    return `${who}: ${took('pages')} pages, ${took('clicks')} clicks, ${took('fields')} fields.`
  }
}

/** Worry to help (product.md J1): recorded once, decided at the front door, a team forms with a lead, a plan is agreed, and she sees names and plan. */
export const journey: Journey = {
  title: 'Worry to help: a housing officer’s worry becomes a plan that the mother reads on her own page',
  bars: { clicks: 22, rekeyed: 0, ms: 60_000 },
  async walk(as, say) {
    const officer = await as(phone, false)
    const officers = part(officer, 'The officer', { pages: 5, clicks: 9, fields: 7 })
    await officer.open('/sign-in?as=amina-hussain&return=/my-day')
    await officer.type('Find a person by name', 'Kayleigh Marsden')
    await officer.follow('Find', 'button')
    await officer.follow(/^Kayleigh Marsden/)
    await officer.sees('Who is involved')
    await officer.follow('Record a worry', 'button')
    await officer.type(
      'What did you see or hear?',
      'No heating, no food in the kitchen, and the letters from the bank unopened on the floor.',
    )
    await officer.choose('Danger may come soon')
    await officer.type('Who else is in the home', 'Jayden, 12, and Ruby, 6')
    await officer.choose('Yes, they know and agree')
    await officer.choose('Ring me back')
    await officer.follow('Send to the front door', 'button')
    await officer.sees('Worries that you recorded')
    await officer.sees(/decided by the end of/)
    say(officers())

    const frontDoor = await as(desk)
    const decides = part(frontDoor, 'The front door', {})
    await frontDoor.open('/sign-in?as=raymond-cole&return=/contacts')
    // The one that the demonstration has waits longer.
    await frontDoor.page.locator('a[href^="/concerns/"]').last().waitFor()
    const link = await frontDoor.page.locator('a[href^="/concerns/"]').last().getAttribute('href')
    await frontDoor.follow({ endsWith: link! })
    await frontDoor.doesNotSee('Kayleigh')
    await frontDoor.follow('Take it', 'button')
    await frontDoor.sees('Talking therapies')
    await frontDoor.choose('Family help')
    await frontDoor.type('Why?', 'Several services are needed, and she agrees to it.')
    await frontDoor.follow('Decide', 'button')
    await frontDoor.page.getByRole('radio', { name: 'Joanne Tully' }).check()
    await frontDoor.page.getByRole('checkbox', { name: 'Amina Hussain' }).check()
    frontDoor.count.fields += 2
    await frontDoor.follow('Form the team', 'button')
    await frontDoor.sees('The plan that came of it')
    say(decides())

    const lead = await as(desk)
    const plans = part(lead, 'The lead practitioner', {})
    await lead.open('/sign-in?as=joanne-tully&return=/plans')
    await lead.follow(/Kayleigh Marsden/)
    await lead.type('What should be different?', 'The flat is warm, and we eat together')
    await lead.follow('Add the goal', 'button')
    await lead.press('Add a goal')
    await lead.type('What should be different?', 'I know what I owe, and to whom')
    await lead.follow('Add the goal', 'button')
    await lead.press('Add an action to goal 1')
    await lead.type('What will be done?', 'Have the boiler repaired')
    for (const [label, value] of [
      ['Day', '15'],
      ['Month', '12'],
      ['Year', '2026'],
    ] as const)
      await lead.type(label, value)
    await lead.follow('Add the action', 'button')
    await lead.press('Send it to the person, to agree')
    await lead.follow('It is safe: send it', 'button')
    await lead.sees(/Waits for the person/)
    say(plans())

    const resident = await as(phone, false)
    const reads = part(resident, 'The mother, in Welsh and without script', {})
    await resident.open('/sign-in?as=kayleigh-marsden&return=/account?lang=cy')
    await resident.follow('Fy nghynllun')
    await resident.sees('Joanne Tully')
    await resident.sees('The flat is warm, and we eat together')
    await resident.follow('Rwy’n cytuno', 'button')
    await resident.sees(/Cytunoch chi ar/)
    say(reads())

    await lead.page.reload()
    await lead.sees('Agreed by the person')
    say('The lead reads that she agrees.')
  },
}
