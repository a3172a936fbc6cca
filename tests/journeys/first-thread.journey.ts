import type { Journey } from './journey.ts'

const desktop = { width: 1280, height: 900 }
const phone = { width: 375, height: 720 }

/** An agency's file → one person → a lawful view → the log → the resident. */
export const journey: Journey = {
  title: 'The first thread: a housing officer finds a tenant known to five agencies; the tenant sees that she looked',
  bars: { pages: 12, clicks: 5, fields: 1, rekeyed: 0, ms: 30_000 },
  async walk(as, say) {
    const officer = await as(desktop)
    await officer.open('/')
    await officer.sees('Five minutes in Aldermere')
    await officer.follow(/One family, five agencies/)
    await officer.sees('Find a person')
    await officer.sees('People you work with who fit')
    say('The officer found her, spelt one way here and another there.')

    await officer.follow(/Kayleigh Marsden/)
    for (const what of ['Who is involved', 'Before you visit', 'Timeline', 'Household and family']) await officer.sees(what)
    await officer.sees(/Jayden Marsden/)
    const phones = await officer.page.locator('a[href^="tel:"]').count()
    if (phones < 4) throw new Error(`only ${phones} phone numbers on the person page`)
    await officer.sees('What stays with its owner')
    // What the police's owner has shared with her, and with nobody else of her team.
    await officer.sees(/Only a part of what it holds is shown to you/)
    await officer.sees(/former partner/i)
    const colleague = await as(desktop)
    await colleague.open('/sign-in?as=grace-adeyemi&return=/people?name=Kayleigh%2BMarsden')
    await colleague.follow(/Kayleigh Marsden/)
    await colleague.sees(/What it holds is not shown to you/)
    await colleague.doesNotSee(/former partner/i)
    say(
      'She sees who is involved, with phones. What the police shared with her when she asked, a colleague of her own team does not see: there they are named, with the reason.',
    )

    await officer.open('/people')
    await officer.type('Name', 'Kayley Marsden')
    await officer.follow('Find', 'button')
    await officer.sees(/Kayleigh Marsden/)
    say('The other spelling finds the same person.')

    const mother = await as(phone, false)
    await mother.open('/')
    await mother.follow(/She can see we looked/)
    await mother.sees('Who looked')
    await mother.sees(/Aldermere Council/)
    await mother.sees(/to help you keep your home/)
    await mother.doesNotSee(/Amina/)
    say('The mother sees on her phone, without JavaScript, who looked and why: a role and an organisation, no name.')
  },
}
