import type { Journey, Walker } from './journey.ts'

const desk = { width: 1280, height: 900 }
const phone = { width: 375, height: 720 }

/** What she answers, question by question. */
const story = [
  ['What is going on?', 'The flat is cold, I am behind with the rent, and I do not sleep.'],
  ['Who lives with you?', 'Jayden is 12 and Ruby is 6. My sister Dee is close.'],
  ['What is going well?', 'Ruby loves school. Jayden cooks with me.'],
  ['What should be different?', 'A warm flat, and to know what I owe.'],
  ['Who helps you now?', 'Mason from talking therapies. The others all ask the same things.'],
  ['Is there anyone you are afraid of', 'No.'],
  ['How and when can we reach you safely?', 'Ring 07700 900111 in the morning.'],
  ['What else should we know', 'I read better than I listen.'],
] as const

/** So many pages from where she is. */
function pagesSince(walker: Walker): () => number {
  const before = walker.count.pages
  return () => walker.count.pages - before
}

/** Resident in charge (product.md J4): without script throughout. */
export const journey: Journey = {
  title: 'Resident in charge: a story told once, a plan, a wrong fact put right, who looked, and a complaint that is answered',
  bars: { rekeyed: 0, ms: 90_000 },
  async walk(as, say) {
    const her = await as(phone, false)
    await her.open('/sign-in?as=kayleigh-marsden&return=/account')
    await her.follow('Tell your story once')
    await her.follow('Begin', 'button')
    for (const [question, words] of story.slice(0, 4)) {
      await her.type(question, words)
      await her.follow('Keep and go on', 'button')
    }
    // She stops, and comes back.
    await her.open('/account/story')
    await her.sees('Ruby loves school.')
    await her.follow('Go on', 'button')
    for (const [question, words] of story.slice(4)) {
      await her.type(question, words)
      await her.follow('Keep and go on', 'button')
    }
    await her.follow('Send it to the front door', 'button')
    await her.sees('The front door has it.')
    say('Eight questions, one on a page; stopped in the middle, and nothing lost.')

    const frontDoor = await as(desk, false)
    await frontDoor.open('/sign-in?as=raymond-cole&return=/contacts')
    await frontDoor.follow(/Kayleigh Marsden/)
    await frontDoor.follow('Take this contact', 'button')
    await frontDoor.sees('The others all ask the same things.')
    await frontDoor.follow(/^Take in hand Kayleigh Marsden/, 'button')
    await frontDoor.sees('Who is involved')
    await frontDoor.follow('Form a team and begin a plan', 'button')
    await frontDoor.choose('Family help plan')
    await frontDoor.page.getByRole('radio', { name: 'Amina Hussain' }).check()
    await frontDoor.page.getByRole('checkbox', { name: 'Mason Cartwright' }).check()
    frontDoor.count.fields += 2
    await frontDoor.type('Why does it begin?', 'She told us herself: one plan instead of five.')
    await frontDoor.follow('Form the team', 'button')
    await frontDoor.sees('Family help plan')
    say('The front door read it once, found her, and formed a team of those who work with her.')

    const lead = await as(desk, false)
    await lead.open('/sign-in?as=amina-hussain&return=/plans')
    await lead.follow(/Kayleigh Marsden/)
    await lead.type('What should be different?', 'The flat is warm, and I know what I owe')
    await lead.follow('Add the goal', 'button')
    await lead.page.getByText('Send it to the person, to agree').click()
    await lead.follow('It is safe: send it', 'button')

    await her.open('/account')
    await her.follow('My plan')
    await her.sees('Amina Hussain')
    await her.follow('I agree', 'button')
    await her.follow('Let my helpers read my story', 'button')
    await her.sees('Your helpers can read your story.')
    await lead.page.reload()
    await lead.page.getByText('Their story, in their own words').click()
    await lead.sees('Ruby loves school.')
    say('She agrees to her plan, and her helpers read her story instead of asking again.')

    await her.open('/account')
    const correcting = pagesSince(her)
    await her.follow('What we hold about you')
    await her.follow(/wrong ?: Council housing, north patch/)
    await her.type('What is wrong?', 'It began in June, not in May.')
    await her.follow('Send', 'button')
    if (correcting() > 3) throw new Error(`a correction took ${correcting()} pages`)
    await her.sees(/They are checking it/)
    const officer = await as(desk, false)
    await officer.open('/sign-in?as=rosalind-keane&return=/disputes')
    await workUnder(officer, 'subject-rights', '/disputes')
    await officer.follow(/Help from a service/)
    await officer.choose('We put it right in our own system')
    for (const [part, value] of [
      ['Day', '27'],
      ['Month', '11'],
      ['Year', '2026'],
    ] as const)
      await officer.type(part, value)
    await officer.type('What do you say to the person?', 'You are right. It says June now.')
    await officer.follow('Answer', 'button')
    await her.page.reload()
    await her.sees('You are right. It says June now.')
    await her.sees('Who we told')
    say('A wrong fact, said to be wrong in three pages; its service put it right, and she reads who was told.')

    await her.open('/account')
    await her.follow('See who looked at your record')
    const complaining = pagesSince(her)
    await her.follow('Complain about how your data was used')
    await her.page.getByLabel('Whom do you ask?').selectOption({ label: 'Aldermere Council' })
    await her.type('What went wrong?', 'Somebody looked on Sunday, and I do not know why.')
    await her.follow('Send', 'button')
    if (complaining() > 3) throw new Error(`a complaint took ${complaining()} pages`)
    await her.sees(/They must tell you by/)

    await officer.open('/subject-requests')
    // Her own is the one that came last.
    const hers = officer.page
      .locator('tr', { hasText: /complaint/i })
      .filter({ hasText: 'To acknowledge' })
      .last()
    await officer.follow({ endsWith: (await hers.getByRole('link').first().getAttribute('href'))! })
    await officer.type('Tell them that it has come', 'We have it. We look at who looked on Sunday, and write by 12 December.')
    await officer.follow('Acknowledge', 'button')
    await officer.type(
      'What you found, and what you do about it',
      'A colleague on duty opened your page after your call. It was right, and you were not told. We are sorry.',
    )
    await officer.follow('Answer', 'button')
    await her.page.reload()
    await her.sees('A colleague on duty opened your page after your call.')
    await her.sees(/They answered on/)
    say('She complained about one look in three pages, and has a dated answer.')
  },
}

/** Works under another purpose from now on. */
async function workUnder(walker: Walker, purpose: string, path: string): Promise<void> {
  await walker.open(`/session/purpose?return=${path}`)
  await walker.page.locator(`input[value="${purpose}"], option[value="${purpose}"]`).first().waitFor({ state: 'attached' })
  const box = walker.page.locator(`input[value="${purpose}"]`)
  if ((await box.count()) > 0) await box.check()
  else await walker.page.locator('select[name="purpose"]').selectOption(purpose)
  await Promise.all([
    walker.page.waitForNavigation(),
    walker.page
      .getByRole('button', { name: /this purpose|Go on|under|Choose|Continue/i })
      .last()
      .click(),
  ])
}
