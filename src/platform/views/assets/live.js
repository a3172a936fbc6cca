// Parts of a page that follow what others do. The stream names topics and nothing else: what is new is read as by a reload, and logged as one.
const together = 300 // what changes within so many milliseconds is read once
const firstRest = 5000
const mostTries = 6

/** @param parts elements with the topics that they follow in `data-live`; those with `data-live-asks` are not read again by themselves */
export function follow(parts, enhance) {
  const itself = parts.find((part) => !('liveAsks' in part.dataset))
  const followers = parts.map((part) => ({ topics: part.dataset.live.split(' '), changed: follower(part, enhance) }))
  const all = () => {
    for (const { changed } of followers) changed()
  }
  if (itself) itself.before(pauseControl(all))
  let stream
  let missed = false
  let tries = 0
  const open = () => {
    stream = new EventSource('/live')
    stream.addEventListener('open', () => {
      if (missed) all()
      missed = false
      tries = 0
    })
    stream.addEventListener('changed', ({ data }) => {
      for (const { topics, changed } of followers) if (topics.includes(data)) changed()
    })
    stream.addEventListener('error', () => {
      missed = true
      // Refused, as after the end of the session: the browser itself does not ask again.
      if (stream.readyState === EventSource.CLOSED && tries < mostTries) setTimeout(open, firstRest * 2 ** tries++)
    })
  }
  open()
  // A browser opens few connections to one place at once: what nobody looks at holds none, where it can be read anew later.
  if (parts.some((part) => 'liveAsks' in part.dataset)) return
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      stream.close()
      missed = true
    } else if (stream.readyState === EventSource.CLOSED) open()
  })
}

/** Whoever cannot read what moves stops it, for as long as she works in this window (WCAG 2.2.2). What changes is then said, with a link. */
let paused = remembered()
const isPaused = () => paused
function remembered() {
  try {
    return sessionStorage.getItem('live') === 'paused'
  } catch {
    return false // a browser that keeps nothing
  }
}
/** @param catchUp reads anew what was missed, once she goes on */
function pauseControl(catchUp) {
  const line = document.createElement('p')
  line.className = 'govuk-body-s'
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'cw-link-button'
  const name = () => {
    button.textContent = isPaused() ? 'Show changes as they come' : 'Stop showing changes as they come'
  }
  button.addEventListener('click', () => {
    paused = !paused
    try {
      sessionStorage.setItem('live', paused ? 'paused' : 'follows')
    } catch {} // then for this page alone
    name()
    if (!paused) catchUp()
  })
  name()
  line.append(button)
  return line
}

/** What to call when something of this part has changed. */
function follower(part, enhance) {
  const status = document.createElement('div')
  status.setAttribute('role', 'status')
  part.before(status)
  let waits = false
  let turn = 0
  const read = async () => {
    waits = false
    const mine = ++turn
    const fresh =
      isPaused() || 'liveAsks' in part.dataset || isInUse(part) ? undefined : await readAgain(part).catch(() => undefined)
    if (mine !== turn) return // something else has changed meanwhile, and is read already
    if (!fresh || isPaused() || isInUse(part)) return say(status, 'Something has changed. ', link())
    part.replaceChildren(...fresh.childNodes)
    enhance(part)
    say(status, hidden('What is shown here has changed.'))
  }
  return () => {
    if (!waits) setTimeout(read, together)
    waits = true
  }
}

/** The same part of the page as it is now. Asking does not keep alive the session of somebody who has left her desk. */
async function readAgain(part) {
  const answer = await fetch(location.href, { headers: { 'x-unattended': 'yes', accept: 'text/html' }, redirect: 'manual' })
  if (!answer.ok) return undefined
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  return page.querySelector(`[data-live="${part.dataset.live}"]`)
}

/** Whether somebody reads or does something in it that would be lost under her hands. */
function isInUse(part) {
  const selected = getSelection()
  return (
    part.contains(document.activeElement) ||
    part.querySelector('details[open]') !== null ||
    (selected && !selected.isCollapsed && selected.containsNode(part, true))
  )
}

function say(status, ...words) {
  const line = document.createElement('p')
  line.className = 'govuk-body govuk-!-font-weight-bold'
  line.append(...words)
  status.replaceChildren(line)
}

function link() {
  const show = document.createElement('a')
  show.className = 'govuk-link'
  show.href = location.pathname + location.search
  show.textContent = 'Show it'
  return show
}

function hidden(words) {
  const span = document.createElement('span')
  span.className = 'govuk-visually-hidden'
  span.textContent = words
  return span
}
