// Enhances what already works without it. Everything comes from files of our own: the pages hold no inline script.
import { initAll } from './govuk-frontend.min.js'

// The kits look for this before they do anything; their own page template sets it by an inline script.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()

// The second kit is only fetched where a page uses it.
if (document.querySelector('[data-module^="moj-"]')) {
  const moj = await import('./moj-frontend.min.js')
  moj.initAll()
}

// What others change is followed where the page shows it.
const live = [...document.querySelectorAll('[data-live]')]
if (live.length > 0) {
  const { follow } = await import('./live.js')
  follow(live, (scope) => initAll({ scope }))
}

// A filter with nothing chosen takes the whole first screen of a phone: fold it there.
if (!matchMedia('(min-width: 60rem)').matches) {
  for (const filter of document.querySelectorAll('details[data-fold="narrow"]')) filter.open = false
}
