import type { Kernel } from '#platform/http/kernel'

/** The main sections of each face (screens.md section 7), those whose rooms exist; each is offered to those who may open it. */
export const navigation: Kernel['navigation'] = [
  { face: 'staff', text: 'My day', href: '/my-day', act: 'shared-record.my-day.read' },
  { face: 'staff', text: 'People', href: '/people', act: 'shared-record.person.search' },
  { face: 'staff', text: 'Feeds', href: '/feeds', act: 'feeds.read' },
  { face: 'staff', text: 'Agreements', href: '/sharing-agreements', act: 'governance.read' },
  { face: 'staff', text: 'Organisations', href: '/organisations', act: 'partnership.read' },
  { face: 'resident', text: 'Home', href: '/account' },
  { face: 'resident', text: 'Who looked', href: '/account/access-events', act: 'resident-portal.access-log.read' },
]
