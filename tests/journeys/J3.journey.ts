import type { Journey } from './journey.ts'

const desk = { width: 1280, height: 900 }
const phone = { width: 375, height: 720 }

/** Lawful sharing under pressure (product.md J3): the police are named and keep the rest; she asks; the owner answers; the law is on the page. */
export const journey: Journey = {
  title: 'Lawful sharing under pressure: a housing officer asks the police one question, and they answer',
  bars: { pages: 16, clicks: 9, fields: 5, rekeyed: 0, ms: 30_000 },
  async walk(as, say) {
    const officer = await as(phone, false)
    await officer.open('/sign-in?as=amina-hussain&return=/people?name=Kayleigh+Marsden')
    await officer.follow(/Kayleigh Marsden/)
    await officer.sees('What stays with its owner')
    await officer.doesNotSee(/\d+ (records|incidents) (are )?(withheld|hidden)/)
    say('The police are named, with their duty number. What they hold is not there, and is not counted.')

    await officer.follow(/Ask Aldermere Police/)
    const asked = performance.now()
    await officer.type('What do you need to know?', 'Is anybody at risk from the man who came on Sunday?')
    officer.count.fields += 2 // the purpose stands there already; the deadline is chosen
    await officer.page.getByLabel('Today', { exact: true }).check() // five o'clock, or in four hours: before all others
    await officer.type('Why do you need it?', 'I take the children to school tomorrow, and he may be there.')
    await officer.follow('Send the question', 'button')
    await officer.sees('Nobody has answered yet. Without an answer nothing is shared.')
    say(`One page, four fields; answered by the page in ${Math.round(performance.now() - asked)} ms with the typing.`)

    const owner = await as(desk)
    await owner.open('/sign-in?as=colin-mabey&return=/access-requests/to-answer')
    const before = owner.count.clicks
    // She has asked before, and that may be due at the same moment.
    await owner.sees(/Amina Hussain/)
    await owner.follow({ endsWith: officer.page.url().split('/').at(-1)! })
    await owner.follow('Share', 'button')
    await owner.sees(/Shared until/)
    if (owner.count.clicks - before > 2) throw new Error('the owner needed more than two clicks')
    await owner.sees('Is anybody at risk from the man who came on Sunday?')
    say('The owner read the question, who asks and why, and said yes: two clicks.')

    await officer.page.reload()
    await officer.sees(/Shared until/)
    const opened = performance.now()
    await officer.follow(/Open Kayleigh Marsden/)
    const ms = performance.now() - opened
    if (ms > 1000) throw new Error(`the person’s page took ${Math.round(ms)} ms`)
    await officer.sees('Who is involved')
    say(`What was shared is on the person’s page, decided again and logged, in ${Math.round(ms)} ms.`)
  },
}
