import { type Actor, mayDo } from '#platform/acts'
import type { Kernel } from '#platform/http/kernel'
import { policy } from './wiring.ts'

/** The main sections of each face (screens.md section 7), those whose rooms exist; each is offered to those who may open it. */
export const navigation: Kernel['navigation'] = [
  { face: 'staff', text: 'My day', href: '/my-day', act: 'shared-record.my-day.read' },
  { face: 'staff', text: 'People', href: '/people', act: 'shared-record.person.search' },
  { face: 'staff', text: 'Contacts', href: '/contacts', act: 'casework.contact.read' },
  { face: 'staff', text: 'Feeds', href: '/feeds', act: 'feeds.read' },
  { face: 'staff', text: 'Agreements', href: '/sharing-agreements', act: 'governance.read' },
  { face: 'staff', text: 'Organisations', href: '/organisations', act: 'partnership.read' },
  { face: 'resident', text: 'Home', cy: 'Hafan', href: '/account' },
  {
    face: 'resident',
    text: 'Who looked',
    cy: 'Pwy edrychodd',
    href: '/account/access-events',
    act: 'resident-portal.access-log.read',
  },
]

/** Where someone at work begins: the front door at its queue, everyone else at the first section that she may open. */
export function homeOf(worker: Pick<Actor, 'roles'>): string | undefined {
  if (mayDo(policy, worker, 'casework.contact.take')) return '/contacts'
  return navigation.find(({ face, act }) => face === 'staff' && act && mayDo(policy, worker, act))?.href
}
