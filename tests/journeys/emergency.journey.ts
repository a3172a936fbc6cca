import type { Journey } from './journey.ts'

const desk = { width: 1280, height: 900 }
const phone = { width: 375, height: 720 }

/** Danger now, and no time to ask: two clicks and a reason; another organisation's officer closes the review in three clicks. */
export const journey: Journey = {
  title: 'In an emergency: a housing officer opens more of a record for an hour, and it is reviewed',
  bars: { pages: 12, clicks: 7, fields: 5, rekeyed: 0, ms: 30_000 },
  async walk(as, say) {
    const officer = await as(phone, false)
    await officer.open('/sign-in?as=amina-hussain&return=/people?name=Kayleigh+Marsden')
    await officer.follow(/Kayleigh Marsden/)
    const before = officer.count.clicks
    await officer.follow('Open in an emergency')
    officer.count.fields++
    await officer.page.getByLabel('A child in danger').check()
    await officer.type('Why do you need to see more now?', 'The children were not at school and nobody opens the door.')
    await officer.follow('Open for an hour', 'button')
    await officer.sees('Argument with former partner at the door. No injury.')
    if (officer.count.clicks - before > 2) throw new Error('opening took more than two clicks')
    say('Two clicks and a reason: what the police recorded is on the page, for an hour.')

    const reviewer = await as(desk)
    await reviewer.open('/sign-in?as=miriam-stein&return=/access-reviews')
    await reviewer.doesNotSee(/Kayleigh/)
    const start = reviewer.count.clicks
    await reviewer.page.getByRole('link', { name: /^E-/ }).last().waitFor()
    reviewer.count.clicks++
    await Promise.all([reviewer.page.waitForNavigation(), reviewer.page.getByRole('link', { name: /^E-/ }).last().click()])
    await reviewer.sees(/nobody opens the door/)
    reviewer.count.fields += 2
    await reviewer.page.getByLabel('It was justified').check()
    await reviewer.type('Your reasons', 'The school confirmed that the children were away.')
    await reviewer.page.getByLabel('It is not safe to show it').check()
    await reviewer.follow('Close the review', 'button')
    await reviewer.sees('Justified')
    if (reviewer.count.clicks - start > 3) throw new Error('the review took more than three clicks')
    say('An officer of another organisation read why, and closed the review.')
  },
}
