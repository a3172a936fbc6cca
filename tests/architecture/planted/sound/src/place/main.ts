import { now } from '#platform/dates'

console.log(`A place as of ${now().epochMilliseconds}`)
