import type { Journey } from './journey.ts'

const desk = { width: 1280, height: 900 }
const phone = { width: 375, height: 720 }

/** Someone without a relationship describes; the front door finds, has her in hand, sees who is involved, and rings back (practice K5). */
export const journey: Journey = {
  title: 'Contact in hand: a fire officer describes someone he does not work with; the duty worker finds her and rings back',
  bars: { pages: 14, clicks: 9, fields: 3, rekeyed: 0, ms: 30_000 },
  async walk(as, say) {
    const officer = await as(phone, false)
    await officer.open('/sign-in?as=sam-turnbull&return=/people?name=Kayley+Marsden')
    await officer.sees('Nobody to show')
    await officer.sees(/No result does not mean no one is involved/)
    await officer.doesNotSee(/Kayleigh Marsden/)
    await officer.follow(/Describe the person to the front door/)
    await officer.type('What you saw or heard', 'Shouting through the wall two nights running.')
    await officer.type('Telephone number', '01632 960123')
    await officer.follow('Send to the front door', 'button')
    await officer.sees(/nobody has taken it yet/)
    say('He sees no candidate and nobody involved; what he searched by was not typed again.')

    const duty = await as(desk)
    await duty.open('/sign-in?as=raymond-cole')
    await duty.sees('Waiting, the longest first')
    await duty.follow(/Kayley Marsden/)
    await duty.follow('Take this contact', 'button')
    await duty.sees('Whom it may be about')
    await duty.doesNotSee(/Bracken Row/)
    await duty.follow(/Take in hand Kayleigh Marsden/, 'button')
    await duty.sees('Who is involved')
    const phones = await duty.page.locator('a[href^="tel:"]').count()
    if (phones < 4) throw new Error(`only ${phones} phone numbers on the person page`)
    say('The duty worker found her under the other spelling, and sees who is involved, with phones, for 24 hours.')

    await duty.page.goBack()
    await duty.page.reload()
    await duty.sees(/In hand until/)
    await duty.page.getByLabel('Rang back', { exact: true }).check()
    duty.count.fields++
    await duty.follow('Close this contact', 'button')
    await duty.sees('Nobody waits to be rung back.')

    await officer.page.reload()
    await officer.sees(/Rang back/)
    await officer.doesNotSee(/Kayleigh Marsden/)
    say('Who sent it reads how it ended, and not whom it was about.')
  },
}
